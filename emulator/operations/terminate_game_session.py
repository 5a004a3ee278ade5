"""TerminateGameSession: asks for the end of a game session."""

from msgspec.structs import replace

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import game_session
from emulator.domain.game_session import Event, StatusReason
from emulator.domain.transition import WrongTransition
from emulator.errors import InvalidGameSessionStatusException, InvalidRequestException
from emulator.hosting.game_server import ask_to_end
from emulator.operations.shared.finding import find_game_session
from emulator.operations.shared.showing import show_game_session

REASONS: dict[str, StatusReason] = {
    "TRIGGER_ON_PROCESS_TERMINATE": "TRIGGERED_ON_PROCESS_TERMINATE",
    "FORCE_TERMINATE": "FORCE_TERMINATED",
}


def terminate_game_session(
    input: shapes.TerminateGameSessionInput, context: Context
) -> shapes.TerminateGameSessionOutput:
    """The game session, TERMINATING. A simulated server process ends at once: the next call sees it TERMINATED. A real
    one is told to end, and has five minutes for it.

    Order of checks: look-up, status, termination mode.
    Raises: NotFoundException; InvalidGameSessionStatusException where it has ended;
    InvalidRequestException for FORCE_TERMINATE on an Anywhere fleet, which AWS allows only with its Agent.
    Source: API_TerminateGameSession. Assumed: what a second call answers.
    """
    stored, held = find_game_session(input.game_session_id, context)
    fleet = context.store.fleets.by_key(stored.fleet_key)
    try:
        game_session.transition(stored, Event.TERMINATION_ASKED, context.now)
    except WrongTransition as error:
        raise InvalidGameSessionStatusException(f"{error}.") from None
    if input.termination_mode == "FORCE_TERMINATE" and fleet.anywhere:
        raise InvalidRequestException(
            f"FORCE_TERMINATE is not available on the Anywhere fleet {fleet.fleet_id}: "
            "it needs the Amazon GameLift Servers Agent."
        )
    terminating = ask_to_end(stored, REASONS[input.termination_mode], context)
    return shapes.TerminateGameSessionOutput(show_game_session(replace(terminating, status_reason=None), held, fleet))
