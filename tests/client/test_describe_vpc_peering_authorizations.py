"""DescribeVpcPeeringAuthorizations as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient


@pytest.mark.documented("API_DescribeVpcPeeringAuthorizations")
def test_there_are_none(client: GameLiftClient) -> None:
    assert client.describe_vpc_peering_authorizations()["VpcPeeringAuthorizations"] == []
