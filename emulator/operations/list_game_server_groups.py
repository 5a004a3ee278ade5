"""ListGameServerGroups: a region's game server groups, of which there are none."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.inventories import check_page


def list_game_server_groups(
    input: shapes.ListGameServerGroupsInput, context: Context
) -> shapes.ListGameServerGroupsOutput:
    """An empty list.

    Raises: InvalidRequestException for any NextToken.
    Source: API_ListGameServerGroups.
    Differs: game server groups (FleetIQ) are not here, and none can be made.
    """
    check_page(input, "ListGameServerGroups", context)
    return shapes.ListGameServerGroupsOutput([])
