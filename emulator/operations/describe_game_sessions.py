"""DescribeGameSessions: the game sessions of a fleet, page by page, or one by its id."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.game_session_pages import game_sessions_asked


def describe_game_sessions(
    asked: shapes.DescribeGameSessionsInput, context: Context
) -> shapes.DescribeGameSessionsOutput:
    """The game sessions asked for, oldest first: of a fleet or alias, at one location or all, or one by its id.

    Checks and errors: `game_sessions_asked`.
    Source: API_DescribeGameSessions.
    """
    shown, token = game_sessions_asked("DescribeGameSessions", asked, context)
    return shapes.DescribeGameSessionsOutput([each.game_session for each in shown], token)
