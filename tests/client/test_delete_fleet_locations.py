"""DeleteFleetLocations as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import COMPUTE, FLEET_ID, LOCATION
from tests.support.fleets import UNKNOWN_FLEET, fleet_arn, new_ec2_fleet, play, refused, refused_by_the_server
from tests.support.running import REGION, Running


@pytest.mark.documented("API_DeleteFleetLocations")
def test_location_goes_and_its_game_sessions_end(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client, Locations=[{"Location": "eu-west-1"}])
    home, remote = (play(client, fleet_id, each)["GameSessionId"] for each in (REGION, "eu-west-1"))
    client.create_player_session(GameSessionId=remote, PlayerId="alice")
    answer = client.delete_fleet_locations(FleetId=fleet_id, Locations=["eu-west-1"])
    assert (answer["FleetId"], answer["FleetArn"]) == (fleet_id, fleet_arn(fleet_id))
    assert answer["LocationStates"] == [{"Location": "eu-west-1", "Status": "DELETING"}]
    shown = client.describe_fleet_location_attributes(FleetId=fleet_id)["LocationAttributes"]
    assert [each["LocationState"]["Location"] for each in shown] == [REGION]
    statuses = {
        each["GameSessionId"]: each["Status"]
        for each in client.describe_game_sessions(FleetId=fleet_id)["GameSessions"]
    }
    assert statuses == {home: "ACTIVE", remote: "TERMINATED"}
    (player,) = client.describe_player_sessions(GameSessionId=remote)["PlayerSessions"]
    assert player["Status"] == "TIMEDOUT"


@pytest.mark.documented("API_DeleteFleetLocations")
def test_computes_of_the_location_go_with_it(client: GameLiftClient) -> None:
    client.delete_fleet_locations(FleetId=FLEET_ID, Locations=[LOCATION])
    assert client.list_compute(FleetId=FLEET_ID)["ComputeList"] == []
    refused("NotFoundException", client.describe_compute, FleetId=FLEET_ID, ComputeName=COMPUTE)
    client.delete_location(LocationName=LOCATION)


@pytest.mark.assumed("locations that a fleet cannot lose")
@pytest.mark.parametrize("wrong", [REGION, "us-west-2"])
def test_home_region_and_what_the_fleet_has_not_refuse_all(client: GameLiftClient, wrong: str) -> None:
    fleet_id = new_ec2_fleet(client, Locations=[{"Location": "eu-west-1"}])
    asked = {"FleetId": fleet_id, "Locations": ["eu-west-1", wrong]}
    assert wrong in refused("InvalidRequestException", client.delete_fleet_locations, **asked)
    assert len(client.describe_fleet_location_attributes(FleetId=fleet_id)["LocationAttributes"]) == 2


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_unknown_fleet_is_not_found(client: GameLiftClient) -> None:
    asked = {"FleetId": UNKNOWN_FLEET, "Locations": ["eu-west-1"]}
    assert UNKNOWN_FLEET in refused("NotFoundException", client.delete_fleet_locations, **asked)


@pytest.mark.model
@pytest.mark.parametrize(("asked", "member"), [(None, "locations"), ([], "locations"), (["a b"], "locations.1.member")])
def test_member_that_breaks_the_model_is_refused(emulator: Running, asked: object, member: str) -> None:
    body: dict[str, object] = {"FleetId": FLEET_ID, "Locations": asked}
    assert f"'{member}'" in refused_by_the_server(emulator, "DeleteFleetLocations", body)
