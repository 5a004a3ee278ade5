"""StopGameSessionPlacement: a placement that is not wanted any more."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.placement import Event
from emulator.domain.transition import WrongTransition
from emulator.errors import InvalidRequestException
from emulator.hosting.placing import end_early
from emulator.operations.shared.placements import find_placement, show_placement


def stop_game_session_placement(
    input: shapes.StopGameSessionPlacementInput, context: Context
) -> shapes.StopGameSessionPlacementOutput:
    """The placement, CANCELLED.

    Order of checks: look-up, status, a game session that is being tried.
    Raises: NotFoundException; InvalidRequestException unless it is PENDING and has no game session yet.
    Source: API_StopGameSessionPlacement.
    """
    found = find_placement(input.placement_id, context)
    if found.status == "PENDING" and found.game_session_id is not None:
        raise InvalidRequestException(
            f"Placement ({found.placement_id}) cannot be stopped: its game session {found.game_session_id} was created."
        )
    try:
        stopped = end_early(found, Event.STOPPED, context)
    except WrongTransition as error:
        raise InvalidRequestException(f"{error}.") from None
    return shapes.StopGameSessionPlacementOutput(show_placement(stopped))
