"""DeleteAlias as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import ELSEWHERE, OTHER_ACCOUNT, refused, refused_by_the_server
from tests.support.running import Running

ASKED: dict[str, Any] = {"Name": "live", "RoutingStrategy": {"Type": "SIMPLE", "FleetId": FLEET_ID}}


@pytest.mark.documented("API_DeleteAlias")
@pytest.mark.parametrize("member", ["AliasId", "AliasArn"])
def test_alias_is_gone_and_others_stay(client: GameLiftClient, member: str) -> None:
    gone: dict[str, Any] = {**client.create_alias(**ASKED)["Alias"]}
    kept = client.create_alias(**ASKED)["Alias"]
    assert set(client.delete_alias(AliasId=gone[member])) == {"ResponseMetadata"}
    assert client.list_aliases()["Aliases"] == [kept]


@pytest.mark.documented("API_DeleteAlias")
def test_alias_that_is_gone_is_of_no_use(client: GameLiftClient) -> None:
    alias_id = client.create_alias(**ASKED)["Alias"]["AliasId"]
    client.delete_alias(AliasId=alias_id)
    for call in (client.describe_alias, client.resolve_alias, client.describe_game_sessions):
        assert alias_id in refused("NotFoundException", call, AliasId=alias_id)
    asked = {"AliasId": alias_id, "MaximumPlayerSessionCount": 2}
    assert alias_id in refused("NotFoundException", client.create_game_session, **asked)


@pytest.mark.documented("API_DeleteAlias")
def test_fleet_of_an_alias_stays(client: GameLiftClient) -> None:
    client.delete_alias(AliasId=client.create_alias(**ASKED)["Alias"]["AliasId"])
    assert client.list_fleets()["FleetIds"] == [FLEET_ID]


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_alias_cannot_be_deleted_twice(client: GameLiftClient) -> None:
    alias_id = client.create_alias(**ASKED)["Alias"]["AliasId"]
    client.delete_alias(AliasId=alias_id)
    assert alias_id in refused("NotFoundException", client.delete_alias, AliasId=alias_id)


@pytest.mark.assumed("unknown fleet, alias, compute or location")
@pytest.mark.parametrize("elsewhere", [{"region": ELSEWHERE}, {"key": OTHER_ACCOUNT}], ids=str)
@pytest.mark.parametrize("member", ["AliasId", "AliasArn"])
def test_alias_of_another_region_or_account_is_not_found(
    emulator: Running, elsewhere: dict[str, str], member: str
) -> None:
    alias: dict[str, Any] = {**emulator.client().create_alias(**ASKED)["Alias"]}
    refused("NotFoundException", emulator.client(**elsewhere).delete_alias, AliasId=alias[member])
    assert emulator.client().list_aliases()["Aliases"] == [alias]


@pytest.mark.model
@pytest.mark.parametrize("body", [{}, {"AliasId": "live"}], ids=str)
def test_alias_id_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object]) -> None:
    assert "'aliasId'" in refused_by_the_server(emulator, "DeleteAlias", body)
