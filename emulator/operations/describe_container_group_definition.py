"""DescribeContainerGroupDefinition: a container group definition, which cannot exist here."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.inventories import absent


def describe_container_group_definition(
    input: shapes.DescribeContainerGroupDefinitionInput, context: Context
) -> shapes.DescribeContainerGroupDefinitionOutput:
    """Nothing: there is none to describe.

    Raises: NotFoundException.
    Source: API_DescribeContainerGroupDefinition.
    Differs: container group definitions are not here, and none can be made.
    """
    raise absent("Container group definition", input.name, context)
