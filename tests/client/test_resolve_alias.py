"""ResolveAlias as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.fleets import ELSEWHERE, OTHER_ACCOUNT, fleet_arn, refused, refused_by_the_server
from tests.support.running import ACCOUNT, REGION, Running

ALIAS = "alias-ffffffff-ffff-4fff-8fff-ffffffffffff"
SIMPLE: dict[str, Any] = {"Name": "live", "RoutingStrategy": {"Type": "SIMPLE", "FleetId": FLEET_ID}}
MESSAGE = 'Bitte „aktualisieren“: <a href="https://example.com">🧙</a>'
TERMINAL: dict[str, Any] = {"Name": "old", "RoutingStrategy": {"Type": "TERMINAL", "Message": MESSAGE}}


@pytest.mark.documented("API_ResolveAlias")
@pytest.mark.parametrize("member", ["AliasId", "AliasArn"])
@pytest.mark.parametrize("home", [(REGION, ACCOUNT), (ELSEWHERE, ACCOUNT), (REGION, OTHER_ACCOUNT)], ids=str)
def test_alias_leads_to_its_fleet(emulator: Running, member: str, home: tuple[str, str]) -> None:
    client = emulator.client(*home)
    alias: dict[str, Any] = {**client.create_alias(**SIMPLE)["Alias"]}
    answer = client.resolve_alias(AliasId=alias[member])
    assert (answer["FleetId"], answer["FleetArn"]) == (FLEET_ID, fleet_arn(FLEET_ID, *home))


@pytest.mark.documented("API_ResolveAlias")
@pytest.mark.parametrize("member", ["AliasId", "AliasArn"])
def test_terminal_alias_answers_its_message_as_an_error(client: GameLiftClient, member: str) -> None:
    alias: dict[str, Any] = {**client.create_alias(**TERMINAL)["Alias"]}
    message = refused("TerminalRoutingStrategyException", client.resolve_alias, AliasId=alias[member])
    assert message == MESSAGE


@pytest.mark.documented("API_RoutingStrategy")
def test_terminal_alias_answers_its_message_wherever_a_fleet_is_needed(client: GameLiftClient) -> None:
    alias_id = client.create_alias(**TERMINAL)["Alias"]["AliasId"]
    for call in (
        client.describe_game_sessions,
        client.describe_game_session_details,
        client.search_game_sessions,
        client.create_game_session,
    ):
        asked = {"MaximumPlayerSessionCount": 2} if call == client.create_game_session else {}
        assert refused("TerminalRoutingStrategyException", call, AliasId=alias_id, **asked) == MESSAGE


@pytest.mark.documented("API_CreateAlias")
@pytest.mark.parametrize("member", ["AliasId", "AliasArn"])
def test_alias_stands_for_its_fleet(client: GameLiftClient, member: str) -> None:
    alias: dict[str, Any] = {**client.create_alias(**SIMPLE)["Alias"]}
    asked: dict[str, Any] = {"AliasId": alias[member], "Location": LOCATION}
    made = client.create_game_session(**asked, MaximumPlayerSessionCount=2)["GameSession"]
    assert made["FleetId"] == FLEET_ID
    assert (
        client.describe_game_sessions(**asked)["GameSessions"]
        == client.describe_game_sessions(FleetId=FLEET_ID)["GameSessions"]
    )


@pytest.mark.observed("YetiTech, issue 16")
def test_unknown_alias_is_not_found(client: GameLiftClient) -> None:
    message = refused("NotFoundException", client.resolve_alias, AliasId=ALIAS)
    assert message.startswith(f"Alias ({ALIAS})")
    assert "not found" in message


@pytest.mark.assumed("unknown fleet, alias, compute or location")
@pytest.mark.parametrize("elsewhere", [{"region": ELSEWHERE}, {"key": OTHER_ACCOUNT}], ids=str)
def test_alias_of_another_place_names_that_place(emulator: Running, elsewhere: dict[str, str]) -> None:
    alias_id = emulator.client().create_alias(**SIMPLE)["Alias"]["AliasId"]
    message = refused("NotFoundException", emulator.client(**elsewhere).resolve_alias, AliasId=alias_id)
    assert f"exists in region {REGION}, account {ACCOUNT}" in message


@pytest.mark.assumed("alias of a fleet that is gone")
def test_alias_of_a_fleet_that_is_gone_is_not_found(client: GameLiftClient) -> None:
    alias_id = client.create_alias(**SIMPLE)["Alias"]["AliasId"]
    client.delete_fleet(FleetId=FLEET_ID)
    message = refused("NotFoundException", client.resolve_alias, AliasId=alias_id)
    assert message.startswith(f"Fleet {FLEET_ID}")


@pytest.mark.model
@pytest.mark.parametrize("body", [{}, {"AliasId": "live"}], ids=str)
def test_alias_id_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object]) -> None:
    assert "'aliasId'" in refused_by_the_server(emulator, "ResolveAlias", body)
