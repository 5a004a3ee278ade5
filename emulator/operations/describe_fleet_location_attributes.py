"""DescribeFleetLocationAttributes: the locations of a fleet."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn
from emulator.domain.fleet import Fleet, FleetLocation
from emulator.operations.shared.finding import find_fleet
from emulator.operations.shared.paging import parse_page


def describe_fleet_location_attributes(
    input: shapes.DescribeFleetLocationAttributesInput, context: Context
) -> shapes.DescribeFleetLocationAttributesOutput:
    """The locations of a fleet: those that are named, in that order, without those that it has not; or all.

    Limit counts for nothing, as documented, so that there is one page. A location has the status of its fleet.
    Order of checks: look-up, NextToken.
    Raises: NotFoundException; InvalidRequestException for a NextToken.
    Source: API_DescribeFleetLocationAttributes. Assumed: that the home Region is among them.
    """
    fleet = find_fleet(input.fleet_id, context)
    parse_page(input, ("DescribeFleetLocationAttributes", fleet.fleet_id), context)
    known = {each.location: each for each in context.store.fleets.location_rows(fleet.key)}
    wanted = dict.fromkeys(input.locations or known)
    return shapes.DescribeFleetLocationAttributesOutput(
        fleet.fleet_id,
        arn.fleet_arn(fleet.region, fleet.account, fleet.fleet_id),
        [location_attributes(known[name], fleet) for name in wanted if name in known],
    )


def location_attributes(location: FleetLocation, fleet: Fleet) -> shapes.LocationAttributes:
    return shapes.LocationAttributes(
        shapes.LocationState(location.location, fleet.status),
        [location.stopped_action] if location.stopped_action else None,
    )
