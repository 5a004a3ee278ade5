"""PutScalingPolicy as a stock boto3 client sees it."""

from typing import Any

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


def names(client: GameLiftClient, fleet_id: str) -> list[str]:
    return [each["Name"] for each in client.describe_scaling_policies(FleetId=fleet_id)["ScalingPolicies"]]


@pytest.mark.documented("API_PutScalingPolicy")
def test_policy_of_a_name_takes_the_place_of_the_earlier_one(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client)
    assert client.put_scaling_policy(FleetId=fleet_id, **RULE_POLICY)["Name"] == RULE_POLICY["Name"]
    client.put_scaling_policy(FleetId=fleet_id, **TARGET_POLICY)
    client.put_scaling_policy(FleetId=fleet_id, **RULE_POLICY | {"Threshold": 0.5})
    assert names(client, fleet_id) == [RULE_POLICY["Name"], TARGET_POLICY["Name"]]
    (rule, _) = client.describe_scaling_policies(FleetId=fleet_id)["ScalingPolicies"]
    assert rule["Threshold"] == 0.5


@pytest.mark.assumed("scaling policies")
@pytest.mark.parametrize("missing", [name for name in RULE_POLICY if name not in ("Name", "MetricName")])
def test_rule_without_one_of_its_members_is_refused(client: GameLiftClient, missing: str) -> None:
    fleet_id = new_ec2_fleet(client)
    asked = {name: value for name, value in RULE_POLICY.items() if name != missing}
    assert missing in refused("InvalidRequestException", client.put_scaling_policy, FleetId=fleet_id, **asked)
    assert names(client, fleet_id) == []


@pytest.mark.assumed("scaling policies")
@pytest.mark.parametrize("wrong", [{"TargetConfiguration": None}, {"MetricName": "IdleInstances"}], ids=str)
def test_target_without_its_members_is_refused(client: GameLiftClient, wrong: dict[str, Any]) -> None:
    asked = {name: value for name, value in (TARGET_POLICY | wrong).items() if value is not None}
    call = client.put_scaling_policy
    assert "TargetBased" in refused("InvalidRequestException", call, FleetId=new_ec2_fleet(client), **asked)


@pytest.mark.documented("API_PutScalingPolicy")
@pytest.mark.parametrize("status", ["ERROR", "DELETING"])
def test_fleet_in_error_gets_none(emulator: Running, status: str) -> None:
    emulator.seed({"Fleets": [{"FleetId": "fleet-1", "Status": status}]})
    call = emulator.client().put_scaling_policy
    assert status in refused("InvalidRequestException", call, FleetId="fleet-1", **RULE_POLICY)


@pytest.mark.assumed("operations of EC2 fleets on an Anywhere fleet")
def test_anywhere_fleet_is_refused(client: GameLiftClient) -> None:
    call = client.put_scaling_policy
    assert "ANYWHERE" in refused("InvalidRequestException", call, FleetId=FLEET_ID, **RULE_POLICY)


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_unknown_fleet_is_not_found(client: GameLiftClient) -> None:
    call = client.put_scaling_policy
    assert UNKNOWN_FLEET in refused("NotFoundException", call, FleetId=UNKNOWN_FLEET, **RULE_POLICY)


@pytest.mark.model
@pytest.mark.parametrize(
    ("wrong", "member"),
    [
        ({"Name": ""}, "name"),
        ({"MetricName": "Mood"}, "metricName"),
        ({"EvaluationPeriods": 0}, "evaluationPeriods"),
        ({"ComparisonOperator": "Equal"}, "comparisonOperator"),
        ({"PolicyType": "Moody"}, "policyType"),
        ({"TargetConfiguration": {}}, "targetConfiguration.targetValue"),
    ],
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, wrong: dict[str, object], member: str) -> None:
    body = {"FleetId": FLEET_ID} | RULE_POLICY | wrong
    assert f"'{member}'" in refused_by_the_server(emulator, "PutScalingPolicy", body)
