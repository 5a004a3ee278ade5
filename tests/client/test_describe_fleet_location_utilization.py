"""DescribeFleetLocationUtilization as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.fleets import UNKNOWN_FLEET, fleet_arn, new_ec2_fleet, play, refused, refused_by_the_server
from tests.support.running import REGION, Running


@pytest.mark.documented("API_DescribeFleetLocationUtilization")
def test_each_location_is_counted_by_itself(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client, Locations=[{"Location": "eu-west-1"}])
    play(client, fleet_id, REGION, maximum=2)
    for _ in range(2):
        remote = play(client, fleet_id, "eu-west-1", maximum=3)
    client.create_player_session(GameSessionId=remote["GameSessionId"], PlayerId="alice")
    for location, sessions, held, maximum in ((REGION, 1, 0, 2), ("eu-west-1", 2, 1, 6)):
        found = client.describe_fleet_location_utilization(FleetId=fleet_id, Location=location)["FleetUtilization"]
        assert found == {
            "FleetId": fleet_id,
            "FleetArn": fleet_arn(fleet_id),
            "ActiveServerProcessCount": sessions,
            "ActiveGameSessionCount": sessions,
            "CurrentPlayerSessionCount": held,
            "MaximumPlayerSessionCount": maximum,
            "Location": location,
        }


@pytest.mark.assumed("location that a fleet does not have")
def test_location_that_the_fleet_has_not_is_refused(client: GameLiftClient) -> None:
    asked = {"FleetId": FLEET_ID, "Location": "eu-west-1"}
    assert LOCATION in refused("InvalidRequestException", client.describe_fleet_location_utilization, **asked)


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_unknown_fleet_is_not_found(client: GameLiftClient) -> None:
    asked = {"FleetId": UNKNOWN_FLEET, "Location": REGION}
    assert UNKNOWN_FLEET in refused("NotFoundException", client.describe_fleet_location_utilization, **asked)


@pytest.mark.model
def test_member_that_breaks_the_model_is_refused(emulator: Running) -> None:
    text = refused_by_the_server(emulator, "DescribeFleetLocationUtilization", {"FleetId": "x", "Location": "a b"})
    assert "'fleetId'" in text
    assert "'location'" in text
