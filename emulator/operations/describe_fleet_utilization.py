"""DescribeFleetUtilization: how much of fleets is in use."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn
from emulator.domain.fleet import Fleet
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
    return shapes.DescribeFleetUtilizationOutput([utilization(fleet, context) for fleet in fleets], token)


def utilization(fleet: Fleet, context: Context) -> shapes.FleetUtilization:
    location = None if fleet.anywhere else fleet.region
    use = context.store.game_sessions.use(fleet.key, location, context.now)
    return shapes.FleetUtilization(
        fleet.fleet_id,
        arn.fleet_arn(fleet.region, fleet.account, fleet.fleet_id),
        use.processes,
        use.active,
        use.held,
        use.maximum,
        fleet.region,
    )
