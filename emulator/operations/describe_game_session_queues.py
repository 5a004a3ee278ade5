"""DescribeGameSessionQueues: some queues, or page by page all of a region."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn
from emulator.operations.shared.paging import parse_page_of_names
from emulator.operations.shared.queues import show_queue

MOST_ON_A_PAGE = 50


def describe_game_session_queues(
    input: shapes.DescribeGameSessionQueuesInput, context: Context
) -> shapes.DescribeGameSessionQueuesOutput:
    """The queues that are named, those left out that do not exist; or a page of all. In the order of their names.

    With Names, Limit and NextToken count for nothing.
    Raises: InvalidRequestException for a bad NextToken.
    Source: API_DescribeGameSessionQueues. Assumed: the order, and pages of 50 at most.
    """
    if input.names:
        named = [arn.named(text, "gamesessionqueue") for text in input.names]
        here = [each.name for each in named if each.can_be_in(context.region, context.account)]
        found = context.store.queues.find_all(here, context.region, context.account)
        return shapes.DescribeGameSessionQueuesOutput([show_queue(each) for each in found])
    page = parse_page_of_names(input, ("DescribeGameSessionQueues",), context, MOST_ON_A_PAGE)
    rows, token = page.cut(
        context.store.queues.page(context.region, context.account, page.after, page.reach), lambda row: row.name
    )
    return shapes.DescribeGameSessionQueuesOutput([show_queue(each) for each in rows], token)
