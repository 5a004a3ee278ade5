"""DescribeContainerGroupDefinition as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.fleets import refused, refused_by_the_server
from tests.support.running import Running


@pytest.mark.assumed("container fleets, game server groups and VPC peering")
def test_none_is_found(client: GameLiftClient) -> None:
    assert "group" in refused("NotFoundException", client.describe_container_group_definition, Name="group")


@pytest.mark.model
def test_member_that_breaks_the_model_is_refused(emulator: Running) -> None:
    body: dict[str, object] = {"Name": "", "VersionNumber": 0}
    text = refused_by_the_server(emulator, "DescribeContainerGroupDefinition", body)
    assert [name for name in body if f"'{name[:1].lower()}{name[1:]}'" not in text] == []
