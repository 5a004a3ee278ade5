"""DeleteFleet as a stock boto3 client sees it."""

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
from tests.support.running import Running

ANSWER_TO_NOTHING = {"ResponseMetadata"}


@pytest.mark.model
def test_answer_is_empty(emulator: Running) -> None:
    assert set(emulator.client().delete_fleet(FleetId=FLEET_ID)) == ANSWER_TO_NOTHING
    fleet_id = new_ec2_fleet(emulator.client())
    answer = emulator.call("DeleteFleet", {"FleetId": fleet_id})
    assert (answer.status_code, answer.content) in [(200, b""), (200, b"{}")]


@pytest.mark.documented("API_DeleteFleet")
@pytest.mark.parametrize("by_arn", [False, True], ids=["id", "ARN"])
def test_fleet_is_gone_and_others_stay(client: GameLiftClient, by_arn: bool) -> None:
    gone, kept = new_ec2_fleet(client), new_ec2_fleet(client)
    client.delete_fleet(FleetId=fleet_arn(gone) if by_arn else gone)
    assert sorted(client.list_fleets()["FleetIds"]) == sorted([FLEET_ID, kept])
    assert client.describe_fleet_attributes(FleetIds=[gone])["FleetAttributes"] == []


@pytest.mark.documented("API_DeleteFleet")
def test_fleet_of_the_same_id_in_another_region_stays(emulator: Running) -> None:
    elsewhere = emulator.client(ELSEWHERE)
    assert elsewhere.list_fleets()["FleetIds"] == [FLEET_ID]
    emulator.client().delete_fleet(FleetId=FLEET_ID)
    assert elsewhere.list_fleets()["FleetIds"] == [FLEET_ID]
    assert emulator.client().list_fleets()["FleetIds"] == []


@pytest.mark.documented("the developer guide on deleting a fleet")
def test_game_sessions_and_player_sessions_go_with_it(client: GameLiftClient) -> None:
    gone, kept = (play(client, each)["GameSessionId"] for each in (FLEET_ID, new_anywhere_fleet(client)))
    players = [
        client.create_player_session(GameSessionId=each, PlayerId="alice")["PlayerSession"]["PlayerSessionId"]
        for each in (gone, kept)
    ]
    client.delete_fleet(FleetId=FLEET_ID)
    assert client.describe_game_sessions(GameSessionId=gone)["GameSessions"] == []
    refused("NotFoundException", client.describe_player_sessions, GameSessionId=gone)
    refused("NotFoundException", client.describe_player_sessions, PlayerSessionId=players[0])
    refused("NotFoundException", client.create_player_session, GameSessionId=gone, PlayerId="bob")
    found = client.describe_player_sessions(PlayerId="alice")["PlayerSessions"]
    assert [each["PlayerSessionId"] for each in found] == players[1:]


@pytest.mark.documented("API_DeleteFleet")
def test_computes_go_with_it(client: GameLiftClient) -> None:
    client.delete_fleet(FleetId=FLEET_ID)
    refused("NotFoundException", client.describe_compute, FleetId=FLEET_ID, ComputeName=COMPUTE)
    refused("NotFoundException", client.get_compute_auth_token, FleetId=FLEET_ID, ComputeName=COMPUTE)


@pytest.mark.model
def test_nothing_can_be_made_on_it_any_more(client: GameLiftClient) -> None:
    client.delete_fleet(FleetId=FLEET_ID)
    asked = {"FleetId": FLEET_ID, "Location": LOCATION}
    refused("NotFoundException", client.create_game_session, **asked, MaximumPlayerSessionCount=2)
    refused("InvalidRequestException", client.register_compute, **asked, ComputeName="mine", IpAddress="10.0.0.1")


@pytest.mark.assumed("alias of a fleet that is gone")
def test_its_alias_stays_and_leads_nowhere(client: GameLiftClient) -> None:
    alias = client.create_alias(Name="mine", RoutingStrategy={"Type": "SIMPLE", "FleetId": FLEET_ID})["Alias"]
    client.delete_fleet(FleetId=FLEET_ID)
    assert FLEET_ID in refused("NotFoundException", client.resolve_alias, AliasId=alias["AliasId"])
    assert client.describe_alias(AliasId=alias["AliasId"])["Alias"] == alias


@pytest.mark.model
def test_location_of_a_fleet_that_is_gone_can_go_too(client: GameLiftClient) -> None:
    client.delete_fleet(FleetId=FLEET_ID)
    client.delete_location(LocationName=LOCATION)
    assert client.list_locations(Filters=["CUSTOM"])["Locations"] == []


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_fleet_cannot_be_deleted_twice(client: GameLiftClient) -> None:
    client.delete_fleet(FleetId=FLEET_ID)
    assert FLEET_ID in refused("NotFoundException", client.delete_fleet, FleetId=FLEET_ID)


@pytest.mark.assumed("unknown fleet, alias, compute or location")
@pytest.mark.parametrize("named", [UNKNOWN_FLEET, fleet_arn(UNKNOWN_FLEET), fleet_arn(FLEET_ID, ELSEWHERE)])
def test_unknown_fleet_is_not_found(client: GameLiftClient, named: str) -> None:
    assert named in refused("NotFoundException", client.delete_fleet, FleetId=named)
    assert client.list_fleets()["FleetIds"] == [FLEET_ID]


@pytest.mark.observed("an error that the Terraform provider looks for")
@pytest.mark.parametrize("status", ["NEW", "DOWNLOADING", "VALIDATING", "BUILDING", "ACTIVATING"])
def test_fleet_that_is_being_made_cannot_be_deleted(emulator: Running, status: str) -> None:
    emulator.seed({"Fleets": [{"FleetId": "fleet-1", "Status": status}]})
    client = emulator.client()
    message = refused("InvalidRequestException", client.delete_fleet, FleetId="fleet-1")
    assert message == f"Cannot delete fleet fleet-1 that is in status of {status}."
    assert "fleet-1" in client.list_fleets()["FleetIds"]


@pytest.mark.assumed("statuses in which a fleet can change or go")
def test_fleet_in_error_can_be_deleted(emulator: Running) -> None:
    emulator.seed({"Fleets": [{"FleetId": "fleet-1", "Status": "ERROR"}]})
    emulator.client().delete_fleet(FleetId="fleet-1")
    assert emulator.client().list_fleets()["FleetIds"] == [FLEET_ID]


@pytest.mark.model
@pytest.mark.parametrize("body", [{}, {"FleetId": "x"}, {"FleetId": "fleet 1"}], ids=str)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object]) -> None:
    assert "'fleetId'" in refused_by_the_server(emulator, "DeleteFleet", body)


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_arn_of_another_region_gives_no_hint_of_this_one(client: GameLiftClient) -> None:
    message = refused("NotFoundException", client.delete_fleet, FleetId=fleet_arn(FLEET_ID, ELSEWHERE))
    assert "exists in" not in message
