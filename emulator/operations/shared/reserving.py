"""Player slots, reserved: what CreatePlayerSession and CreatePlayerSessions have in common."""

from collections.abc import Mapping, Sequence

from emulator.context import Context
from emulator.domain.game_session import Host, admit
from emulator.domain.player_session import PlayerSession
from emulator.hosting.reservations import Reservation, write_reservations
from emulator.operations.shared.finding import unknown_game_session


def reserve(
    game_session_id: str, player_data: Mapping[str, str | None], player_ids: Sequence[str], context: Context
) -> tuple[Host, list[PlayerSession]]:
    """New player sessions for those players, in their order, and where they are.

    Raises: NotFoundException; as `admit`.
    """
    found = context.store.game_sessions.admission(game_session_id, context.region, context.account, context.now)
    if found is None:
        raise unknown_game_session(game_session_id, context)
    host, admission = found
    admit(len(player_ids), game_session_id, admission, context.now)
    reservations = [
        Reservation(f"psess-{context.new_uuid()}", player_id, player_data.get(player_id)) for player_id in player_ids
    ]
    if context.settings.random_seed is not None:
        context.store.player_sessions.raise_if_taken(each.player_session_id for each in reservations)
    return host, write_reservations(reservations, host.key, context)
