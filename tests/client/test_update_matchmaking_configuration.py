"""UpdateMatchmakingConfiguration as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.configurations import new_configuration
from tests.support.fleets import refused
from tests.support.queues import new_queue, queue_arn
from tests.support.rule_sets import new_rule_set


@pytest.mark.model
def test_only_what_is_given_changes(client: GameLiftClient) -> None:
    new_rule_set(client)
    new_rule_set(client, "other")
    made = new_configuration(client, CustomEventData="x", GameProperties=[{"Key": "a", "Value": "1"}])
    changed = client.update_matchmaking_configuration(
        Name="duels", RuleSetName="other", CustomEventData="", GameProperties=[]
    )["Configuration"]
    wanted = dict(made) | {"RuleSetName": "other", "RuleSetArn": made["RuleSetArn"].replace("duel", "other")}
    del wanted["CustomEventData"], wanted["GameProperties"]
    assert changed == wanted
    assert client.describe_matchmaking_configurations()["Configurations"] == [changed]


@pytest.mark.assumed("members of a matchmaking configuration that do not fit together")
def test_members_have_to_fit_with_those_that_stay(client: GameLiftClient) -> None:
    new_rule_set(client)
    new_queue(client)
    before = new_configuration(client)
    update = client.update_matchmaking_configuration
    refused("InvalidRequestException", update, Name="duels", AcceptanceRequired=True)
    refused("InvalidRequestException", update, Name="duels", GameSessionQueueArns=[queue_arn("queue")])
    assert client.describe_matchmaking_configurations()["Configurations"] == [before]
    changed = update(Name="duels", FlexMatchMode="WITH_QUEUE", GameSessionQueueArns=[queue_arn("queue")])
    assert changed["Configuration"]["FlexMatchMode"] == "WITH_QUEUE"


@pytest.mark.model
def test_unknown_configuration_and_rule_set_are_not_found(client: GameLiftClient) -> None:
    new_rule_set(client)
    new_configuration(client)
    update = client.update_matchmaking_configuration
    assert "Configuration not found" in refused("NotFoundException", update, Name="other")
    assert "rule set other" in refused("NotFoundException", update, Name="duels", RuleSetName="other")
