"""DescribeVpcPeeringConnections: the VPC peering connections of fleets, of which there are none."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.finding import find_fleet


def describe_vpc_peering_connections(
    input: shapes.DescribeVpcPeeringConnectionsInput, context: Context
) -> shapes.DescribeVpcPeeringConnectionsOutput:
    """An empty list.

    Raises: NotFoundException for an unknown fleet.
    Source: API_DescribeVpcPeeringConnections.
    Differs: VPC peering is not here; what CreateFleet says of it is forgotten.
    """
    if input.fleet_id is not None:
        find_fleet(input.fleet_id, context)
    return shapes.DescribeVpcPeeringConnectionsOutput([])
