"""DescribeMatchmakingConfigurations as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.configurations import configuration_arn, new_configuration
from tests.support.fleets import ELSEWHERE, refused
from tests.support.rule_sets import new_rule_set, rule_set_arn
from tests.support.running import Running


@pytest.fixture(autouse=True)
def duel(client: GameLiftClient) -> None:
    new_rule_set(client)


@pytest.mark.documented("API_DescribeMatchmakingConfigurations")
def test_named_ones_are_shown_once_and_unknown_ones_left_out(client: GameLiftClient) -> None:
    first, second = (new_configuration(client, name) for name in "ba")
    names = ["a", "other", configuration_arn("b"), "b", configuration_arn("a", ELSEWHERE)]
    assert client.describe_matchmaking_configurations(Names=names)["Configurations"] == [first, second]
    assert client.describe_matchmaking_configurations(Names=["other"])["Configurations"] == []


@pytest.mark.documented("API_DescribeMatchmakingConfigurations")
def test_those_of_a_rule_set(client: GameLiftClient) -> None:
    new_rule_set(client, "other")
    new_configuration(client, "a")
    made = new_configuration(client, "b", RuleSetName="other")
    for name in ("other", rule_set_arn("other")):
        assert client.describe_matchmaking_configurations(RuleSetName=name)["Configurations"] == [made]
    for name in ("none", rule_set_arn("other", ELSEWHERE)):
        assert client.describe_matchmaking_configurations(RuleSetName=name)["Configurations"] == []


@pytest.mark.assumed("order and pages of matchmaking configurations")
def test_pages(client: GameLiftClient, emulator: Running) -> None:
    made = [new_configuration(client, f"c{n}") for n in range(12)]
    paginator = client.get_paginator("describe_matchmaking_configurations")
    pages = [page["Configurations"] for page in paginator.paginate(PaginationConfig={"PageSize": 5})]
    assert [len(page) for page in pages] == [5, 5, 2]
    assert [each for page in pages for each in page] == made
    first = client.describe_matchmaking_configurations(Limit=100)
    assert len(first["Configurations"]) == 10
    refused(
        "InvalidRequestException",
        client.describe_matchmaking_configurations,
        RuleSetName="duel",
        NextToken=first["NextToken"],
    )
    assert emulator.client(ELSEWHERE).describe_matchmaking_configurations()["Configurations"] == []
