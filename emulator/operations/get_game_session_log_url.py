"""GetGameSessionLogUrl: the emulator keeps no logs of game servers, so that this always refuses, as AWS would."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import game_session
from emulator.domain.clock import DAY
from emulator.domain.game_session import ENDED
from emulator.errors import InvalidRequestException, NotFoundException
from emulator.operations.shared.finding import find_game_session

KEPT = 14 * DAY


def get_game_session_log_url(
    input: shapes.GetGameSessionLogUrlInput, context: Context
) -> shapes.GetGameSessionLogUrlOutput:
    """Never an answer: game servers write their logs elsewhere.

    Order of checks: look-up, the fleet's compute type, status, age.
    Raises: NotFoundException for an unknown game session, one that has not ended, or whose logs are gone, or were
    never there; InvalidRequestException on an Anywhere fleet.
    Source: API_GetGameSessionLogUrl. Assumed: which error is which.
    Differs: there is never a log, so that no URL is answered.
    """
    stored, _ = find_game_session(input.game_session_id, context)
    session = game_session.settled(stored, context.now)
    if context.store.fleets.by_key(session.fleet_key).anywhere:
        raise InvalidRequestException(
            f"Game session {session.game_session_id} is on an Anywhere fleet: logs are kept of EC2 fleets only."
        )
    if session.status not in ENDED or session.termination_time is None:
        raise NotFoundException(
            f"Game session {session.game_session_id} is {session.status}: its logs are stored once it has ended."
        )
    if session.termination_time + KEPT <= context.now:
        raise NotFoundException(f"Logs of game session {session.game_session_id} were kept for 14 days.")
    raise NotFoundException(
        f"There is no log of game session {session.game_session_id}: the emulator keeps none of game servers."
    )
