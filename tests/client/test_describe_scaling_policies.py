"""DescribeScalingPolicies as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import (
    RULE_POLICY,
    TARGET_POLICY,
    UNKNOWN_FLEET,
    fleet_arn,
    new_ec2_fleet,
    refused,
    refused_by_the_server,
)
from tests.support.running import REGION, Running


@pytest.fixture
def fleet_id(client: GameLiftClient) -> str:
    found = new_ec2_fleet(client, Locations=[{"Location": "eu-west-1"}])
    for policy in (RULE_POLICY, TARGET_POLICY):
        client.put_scaling_policy(FleetId=found, **policy)
    return found


@pytest.mark.documented("API_ScalingPolicy")
def test_policies_are_answered_as_they_were_put(client: GameLiftClient, fleet_id: str) -> None:
    shown = {"FleetId": fleet_id, "FleetArn": fleet_arn(fleet_id), "Status": "ACTIVE", "Location": REGION}
    assert client.describe_scaling_policies(FleetId=fleet_id)["ScalingPolicies"] == [
        shown | RULE_POLICY | {"PolicyType": "RuleBased"},
        shown | TARGET_POLICY,
    ]


@pytest.mark.documented("API_DescribeScalingPolicies")
def test_location_is_answered(client: GameLiftClient, fleet_id: str) -> None:
    found = client.describe_scaling_policies(FleetId=fleet_id, Location="eu-west-1")["ScalingPolicies"]
    assert [each["Location"] for each in found] == ["eu-west-1"] * 2


@pytest.mark.assumed("scaling policies")
def test_all_are_active(client: GameLiftClient, fleet_id: str) -> None:
    for status, count in (("ACTIVE", 2), ("DELETED", 0)):
        found = client.describe_scaling_policies(FleetId=fleet_id, StatusFilter=status)  # type: ignore[arg-type]
        assert len(found["ScalingPolicies"]) == count


@pytest.mark.model
def test_paginator_walks_over_all(client: GameLiftClient, fleet_id: str) -> None:
    paginator = client.get_paginator("describe_scaling_policies")
    pages = list(paginator.paginate(FleetId=fleet_id, PaginationConfig={"PageSize": 1}))
    assert [[each["Name"] for each in page["ScalingPolicies"]] for page in pages] == [
        [RULE_POLICY["Name"]],
        [TARGET_POLICY["Name"]],
    ]


@pytest.mark.assumed("NextToken")
def test_token_of_another_question_is_refused(client: GameLiftClient, fleet_id: str) -> None:
    token = client.describe_scaling_policies(FleetId=fleet_id, Limit=1)["NextToken"]
    asked = {"FleetId": fleet_id, "Location": "eu-west-1", "NextToken": token}
    assert "NextToken" in refused("InvalidRequestException", client.describe_scaling_policies, **asked)


@pytest.mark.assumed("location that a fleet does not have")
def test_location_that_the_fleet_has_not_is_refused(client: GameLiftClient, fleet_id: str) -> None:
    call = client.describe_scaling_policies
    assert "us-west-2" in refused("InvalidRequestException", call, FleetId=fleet_id, Location="us-west-2")


@pytest.mark.assumed("operations of EC2 fleets on an Anywhere fleet")
def test_anywhere_fleet_is_refused(client: GameLiftClient) -> None:
    assert "ANYWHERE" in refused("InvalidRequestException", client.describe_scaling_policies, FleetId=FLEET_ID)


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_unknown_fleet_is_not_found(client: GameLiftClient) -> None:
    assert UNKNOWN_FLEET in refused("NotFoundException", client.describe_scaling_policies, FleetId=UNKNOWN_FLEET)


@pytest.mark.model
def test_member_that_breaks_the_model_is_refused(emulator: Running) -> None:
    body: dict[str, object] = {"FleetId": FLEET_ID, "StatusFilter": "HAPPY", "Limit": 0}
    text = refused_by_the_server(emulator, "DescribeScalingPolicies", body)
    assert "'statusFilter'" in text
    assert "'limit'" in text
