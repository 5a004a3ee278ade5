"""Matchmaking tickets: found, and shown as AWS does."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.arn import resource_arn
from emulator.domain.matchmaking_configuration import MatchmakingConfiguration
from emulator.domain.matchmaking_ticket import AttributeValue, MatchmakingTicket, TicketPlayer, read_players
from emulator.domain.placement import read_placed
from emulator.hosting.matchmaking_events import estimated_wait
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
        game_session_connection_info=connection_of(ticket, context) if ticket.status == "COMPLETED" else None,
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


def connection_of(ticket: MatchmakingTicket, context: Context) -> shapes.GameSessionConnectionInfo | None:
    """Where the players of a ticket connect to: what the placement of its match has found. STANDALONE has none."""
    placed = context.store.placements.find(ticket.match_id or "", ticket.account)
    if placed is None:
        return None
    here = {each.player_id for each in read_players(ticket)}
    return shapes.GameSessionConnectionInfo(
        game_session_arn=placed.game_session_id,
        ip_address=placed.ip_address,
        dns_name=placed.dns_name,
        port=placed.port,
        matched_player_sessions=[
            shapes.MatchedPlayerSession(*each)
            for each in read_placed(placed.placed_player_sessions)
            if each.player_id in here
        ],
    )
