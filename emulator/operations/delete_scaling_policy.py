"""DeleteScalingPolicy: a rule by which a fleet would scale no longer."""

from msgspec.structs import replace

from emulator.api import shapes
from emulator.context import Context
from emulator.errors import NotFoundException
from emulator.operations.shared.finding import find_fleet, managed
from emulator.operations.shared.fleet_settings import read_policies, write_policies
from emulator.quoting import quoted


def delete_scaling_policy(input: shapes.DeleteScalingPolicyInput, context: Context) -> None:
    """Nothing; the policy is gone.

    Order of checks: look-up, compute type, name.
    Raises: NotFoundException for an unknown fleet or policy; InvalidRequestException for an Anywhere fleet.
    Source: API_DeleteScalingPolicy.
    """
    fleet = managed(find_fleet(input.fleet_id, context))
    policies = read_policies(fleet)
    left = [each for each in policies if each.name != input.name]
    if len(left) == len(policies):
        raise NotFoundException(f"Fleet {fleet.fleet_id} has no scaling policy {quoted(input.name)}.")
    context.store.update(replace(fleet, scaling_policies=write_policies(left)))
