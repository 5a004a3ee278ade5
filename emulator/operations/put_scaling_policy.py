"""PutScalingPolicy: a rule by which a fleet would scale."""

from msgspec.structs import fields, replace

from emulator.api import shapes
from emulator.context import Context
from emulator.errors import InvalidRequestException
from emulator.operations.shared.finding import find_fleet, managed
from emulator.operations.shared.fleet_settings import read_policies, write_policies

RULE = ("scaling_adjustment", "scaling_adjustment_type", "threshold", "comparison_operator", "evaluation_periods")
TARGET_METRIC = "PercentAvailableGameSessions"


def put_scaling_policy(input: shapes.PutScalingPolicyInput, context: Context) -> shapes.PutScalingPolicyOutput:
    """The name of the policy, which is now the fleet's; one of the same name is replaced.

    Order of checks: look-up, compute type, status, members that the policy's type needs.
    Raises: NotFoundException; InvalidRequestException.
    Source: API_PutScalingPolicy. Assumed: the errors.
    Differs: policies are kept, and nothing scales by them.
    """
    fleet = managed(find_fleet(input.fleet_id, context))
    if fleet.status in ("ERROR", "DELETING"):
        raise InvalidRequestException(f"Fleet {fleet.fleet_id} is {fleet.status}.")
    check_policy(input)
    policies = {each.name: each for each in read_policies(fleet)} | {input.name: input}
    context.store.update(replace(fleet, scaling_policies=write_policies(list(policies.values()))))
    return shapes.PutScalingPolicyOutput(input.name)


def check_policy(input: shapes.PutScalingPolicyInput) -> None:
    """Raises: InvalidRequestException where a member is missing that the policy's type needs."""
    if input.policy_type == "TargetBased":
        if input.target_configuration is None or input.metric_name != TARGET_METRIC:
            raise InvalidRequestException(
                f"A TargetBased policy needs a TargetConfiguration, and the MetricName {TARGET_METRIC}."
            )
        return
    members = fields(shapes.PutScalingPolicyInput)
    if missing := [each.encode_name for each in members if each.name in RULE and getattr(input, each.name) is None]:
        raise InvalidRequestException(f"A RuleBased policy needs {', '.join(missing)}.")
