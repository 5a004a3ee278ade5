"""StopMatchmaking: a ticket that is not wanted any more."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.transition import WrongTransition
from emulator.errors import InvalidRequestException
from emulator.hosting.tickets import stop
from emulator.operations.shared.matchmaking_tickets import find_ticket


def stop_matchmaking(input: shapes.StopMatchmakingInput, context: Context) -> shapes.StopMatchmakingOutput:
    """Nothing; the ticket is CANCELLED. The other tickets of a match that it was in are SEARCHING again.

    Raises: NotFoundException; InvalidRequestException while a game session is placed, and once it has ended.
    Source: API_StopMatchmaking. Observed: the text of the refusal, of a ticket that was PLACING.
    """
    ticket = find_ticket(input.ticket_id, context)
    try:
        stop(ticket, context)
    except WrongTransition:
        raise InvalidRequestException(
            f"Matchmaking ticket is in {ticket.status} status and cannot be canceled."
        ) from None
    return shapes.StopMatchmakingOutput()
