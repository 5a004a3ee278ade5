"""DescribeFleetUtilization: how much of fleets is in use."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.capacity import show_utilization
from emulator.operations.shared.fleet_pages import find_fleets


def describe_fleet_utilization(
    input: shapes.DescribeFleetUtilizationInput, context: Context
) -> shapes.DescribeFleetUtilizationOutput:
    """What is in use of the fleets that are named, or of all, page by page: of an EC2 fleet in its home Region.

    Checks and errors: `find_fleets`.
    Source: API_DescribeFleetUtilization, API_FleetUtilization. Assumed: CurrentPlayerSessionCount counts RESERVED too.
    Differs: Anywhere fleets are told of as well, with all their locations; a server process counts while it hosts a
    game session.
    """
    fleets, token = find_fleets("DescribeFleetUtilization", input, context)
    return shapes.DescribeFleetUtilizationOutput(
        [show_utilization(fleet, None if fleet.anywhere else fleet.region, context) for fleet in fleets], token
    )
