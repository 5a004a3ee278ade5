"""CreatePlayerSession: a player slot of a game session, reserved for one player."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.reserving import reserve
from emulator.operations.shared.showing import show_player_session


def create_player_session(input: shapes.CreatePlayerSessionInput, context: Context) -> shapes.CreatePlayerSessionOutput:
    """The new player session, RESERVED until the game server accepts the player, or 60 seconds have passed.

    Order of checks: look-up, the game session's status, its creation policy, a free player slot.
    Raises: NotFoundException, InvalidGameSessionStatusException, GameSessionFullException.
    Source: API_CreatePlayerSession, and the developer guide's page on how games interact with GameLift.
    Differs: a player may hold several player sessions in one game session, a slot each; AWS does not say.
    """
    host, (session,) = reserve(input.game_session_id, {input.player_id: input.player_data}, [input.player_id], context)
    return shapes.CreatePlayerSessionOutput(show_player_session(session, host, context.now))
