"""Player slots, reserved for players who are on their way."""

from collections.abc import Iterable
from typing import NamedTuple

from emulator.context import Context
from emulator.domain.clock import within
from emulator.domain.player_session import PlayerSession


class Reservation(NamedTuple):
    """A player session that is to be made."""

    player_session_id: str
    player_id: str
    player_data: str | None


def write_reservations(
    reservations: Iterable[Reservation], game_session_key: int, context: Context
) -> list[PlayerSession]:
    """New player sessions of a game session, RESERVED from now on, in that order."""
    key = context.store.next_key(PlayerSession)
    deadline = within(context.now + context.settings.player_session_timeout_ms)
    sessions = [
        PlayerSession(
            key + n,
            game_session_key,
            each.player_session_id,
            each.player_id,
            "RESERVED",
            context.now,
            deadline,
            None,
            each.player_data,
        )
        for n, each in enumerate(reservations)
    ]
    context.store.add(sessions)
    return sessions
