"""DescribeGameSessions: the game sessions of a fleet, page by page, or one by its id."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.game_session_pages import find_game_sessions


def describe_game_sessions(
    input: shapes.DescribeGameSessionsInput, context: Context
) -> shapes.DescribeGameSessionsOutput:
    """The game sessions asked for, oldest first: of a fleet or alias, at one location or all, or one by its id.

    Checks and errors: `find_game_sessions`.
    Source: API_DescribeGameSessions.
    """
    shown, token = find_game_sessions("DescribeGameSessions", input, context)
    return shapes.DescribeGameSessionsOutput([each.game_session for each in shown], token)
