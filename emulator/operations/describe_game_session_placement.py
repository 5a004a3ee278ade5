"""DescribeGameSessionPlacement: what has become of a placement."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.placements import find_placement, show_placement


def describe_game_session_placement(
    input: shapes.DescribeGameSessionPlacementInput, context: Context
) -> shapes.DescribeGameSessionPlacementOutput:
    """The placement as it is now. While it is PENDING, the game session that is being tried may show.

    Raises: NotFoundException.
    Source: API_DescribeGameSessionPlacement. Assumed: a placement is remembered for ever.
    """
    return shapes.DescribeGameSessionPlacementOutput(show_placement(find_placement(input.placement_id, context)))
