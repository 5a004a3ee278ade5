"""ListFleetDeployments as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import UNKNOWN_FLEET, refused, refused_by_the_server
from tests.support.running import Running


@pytest.mark.documented("API_ListFleetDeployments")
def test_there_are_none(client: GameLiftClient) -> None:
    assert client.list_fleet_deployments()["FleetDeployments"] == []
    assert client.list_fleet_deployments(FleetId=FLEET_ID)["FleetDeployments"] == []


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_unknown_fleet_is_not_found(client: GameLiftClient) -> None:
    assert UNKNOWN_FLEET in refused("NotFoundException", client.list_fleet_deployments, FleetId=UNKNOWN_FLEET)


@pytest.mark.model
def test_paginator_ends_at_once(client: GameLiftClient) -> None:
    pages = list(client.get_paginator("list_fleet_deployments").paginate())
    assert [page["FleetDeployments"] for page in pages] == [[]]


@pytest.mark.assumed("NextToken")
def test_token_is_refused(client: GameLiftClient) -> None:
    call = client.list_fleet_deployments
    assert "NextToken" in refused("InvalidRequestException", call, NextToken="made-up")


@pytest.mark.model
def test_member_that_breaks_the_model_is_refused(emulator: Running) -> None:
    body: dict[str, object] = {"Limit": 0, "FleetId": "x"}
    text = refused_by_the_server(emulator, "ListFleetDeployments", body)
    assert [name for name in body if f"'{name[:1].lower()}{name[1:]}'" not in text] == []
