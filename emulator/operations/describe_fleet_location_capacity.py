"""DescribeFleetLocationCapacity: how many instances a fleet has at a location."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.capacity import show_capacity
from emulator.operations.shared.finding import find_fleet, find_fleet_location


def describe_fleet_location_capacity(
    input: shapes.DescribeFleetLocationCapacityInput, context: Context
) -> shapes.DescribeFleetLocationCapacityOutput:
    """The instances of a fleet at a location; an Anywhere fleet has none.

    Order of checks: look-up, location.
    Raises: NotFoundException; InvalidRequestException for a location that the fleet has not.
    Source: API_DescribeFleetLocationCapacity.
    """
    fleet = find_fleet(input.fleet_id, context)
    location = find_fleet_location(fleet, input.location, context)
    return shapes.DescribeFleetLocationCapacityOutput(show_capacity(fleet, location, context))
