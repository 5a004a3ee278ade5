"""DescribeContainerGroupPortMappings: the ports of a container fleet's containers, which cannot exist here."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.inventories import absent


def describe_container_group_port_mappings(
    input: shapes.DescribeContainerGroupPortMappingsInput, context: Context
) -> shapes.DescribeContainerGroupPortMappingsOutput:
    """Nothing: there is none to describe.

    Raises: NotFoundException.
    Source: API_DescribeContainerGroupPortMappings.
    Differs: container fleets are not here, and none can be made.
    """
    raise absent("Container fleet", input.fleet_id, context)
