"""ListContainerGroupDefinitions: a region's container group definitions, of which there are none."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.inventories import check_page


def list_container_group_definitions(
    input: shapes.ListContainerGroupDefinitionsInput, context: Context
) -> shapes.ListContainerGroupDefinitionsOutput:
    """An empty list.

    Raises: InvalidRequestException for any NextToken.
    Source: API_ListContainerGroupDefinitions.
    Differs: container group definitions are not here, and none can be made.
    """
    check_page(input, "ListContainerGroupDefinitions", context)
    return shapes.ListContainerGroupDefinitionsOutput([])
