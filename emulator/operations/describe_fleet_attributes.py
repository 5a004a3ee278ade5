"""DescribeFleetAttributes: fleets with their attributes."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.builds import operating_system_of
from emulator.operations.shared.fleet_pages import find_fleets
from emulator.operations.shared.showing import show_fleet


def describe_fleet_attributes(
    input: shapes.DescribeFleetAttributesInput, context: Context
) -> shapes.DescribeFleetAttributesOutput:
    """The attributes of the fleets that are named, or of all, page by page.

    Checks and errors: `find_fleets`.
    Source: API_DescribeFleetAttributes.
    Differs: AWS limits how many FleetIds a call may have, and does not publish the number.
    """
    fleets, token = find_fleets("DescribeFleetAttributes", input, context)
    home = context.store.fleets.location_row
    return shapes.DescribeFleetAttributesOutput(
        [
            show_fleet(
                fleet, operating_system_of(fleet, context), None if fleet.anywhere else home(fleet.key, fleet.region)
            )
            for fleet in fleets
        ],
        token,
    )
