"""What a game server does to its game session and the players in it, whoever speaks for it.

Each act is a step of a table of transitions, written to the store: all of it, or WrongTransition and nothing.
"""

from emulator.domain import game_session, player_session
from emulator.domain.game_session import GameSession
from emulator.domain.player_session import PlayerSession
from emulator.store.store import Store


def act_on_player_session(session: PlayerSession, event: player_session.Event, store: Store, now: int) -> PlayerSession:
    """The player session once it has been accepted or removed. Raises: WrongTransition."""
    changed = player_session.transition(session, event, now)
    store.update(changed)
    return changed


def activate_game_session(session: GameSession, store: Store, now: int) -> GameSession:
    """The game session, ACTIVE. Raises: WrongTransition."""
    changed = game_session.transition(session, game_session.Event.ACTIVATED, now)
    store.update(changed)
    return changed


def end_game_session(session: GameSession, event: game_session.Event, store: Store, now: int) -> GameSession:
    """The game session once its server process has ended or crashed, which ends its player sessions too.

    Raises: WrongTransition.
    """
    changed = game_session.transition(session, event, now)
    assert changed.termination_time is not None
    store.update(changed)
    store.player_sessions.end_all(changed.key, changed.termination_time)
    return changed
