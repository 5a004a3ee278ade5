"""What a game server does to its game session and the players in it, whoever speaks for it.

Each act is a step of a table of transitions, written to the store: all of it, or WrongTransition and nothing. A
placement that waits for a game session learns what becomes of it, those that wait for a process, that one may be free,
and the automatic backfill of a game session begins or ends with what it admits.
"""

import logging

from msgspec.structs import replace

from emulator.context import Context
from emulator.domain import game_session, player_session
from emulator.domain.game_session import Event, GameSession, StatusReason
from emulator.domain.player_session import PlayerSession
from emulator.hosting.connected import tell_to_end
from emulator.hosting.placements import fail_attempt, fulfil
from emulator.store.store import Store

log = logging.getLogger(__name__)
CHANGED = "%s %s → %s: %s"


def act_on_player_session(session: PlayerSession, event: player_session.Event, store: Store, now: int) -> PlayerSession:
    """The player session once it has been accepted or removed. Raises: WrongTransition."""
    changed = player_session.transition(session, event, now)
    store.update(changed)
    log.info(CHANGED, session.player_session_id, session.status, changed.status, event.value)
    return changed


def tell_change(before: GameSession, after: GameSession, event: Event, now: int) -> None:
    """Says in the log what has become of a game session."""
    status = game_session.status_at(before, now)
    log.info(CHANGED, before.game_session_id, status, after.status, event.value)


def activate_game_session(session: GameSession, context: Context) -> GameSession:
    """The game session, ACTIVE, which fulfils its placement. Raises: WrongTransition."""
    changed = game_session.transition(session, Event.ACTIVATED, context.now)
    context.store.update(changed)
    tell_change(session, changed, Event.ACTIVATED, context.now)
    pending = context.store.placements.of_game_session(session.key)
    if pending is not None:
        fulfil(pending, changed, context)
    return changed


def end_game_session(session: GameSession, event: Event, context: Context) -> GameSession:
    """The game session once its server process has ended or crashed, which ends its player sessions too.

    Raises: WrongTransition.
    """
    changed = game_session.transition(session, event, context.now)
    context.store.update(changed)
    context.store.player_sessions.end_all(changed.key, context.now)
    tell_change(session, changed, event, context.now)
    leave_placement(changed, context)
    review_matchmaking(changed, context)
    context.store.placements.look_again(context.now)
    return changed


def ask_to_end(session: GameSession, reason: StatusReason | None, context: Context) -> GameSession:
    """The game session, TERMINATING. A simulated server process ends at once, a real one is told to.

    Raises: WrongTransition.
    """
    terminating = replace(game_session.transition(session, Event.TERMINATION_ASKED, context.now), status_reason=reason)
    process = context.store.server_processes.of_game_session(session.key)
    if process is None:
        end_game_session(terminating, Event.PROCESS_ENDED, context)
    else:
        context.store.update(terminating)
        tell_to_end(process, context.store, context.now)
        leave_placement(terminating, context)
        review_matchmaking(terminating, context)
    return terminating


def change_game_session(session: GameSession, context: Context) -> None:
    """Writes a game session whose settings have changed, which may make it want players, or want no more."""
    context.store.update(session)
    review_matchmaking(game_session.settled(session, context.now), context)


def review_matchmaking(session: GameSession, context: Context) -> None:
    """Ends or begins the automatic backfill of a game session that a match has made."""
    if session.matchmaker_data is not None:
        from emulator.hosting.backfills import review_backfill

        review_backfill(session, context)


def leave_placement(session: GameSession, context: Context) -> None:
    """Fails the attempt of a placement whose game session will not become ACTIVE any more."""
    pending = context.store.placements.of_game_session(session.key)
    if pending is not None:
        fail_attempt(pending, context.store.fleets.by_key(session.fleet_key), context)
