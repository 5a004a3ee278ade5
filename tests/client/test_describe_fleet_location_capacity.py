"""DescribeFleetLocationCapacity as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.fleets import UNKNOWN_FLEET, new_ec2_fleet, refused, refused_by_the_server
from tests.support.running import REGION, Running


@pytest.mark.documented("API_DescribeFleetLocationCapacity")
def test_each_location_has_sizes_of_its_own(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client, Locations=[{"Location": "eu-west-1"}])
    client.update_fleet_capacity(FleetId=fleet_id, Location="eu-west-1", DesiredInstances=4, MaxSize=5)
    for location, active, largest in ((REGION, 1, 1), ("eu-west-1", 4, 5)):
        found = client.describe_fleet_location_capacity(FleetId=fleet_id, Location=location)["FleetCapacity"]
        assert found["InstanceCounts"]["ACTIVE"] == active
        assert (found["InstanceCounts"]["MAXIMUM"], found["Location"]) == (largest, location)
        assert found["InstanceType"] == "c5.large"


@pytest.mark.assumed("instances of an EC2 fleet")
def test_anywhere_fleet_has_no_instances(client: GameLiftClient) -> None:
    found = client.describe_fleet_location_capacity(FleetId=FLEET_ID, Location=LOCATION)["FleetCapacity"]
    assert set(found["InstanceCounts"].values()) == {0}
    assert found["Location"] == LOCATION


@pytest.mark.assumed("location that a fleet does not have")
def test_location_that_the_fleet_has_not_is_refused(client: GameLiftClient) -> None:
    asked = {"FleetId": FLEET_ID, "Location": "eu-west-1"}
    assert LOCATION in refused("InvalidRequestException", client.describe_fleet_location_capacity, **asked)


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_unknown_fleet_is_not_found(client: GameLiftClient) -> None:
    asked = {"FleetId": UNKNOWN_FLEET, "Location": REGION}
    assert UNKNOWN_FLEET in refused("NotFoundException", client.describe_fleet_location_capacity, **asked)


@pytest.mark.model
def test_member_that_breaks_the_model_is_refused(emulator: Running) -> None:
    text = refused_by_the_server(emulator, "DescribeFleetLocationCapacity", {})
    assert "'fleetId'" in text
    assert "'location'" in text
