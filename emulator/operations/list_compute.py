"""ListCompute: the computes of a fleet, page by page."""

from emulator.api import shapes
from emulator.context import Context
from emulator.errors import InvalidRequestException
from emulator.operations.shared.finding import find_fleet, location_of
from emulator.operations.shared.paging import cursor_of, parse_page
from emulator.operations.shared.showing import show_compute


def list_compute(input: shapes.ListComputeInput, context: Context) -> shapes.ListComputeOutput:
    """The computes of a fleet, or of one of its locations, oldest first.

    All are ACTIVE, and none belongs to a container group, so that those filters show all or none.
    Order of checks: fleet, location, NextToken.
    Raises: InvalidRequestException, also for an unknown fleet, as the operation has no NotFoundException.
    Source: API_ListCompute.
    Differs: EC2 fleets have no computes here, as they have no instances.
    """
    fleet = find_fleet(input.fleet_id, context, InvalidRequestException)
    if input.location is not None:
        location_of(fleet, input.location, context)
    question = ("ListCompute", fleet.fleet_id, input.location)
    page = parse_page(input, question, context)
    if input.compute_status == "IMPAIRED" or input.container_group_definition_name is not None:
        return shapes.ListComputeOutput([])
    found = context.store.computes.page(fleet.key, input.location, page.after, page.reach)
    rows, token = page.cut(found, cursor_of)
    return shapes.ListComputeOutput([show_compute(compute, fleet, context) for compute in rows], token)
