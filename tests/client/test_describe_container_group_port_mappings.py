"""DescribeContainerGroupPortMappings as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import UNKNOWN_FLEET, refused, refused_by_the_server
from tests.support.running import Running


@pytest.mark.assumed("container fleets, game server groups and VPC peering")
@pytest.mark.parametrize("fleet_id", [UNKNOWN_FLEET, FLEET_ID])
def test_none_is_found(client: GameLiftClient, fleet_id: str) -> None:
    assert fleet_id in refused(
        "NotFoundException",
        client.describe_container_group_port_mappings,
        FleetId=fleet_id,
        ContainerGroupType="GAME_SERVER",
    )


@pytest.mark.model
def test_member_that_breaks_the_model_is_refused(emulator: Running) -> None:
    body: dict[str, object] = {"FleetId": "x", "ContainerGroupType": "x"}
    text = refused_by_the_server(emulator, "DescribeContainerGroupPortMappings", body)
    assert [name for name in body if f"'{name[:1].lower()}{name[1:]}'" not in text] == []
