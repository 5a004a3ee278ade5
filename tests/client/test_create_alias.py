"""CreateAlias as a stock boto3 client sees it."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import (
    ELSEWHERE,
    NOW,
    OTHER_ACCOUNT,
    UNKNOWN_FLEET,
    UUID,
    fleet_arn,
    new_ec2_fleet,
    refused,
    refused_by_the_server,
)
from tests.support.running import REGION, Running

INSTANT = datetime(2026, 1, 1, tzinfo=UTC)
SIMPLE: dict[str, Any] = {"Name": "live", "RoutingStrategy": {"Type": "SIMPLE", "FleetId": FLEET_ID}}
TERMINAL: dict[str, Any] = {"Name": "old", "RoutingStrategy": {"Type": "TERMINAL", "Message": "Please update."}}


def routed(**route: str) -> dict[str, Any]:
    return {"Name": "mine", "RoutingStrategy": route}


class TestAnswer:
    @pytest.mark.documented("API_Alias")
    @pytest.mark.parametrize("asked", [SIMPLE, TERMINAL, SIMPLE | {"Description": "クラス 🧙"}], ids=str)
    def test_alias_has_exactly_these_members(self, emulator: Running, asked: dict[str, Any]) -> None:
        emulator.freeze(NOW)
        alias = emulator.client().create_alias(**asked)["Alias"]
        assert alias == asked | {
            "AliasId": alias["AliasId"],
            "AliasArn": f"arn:aws:gamelift:{REGION}::alias/{alias['AliasId']}",
            "CreationTime": INSTANT,
            "LastUpdatedTime": INSTANT,
        }

    @pytest.mark.observed("ids and ARNs in public issues and READMEs")
    @pytest.mark.parametrize("home", [{"region": ELSEWHERE}, {"key": OTHER_ACCOUNT}], ids=str)
    def test_arn_names_the_region_and_no_account(self, emulator: Running, home: dict[str, str]) -> None:
        alias = emulator.client(**home).create_alias(**SIMPLE)["Alias"]
        assert re.fullmatch(f"alias-{UUID}", alias["AliasId"])
        assert alias["AliasArn"] == f"arn:aws:gamelift:{home.get('region', REGION)}::alias/{alias['AliasId']}"

    @pytest.mark.observed("aws-cdk issue 38448")
    def test_terminal_alias_drops_its_fleet_id(self, client: GameLiftClient) -> None:
        asked = routed(Type="TERMINAL", FleetId=FLEET_ID, Message="Please update.")
        alias = client.create_alias(**asked)["Alias"]
        assert alias["RoutingStrategy"] == {"Type": "TERMINAL", "Message": "Please update."}
        assert client.describe_alias(AliasId=alias["AliasId"])["Alias"] == alias

    @pytest.mark.assumed("incomplete or overfull routing strategy")
    def test_simple_alias_drops_its_message(self, client: GameLiftClient) -> None:
        alias = client.create_alias(**routed(Type="SIMPLE", FleetId=FLEET_ID, Message="Please update."))["Alias"]
        assert alias["RoutingStrategy"] == {"Type": "SIMPLE", "FleetId": FLEET_ID}

    @pytest.mark.assumed("incomplete or overfull routing strategy")
    def test_fleet_that_a_terminal_alias_drops_may_be_unknown(self, client: GameLiftClient) -> None:
        alias = client.create_alias(**routed(Type="TERMINAL", FleetId=UNKNOWN_FLEET, Message="Please update."))["Alias"]
        assert "FleetId" not in alias["RoutingStrategy"]

    @pytest.mark.documented("API_CreateAlias")
    def test_names_and_fleets_may_have_several_aliases(self, client: GameLiftClient) -> None:
        first, second = (client.create_alias(**SIMPLE)["Alias"] for _ in range(2))
        assert first["AliasId"] != second["AliasId"]


class TestRefusals:
    @pytest.mark.assumed("incomplete or overfull routing strategy")
    @pytest.mark.parametrize(
        ("route", "missing"),
        [
            ({}, "Type"),
            ({"FleetId": FLEET_ID, "Message": "Please update."}, "Type"),
            ({"Type": "SIMPLE"}, "FleetId"),
            ({"Type": "SIMPLE", "Message": "Please update."}, "FleetId"),
            ({"Type": "TERMINAL"}, "Message"),
            ({"Type": "TERMINAL", "FleetId": FLEET_ID}, "Message"),
            ({"Type": "TERMINAL", "Message": ""}, "Message"),
        ],
        ids=str,
    )
    def test_routing_strategy_must_be_complete(
        self, client: GameLiftClient, route: dict[str, str], missing: str
    ) -> None:
        assert missing in refused("InvalidRequestException", client.create_alias, **routed(**route))
        assert client.list_aliases()["Aliases"] == []

    @pytest.mark.assumed("unknown fleet, alias, compute or location")
    def test_unknown_fleet_is_an_invalid_request(self, client: GameLiftClient) -> None:
        asked = routed(Type="SIMPLE", FleetId=UNKNOWN_FLEET)
        assert f"{UNKNOWN_FLEET} was not found" in refused("InvalidRequestException", client.create_alias, **asked)

    @pytest.mark.assumed("unknown fleet, alias, compute or location")
    def test_fleet_of_another_region_is_an_invalid_request(self, client: GameLiftClient, emulator: Running) -> None:
        asked = routed(Type="SIMPLE", FleetId=new_ec2_fleet(emulator.client(ELSEWHERE)))
        message = refused("InvalidRequestException", client.create_alias, **asked)
        assert f"exists in region {ELSEWHERE}" in message

    @pytest.mark.documented("the endpoints and quotas page of GameLift")
    def test_region_has_room_for_100_aliases(self, emulator: Running) -> None:
        client = emulator.client(retries={"total_max_attempts": 1})
        route = TERMINAL["RoutingStrategy"]
        emulator.seed(
            {"Aliases": [{"AliasId": f"alias-{n}", "Name": "x", "RoutingStrategy": route} for n in range(99)]}
        )
        client.create_alias(**SIMPLE)
        assert "100" in refused("LimitExceededException", client.create_alias, **SIMPLE)
        emulator.client(ELSEWHERE).create_alias(**SIMPLE)
        emulator.client(key=OTHER_ACCOUNT).create_alias(**SIMPLE)
        client.delete_alias(AliasId="alias-50")
        client.create_alias(**SIMPLE)

    @pytest.mark.model
    @pytest.mark.parametrize(
        ("body", "member"),
        [
            ({"RoutingStrategy": SIMPLE["RoutingStrategy"]}, "name"),
            ({"Name": "live"}, "routingStrategy"),
            (SIMPLE | {"Name": ""}, "name"),
            (SIMPLE | {"Name": " \t"}, "name"),
            (SIMPLE | {"Name": "x" * 1025}, "name"),
            (SIMPLE | {"Description": ""}, "description"),
            (routed(Type="simple", FleetId=FLEET_ID), "routingStrategy.type"),
            (routed(Type="SIMPLE", FleetId=fleet_arn(FLEET_ID)), "routingStrategy.fleetId"),
            (routed(Type="TERMINAL", FleetId="x", Message="Please update."), "routingStrategy.fleetId"),
        ],
        ids=str,
    )
    def test_member_that_breaks_the_model_is_refused(
        self, emulator: Running, body: dict[str, object], member: str
    ) -> None:
        assert f"'{member}'" in refused_by_the_server(emulator, "CreateAlias", body)
