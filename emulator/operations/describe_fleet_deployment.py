"""DescribeFleetDeployment: a deployment of a container fleet, which cannot exist here."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.inventories import absent


def describe_fleet_deployment(
    input: shapes.DescribeFleetDeploymentInput, context: Context
) -> shapes.DescribeFleetDeploymentOutput:
    """Nothing: there is none to describe.

    Raises: NotFoundException.
    Source: API_DescribeFleetDeployment.
    Differs: container fleets are not here, and none can be made.
    """
    raise absent("Container fleet", input.fleet_id, context)
