"""DescribeVpcPeeringConnections as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import UNKNOWN_FLEET, refused, refused_by_the_server
from tests.support.running import Running


@pytest.mark.documented("API_DescribeVpcPeeringConnections")
def test_there_are_none(client: GameLiftClient) -> None:
    assert client.describe_vpc_peering_connections()["VpcPeeringConnections"] == []
    assert client.describe_vpc_peering_connections(FleetId=FLEET_ID)["VpcPeeringConnections"] == []


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_unknown_fleet_is_not_found(client: GameLiftClient) -> None:
    assert UNKNOWN_FLEET in refused("NotFoundException", client.describe_vpc_peering_connections, FleetId=UNKNOWN_FLEET)


@pytest.mark.model
def test_member_that_breaks_the_model_is_refused(emulator: Running) -> None:
    body: dict[str, object] = {"FleetId": "x"}
    text = refused_by_the_server(emulator, "DescribeVpcPeeringConnections", body)
    assert [name for name in body if f"'{name[:1].lower()}{name[1:]}'" not in text] == []
