"""DeleteScalingPolicy as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import (
    RULE_POLICY,
    TARGET_POLICY,
    UNKNOWN_FLEET,
    new_ec2_fleet,
    refused,
    refused_by_the_server,
)
from tests.support.running import Running


@pytest.mark.documented("API_DeleteScalingPolicy")
def test_policy_goes_and_others_stay(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client)
    for policy in (RULE_POLICY, TARGET_POLICY):
        client.put_scaling_policy(FleetId=fleet_id, **policy)
    assert set(client.delete_scaling_policy(FleetId=fleet_id, Name=RULE_POLICY["Name"])) == {"ResponseMetadata"}
    (left,) = client.describe_scaling_policies(FleetId=fleet_id)["ScalingPolicies"]
    assert left["Name"] == TARGET_POLICY["Name"]


@pytest.mark.model
def test_unknown_policy_is_not_found(client: GameLiftClient) -> None:
    asked = {"FleetId": new_ec2_fleet(client), "Name": "never put"}
    assert "never put" in refused("NotFoundException", client.delete_scaling_policy, **asked)


@pytest.mark.assumed("operations of EC2 fleets on an Anywhere fleet")
def test_anywhere_fleet_is_refused(client: GameLiftClient) -> None:
    assert "ANYWHERE" in refused("InvalidRequestException", client.delete_scaling_policy, FleetId=FLEET_ID, Name="x")


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_unknown_fleet_is_not_found(client: GameLiftClient) -> None:
    call = client.delete_scaling_policy
    assert UNKNOWN_FLEET in refused("NotFoundException", call, FleetId=UNKNOWN_FLEET, Name="x")


@pytest.mark.model
def test_member_that_breaks_the_model_is_refused(emulator: Running) -> None:
    assert "'name'" in refused_by_the_server(emulator, "DeleteScalingPolicy", {"FleetId": FLEET_ID, "Name": ""})
