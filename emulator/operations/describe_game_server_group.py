"""DescribeGameServerGroup: a game server group, which cannot exist here."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.inventories import absent


def describe_game_server_group(
    input: shapes.DescribeGameServerGroupInput, context: Context
) -> shapes.DescribeGameServerGroupOutput:
    """Nothing: there is none to describe.

    Raises: NotFoundException.
    Source: API_DescribeGameServerGroup.
    Differs: game server groups (FleetIQ) are not here, and none can be made.
    """
    raise absent("Game server group", input.game_server_group_name, context)
