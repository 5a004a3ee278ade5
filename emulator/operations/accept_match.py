"""AcceptMatch: players say whether they want a match."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.matchmaking_ticket import read_players
from emulator.errors import InvalidRequestException
from emulator.hosting.acceptance import answer_match
from emulator.operations.shared.matchmaking_tickets import find_ticket
from emulator.quoting import quoted


def accept_match(input: shapes.AcceptMatchInput, context: Context) -> shapes.AcceptMatchOutput:
    """Nothing. One REJECT ends the match: its ticket is CANCELLED, the others are SEARCHING again. Once all players of
    the match have accepted it is placed.

    Order of checks: look-up, status, players.
    Raises: NotFoundException; InvalidRequestException where the ticket does not wait for acceptance, for a backfill
    ticket, whose players need not accept, and for a player who is not in it.
    Source: API_AcceptMatch. Assumed: who has accepted can accept again, and can still reject.
    """
    ticket = find_ticket(input.ticket_id, context)
    if ticket.status != "REQUIRES_ACCEPTANCE":
        raise InvalidRequestException(
            f"Matchmaking ticket {ticket.ticket_id} is in {ticket.status} status and not in REQUIRES_ACCEPTANCE."
        )
    if ticket.backfill is not None:
        raise InvalidRequestException(f"Nobody accepts backfill ticket {ticket.ticket_id}: its players are there.")
    if not input.player_ids:
        raise InvalidRequestException("PlayerIds names no player.")
    players = {each.player_id for each in read_players(ticket)}
    for each in input.player_ids:
        if each not in players:
            raise InvalidRequestException(f"Player {quoted(each)} is not in ticket {ticket.ticket_id}.")
    answer_match(ticket, input.player_ids, accepts=input.acceptance_type == "ACCEPT", context=context)
    return shapes.AcceptMatchOutput()
