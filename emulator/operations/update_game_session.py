"""UpdateGameSession: the properties of a game session that can change."""

from msgspec.structs import replace

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import game_session
from emulator.errors import InvalidGameSessionStatusException
from emulator.hosting.game_server import change_game_session
from emulator.operations.shared.finding import find_game_session
from emulator.operations.shared.parsing import parse_maximum, parse_properties
from emulator.operations.shared.showing import show_game_session


def update_game_session(input: shapes.UpdateGameSessionInput, context: Context) -> shapes.UpdateGameSessionOutput:
    """The game session with what is given changed; game properties are added or changed, and never removed.

    A maximum below the player slots that are held sends nobody away: new players find it full.
    Order of checks: look-up, status, MaximumPlayerSessionCount, game properties.
    Raises: NotFoundException; InvalidGameSessionStatusException unless it is ACTIVE or ACTIVATING;
    InvalidRequestException.
    Source: API_UpdateGameSession. Assumed: the statuses, and what a lower maximum does.
    """
    stored, held = find_game_session(input.game_session_id, context)
    status = game_session.status_at(stored, context.now)
    if status not in ("ACTIVE", "ACTIVATING"):
        raise InvalidGameSessionStatusException(
            f"Game session {input.game_session_id} is {status}: only one that is ACTIVE or ACTIVATING can be updated."
        )
    given: dict[str, object] = {
        "name": input.name,
        "player_session_creation_policy": input.player_session_creation_policy,
        "protection_policy": input.protection_policy,
    }
    if input.maximum_player_session_count is not None:
        given["maximum_player_session_count"] = parse_maximum(input.maximum_player_session_count, context)
    if input.game_properties is not None:
        given["game_properties"] = game_session.merged_properties(
            stored.game_properties, parse_properties(input.game_properties)
        )
    changed = replace(stored, **{name: value for name, value in given.items() if value is not None})
    change_game_session(changed, context)
    session = game_session.settled(changed, context.now)
    return shapes.UpdateGameSessionOutput(
        show_game_session(session, held, context.store.fleets.by_key(session.fleet_key))
    )
