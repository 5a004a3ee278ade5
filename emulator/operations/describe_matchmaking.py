"""DescribeMatchmaking: what has become of tickets."""

from emulator.api import shapes
from emulator.context import Context
from emulator.errors import InvalidRequestException
from emulator.operations.shared.matchmaking_tickets import show_ticket

MOST_TICKETS = 10


def describe_matchmaking(input: shapes.DescribeMatchmakingInput, context: Context) -> shapes.DescribeMatchmakingOutput:
    """The tickets that exist, each once, the oldest first.

    Raises: InvalidRequestException for more than 10 ids.
    Source: API_DescribeMatchmaking. Assumed: the order, and that unknown ids are left out, as no NotFoundException is
    modelled.
    Differs: nobody is throttled.
    """
    if len(input.ticket_ids) > MOST_TICKETS:
        raise InvalidRequestException(f"TicketIds has {len(input.ticket_ids)} ids; it can have {MOST_TICKETS}.")
    found = context.store.matchmaking.find_all(input.ticket_ids, context.region, context.account)
    return shapes.DescribeMatchmakingOutput([show_ticket(each, context) for each in found])
