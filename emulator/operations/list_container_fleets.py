"""ListContainerFleets: a region's container fleets, of which there are none."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.inventories import check_page


def list_container_fleets(input: shapes.ListContainerFleetsInput, context: Context) -> shapes.ListContainerFleetsOutput:
    """An empty list.

    Raises: InvalidRequestException for any NextToken.
    Source: API_ListContainerFleets.
    Differs: container fleets are not here, and none can be made.
    """
    check_page(input, "ListContainerFleets", context)
    return shapes.ListContainerFleetsOutput([])
