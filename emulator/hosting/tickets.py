"""How tickets leave a match or the pool.

Each change of a ticket's status is written and told here, but for the way in: `pools.py` takes tickets in, `matches.py`
and `acceptance.py` lead them through a match.
"""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from emulator.context import Context
from emulator.domain.events import matchmaking as events
from emulator.domain.events.matchmaking import CANCELLED, FAILED, TIMED_OUT, Endpoint
from emulator.domain.matchmaking_ticket import Event, MatchmakingTicket, moved, read_players, write_players
from emulator.hosting.automatic_backfill import follow_up, game_session_of, switch_off
from emulator.hosting.matchmaking_events import Told, estimated_wait, event_ticket, event_tickets, metrics_of
from emulator.hosting.pool_entry import look_after

Tickets = Sequence[MatchmakingTicket]


def told_of(ticket: MatchmakingTicket, context: Context) -> Told:
    """Whom the configuration of a ticket tells. An open ticket keeps it from being deleted."""
    configuration = context.store.matchmaking.configuration(ticket.configuration_key)
    assert configuration is not None
    return Told(configuration, context)


def return_tickets(tickets: Tickets, event: Event, told: Told) -> None:
    """Brings tickets back into the pool; one with a player who has started another since is CANCELLED.

    Observed: a queue that times out has no event (AWS's forum, 9223).
    """
    context = told.context
    wait = estimated_wait(told.configuration.key, context)
    for each in tickets:
        back = moved(each, event, context.now)
        context.store.update(back)
        if event is Event.PROPOSAL_DROPPED:
            told.record(events.matchmaking_searching(event_ticket(back), wait, custom_event_data=told.custom))
        elif has_newer(back, context):
            cancel(back, Event.STOPPED, CANCELLED, told)
    if tickets:
        look_after(told.configuration.key, context)


def has_newer(ticket: MatchmakingTicket, context: Context) -> bool:
    """Whether a player of a ticket has started another one since."""
    ids = [each.player_id for each in read_players(ticket)]
    return any(
        each.key > ticket.key for each in context.store.matchmaking.of_players(ids, ticket.region, ticket.account)
    )


def cancel(ticket: MatchmakingTicket, event: Event, message: str, told: Told) -> None:
    """Raises: WrongTransition."""
    context = told.context
    over = replace(moved(ticket, event, context.now), status_reason="Cancelled", status_message=message)
    context.store.update(over)
    told.record(
        events.matchmaking_cancelled(
            event_ticket(over), metrics_of(over), custom_event_data=told.custom, message=message
        )
    )
    if over.backfill == "AUTOMATIC" and event is Event.STOPPED:
        session = game_session_of(over, context)
        if session is not None:
            switch_off(session, context)
    if over.backfill is not None:
        follow_up(over, "BACKFILL_CANCELLED", context)


def stop(ticket: MatchmakingTicket, context: Context, event: Event = Event.STOPPED) -> None:
    """CANCELLED; the other tickets of its match are SEARCHING again. Raises: WrongTransition."""
    told = told_of(ticket, context)
    cancel(ticket, event, CANCELLED, told)
    others = context.store.matchmaking.of_match(ticket.match_id or "", ticket.account)
    return_tickets([each for each in others if each.status == "REQUIRES_ACCEPTANCE"], Event.PROPOSAL_DROPPED, told)


def time_out(ticket: MatchmakingTicket, context: Context) -> None:
    """Ends a ticket whose request has run out of time."""
    told = told_of(ticket, context)
    over = replace(
        moved(ticket, Event.DEADLINE_PASSED, context.now), status_reason="TimedOut", status_message=TIMED_OUT
    )
    context.store.update(over)
    told.record(events.matchmaking_timed_out(event_ticket(over), metrics_of(over), custom_event_data=told.custom))
    if over.backfill is not None:
        follow_up(over, "BACKFILL_TIMED_OUT", context)


def succeed(tickets: Tickets, where: Endpoint | None, player_sessions: Mapping[str, str], told: Told) -> None:
    """Writes tickets that are COMPLETED, and tells of their match. `player_sessions` are those of new players."""
    over = tickets if where is None else [placed_at(each, where, player_sessions) for each in tickets]
    for each in over:
        told.context.store.update(each)
    told.record(
        events.matchmaking_succeeded(
            event_tickets(over), where, match_id=over[0].match_id or "", custom_event_data=told.custom
        )
    )


def placed_at(ticket: MatchmakingTicket, where: Endpoint, player_sessions: Mapping[str, str]) -> MatchmakingTicket:
    """The ticket, which knows where its players are to go. Those of a backfill ticket are there already."""
    players = read_players(ticket)
    if ticket.backfill is None:
        players = [replace(each, player_session_id=player_sessions.get(each.player_id)) for each in players]
    return replace(
        ticket,
        game_session_id=where.game_session_arn,
        ip_address=where.ip_address,
        dns_name=where.dns_name,
        port=where.port,
        players=write_players(players),
    )


def fail_tickets(tickets: Tickets, told: Told, message: str = FAILED) -> None:
    """FAILED: their match could not be placed, or could not join its game session."""
    for each in tickets:
        over = moved(each, Event.PLACING_FAILED, told.context.now)
        told.context.store.update(replace(over, status_reason="UNEXPECTED_ERROR", status_message=message))
    told.record(
        events.matchmaking_failed(
            event_tickets(tickets),
            match_id=tickets[0].match_id or "",
            custom_event_data=told.custom,
            message=message,
        )
    )
