"""DescribeScalingPolicies: the rules by which a fleet would scale."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn
from emulator.domain.fleet import Fleet
from emulator.domain.paging import PageKey
from emulator.operations.shared.finding import find_fleet, location_of, managed
from emulator.operations.shared.fleet_settings import read_policies
from emulator.operations.shared.paging import parse_page


def describe_scaling_policies(
    input: shapes.DescribeScalingPoliciesInput, context: Context
) -> shapes.DescribeScalingPoliciesOutput:
    """The scaling policies of a fleet in the order in which they were first put, page by page. All are ACTIVE.

    Order of checks: look-up, compute type, location, NextToken.
    Raises: NotFoundException; InvalidRequestException.
    Source: API_DescribeScalingPolicies. Assumed: the order; that all are ACTIVE, also while actions are stopped.
    """
    fleet = managed(find_fleet(input.fleet_id, context))
    location = fleet.region if input.location is None else location_of(fleet, input.location, context)
    question = ("DescribeScalingPolicies", fleet.fleet_id, location, input.status_filter)
    page = parse_page(input, question, context)
    policies = read_policies(fleet) if input.status_filter in (None, "ACTIVE") else []
    start = max(page.after.key, 0)
    rows, token = page.cut(policies[start : start + page.reach], lambda _: PageKey(0, start + page.limit))
    return shapes.DescribeScalingPoliciesOutput([scaling_policy(each, fleet, location) for each in rows], token)


def scaling_policy(put: shapes.PutScalingPolicyInput, fleet: Fleet, location: str) -> shapes.ScalingPolicy:
    return shapes.ScalingPolicy(
        fleet_id=fleet.fleet_id,
        fleet_arn=arn.fleet_arn(fleet.region, fleet.account, fleet.fleet_id),
        name=put.name,
        status="ACTIVE",
        scaling_adjustment=put.scaling_adjustment,
        scaling_adjustment_type=put.scaling_adjustment_type,
        comparison_operator=put.comparison_operator,
        threshold=put.threshold,
        evaluation_periods=put.evaluation_periods,
        metric_name=put.metric_name,
        policy_type=put.policy_type or "RuleBased",
        target_configuration=put.target_configuration,
        location=location,
    )
