"""ListAliases: a region's aliases, page by page."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.alias import Alias
from emulator.operations.shared.paging import cursor_of, parse_page
from emulator.operations.shared.showing import show_alias


def list_aliases(input: shapes.ListAliasesInput, context: Context) -> shapes.ListAliasesOutput:
    """The aliases of that name and routing type, or all; oldest first, where AWS promises no order.

    Raises: InvalidRequestException for a bad NextToken.
    Source: API_ListAliases. Assumed: that Name is compared exactly.
    """
    page = parse_page(input, ("ListAliases", input.name, input.routing_strategy_type), context)
    found = context.store.page(
        Alias,
        context.region,
        context.account,
        page.after,
        page.reach,
        name=input.name,
        routing_type=input.routing_strategy_type,
    )
    rows, token = page.cut(found, cursor_of)
    return shapes.ListAliasesOutput([show_alias(alias) for alias in rows], token)
