"""The fleets that DescribeFleetAttributes and DescribeFleetUtilization both tell of."""

from collections.abc import Sequence
from typing import Protocol

from emulator.context import Context
from emulator.domain import arn
from emulator.domain.fleet import Fleet
from emulator.operations.shared.paging import PageInput, cursor_of, parse_page


class FleetsInput(PageInput, Protocol):
    """An input that asks for fleets: for some, or page by page for all."""

    @property
    def fleet_ids(self) -> list[str] | None: ...


def find_fleets(operation: str, input: FleetsInput, context: Context) -> tuple[Sequence[Fleet], str | None]:
    """The fleets that are named, each once, those left out that do not exist; or a page of all.

    With FleetIds, Limit and NextToken count for nothing, as documented. Raises: InvalidRequestException.
    """
    if input.fleet_ids is None:
        page = parse_page(input, (operation,), context)
        found = context.store.page(Fleet, context.region, context.account, page.after, page.reach)
        return page.cut(found, cursor_of)
    named = [arn.named(text, "fleet") for text in input.fleet_ids]
    here = dict.fromkeys(each.name for each in named if each.can_be_in(context.region, context.account))
    fleets = context.store.fleets.find_all(list(here), context.region, context.account)
    return [fleets[name] for name in here if name in fleets], None
