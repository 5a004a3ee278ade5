"""Matchmaking configurations in seed documents and in the state."""

from typing import Any

import pytest

from tests.support.configurations import new_configuration
from tests.support.fleets import NOW
from tests.support.queues import new_queue, queue_arn
from tests.support.rule_sets import BODY, new_rule_set
from tests.support.running import Running

RULE_SET = {"Name": "duel", "RuleSetBody": BODY}
DUELS: dict[str, Any] = {
    "Name": "duels",
    "RuleSetName": "duel",
    "RequestTimeoutSeconds": 60,
    "FlexMatchMode": "STANDALONE",
}


def test_seeded_configuration_is_as_one_that_was_made(emulator: Running) -> None:
    emulator.freeze(NOW)
    document = {"MatchmakingRuleSets": [RULE_SET], "MatchmakingConfigurations": [DUELS]}
    assert emulator.seed(document)["added"]["MatchmakingConfigurations"] == 1
    assert emulator.seed(document)["unchanged"]["MatchmakingConfigurations"] == 1
    client = emulator.client()
    (seeded,) = client.describe_matchmaking_configurations()["Configurations"]
    client.delete_matchmaking_configuration(Name="duels")
    assert new_configuration(client) == seeded


@pytest.mark.parametrize(
    ("members", "text"),
    [
        ({"RuleSetName": "other"}, "there is no rule set other"),
        ({"FlexMatchMode": "WITH_QUEUE"}, "GameSessionQueueArns"),
        ({"GameSessionQueueArns": [queue_arn("queue")]}, "GameSessionQueueArns"),
        ({"BackfillMode": "AUTOMATIC"}, "BackfillMode"),
        ({"AcceptanceRequired": True}, "AcceptanceTimeoutSeconds"),
    ],
    ids=str,
)
def test_document_that_breaks_a_rule_is_refused(emulator: Running, members: dict[str, Any], text: str) -> None:
    document = {"MatchmakingRuleSets": [RULE_SET], "MatchmakingConfigurations": [DUELS | members]}
    answer = emulator.http.post("/_emulator/seed", json=document)
    assert (answer.status_code, text in answer.text) == (400, True)


def test_state_brings_configurations_back(emulator: Running) -> None:
    client = emulator.client()
    new_rule_set(client)
    new_queue(client)
    made = new_configuration(
        client,
        FlexMatchMode="WITH_QUEUE",
        GameSessionQueueArns=[queue_arn("queue")],
        AcceptanceRequired=True,
        AcceptanceTimeoutSeconds=5,
        GameProperties=[{"Key": "a", "Value": "1"}],
        Tags=[{"Key": "a", "Value": "b"}],
    )
    state = emulator.control("GET", "/state")
    emulator.reset()
    emulator.control("PUT", "/state", state)
    assert emulator.control("GET", "/state") == state
    assert client.describe_matchmaking_configurations()["Configurations"] == [made]
