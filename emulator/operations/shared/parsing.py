"""Members that several operations take, and the rules that the model does not have."""

from collections.abc import Sequence

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import game_session
from emulator.errors import InvalidRequestException
from emulator.quoting import quoted


def parse_maximum(maximum: int, context: Context) -> int:
    """The MaximumPlayerSessionCount of a game session.

    Raises: InvalidRequestException above AWS's quota. Documented: the quota. Assumed: the error.
    """
    most = context.settings.quota_player_sessions_per_game_session
    if maximum > most:
        raise InvalidRequestException(
            f"MaximumPlayerSessionCount is {maximum}, and a game session can have {most} player sessions."
        )
    return maximum


def parse_properties(properties: Sequence[shapes.GameProperty] | None) -> dict[str, str]:
    """Game properties by their keys. Raises: InvalidRequestException where a key comes twice."""
    found: dict[str, str] = {}
    for each in properties or ():
        if each.key in found:
            raise InvalidRequestException(f"GameProperties has the key {quoted(each.key)} twice.")
        found[each.key] = each.value
    return found


def parse_game_session_status(text: str | None) -> game_session.Status | None:
    """The status that a StatusFilter asks for, None for all of them. Raises: InvalidRequestException."""
    if text is None:
        return None
    for status in game_session.STATUSES:
        if text == status:
            return status
    raise InvalidRequestException(f"StatusFilter {quoted(text)} is none of {', '.join(game_session.STATUSES)}.")
