"""DescribeFleetCapacity: how many instances fleets have."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.capacity import show_capacity
from emulator.operations.shared.fleet_pages import find_fleets


def describe_fleet_capacity(
    input: shapes.DescribeFleetCapacityInput, context: Context
) -> shapes.DescribeFleetCapacityOutput:
    """The instances in the home Regions of the fleets that are named, or of all, page by page.

    Checks and errors: `find_fleets`.
    Source: API_DescribeFleetCapacity, API_EC2InstanceCounts.
    Differs: instances are simulated: there is one in each location until UpdateFleetCapacity, and all are ACTIVE at
    once. Anywhere fleets are told of too, with no instances.
    """
    fleets, token = find_fleets("DescribeFleetCapacity", input, context)
    home = context.store.fleets.location_row
    return shapes.DescribeFleetCapacityOutput(
        [show_capacity(fleet, home(fleet.key, fleet.region), context) for fleet in fleets], token
    )
