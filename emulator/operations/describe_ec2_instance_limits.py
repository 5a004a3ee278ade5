"""DescribeEC2InstanceLimits: how many instances there can be."""

from typing import get_args

from emulator.api import shapes
from emulator.context import Context


def describe_ec2_instance_limits(
    input: shapes.DescribeEC2InstanceLimitsInput, context: Context
) -> shapes.DescribeEC2InstanceLimitsOutput:
    """How many instances of a type, or of each, the fleets of this Region have at a location, and can have.

    By default at the home Region.
    Source: API_DescribeEC2InstanceLimits.
    Differs: the limit is the same for all types and locations (--quota-instances-per-type). It binds
    UpdateFleetCapacity, not the one instance with which a location begins.
    """
    location = input.location or context.region
    kinds = get_args(shapes.EC2InstanceType) if input.ec2_instance_type is None else (input.ec2_instance_type,)
    used = context.store.fleets.instances_by_type(context.region, context.account, location)
    limit = context.settings.quota_instances_per_type
    return shapes.DescribeEC2InstanceLimitsOutput(
        [shapes.EC2InstanceLimit(kind, used.get(kind, 0), limit, location) for kind in kinds]
    )
