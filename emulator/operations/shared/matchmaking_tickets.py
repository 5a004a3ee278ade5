"""Matchmaking tickets: found, begun, and shown as AWS does."""

from collections.abc import Iterable

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.arn import resource_arn
from emulator.domain.matchmaking_configuration import MatchmakingConfiguration
from emulator.domain.matchmaking_ticket import (
    ENDED,
    AttributeValue,
    Event,
    MatchmakingTicket,
    TicketPlayer,
    read_players,
)
from emulator.errors import InvalidRequestException
from emulator.hosting.matchmaking_events import estimated_wait
from emulator.hosting.pool_entry import look_after
from emulator.hosting.tickets import stop
from emulator.operations.shared.finding import not_found
from emulator.operations.shared.showing import seconds
from emulator.quoting import shortened


def find_ticket(ticket_id: str, context: Context) -> MatchmakingTicket:
    """The ticket of that id. Raises: NotFoundException."""
    found = context.store.matchmaking.find_all([ticket_id], context.region, context.account)
    if not found:
        places = [(each.region, each.account) for each in context.store.matchmaking.everywhere(ticket_id)]
        raise not_found(f"Matchmaking ticket {shortened(ticket_id)}", places, context)
    return found[0]


def raise_if_used(ticket: MatchmakingTicket, context: Context) -> None:
    """Raises: InvalidRequestException where its id was used before."""
    if context.store.matchmaking.find_all([ticket.ticket_id], ticket.region, ticket.account):
        raise InvalidRequestException(f"TicketId {ticket.ticket_id} was used before.")


def start_instead_of(
    older: Iterable[MatchmakingTicket], ticket: MatchmakingTicket, context: Context
) -> MatchmakingTicket:
    """The ticket, which has begun; those that it takes the place of are CANCELLED, unless they are PLACING."""
    context.store.add([ticket])
    for each in older:
        current = find_ticket(each.ticket_id, context)  # one that has stopped may have changed the next
        if current.status not in ("PLACING", *ENDED):
            same = ticket.game_session_id is not None and current.game_session_id == ticket.game_session_id
            stop(current, context, Event.WITHDRAWN if same else Event.STOPPED)
    look_after(ticket.configuration_key, context)
    return ticket


def show_ticket(ticket: MatchmakingTicket, context: Context) -> shapes.MatchmakingTicket:
    """A ticket as AWS shows it. Assumed: EstimatedWaitTime is there until the ticket has ended, once it is known."""
    wait = estimated_wait(ticket.configuration_key, context) if ticket.end_time is None else None
    return shapes.MatchmakingTicket(
        ticket_id=ticket.ticket_id,
        configuration_name=ticket.configuration_name,
        configuration_arn=resource_arn(
            ticket.region, ticket.account, MatchmakingConfiguration.arn_kind, ticket.configuration_name
        ),
        status=ticket.status,
        status_reason=ticket.status_reason,
        status_message=ticket.status_message,
        start_time=seconds(ticket.start_time),
        end_time=seconds(ticket.end_time),
        players=[show_player(each) for each in read_players(ticket)],
        game_session_connection_info=connection_of(ticket) if ticket.status == "COMPLETED" else None,
        estimated_wait_time=wait,
    )


def show_player(player: TicketPlayer) -> shapes.Player:
    attributes = {name: show_attribute(value) for name, value in player.attributes.items()}
    return shapes.Player(
        player_id=player.player_id,
        player_attributes=attributes or None,
        team=player.team,
        latency_in_ms=player.latencies or None,
    )


def show_attribute(value: AttributeValue) -> shapes.AttributeValue:
    if isinstance(value, str):
        return shapes.AttributeValue(s=value)
    if isinstance(value, list):
        return shapes.AttributeValue(sl=value)
    if isinstance(value, dict):
        return shapes.AttributeValue(sdm=value)
    return shapes.AttributeValue(n=value)


def connection_of(ticket: MatchmakingTicket) -> shapes.GameSessionConnectionInfo | None:
    """Where the players of a ticket connect to. STANDALONE has none.

    Assumed: the players of a backfill ticket, who are there already, are no MatchedPlayerSessions.
    """
    if ticket.game_session_id is None:
        return None
    return shapes.GameSessionConnectionInfo(
        game_session_arn=ticket.game_session_id,
        ip_address=ticket.ip_address,
        dns_name=ticket.dns_name,
        port=ticket.port,
        matched_player_sessions=[
            shapes.MatchedPlayerSession(each.player_id, each.player_session_id)
            for each in read_players(ticket)
            if each.player_session_id is not None
        ],
    )
