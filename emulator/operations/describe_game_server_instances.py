"""DescribeGameServerInstances: the instances of a game server group, which cannot exist here."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.inventories import absent


def describe_game_server_instances(
    input: shapes.DescribeGameServerInstancesInput, context: Context
) -> shapes.DescribeGameServerInstancesOutput:
    """Nothing: there is none to describe.

    Raises: NotFoundException.
    Source: API_DescribeGameServerInstances.
    Differs: game server groups (FleetIQ) are not here, and none can be made.
    """
    raise absent("Game server group", input.game_server_group_name, context)
