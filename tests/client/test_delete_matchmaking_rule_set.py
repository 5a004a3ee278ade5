"""DeleteMatchmakingRuleSet as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.fleets import ELSEWHERE, refused
from tests.support.rule_sets import new_rule_set, rule_set_arn
from tests.support.running import Running


@pytest.mark.model
@pytest.mark.parametrize("name", ["duel", rule_set_arn("duel")])
def test_rule_set_is_gone_and_its_name_is_free(client: GameLiftClient, name: str) -> None:
    new_rule_set(client)
    assert set(client.delete_matchmaking_rule_set(Name=name)) == {"ResponseMetadata"}
    assert client.describe_matchmaking_rule_sets()["RuleSets"] == []
    refused("NotFoundException", client.delete_matchmaking_rule_set, Name=name)
    new_rule_set(client)


@pytest.mark.model
def test_rule_set_of_another_region_stays(client: GameLiftClient, emulator: Running) -> None:
    far = emulator.client(ELSEWHERE)
    new_rule_set(far)
    assert ELSEWHERE in refused("NotFoundException", client.delete_matchmaking_rule_set, Name="duel")
    assert len(far.describe_matchmaking_rule_sets()["RuleSets"]) == 1
