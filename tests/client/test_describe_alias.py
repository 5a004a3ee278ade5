"""DescribeAlias as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import ELSEWHERE, OTHER_ACCOUNT, refused, refused_by_the_server
from tests.support.running import ACCOUNT, REGION, Running

ALIAS = "alias-ffffffff-ffff-4fff-8fff-ffffffffffff"
ASKED: dict[str, Any] = {"Name": "live", "RoutingStrategy": {"Type": "SIMPLE", "FleetId": FLEET_ID}}


@pytest.mark.documented("API_DescribeAlias")
@pytest.mark.parametrize("member", ["AliasId", "AliasArn"])
def test_alias_is_found_by_id_or_arn(client: GameLiftClient, member: str) -> None:
    made: dict[str, Any] = {**client.create_alias(**ASKED, Description="where players go")["Alias"]}
    client.create_alias(**ASKED)
    assert client.describe_alias(AliasId=made[member])["Alias"] == made


@pytest.mark.observed("YetiTech, issue 16")
@pytest.mark.parametrize("named", [ALIAS, f"arn:aws:gamelift:{REGION}::alias/{ALIAS}"], ids=["id", "ARN"])
def test_unknown_alias_is_not_found(client: GameLiftClient, named: str) -> None:
    message = refused("NotFoundException", client.describe_alias, AliasId=named)
    assert message.startswith(f"Alias ({named})")
    assert "not found" in message


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_unknown_alias_names_the_place_searched(emulator: Running) -> None:
    client = emulator.client(ELSEWHERE, OTHER_ACCOUNT)
    message = refused("NotFoundException", client.describe_alias, AliasId=ALIAS)
    assert f"in region {ELSEWHERE}, account {OTHER_ACCOUNT}" in message
    assert "exists" not in message


@pytest.mark.assumed("unknown fleet, alias, compute or location")
@pytest.mark.parametrize("elsewhere", [{"region": ELSEWHERE}, {"key": OTHER_ACCOUNT}], ids=str)
@pytest.mark.parametrize("member", ["AliasId", "AliasArn"])
def test_alias_of_another_place_names_that_place(emulator: Running, elsewhere: dict[str, str], member: str) -> None:
    made: dict[str, Any] = {**emulator.client().create_alias(**ASKED)["Alias"]}
    call = emulator.client(**elsewhere).describe_alias
    message = refused("NotFoundException", call, AliasId=made[member])
    assert f"exists in region {REGION}, account {ACCOUNT}" in message


@pytest.mark.model
@pytest.mark.parametrize("body", [{}, {"AliasId": ""}, {"AliasId": FLEET_ID}, {"AliasId": "alias-a b"}], ids=str)
def test_alias_id_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object]) -> None:
    assert "'aliasId'" in refused_by_the_server(emulator, "DescribeAlias", body)
