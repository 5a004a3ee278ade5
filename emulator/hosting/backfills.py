"""A match whose players join a game session that is there."""

import logging
from collections.abc import Sequence

from emulator.context import Context
from emulator.domain.events.matchmaking import Endpoint
from emulator.domain.fleet import Fleet
from emulator.domain.game_session import GameSession, admit
from emulator.domain.matchmaker_data import match_data
from emulator.domain.matchmaking.rule_set import RuleSet
from emulator.domain.matchmaking_ticket import Event, TicketPlayer, moved, read_players
from emulator.errors import GameSessionFullException, InvalidGameSessionStatusException
from emulator.hosting.automatic_backfill import (
    automatic,
    automatic_data,
    begin_automatic_backfill,
    follow_up,
    game_session_of,
    open_ticket,
    switch_off,
    wants_players,
    with_data,
)
from emulator.hosting.matchmaking_events import Told
from emulator.hosting.reservations import Reservation, write_reservations
from emulator.hosting.tickets import Tickets, fail_tickets, return_tickets, stop, succeed

log = logging.getLogger(__name__)
NOT_ADMITTED = "The game session null was not found, or was in a state which wouldn't accept new player sessions."
"""Observed: AWS's forum, 8260."""


def fill_game_session(match_id: str, tickets: Tickets, told: Told, rule_set: RuleSet) -> None:
    """Has the players of a match, whose tickets are PLACING, join the game session of its backfill ticket.

    Where it has no room for all of them, that ticket has FAILED, and the others are SEARCHING again.
    """
    context = told.context
    (backfill,) = (each for each in tickets if each.backfill is not None)
    others = [each for each in tickets if each.backfill is None]
    players = [player for each in others for player in read_players(each)]
    session = game_session_of(backfill, context)
    if session is None or not has_room(session, len(players), context):
        log.info("match %s: %s admits no %d players", match_id, backfill.game_session_id, len(players))
        fail_tickets([backfill], told, NOT_ADMITTED)
        return_tickets(others, Event.NOT_ADMITTED, told)
        if session is not None and automatic(backfill):  # the next would fail as well
            switch_off(session, context)
        follow_up(backfill, "BACKFILL_FAILED", context)
        return
    where = Endpoint(session.game_session_id, session.ip_address, session.dns_name, session.port)
    over = [moved(each, Event.PLACED, context.now) for each in tickets]
    succeed(over, where, reserve_slots(players, session, context), told)
    log.info("match %s: %d players join %s", match_id, len(players), session.game_session_id)
    everybody = [*read_players(backfill), *players]
    is_automatic = automatic_data(session) is not None
    with_data(
        session, match_data(match_id, told.configuration.arn, everybody, rule_set, automatic=is_automatic), context
    )
    follow_up(backfill, "MATCHMAKING_DATA_UPDATED", context)


def has_room(session: GameSession, players: int, context: Context) -> bool:
    """Whether a game session admits so many players more."""
    store = context.store
    fleet = store.fleets.by_key(session.fleet_key)
    found = store.game_sessions.admission(session.game_session_id, fleet.region, fleet.account, context.now)
    assert found is not None
    try:
        admit(players, session.game_session_id, found[1], context.now)
    except (InvalidGameSessionStatusException, GameSessionFullException):
        return False
    return True


def reserve_slots(players: Sequence[TicketPlayer], session: GameSession, context: Context) -> dict[str, str]:
    """The ids of new player sessions, by player."""
    reservations = (
        Reservation(f"psess-{context.store.derived_ids.next_uuid('player session')}", each.player_id, None)
        for each in players
    )
    sessions = write_reservations(reservations, session.key, context)
    return {each.player_id: each.player_session_id for each in sessions}


def review_backfill(session: GameSession, context: Context) -> None:
    """Ends or begins automatic backfill: whether a game session wants players may have changed."""
    data = automatic_data(session)
    if data is None:
        return
    ticket = automatic(open_ticket(session, context))
    if wants_players(session, data):
        begin_automatic_backfill(session, context)
    elif ticket is not None:
        stop(ticket, context, Event.WITHDRAWN)


def end_backfill_of_fleet(fleet: Fleet, context: Context) -> None:
    """Ends automatic backfill of the game sessions of a fleet that is about to go."""
    for each in context.store.matchmaking.automatic_on_fleet(fleet.key, fleet.account):
        session = game_session_of(each, context)
        if session is not None:
            switch_off(session, context)
        stop(each, context, Event.WITHDRAWN)
