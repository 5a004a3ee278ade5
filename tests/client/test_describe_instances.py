"""DescribeInstances as a stock boto3 client sees it."""

import ipaddress

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import UNKNOWN_FLEET, fleet_arn, new_ec2_fleet, refused, refused_by_the_server
from tests.support.running import REGION, Running


@pytest.fixture
def fleet_id(client: GameLiftClient) -> str:
    found = new_ec2_fleet(client, Locations=[{"Location": "eu-west-1"}])
    client.update_fleet_capacity(FleetId=found, DesiredInstances=3, MaxSize=3)
    return found


@pytest.mark.assumed("instances of an EC2 fleet")
def test_there_are_as_many_as_the_capacity_says(client: GameLiftClient, fleet_id: str) -> None:
    found = client.describe_instances(FleetId=fleet_id)["Instances"]
    assert len({each["InstanceId"] for each in found}) == len(found) == 3
    for each in found:
        assert (each["FleetId"], each["FleetArn"]) == (fleet_id, fleet_arn(fleet_id))
        assert (each["Type"], each["Status"], each["Location"]) == ("c5.large", "ACTIVE", REGION)
        assert each["InstanceId"].startswith("i-")
        assert ipaddress.ip_address(each["IpAddress"]).version == 4
        assert each["DnsName"].endswith(".compute-1.amazonaws.com")
    assert client.describe_instances(FleetId=fleet_id)["Instances"] == found


@pytest.mark.documented("API_DescribeInstances")
def test_location_and_instance_are_asked_for(client: GameLiftClient, fleet_id: str) -> None:
    (remote,) = client.describe_instances(FleetId=fleet_id, Location="eu-west-1")["Instances"]
    assert remote["Location"] == "eu-west-1"
    home = client.describe_instances(FleetId=fleet_id)["Instances"]
    for each in home:
        assert client.describe_instances(FleetId=fleet_id, InstanceId=each["InstanceId"])["Instances"] == [each]
    asked = {"FleetId": fleet_id, "InstanceId": remote["InstanceId"]}
    assert remote["InstanceId"] in refused("NotFoundException", client.describe_instances, **asked)


@pytest.mark.model
@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_paginator_walks_over_all(client: GameLiftClient, fleet_id: str, size: int) -> None:
    pages = client.get_paginator("describe_instances").paginate(FleetId=fleet_id, PaginationConfig={"PageSize": size})
    paged = [each for page in pages for each in page["Instances"]]
    assert paged == client.describe_instances(FleetId=fleet_id)["Instances"]


@pytest.mark.documented("API_DescribeInstances")
def test_anywhere_fleet_is_refused(client: GameLiftClient) -> None:
    assert "ANYWHERE" in refused("InvalidRequestException", client.describe_instances, FleetId=FLEET_ID)


@pytest.mark.assumed("location that a fleet does not have")
def test_location_that_the_fleet_has_not_is_refused(client: GameLiftClient, fleet_id: str) -> None:
    call = client.describe_instances
    assert "us-west-2" in refused("InvalidRequestException", call, FleetId=fleet_id, Location="us-west-2")


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_unknown_fleet_is_not_found(client: GameLiftClient) -> None:
    assert UNKNOWN_FLEET in refused("NotFoundException", client.describe_instances, FleetId=UNKNOWN_FLEET)


@pytest.mark.model
def test_member_that_breaks_the_model_is_refused(emulator: Running) -> None:
    body: dict[str, object] = {"FleetId": FLEET_ID, "InstanceId": "no spaces", "Limit": 0}
    text = refused_by_the_server(emulator, "DescribeInstances", body)
    assert "'instanceId'" in text
    assert "'limit'" in text
