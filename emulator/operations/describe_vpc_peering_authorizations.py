"""DescribeVpcPeeringAuthorizations: an account's VPC peering authorizations, of which there are none."""

from emulator.api import shapes
from emulator.context import Context


def describe_vpc_peering_authorizations(
    input: shapes.DescribeVpcPeeringAuthorizationsInput, context: Context
) -> shapes.DescribeVpcPeeringAuthorizationsOutput:
    """An empty list.

    Source: API_DescribeVpcPeeringAuthorizations.
    Differs: VPC peering is not here; what CreateFleet says of it is forgotten.
    """
    return shapes.DescribeVpcPeeringAuthorizationsOutput([])
