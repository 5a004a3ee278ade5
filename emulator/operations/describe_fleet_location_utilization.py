"""DescribeFleetLocationUtilization: how much of a fleet's location is in use."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.capacity import show_utilization
from emulator.operations.shared.finding import find_fleet, location_of


def describe_fleet_location_utilization(
    input: shapes.DescribeFleetLocationUtilizationInput, context: Context
) -> shapes.DescribeFleetLocationUtilizationOutput:
    """What DescribeFleetUtilization tells of a fleet, of one of its locations.

    Order of checks: look-up, location.
    Raises: NotFoundException; InvalidRequestException for a location that the fleet has not.
    Source: API_DescribeFleetLocationUtilization.
    """
    fleet = find_fleet(input.fleet_id, context)
    location = location_of(fleet, input.location, context)
    return shapes.DescribeFleetLocationUtilizationOutput(show_utilization(fleet, location, context))
