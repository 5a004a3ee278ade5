"""CreateMatchmakingRuleSet as a stock boto3 client sees it."""

from datetime import UTC, datetime

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.fleets import ELSEWHERE, NOW, OTHER_ACCOUNT, refused, refused_by_the_server
from tests.support.rule_sets import BODY, new_rule_set, rule_set_arn
from tests.support.running import Running


@pytest.mark.model
def test_rule_set_has_its_body_to_the_letter(emulator: Running) -> None:
    emulator.freeze(NOW)
    body = f"// クラス 🧙\n {BODY}\n"
    assert new_rule_set(emulator.client(), "duel.v-1", body) == {
        "RuleSetName": "duel.v-1",
        "RuleSetArn": rule_set_arn("duel.v-1"),
        "RuleSetBody": body,
        "CreationTime": datetime(2026, 1, 1, tzinfo=UTC),
    }


@pytest.mark.model
def test_tags_are_taken(client: GameLiftClient) -> None:
    client.create_matchmaking_rule_set(Name="duel", RuleSetBody=BODY, Tags=[{"Key": "team", "Value": "red"}])


@pytest.mark.assumed("name of a rule set in use")
def test_name_in_use_is_refused(client: GameLiftClient, emulator: Running) -> None:
    new_rule_set(client)
    assert rule_set_arn("duel") in refused(
        "InvalidRequestException", client.create_matchmaking_rule_set, Name="duel", RuleSetBody=BODY
    )
    new_rule_set(emulator.client(ELSEWHERE))
    new_rule_set(emulator.client(key=OTHER_ACCOUNT))


@pytest.mark.assumed("name of a rule set in use")
def test_empty_name_is_refused(client: GameLiftClient) -> None:
    refused("InvalidRequestException", client.create_matchmaking_rule_set, Name="", RuleSetBody=BODY)


@pytest.mark.assumed("invalid rule set")
def test_invalid_rule_set_is_not_made(client: GameLiftClient) -> None:
    message = refused("InvalidRequestException", client.create_matchmaking_rule_set, Name="duel", RuleSetBody="{}")
    assert "$ (line 1, column 1): teams is missing" in message
    assert client.describe_matchmaking_rule_sets()["RuleSets"] == []


@pytest.mark.model
@pytest.mark.parametrize("name", ["x" * 129, "a_b", "arn:aws:gamelift:us-east-1:000000000000:matchmakingruleset/a"])
def test_name_that_breaks_the_model_is_refused(emulator: Running, name: str) -> None:
    body: dict[str, object] = {"Name": name, "RuleSetBody": BODY}
    assert "'name'" in refused_by_the_server(emulator, "CreateMatchmakingRuleSet", body)
