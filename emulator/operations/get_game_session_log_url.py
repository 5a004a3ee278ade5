"""GetGameSessionLogUrl: where the logs of a game session can be fetched, if `run-server` ran its game server."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import game_session
from emulator.domain.game_session import ENDED
from emulator.domain.game_session_log import KEPT, query_of_log
from emulator.errors import InvalidRequestException, NotFoundException
from emulator.operations.shared.finding import find_game_session


def get_game_session_log_url(
    input: shapes.GetGameSessionLogUrlInput, context: Context
) -> shapes.GetGameSessionLogUrlOutput:
    """A URL at which whoever has it can fetch a zip for 15 minutes.

    Order of checks: look-up, the fleet's compute type, where there is no log; status, age, whether there is a log.
    Raises: NotFoundException for an unknown game session, one that has not ended, or whose logs are gone, or were
    never there; InvalidRequestException on an Anywhere fleet, where there is no log.
    Source: API_GetGameSessionLogUrl. Assumed: which error is which.
    Differs: logs are those that `run-server` has collected, of whatever fleet; AWS keeps those of EC2 fleets only.
    """
    stored, _ = find_game_session(input.game_session_id, context)
    session = game_session.settled(stored, context.now)
    has_log = context.store.game_session_logs.pieces(session.key) > 0
    if not has_log and context.store.fleets.by_key(session.fleet_key).anywhere:
        raise InvalidRequestException(
            f"Game session {session.game_session_id} is on an Anywhere fleet, and `run-server` has handed in no logs "
            "of it: AWS keeps logs of EC2 fleets only."
        )
    if session.status not in ENDED or session.termination_time is None:
        raise NotFoundException(
            f"Game session {session.game_session_id} is {session.status}: its logs are stored once it has ended."
        )
    if session.termination_time + KEPT <= context.now:
        raise NotFoundException(f"Logs of game session {session.game_session_id} were kept for 14 days.")
    if not has_log:
        raise NotFoundException(
            f"There is no log of game session {session.game_session_id}: `run-server` has handed in none."
        )
    query = query_of_log(session.key, context.now, context.token_key)
    return shapes.GetGameSessionLogUrlOutput(f"{context.origin}/_emulator/game-session-logs/{session.key}?{query}")
