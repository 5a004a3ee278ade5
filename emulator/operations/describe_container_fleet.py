"""DescribeContainerFleet: a container fleet, which cannot exist here."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.inventories import absent


def describe_container_fleet(
    input: shapes.DescribeContainerFleetInput, context: Context
) -> shapes.DescribeContainerFleetOutput:
    """Nothing: there is none to describe.

    Raises: NotFoundException.
    Source: API_DescribeContainerFleet.
    Differs: container fleets are not here, and none can be made.
    """
    raise absent("Container fleet", input.fleet_id, context)
