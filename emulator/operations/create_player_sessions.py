"""CreatePlayerSessions: player slots of a game session, reserved for a group of players, all or none."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.reserving import reserve
from emulator.operations.shared.showing import show_player_session


def create_player_sessions(
    input: shapes.CreatePlayerSessionsInput, context: Context
) -> shapes.CreatePlayerSessionsOutput:
    """The new player sessions, in the order of PlayerIds; data of other players is ignored.

    Order of checks: look-up, the game session's status, its creation policy, free player slots for all.
    Raises: NotFoundException, InvalidGameSessionStatusException, GameSessionFullException; nothing is made then.
    Source: API_CreatePlayerSessions. Assumed: all or none, as the answer has no failures of single players.
    Differs: a player who is named twice gets two player sessions; AWS does not say.
    """
    host, sessions = reserve(input.game_session_id, input.player_data_map or {}, input.player_ids, context)
    return shapes.CreatePlayerSessionsOutput([show_player_session(session, host, context.now) for session in sessions])
