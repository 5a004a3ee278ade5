"""DescribeGameSessionDetails: game sessions with their protection policies."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.game_session_pages import find_game_sessions


def describe_game_session_details(
    input: shapes.DescribeGameSessionDetailsInput, context: Context
) -> shapes.DescribeGameSessionDetailsOutput:
    """What DescribeGameSessions answers, each with the protection policy in force.

    Checks and errors: `find_game_sessions`.
    Source: API_DescribeGameSessionDetails.
    """
    shown, token = find_game_sessions("DescribeGameSessionDetails", input, context)
    return shapes.DescribeGameSessionDetailsOutput([shapes.GameSessionDetail(*each) for each in shown], token)
