"""ValidateMatchmakingRuleSet as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.fleets import refused, refused_by_the_server
from tests.support.matchmaking import rule_set_body, team
from tests.support.rule_sets import BODY
from tests.support.running import Running


@pytest.mark.documented("API_ValidateMatchmakingRuleSet")
def test_valid_rule_set_is_valid(client: GameLiftClient) -> None:
    assert client.validate_matchmaking_rule_set(RuleSetBody=BODY)["Valid"] is True


@pytest.mark.observed("a rule set with comments in aws-samples/aws-gamelift-and-serverless-backend-sample")
def test_comments_are_read_over(client: GameLiftClient) -> None:
    assert client.validate_matchmaking_rule_set(RuleSetBody=f"// a duel\n{BODY} /* done */")["Valid"] is True


@pytest.mark.assumed("invalid rule set")
def test_invalid_rule_set_is_refused_with_all_reasons(client: GameLiftClient) -> None:
    body = rule_set_body(teams=[team("red", 3, 2)], rules=[{"name": "r", "type": "speed"}])
    message = refused("InvalidRequestException", client.validate_matchmaking_rule_set, RuleSetBody=body)
    assert "$.teams[0].minPlayers (line 1, column " in message
    assert "$.rules[0].type (line 1, column " in message


@pytest.mark.assumed("invalid rule set")
def test_of_many_reasons_the_first_are_told(client: GameLiftClient) -> None:
    body = rule_set_body(rules=[1] * 1000)
    message = refused("InvalidRequestException", client.validate_matchmaking_rule_set, RuleSetBody=body)
    assert message.endswith("… and 980 more")


@pytest.mark.model
@pytest.mark.parametrize("body", ["", "x" * 65_536])
def test_body_that_breaks_the_model_is_refused(emulator: Running, body: str) -> None:
    assert "'ruleSetBody'" in refused_by_the_server(emulator, "ValidateMatchmakingRuleSet", {"RuleSetBody": body})
