"""UpdateAlias as a stock boto3 client sees it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient
from types_boto3_gamelift.type_defs import AliasTypeDef, RoutingStrategyTypeDef

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import ELSEWHERE, NOW, UNKNOWN_FLEET, new_ec2_fleet, refused, refused_by_the_server
from tests.support.running import Running

INSTANT = datetime(2026, 1, 1, tzinfo=UTC)
ALIAS = "alias-ffffffff-ffff-4fff-8fff-ffffffffffff"
SIMPLE: RoutingStrategyTypeDef = {"Type": "SIMPLE", "FleetId": FLEET_ID}
TERMINAL: RoutingStrategyTypeDef = {"Type": "TERMINAL", "Message": "Please update."}


@pytest.fixture
def alias(emulator: Running) -> AliasTypeDef:
    """A SIMPLE alias that was just made; the clock stands still."""
    emulator.freeze(NOW)
    asked: dict[str, Any] = {"Name": "live", "Description": "where players go", "RoutingStrategy": SIMPLE}
    return emulator.client().create_alias(**asked)["Alias"]


@pytest.mark.documented("API_UpdateAlias")
@pytest.mark.parametrize(
    "change", [{"Name": "another"}, {"Description": "another"}, {"RoutingStrategy": TERMINAL}, {}], ids=str
)
def test_what_is_given_changes_and_the_rest_stays(
    client: GameLiftClient, alias: AliasTypeDef, change: dict[str, Any]
) -> None:
    answer = client.update_alias(AliasId=alias["AliasId"], **change)["Alias"]
    assert answer == alias | change
    assert client.describe_alias(AliasId=alias["AliasId"])["Alias"] == answer


@pytest.mark.documented("API_UpdateAlias")
def test_alias_is_named_by_its_arn_too(client: GameLiftClient, alias: AliasTypeDef) -> None:
    client.update_alias(AliasId=alias["AliasArn"], Name="another")
    assert client.describe_alias(AliasId=alias["AliasId"])["Alias"]["Name"] == "another"


@pytest.mark.documented("API_Alias")
def test_last_updated_time_is_that_of_the_update(
    client: GameLiftClient, alias: AliasTypeDef, emulator: Running
) -> None:
    emulator.advance(90.5)
    client.describe_alias(AliasId=alias["AliasId"])
    assert client.describe_alias(AliasId=alias["AliasId"])["Alias"]["LastUpdatedTime"] == INSTANT
    answer = client.update_alias(AliasId=alias["AliasId"], Name="another")["Alias"]
    assert (answer["CreationTime"], answer["LastUpdatedTime"]) == (INSTANT, INSTANT + timedelta(seconds=90.5))


@pytest.mark.assumed("structures in an update")
def test_routing_strategy_is_replaced_as_a_whole(client: GameLiftClient, alias: AliasTypeDef) -> None:
    other: RoutingStrategyTypeDef = {"Type": "SIMPLE", "FleetId": new_ec2_fleet(client)}
    gone: RoutingStrategyTypeDef = {"Type": "TERMINAL", "Message": "Gone."}
    for route in (TERMINAL, other, gone, SIMPLE):
        answer = client.update_alias(AliasId=alias["AliasId"], RoutingStrategy=route)
        assert answer["Alias"]["RoutingStrategy"] == route


@pytest.mark.documented("API_UpdateAlias")
def test_players_follow_an_alias_to_another_fleet(client: GameLiftClient, alias: AliasTypeDef) -> None:
    fleet_id = new_ec2_fleet(client)
    client.update_alias(AliasId=alias["AliasId"], RoutingStrategy={"Type": "SIMPLE", "FleetId": fleet_id})
    assert client.resolve_alias(AliasId=alias["AliasId"])["FleetId"] == fleet_id
    made = client.create_game_session(AliasId=alias["AliasId"], MaximumPlayerSessionCount=2)["GameSession"]
    assert made["FleetId"] == fleet_id


@pytest.mark.assumed("incomplete or overfull routing strategy")
@pytest.mark.parametrize(
    ("route", "missing"),
    [
        ({}, "Type"),
        ({"FleetId": FLEET_ID}, "Type"),
        ({"Message": "Gone."}, "Type"),
        ({"Type": "SIMPLE"}, "FleetId"),
        ({"Type": "TERMINAL"}, "Message"),
    ],
    ids=str,
)
def test_routing_strategy_must_be_complete(
    client: GameLiftClient, alias: AliasTypeDef, route: dict[str, str], missing: str
) -> None:
    asked = {"AliasId": alias["AliasId"], "Name": "another", "RoutingStrategy": route}
    assert missing in refused("InvalidRequestException", client.update_alias, **asked)
    assert client.describe_alias(AliasId=alias["AliasId"])["Alias"] == alias


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_unknown_fleet_is_an_invalid_request(client: GameLiftClient, alias: AliasTypeDef) -> None:
    asked = {"AliasId": alias["AliasId"], "RoutingStrategy": SIMPLE | {"FleetId": UNKNOWN_FLEET}}
    assert UNKNOWN_FLEET in refused("InvalidRequestException", client.update_alias, **asked)
    assert client.resolve_alias(AliasId=alias["AliasId"])["FleetId"] == FLEET_ID


@pytest.mark.model
def test_other_aliases_stay_as_they_are(client: GameLiftClient, alias: AliasTypeDef) -> None:
    other = client.create_alias(Name="live", RoutingStrategy=SIMPLE)["Alias"]
    client.update_alias(AliasId=other["AliasId"], Name="another")
    assert client.describe_alias(AliasId=alias["AliasId"])["Alias"] == alias


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_unknown_alias_is_not_found(client: GameLiftClient, alias: AliasTypeDef, emulator: Running) -> None:
    assert ALIAS in refused("NotFoundException", client.update_alias, AliasId=ALIAS, Name="another")
    for member in (alias["AliasId"], alias["AliasArn"]):
        refused("NotFoundException", emulator.client(ELSEWHERE).update_alias, AliasId=member, Name="another")


@pytest.mark.model
@pytest.mark.parametrize(
    ("body", "member"),
    [
        ({"Name": "another"}, "aliasId"),
        ({"AliasId": "live", "Name": "another"}, "aliasId"),
        ({"AliasId": ALIAS, "Name": "  "}, "name"),
        ({"AliasId": ALIAS, "Description": ""}, "description"),
        ({"AliasId": ALIAS, "RoutingStrategy": {"Type": "FAST"}}, "routingStrategy.type"),
    ],
    ids=str,
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object], member: str) -> None:
    assert f"'{member}'" in refused_by_the_server(emulator, "UpdateAlias", body)
