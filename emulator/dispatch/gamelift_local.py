"""What `--gamelift-local` makes of a call's input, before its operation sees it."""

from msgspec.structs import replace

from emulator.api.shape import Shape
from emulator.context import Context
from emulator.hosting.gamelift_local import fleet_of_first_use, full_game_session_id

CREATE_GAME_SESSION = "CreateGameSession"


def as_in_gamelift_local(operation: str, input: Shape, context: Context) -> Shape:
    """The input with full ids of game sessions, and with a Location; its fleet has come into being."""
    fleet_id: str | None = getattr(input, "fleet_id", None)
    fleet = None
    if fleet_id is not None:
        fleet = fleet_of_first_use(fleet_id, context.region, context.account, context.store, context.now)
    if operation == CREATE_GAME_SESSION:
        if fleet is not None and fleet.anywhere and getattr(input, "location", None) is None:
            return replace(input, location=context.store.fleets.locations(fleet.key)[0])
        return input
    game_session_id: str | None = getattr(input, "game_session_id", None)
    if game_session_id is None:
        return input
    return replace(input, game_session_id=full_game_session_id(game_session_id, context))
