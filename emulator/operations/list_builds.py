"""ListBuilds: a region's builds, page by page."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.build import Build
from emulator.operations.shared.builds import show_build
from emulator.operations.shared.paging import cursor_of, parse_page


def list_builds(input: shapes.ListBuildsInput, context: Context) -> shapes.ListBuildsOutput:
    """The builds of that status, or all; oldest first, where AWS promises no order.

    Raises: InvalidRequestException for a bad NextToken.
    Source: API_ListBuilds.
    """
    page = parse_page(input, ("ListBuilds", input.status), context)
    found = context.store.page(Build, context.region, context.account, page.after, page.reach, status=input.status)
    rows, token = page.cut(found, cursor_of)
    return shapes.ListBuildsOutput([show_build(build) for build in rows], token)
