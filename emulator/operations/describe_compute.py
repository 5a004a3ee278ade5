"""DescribeCompute: one compute of a fleet."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.finding import find_compute, find_fleet
from emulator.operations.shared.showing import show_compute


def describe_compute(input: shapes.DescribeComputeInput, context: Context) -> shapes.DescribeComputeOutput:
    """The compute of that name or ARN.

    Order of checks: fleet, compute.
    Raises: NotFoundException.
    Source: API_DescribeCompute.
    Differs: EC2 fleets have no computes here, as they have no instances.
    """
    fleet = find_fleet(input.fleet_id, context)
    return shapes.DescribeComputeOutput(show_compute(find_compute(input.compute_name, fleet, context), fleet, context))
