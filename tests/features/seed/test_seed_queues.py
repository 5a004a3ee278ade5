"""Game session queues in seed documents and in the state."""

from typing import Any

import pytest

from tests.client.test_create_game_session_queue import FULL
from tests.support.queues import look_at_queue, queue_arn
from tests.support.running import Running


def test_queue_is_seeded_as_it_is_shown(emulator: Running) -> None:
    assert emulator.seed({"GameSessionQueues": [FULL]})["added"]["GameSessionQueues"] == 1
    shown = look_at_queue(emulator.client(), "full-1")
    assert shown == FULL | {"GameSessionQueueArn": queue_arn("full-1")}
    assert emulator.seed({"GameSessionQueues": [FULL]})["unchanged"]["GameSessionQueues"] == 1
    other = FULL | {"TimeoutInSeconds": 60}
    assert emulator.seed({"GameSessionQueues": [other]})["different"]["GameSessionQueues"] == [queue_arn("full-1")]
    assert look_at_queue(emulator.client(), "full-1") == shown


def test_state_brings_queues_back(emulator: Running) -> None:
    emulator.seed({"GameSessionQueues": [FULL, {"Name": "bare", "Region": "eu-west-1", "AccountId": "1" * 12}]})
    state = emulator.control("GET", "/state")
    emulator.reset()
    emulator.control("PUT", "/state", state)
    assert emulator.control("GET", "/state")["GameSessionQueues"] == state["GameSessionQueues"]
    assert look_at_queue(emulator.client(), "full-1")["CustomEventData"] == FULL["CustomEventData"]


@pytest.mark.parametrize(
    ("entries", "text"),
    [
        ([{"Name": "q"}, {"Name": "q"}], "stands twice"),
        ([{"Name": "q", "PriorityConfiguration": {"PriorityOrder": ["LOCATION"]}}], "LocationOrder"),
        ([{"Name": "q", "TimeoutInSeconds": 601}], "600"),
        ([{"Name": "q", "PlayerLatencyPolicies": [{}]}], "MaximumIndividualPlayerLatencyMilliseconds"),
    ],
    ids=str,
)
def test_document_that_breaks_a_rule_is_refused(emulator: Running, entries: Any, text: str) -> None:  # noqa: ANN401
    answer = emulator.http.post("/_emulator/seed", json={"GameSessionQueues": entries})
    assert answer.status_code == 400
    assert text in answer.text
