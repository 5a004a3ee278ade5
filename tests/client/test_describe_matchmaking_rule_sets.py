"""DescribeMatchmakingRuleSets as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.fleets import ELSEWHERE, OTHER_ACCOUNT, refused, refused_by_the_server
from tests.support.rule_sets import BODY, rule_set_arn
from tests.support.running import Running

NAMES = [f"r-{n}" for n in range(24, -1, -1)]


@pytest.fixture
def rule_sets(emulator: Running) -> GameLiftClient:
    emulator.seed({"MatchmakingRuleSets": [{"Name": each, "RuleSetBody": BODY} for each in NAMES]})
    return emulator.client()


def described(client: GameLiftClient, **asked: Any) -> list[str]:  # noqa: ANN401
    return [each["RuleSetName"] for each in client.describe_matchmaking_rule_sets(**asked)["RuleSets"]]


@pytest.mark.assumed("order and pages of rule sets")
@pytest.mark.parametrize(("asked", "size"), [({}, 10), ({"Limit": 7}, 7), ({"Limit": 1}, 1)])
def test_page_is_in_order_of_creation(rule_sets: GameLiftClient, asked: dict[str, int], size: int) -> None:
    assert described(rule_sets, **asked) == NAMES[:size]


@pytest.mark.model
def test_paginator_sees_each_rule_set_once(rule_sets: GameLiftClient) -> None:
    pages = rule_sets.get_paginator("describe_matchmaking_rule_sets").paginate(PaginationConfig={"PageSize": 4})
    assert [each["RuleSetName"] for page in pages for each in page["RuleSets"]] == NAMES


@pytest.mark.documented("API_DescribeMatchmakingRuleSets")
def test_names_and_arns_choose(rule_sets: GameLiftClient) -> None:
    assert described(rule_sets, Names=["r-3", rule_set_arn("r-2"), "r-3"]) == ["r-3", "r-2"]


@pytest.mark.observed("Terraform's AWS provider, which waits for this text after a deletion")
@pytest.mark.parametrize("names", [["unknown"], [rule_set_arn("r-2", ELSEWHERE)]])
def test_unknown_rule_set_is_an_invalid_request(rule_sets: GameLiftClient, names: list[str]) -> None:
    message = refused("InvalidRequestException", rule_sets.describe_matchmaking_rule_sets, Names=names)
    assert message.startswith("Failed to find rule set")


@pytest.mark.assumed("unknown rule set among others")
def test_one_unknown_name_refuses_all(rule_sets: GameLiftClient) -> None:
    refused("InvalidRequestException", rule_sets.describe_matchmaking_rule_sets, Names=["r-2", "unknown"])


@pytest.mark.documented("the FlexMatch guide's page on rule sets")
def test_other_regions_and_accounts_have_their_own(rule_sets: GameLiftClient, emulator: Running) -> None:
    assert described(emulator.client(ELSEWHERE)) == described(emulator.client(key=OTHER_ACCOUNT)) == []


@pytest.mark.model
@pytest.mark.parametrize(("member", "value"), [("limit", 0), ("limit", 11), ("names", []), ("names", ["a_b"])])
def test_member_that_breaks_the_model_is_refused(emulator: Running, member: str, value: object) -> None:
    name = member[:1].upper() + member[1:]
    assert f"'{member}" in refused_by_the_server(emulator, "DescribeMatchmakingRuleSets", {name: value})
