"""DescribeFleetEvents as a stock boto3 client sees it."""

from datetime import datetime, timedelta
from typing import Any

import cbor2
import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import NOW, UNKNOWN_FLEET, new_ec2_fleet, play, refused, refused_by_the_server
from tests.support.running import REGION, Running

START = datetime.fromisoformat(NOW)


def codes(client: GameLiftClient, fleet_id: str, **asked: Any) -> list[str]:  # noqa: ANN401
    return [each["EventCode"] for each in client.describe_fleet_events(FleetId=fleet_id, **asked)["Events"]]


@pytest.mark.documented("API_Event")
def test_new_fleet_was_created_and_became_active(client: GameLiftClient, emulator: Running) -> None:
    emulator.freeze(NOW)
    fleet_id = new_ec2_fleet(client)
    events = client.describe_fleet_events(FleetId=fleet_id)["Events"]
    assert [each["EventCode"] for each in events] == ["FLEET_CREATED", "FLEET_STATE_ACTIVE"]
    for each in events:
        assert set(each) == {"EventId", "ResourceId", "EventCode", "Message", "EventTime", "Count"}
        assert (each["ResourceId"], each["EventTime"], each["Count"]) == (fleet_id, START, 1)
        assert fleet_id in each["Message"]
    assert len({each["EventId"] for each in events}) == 2
    assert client.describe_fleet_events(FleetId=fleet_id)["Events"] == events


@pytest.mark.documented("API_Event")
def test_what_is_done_to_a_fleet_is_told_in_its_order(client: GameLiftClient, emulator: Running) -> None:
    emulator.freeze(NOW)
    fleet_id = new_ec2_fleet(client)
    for act in (
        lambda: client.update_fleet_capacity(FleetId=fleet_id, DesiredInstances=2, MaxSize=3),
        lambda: client.update_fleet_capacity(FleetId=fleet_id, MaxSize=4),
        lambda: client.create_fleet_locations(FleetId=fleet_id, Locations=[{"Location": "eu-west-1"}]),
        lambda: client.delete_fleet_locations(FleetId=fleet_id, Locations=["eu-west-1"]),
        lambda: client.update_fleet_attributes(FleetId=fleet_id, NewGameSessionProtectionPolicy="FullProtection"),
        lambda: client.update_fleet_attributes(FleetId=fleet_id, NewGameSessionProtectionPolicy="FullProtection"),
    ):
        emulator.advance(1)
        act()  # type: ignore[no-untyped-call]
    events = client.describe_fleet_events(FleetId=fleet_id)["Events"][2:]
    assert [(each["EventCode"], each["EventTime"] - START) for each in events] == [
        ("FLEET_SCALING_EVENT", timedelta(seconds=1)),
        ("LOCATION_STATE_CREATED", timedelta(seconds=3)),
        ("LOCATION_STATE_ACTIVE", timedelta(seconds=3)),
        ("LOCATION_STATE_DELETED", timedelta(seconds=4)),
        ("FLEET_NEW_GAME_SESSION_PROTECTION_POLICY_UPDATED", timedelta(seconds=5)),
    ]
    assert "from 1 to 2" in events[0]["Message"]


@pytest.mark.documented("API_Event")
def test_crash_and_activation_timeout_are_told(emulator: Running) -> None:
    emulator.freeze(NOW)
    emulator.seed({"Fleets": [{"FleetId": "fleet-1", "CreationTime": "-1h"}]})
    waiting = {"GameSessionId": "gsess-1", "FleetId": "fleet-1", "Status": "ACTIVATING"}
    emulator.seed({"GameSessions": [waiting | {"DueTime": "+60s", "DueStatus": "TERMINATED"}]})
    client = emulator.client()
    crashed = play(client, "fleet-1", REGION)["GameSessionId"]
    assert len(codes(client, "fleet-1")) == 2
    emulator.advance(30)
    emulator.control("POST", f"/game-sessions/{crashed}/crash")
    emulator.advance(29.999)
    assert codes(client, "fleet-1")[2:] == ["SERVER_PROCESS_CRASHED"]
    emulator.advance(0.001)
    crash, timeout = client.describe_fleet_events(FleetId="fleet-1")["Events"][2:]
    assert (timeout["EventCode"], timeout["EventTime"] - crash["EventTime"]) == (
        "GAME_SESSION_ACTIVATION_TIMEOUT",
        timedelta(seconds=30),
    )
    assert crashed in crash["Message"]
    assert "gsess-1" in timeout["Message"]


