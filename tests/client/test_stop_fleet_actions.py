"""StopFleetActions as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import UNKNOWN_FLEET, fleet_arn, new_ec2_fleet, refused, refused_by_the_server, stopped
from tests.support.running import REGION, Running


@pytest.mark.documented("API_StopFleetActions")
def test_actions_stop_in_the_home_region_or_at_a_location(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client, Locations=[{"Location": "eu-west-1"}])
    assert stopped(client, fleet_id) == []
    answer = client.stop_fleet_actions(FleetId=fleet_id, Actions=["AUTO_SCALING"], Location="eu-west-1")
    assert (answer["FleetId"], answer["FleetArn"]) == (fleet_id, fleet_arn(fleet_id))
    assert stopped(client, fleet_id) == ["eu-west-1"]
    client.stop_fleet_actions(FleetId=fleet_id, Actions=["AUTO_SCALING"])
    assert stopped(client, fleet_id) == ["home", REGION, "eu-west-1"]
    client.stop_fleet_actions(FleetId=fleet_id, Actions=["AUTO_SCALING"])
    assert stopped(client, fleet_id) == ["home", REGION, "eu-west-1"]


@pytest.mark.assumed("operations of EC2 fleets on an Anywhere fleet")
def test_anywhere_fleet_is_refused(client: GameLiftClient) -> None:
    asked = {"FleetId": FLEET_ID, "Actions": ["AUTO_SCALING"]}
    assert "ANYWHERE" in refused("InvalidRequestException", client.stop_fleet_actions, **asked)


@pytest.mark.assumed("location that a fleet does not have")
def test_location_that_the_fleet_has_not_is_refused(client: GameLiftClient) -> None:
    asked = {"FleetId": new_ec2_fleet(client), "Actions": ["AUTO_SCALING"], "Location": "eu-west-1"}
    assert "eu-west-1" in refused("InvalidRequestException", client.stop_fleet_actions, **asked)


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_unknown_fleet_is_not_found(client: GameLiftClient) -> None:
    asked = {"FleetId": UNKNOWN_FLEET, "Actions": ["AUTO_SCALING"]}
    assert UNKNOWN_FLEET in refused("NotFoundException", client.stop_fleet_actions, **asked)


@pytest.mark.model
@pytest.mark.parametrize(("actions", "member"), [(None, "actions"), ([], "actions"), (["NAP"], "actions.1.member")])
def test_member_that_breaks_the_model_is_refused(emulator: Running, actions: object, member: str) -> None:
    body: dict[str, object] = {"FleetId": FLEET_ID, "Actions": actions}
    assert f"'{member}'" in refused_by_the_server(emulator, "StopFleetActions", body)
