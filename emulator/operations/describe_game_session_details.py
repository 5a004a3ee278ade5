"""DescribeGameSessionDetails: game sessions with their protection policies."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.game_session_pages import game_sessions_asked


def describe_game_session_details(
    asked: shapes.DescribeGameSessionDetailsInput, context: Context
) -> shapes.DescribeGameSessionDetailsOutput:
    """What DescribeGameSessions answers, each with the protection policy in force.

    Checks and errors: `game_sessions_asked`.
    Source: API_DescribeGameSessionDetails.
    """
    shown, token = game_sessions_asked("DescribeGameSessionDetails", asked, context)
    return shapes.DescribeGameSessionDetailsOutput([shapes.GameSessionDetail(*each) for each in shown], token)
