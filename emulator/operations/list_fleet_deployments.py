"""ListFleetDeployments: the deployments of container fleets, of which there are none."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.finding import find_fleet
from emulator.operations.shared.inventories import check_page


def list_fleet_deployments(
    input: shapes.ListFleetDeploymentsInput, context: Context
) -> shapes.ListFleetDeploymentsOutput:
    """An empty list.

    Order of checks: look-up, NextToken.
    Raises: NotFoundException for an unknown fleet; InvalidRequestException for any NextToken.
    Source: API_ListFleetDeployments.
    Differs: container fleets are not here, and none can be made.
    """
    if input.fleet_id is not None:
        find_fleet(input.fleet_id, context)
    check_page(input, "ListFleetDeployments", context)
    return shapes.ListFleetDeploymentsOutput([])
