"""ListGameServers: the game servers of a game server group, of which there are none."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.inventories import check_page


def list_game_servers(input: shapes.ListGameServersInput, context: Context) -> shapes.ListGameServersOutput:
    """An empty list.

    Raises: InvalidRequestException for any NextToken.
    Source: API_ListGameServers.
    Differs: game server groups (FleetIQ) are not here, and none can be made.
    """
    check_page(input, "ListGameServers", context)
    return shapes.ListGameServersOutput([])
