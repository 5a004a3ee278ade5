"""DeleteMatchmakingConfiguration as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.configurations import configuration_arn, new_configuration
from tests.support.fleets import refused
from tests.support.rule_sets import new_rule_set


@pytest.mark.model
def test_name_of_a_deleted_configuration_can_be_given_again(client: GameLiftClient) -> None:
    new_rule_set(client)
    new_configuration(client, Tags=[{"Key": "a", "Value": "b"}])
    client.delete_matchmaking_configuration(Name="duels")
    assert client.describe_matchmaking_configurations()["Configurations"] == []
    refused("NotFoundException", client.delete_matchmaking_configuration, Name="duels")
    new_configuration(client)
    assert client.list_tags_for_resource(ResourceARN=configuration_arn("duels"))["Tags"] == []


@pytest.mark.documented("API_DeleteMatchmakingRuleSet")
def test_rule_set_in_use_cannot_be_deleted(client: GameLiftClient) -> None:
    new_rule_set(client)
    new_configuration(client)
    text = refused("InvalidRequestException", client.delete_matchmaking_rule_set, Name="duel")
    assert "matchmaking configuration duels uses it" in text
    client.delete_matchmaking_configuration(Name="duels")
    client.delete_matchmaking_rule_set(Name="duel")
