"""CreateMatchmakingConfiguration as a stock boto3 client sees it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.configurations import STANDALONE, configuration_arn, new_configuration
from tests.support.fleets import ELSEWHERE, NOW, OTHER_ACCOUNT, refused, refused_by_the_server
from tests.support.queues import new_queue, queue_arn
from tests.support.rule_sets import new_rule_set, rule_set_arn
from tests.support.running import Running

WITH_QUEUE: dict[str, Any] = {"FlexMatchMode": None, "GameSessionQueueArns": [queue_arn("queue")]}


@pytest.fixture(autouse=True)
def duel(client: GameLiftClient, emulator: Running) -> None:
    emulator.freeze(NOW)
    new_rule_set(client)


@pytest.mark.model
def test_configuration_has_what_was_asked_for(client: GameLiftClient) -> None:
    new_queue(client)
    asked: dict[str, Any] = {
        "Description": "two against two",
        "GameSessionQueueArns": [queue_arn("queue")],
        "RequestTimeoutSeconds": 43200,
        "AcceptanceTimeoutSeconds": 600,
        "AcceptanceRequired": True,
        "NotificationTarget": "arn:aws:sns:us-east-1:123456789012:matches",
        "AdditionalPlayerCount": 0,
        "CustomEventData": "données",
        "GameProperties": [{"Key": "mode", "Value": "duel"}],
        "GameSessionData": "{}",
        "BackfillMode": "AUTOMATIC",
        "FlexMatchMode": "WITH_QUEUE",
    }
    made = client.create_matchmaking_configuration(Name="all.v-1", RuleSetName=rule_set_arn("duel"), **asked)
    assert made["Configuration"] == asked | {
        "Name": "all.v-1",
        "ConfigurationArn": configuration_arn("all.v-1"),
        "RuleSetName": "duel",
        "RuleSetArn": rule_set_arn("duel"),
        "CreationTime": datetime(2026, 1, 1, tzinfo=UTC),
    }


@pytest.mark.assumed("defaults of a matchmaking configuration")
def test_what_is_not_said_is_with_a_queue_and_manual(client: GameLiftClient) -> None:
    new_queue(client)
    made = new_configuration(client, **WITH_QUEUE)
    assert (made["FlexMatchMode"], made["BackfillMode"]) == ("WITH_QUEUE", "MANUAL")


@pytest.mark.assumed("members of a matchmaking configuration that do not fit together")
@pytest.mark.parametrize(
    ("members", "text"),
    [
        ({"FlexMatchMode": "WITH_QUEUE"}, "needs a queue"),
        ({"GameSessionQueueArns": [queue_arn("queue")]}, "takes no GameSessionQueueArns"),
        ({"BackfillMode": "AUTOMATIC"}, "not available with FlexMatchMode STANDALONE"),
        ({"AcceptanceRequired": True}, "needs AcceptanceTimeoutSeconds"),
        ({"AdditionalPlayerCount": 1}, "leaves 0 open at most"),
        (WITH_QUEUE | {"GameSessionQueueArns": [queue_arn("queue"), queue_arn("other")]}, "takes one"),
        (WITH_QUEUE | {"GameSessionQueueArns": ["queue"]}, "not the ARN of a queue"),
        ({"GameProperties": [{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "2"}]}, "twice"),
    ],
    ids=str,
)
def test_members_that_do_not_fit_are_refused(client: GameLiftClient, members: dict[str, Any], text: str) -> None:
    new_queue(client)
    asked = {key: value for key, value in (STANDALONE | members).items() if value is not None}
    error = refused("InvalidRequestException", client.create_matchmaking_configuration, Name="duels", **asked)
    assert text in error
    assert client.describe_matchmaking_configurations()["Configurations"] == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("members", "text"), [({"RuleSetName": "other"}, "rule set other"), (WITH_QUEUE, "queue")], ids=str
)
def test_unknown_rule_set_and_queue_are_not_found(client: GameLiftClient, members: dict[str, Any], text: str) -> None:
    asked = {key: value for key, value in (STANDALONE | members).items() if value is not None}
    assert text in refused("NotFoundException", client.create_matchmaking_configuration, Name="duels", **asked)


@pytest.mark.documented("API_CreateMatchmakingConfiguration")
def test_queue_of_another_region_is_taken_as_it_is(client: GameLiftClient) -> None:
    elsewhere = [queue_arn("queue", ELSEWHERE)]
    assert (
        new_configuration(client, **WITH_QUEUE | {"GameSessionQueueArns": elsewhere})["GameSessionQueueArns"]
        == elsewhere
    )


@pytest.mark.assumed("name of a matchmaking configuration in use")
def test_name_in_use_and_empty_name_are_refused(client: GameLiftClient, emulator: Running) -> None:
    new_configuration(client)
    for name in ("duels", ""):
        refused("InvalidRequestException", client.create_matchmaking_configuration, Name=name, **STANDALONE)
    for other in (emulator.client(ELSEWHERE), emulator.client(key=OTHER_ACCOUNT)):
        new_rule_set(other)
        new_configuration(other)


@pytest.mark.model
def test_tags_are_taken(client: GameLiftClient) -> None:
    new_configuration(client, Tags=[{"Key": "team", "Value": "red"}])
    tags = client.list_tags_for_resource(ResourceARN=configuration_arn("duels"))["Tags"]
    assert tags == [{"Key": "team", "Value": "red"}]


@pytest.mark.model
@pytest.mark.parametrize(
    "members",
    [
        {"Name": "a_b"},
        {"RequestTimeoutSeconds": 0},
        {"RequestTimeoutSeconds": 43201},
        {"AcceptanceTimeoutSeconds": 601},
        {"AdditionalPlayerCount": -1},
        {"FlexMatchMode": "OTHER"},
        {"CustomEventData": "x" * 257},
        {"AcceptanceRequired": None},
    ],
    ids=str,
)
def test_what_breaks_the_model_is_refused(emulator: Running, members: dict[str, Any]) -> None:
    (name,) = members
    body = {key: value for key, value in ({"Name": "duels"} | STANDALONE | members).items() if value is not None}
    error = refused_by_the_server(emulator, "CreateMatchmakingConfiguration", body)
    assert f"'{name[0].lower()}{name[1:]}'" in error
