"""ListContainerFleets as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.fleets import refused, refused_by_the_server
from tests.support.running import Running


@pytest.mark.documented("API_ListContainerFleets")
def test_there_are_none(client: GameLiftClient) -> None:
    assert client.list_container_fleets()["ContainerFleets"] == []


@pytest.mark.model
def test_paginator_ends_at_once(client: GameLiftClient) -> None:
    pages = list(client.get_paginator("list_container_fleets").paginate())
    assert [page["ContainerFleets"] for page in pages] == [[]]


@pytest.mark.assumed("NextToken")
def test_token_is_refused(client: GameLiftClient) -> None:
    call = client.list_container_fleets
    assert "NextToken" in refused("InvalidRequestException", call, NextToken="made-up")


@pytest.mark.model
def test_member_that_breaks_the_model_is_refused(emulator: Running) -> None:
    body: dict[str, object] = {"Limit": 0, "ContainerGroupDefinitionName": ""}
    text = refused_by_the_server(emulator, "ListContainerFleets", body)
    assert [name for name in body if f"'{name[:1].lower()}{name[1:]}'" not in text] == []
