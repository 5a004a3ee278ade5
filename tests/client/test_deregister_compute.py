"""DeregisterCompute as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import COMPUTE, FLEET_ID, LOCATION
from tests.support.fleets import (
    ELSEWHERE,
    UNKNOWN_FLEET,
    fleet_arn,
    new_anywhere_fleet,
    new_ec2_fleet,
    play,
    refused,
    refused_by_the_server,
)
from tests.support.running import ACCOUNT, REGION, Running

ARN = f"arn:aws:gamelift:{REGION}:{ACCOUNT}:compute/{COMPUTE}"


def names(client: GameLiftClient, fleet_id: str = FLEET_ID) -> list[str]:
    return [each["ComputeName"] for each in client.list_compute(FleetId=fleet_id)["ComputeList"]]


def register(client: GameLiftClient, name: str, fleet_id: str = FLEET_ID) -> None:
    client.register_compute(FleetId=fleet_id, ComputeName=name, Location=LOCATION, IpAddress="10.1.2.3")


@pytest.mark.documented("API_DeregisterCompute")
@pytest.mark.parametrize("fleet", [FLEET_ID, fleet_arn(FLEET_ID)], ids=["fleet id", "fleet ARN"])
@pytest.mark.parametrize("name", [COMPUTE, ARN], ids=["name", "ARN"])
def test_compute_is_gone_and_others_stay(client: GameLiftClient, fleet: str, name: str) -> None:
    register(client, "attic-pc")
    answer = client.deregister_compute(FleetId=fleet, ComputeName=name)
    assert set(answer) == {"ResponseMetadata"}
    assert names(client) == ["attic-pc"]


@pytest.mark.model
def test_compute_of_that_name_in_another_fleet_or_region_stays(client: GameLiftClient, emulator: Running) -> None:
    fleet_id = new_anywhere_fleet(client)
    register(client, COMPUTE, fleet_id)
    assert names(emulator.client(ELSEWHERE)) == [COMPUTE]
    client.deregister_compute(FleetId=FLEET_ID, ComputeName=ARN)
    assert names(client) == []
    assert names(client, fleet_id) == [COMPUTE]
    assert names(emulator.client(ELSEWHERE)) == [COMPUTE]


@pytest.mark.documented("API_DeregisterCompute")
def test_compute_hosts_no_game_sessions_any_more(client: GameLiftClient) -> None:
    fleet_id = new_anywhere_fleet(client)
    register(client, "attic-pc", fleet_id)
    earlier = play(client, fleet_id)
    client.deregister_compute(FleetId=fleet_id, ComputeName="attic-pc")
    later = play(client, fleet_id)
    assert (earlier["ComputeName"], earlier["IpAddress"]) == ("attic-pc", "10.1.2.3")
    assert (later.get("ComputeName"), later["IpAddress"]) == (None, "127.0.0.1")


@pytest.mark.assumed("game sessions of a compute that is gone")
def test_game_sessions_go_on_without_their_compute(client: GameLiftClient) -> None:
    made = play(client, FLEET_ID)["GameSessionId"]
    client.deregister_compute(FleetId=FLEET_ID, ComputeName=COMPUTE)
    (found,) = client.describe_game_sessions(GameSessionId=made)["GameSessions"]
    assert (found["Status"], found["ComputeName"]) == ("ACTIVE", COMPUTE)
    assert client.create_player_session(GameSessionId=made, PlayerId="alice")["PlayerSession"]["Status"] == "RESERVED"


@pytest.mark.model
def test_name_can_be_registered_again(client: GameLiftClient) -> None:
    client.deregister_compute(FleetId=FLEET_ID, ComputeName=COMPUTE)
    register(client, COMPUTE)
    found = client.describe_compute(FleetId=FLEET_ID, ComputeName=COMPUTE)["Compute"]
    assert found["IpAddress"] == "10.1.2.3"


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_compute_cannot_be_deregistered_twice(client: GameLiftClient) -> None:
    asked = {"FleetId": FLEET_ID, "ComputeName": COMPUTE}
    client.deregister_compute(**asked)
    assert COMPUTE in refused("NotFoundException", client.deregister_compute, **asked)


@pytest.mark.assumed("unknown fleet, alias, compute or location")
@pytest.mark.parametrize(
    ("fleet", "name"),
    [
        (UNKNOWN_FLEET, COMPUTE),
        (fleet_arn(FLEET_ID, ELSEWHERE), COMPUTE),
        (FLEET_ID, "nobody"),
        (FLEET_ID, ARN.replace(REGION, ELSEWHERE)),
    ],
)
def test_unknown_fleet_or_compute_is_not_found(client: GameLiftClient, fleet: str, name: str) -> None:
    refused("NotFoundException", client.deregister_compute, FleetId=fleet, ComputeName=name)
    assert names(client) == [COMPUTE]


@pytest.mark.documented("API_DeregisterCompute")
def test_ec2_fleet_is_refused(client: GameLiftClient) -> None:
    asked = {"FleetId": new_ec2_fleet(client), "ComputeName": "i-0123456789abcdef0"}
    assert "ANYWHERE" in refused("InvalidRequestException", client.deregister_compute, **asked)


@pytest.mark.model
@pytest.mark.parametrize(
    ("body", "member"),
    [
        ({"ComputeName": COMPUTE}, "fleetId"),
        ({"FleetId": FLEET_ID}, "computeName"),
        ({"FleetId": FLEET_ID, "ComputeName": "two words"}, "computeName"),
    ],
    ids=str,
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object], member: str) -> None:
    assert f"'{member}'" in refused_by_the_server(emulator, "DeregisterCompute", body)
