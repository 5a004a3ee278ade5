"""ListFleets: the ids of a region's fleets, page by page."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn
from emulator.domain.fleet import Fleet
from emulator.errors import InvalidRequestException
from emulator.operations.shared.paging import cursor_of, parse_page


def list_fleets(input: shapes.ListFleetsInput, context: Context) -> shapes.ListFleetsOutput:
    """The ids of all fleets, or of those that run a build or a script; oldest first, where AWS promises no order.

    Order of checks: BuildId and ScriptId, NextToken.
    Raises: InvalidRequestException. Assumed: that BuildId and ScriptId together are refused.
    Source: API_ListFleets.
    """
    if input.build_id is not None and input.script_id is not None:
        raise InvalidRequestException("Only one of BuildId and ScriptId can be given.")
    build_id = input.build_id and arn.id_named(input.build_id, "build")
    script_id = input.script_id and arn.id_named(input.script_id, "script")
    page = parse_page(input, ("ListFleets", build_id, script_id), context)
    found = context.store.page(
        Fleet, context.region, context.account, page.after, page.reach, build_id=build_id, script_id=script_id
    )
    rows, token = page.cut(found, cursor_of)
    return shapes.ListFleetsOutput([fleet.fleet_id for fleet in rows], token)
