"""CreateFleetLocations as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.fleets import UNKNOWN_FLEET, fleet_arn, new_ec2_fleet, play, refused, refused_by_the_server
from tests.support.running import REGION, Running


def places(*names: str) -> list[Any]:
    return [{"Location": each} for each in names]


def locations(client: GameLiftClient, fleet_id: str) -> list[str]:
    found = client.describe_fleet_location_attributes(FleetId=fleet_id)["LocationAttributes"]
    return [each["LocationState"]["Location"] for each in found]


@pytest.mark.documented("API_CreateFleetLocations")
def test_new_locations_are_new_in_the_answer_and_host_at_once(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client)
    answer = client.create_fleet_locations(FleetId=fleet_id, Locations=places("eu-west-1", "us-west-2"))
    assert (answer["FleetId"], answer["FleetArn"]) == (fleet_id, fleet_arn(fleet_id))
    assert answer["LocationStates"] == [{"Location": each, "Status": "NEW"} for each in ("eu-west-1", "us-west-2")]
    assert locations(client, fleet_id) == [REGION, "eu-west-1", "us-west-2"]
    assert play(client, fleet_id, "eu-west-1")["Location"] == "eu-west-1"


@pytest.mark.assumed("location states of an Anywhere fleet")
def test_custom_location_of_an_anywhere_fleet_is_active(client: GameLiftClient) -> None:
    client.create_location(LocationName="custom-desk")
    answer = client.create_fleet_locations(FleetId=FLEET_ID, Locations=places("custom-desk", "custom-desk"))
    assert answer["LocationStates"] == [{"Location": "custom-desk", "Status": "ACTIVE"}]
    assert locations(client, FLEET_ID) == [LOCATION, "custom-desk"]


@pytest.mark.assumed("locations that a fleet cannot be given")
@pytest.mark.parametrize(
    ("anywhere", "location", "error"),
    [
        (False, REGION, "ConflictException"),
        (True, LOCATION, "ConflictException"),
        (False, LOCATION, "InvalidRequestException"),
        (True, "eu-west-1", "InvalidRequestException"),
        (True, "custom-nowhere", "NotFoundException"),
    ],
)
def test_location_that_cannot_be_refuses_all(client: GameLiftClient, anywhere: bool, location: str, error: str) -> None:
    client.create_location(LocationName="custom-desk")
    fleet_id, good = (FLEET_ID, "custom-desk") if anywhere else (new_ec2_fleet(client), "us-west-2")
    before = locations(client, fleet_id)
    text = refused(error, client.create_fleet_locations, FleetId=fleet_id, Locations=places(good, location))
    assert location in text
    assert locations(client, fleet_id) == before


@pytest.mark.documented("API_CreateFleetLocations")
def test_fleet_that_is_not_active_gets_none(emulator: Running) -> None:
    emulator.seed({"Fleets": [{"FleetId": "fleet-1", "Status": "ERROR"}]})
    asked = {"FleetId": "fleet-1", "Locations": places("eu-west-1")}
    assert "ERROR" in refused("InvalidFleetStatusException", emulator.client().create_fleet_locations, **asked)


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_unknown_fleet_is_not_found(client: GameLiftClient) -> None:
    asked = {"FleetId": UNKNOWN_FLEET, "Locations": places("eu-west-1")}
    assert UNKNOWN_FLEET in refused("NotFoundException", client.create_fleet_locations, **asked)


@pytest.mark.model
@pytest.mark.parametrize(
    ("asked", "member"),
    [(None, "locations"), ([], "locations"), ([{}], "locations.1.member.location")],
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, asked: object, member: str) -> None:
    body: dict[str, object] = {"FleetId": FLEET_ID, "Locations": asked}
    assert f"'{member}'" in refused_by_the_server(emulator, "CreateFleetLocations", body)