@pytest.mark.documented("API_DescribeFleetEvents")
def test_span_of_time_holds_its_ends(client: GameLiftClient, emulator: Running) -> None:
    emulator.freeze(NOW)
    fleet_id = new_ec2_fleet(client)
    for desired in (2, 3):
        emulator.advance(10)
        client.update_fleet_capacity(FleetId=fleet_id, DesiredInstances=desired, MaxSize=9)
    later = [START + timedelta(seconds=each) for each in (10, 20)]
    assert codes(client, fleet_id, StartTime=later[0]) == ["FLEET_SCALING_EVENT"] * 2
    assert codes(client, fleet_id, StartTime=later[1]) == ["FLEET_SCALING_EVENT"]
    assert codes(client, fleet_id, EndTime=later[0])[2:] == ["FLEET_SCALING_EVENT"]
    assert codes(client, fleet_id, StartTime=later[1], EndTime=later[0]) == []


@pytest.mark.model
@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_paginator_walks_over_all(client: GameLiftClient, emulator: Running, size: int) -> None:
    emulator.freeze(NOW)
    fleet_id = new_ec2_fleet(client)
    for desired in range(2, 7):
        client.update_fleet_capacity(FleetId=fleet_id, DesiredInstances=desired, MaxSize=9)
        emulator.control("POST", f"/game-sessions/{play(client, fleet_id, REGION)['GameSessionId']}/crash")
    pages = client.get_paginator("describe_fleet_events").paginate(
        FleetId=fleet_id, PaginationConfig={"PageSize": size}
    )
    paged = [each for page in pages for each in page["Events"]]
    assert paged == client.describe_fleet_events(FleetId=fleet_id)["Events"]
    assert len({each["EventId"] for each in paged}) == 12


@pytest.mark.assumed("NextToken")
def test_token_of_another_question_is_refused(client: GameLiftClient) -> None:
    token = client.describe_fleet_events(FleetId=FLEET_ID, Limit=1)["NextToken"]
    for asked in ({"FleetId": new_ec2_fleet(client)}, {"FleetId": FLEET_ID, "StartTime": START}):
        text = refused("InvalidRequestException", client.describe_fleet_events, NextToken=token, **asked)
        assert "NextToken" in text


@pytest.mark.assumed("events of a fleet")
def test_events_of_a_fleet_that_is_gone_are_gone(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client)
    client.delete_fleet(FleetId=fleet_id)
    assert fleet_id in refused("NotFoundException", client.describe_fleet_events, FleetId=fleet_id)


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_unknown_fleet_is_not_found(client: GameLiftClient) -> None:
    assert UNKNOWN_FLEET in refused("NotFoundException", client.describe_fleet_events, FleetId=UNKNOWN_FLEET)


@pytest.mark.model
def test_member_that_breaks_the_model_is_refused(emulator: Running) -> None:
    assert "'fleetId'" in refused_by_the_server(emulator, "DescribeFleetEvents", {})
    assert "'limit'" in refused_by_the_server(emulator, "DescribeFleetEvents", {"FleetId": FLEET_ID, "Limit": 0})


@pytest.mark.model
@pytest.mark.parametrize("seconds", [-1e300, -1e17, 1e17, 1e300])
def test_instants_of_no_year_are_taken_for_the_ends_of_time(emulator: Running, seconds: float) -> None:
    answer = emulator.call("DescribeFleetEvents", {"FleetId": FLEET_ID, "StartTime": seconds, "EndTime": 1e300})
    assert answer.status_code == 200, answer.text
    assert bool(answer.json()["Events"]) == (seconds < 0)


@pytest.mark.model
@pytest.mark.parametrize("seconds", [float("inf"), float("-inf"), float("nan"), 1e300, 10**30, 0, 0.5])
def test_instants_have_a_tag_in_cbor(emulator: Running, seconds: float) -> None:
    for instant in (cbor2.CBORTag(1, seconds), seconds):
        answer = emulator.call_cbor("DescribeFleetEvents", {"FleetId": FLEET_ID, "StartTime": instant})
        assert answer.status_code == 200, answer.content
        assert bool(cbor2.loads(answer.content)["Events"]) == (not seconds > 1)


@pytest.mark.model
@pytest.mark.parametrize("instant", [cbor2.CBORTag(1, "now"), cbor2.CBORTag(1, True), cbor2.CBORTag(0, "2026-01-31")])
def test_tag_that_is_no_instant_is_refused(emulator: Running, instant: cbor2.CBORTag) -> None:
    answer = emulator.call_cbor("DescribeFleetEvents", {"FleetId": FLEET_ID, "StartTime": instant})
    assert answer.status_code == 400
    assert "SerializationException" in cbor2.loads(answer.content)["__type"]
