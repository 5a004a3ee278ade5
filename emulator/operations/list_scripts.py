"""ListScripts: a region's Realtime scripts, page by page."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.script import Script
from emulator.operations.shared.paging import cursor_of, parse_page
from emulator.operations.shared.scripts import show_script


def list_scripts(input: shapes.ListScriptsInput, context: Context) -> shapes.ListScriptsOutput:
    """All scripts; oldest first, where AWS promises no order.

    Raises: InvalidRequestException for a bad NextToken.
    Source: API_ListScripts.
    """
    page = parse_page(input, ("ListScripts",), context)
    found = context.store.page(Script, context.region, context.account, page.after, page.reach)
    rows, token = page.cut(found, cursor_of)
    return shapes.ListScriptsOutput([show_script(script) for script in rows], token)
