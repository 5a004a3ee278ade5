"""DescribeEC2InstanceLimits as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.fleets import ELSEWHERE, new_ec2_fleet, refused_by_the_server
from tests.support.running import REGION, Running


@pytest.mark.documented("API_DescribeEC2InstanceLimits")
def test_instances_of_a_type_are_counted_over_the_fleets_of_a_region(client: GameLiftClient, emulator: Running) -> None:
    fleet_id = new_ec2_fleet(client, Locations=[{"Location": "us-west-2"}])
    new_ec2_fleet(client)
    new_ec2_fleet(client, EC2InstanceType="c5.xlarge")
    new_ec2_fleet(emulator.client(ELSEWHERE))
    client.update_fleet_capacity(FleetId=fleet_id, DesiredInstances=3, MaxSize=5)
    for asked, location, count in (
        ({}, REGION, 4),
        ({"Location": "us-west-2"}, "us-west-2", 1),
        ({"Location": "eu-north-1"}, "eu-north-1", 0),
    ):
        found = client.describe_ec2_instance_limits(EC2InstanceType="c5.large", **asked)["EC2InstanceLimits"]
        assert found == [
            {"EC2InstanceType": "c5.large", "CurrentInstances": count, "InstanceLimit": 20, "Location": location}
        ]


@pytest.mark.documented("API_DescribeEC2InstanceLimits")
def test_without_a_type_all_are_told_of(client: GameLiftClient) -> None:
    new_ec2_fleet(client)
    found = client.describe_ec2_instance_limits()["EC2InstanceLimits"]
    assert len({each["EC2InstanceType"] for each in found}) == len(found) > 100
    assert [each["EC2InstanceType"] for each in found if each["CurrentInstances"]] == ["c5.large"]


@pytest.mark.model
def test_member_that_breaks_the_model_is_refused(emulator: Running) -> None:
    for member, value in (("EC2InstanceType", "pc"), ("Location", "a b")):
        text = refused_by_the_server(emulator, "DescribeEC2InstanceLimits", {member: value})
        assert f"'{member[:1].lower()}{member[1:]}'" in text
