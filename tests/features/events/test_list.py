"""GET /_emulator/events: what it answers, and how it waits."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from emulator.testing import GameLift
from tests.support.causing import place, search
from tests.support.configurations import configuration_arn
from tests.support.queues import queue_arn
from tests.support.running import PATIENCE, Running, running
from tests.support.sockets import all_read, connected

NOON = "2026-01-31T12:00:00.500Z"
NEXT_SECOND = "2026-01-31T12:00:01.000Z"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database that two processes share."""
    return f"sqlite:///{tmp_path_factory.mktemp('shared') / 'emulator.db'}"


@pytest.fixture(scope="module")
def shared(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("emulator"), database_url=url) as emulator:
        yield emulator


@pytest.fixture
def emulator(shared: Running) -> Running:
    shared.reset()
    return shared


def last(emulator: Running) -> int:
    number: int = emulator.control("GET", "/events")["last"]
    return number


def placements(answer: dict[str, Any]) -> list[str]:
    return [each["event"]["detail"]["placementId"] for each in answer["events"]]


def waiting(emulator: Running, query: str) -> "Future[httpx.Response]":
    """A long poll that has begun."""
    pool = ThreadPoolExecutor(1)
    answer = pool.submit(httpx.get, f"{emulator.url}/_emulator/events?{query}", timeout=PATIENCE, trust_env=False)
    pool.shutdown(wait=False)
    return answer


def test_list_is_empty_at_first(emulator: Running) -> None:
    assert emulator.control("GET", "/events")["events"] == []


def test_event_is_shown_whole(emulator: Running) -> None:
    emulator.freeze(NOON)
    search(emulator, "ticket-1")
    (shown,) = emulator.control("GET", "/events")["events"]
    assert (shown["number"], shown["time"]) == (last(emulator), NEXT_SECOND)
    event_id = shown["event"].pop("id")
    assert len(event_id) == 36
    assert shown["event"] == {
        "version": "0",
        "detail-type": "GameLift Matchmaking Event",
        "source": "aws.gamelift",
        "account": "000000000000",
        "time": NEXT_SECOND,
        "region": "us-east-1",
        "resources": [configuration_arn("duels")],
        "detail": {
            "tickets": [{"ticketId": "ticket-1", "startTime": NOON, "players": [{"playerId": "player-1"}]}],
            "estimatedWaitMillis": "NOT_AVAILABLE",
            "type": "MatchmakingSearching",
            "gameSessionInfo": {"players": [{"playerId": "player-1"}]},
        },
    }


def test_pages_go_on_where_the_last_one_ended(emulator: Running) -> None:
    place(emulator, "a", "b", "c")
    first = emulator.control("GET", f"/events?after={last(emulator) - 3}&limit=2")
    assert (placements(first), first["last"]) == (["a", "b"], last(emulator) - 1)
    second = emulator.control("GET", f"/events?after={first['last']}&limit=2")
    assert (placements(second), second["last"]) == (["c"], last(emulator))
    assert emulator.control("GET", f"/events?after={second['last']}") == {"events": [], "last": second["last"]}


def test_type_leaves_others_out_and_passes_over_them(emulator: Running) -> None:
    place(emulator, "a")
    search(emulator, "ticket-1")
    found = emulator.control("GET", "/events?type=PlacementFulfilled")
    assert (placements(found), found["last"]) == (["a"], last(emulator))


def test_numbers_go_on_over_a_reset_which_empties_the_list(emulator: Running) -> None:
    place(emulator, "a")
    before = last(emulator)
    emulator.reset()
    assert emulator.control("GET", "/events") == {"events": [], "last": before}
    place(emulator, "b")
    (shown,) = emulator.control("GET", f"/events?after={before}")["events"]
    assert shown["number"] == before + 1


def test_state_that_is_put_back_has_no_events(emulator: Running) -> None:
    place(emulator, "placement-1")
    state = emulator.control("GET", "/state")
    assert "PlacementFulfilled" not in str(state)
    emulator.control("PUT", "/state", state)
    assert emulator.control("GET", "/events")["events"] == []


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("type=PlacementFullfilled", "type: Input should be 'PlacementFulfilled', 'PlacementCancelled'"),
        ("after=-1", "after: Input should be greater than or equal to 0"),
        ("after=99999999999999999999", "after: Input should be less than"),
        ("limit=0", "limit: Input should be greater than or equal to 1"),
        ("limit=1001", "limit: Input should be less than or equal to 1000"),
        ("wait=301", "wait: Input should be less than or equal to 300"),
        ("wait=inf", "wait: Input should be"),
        ("wait=soon", "wait: Input should be a valid number"),
    ],
)
def test_bad_question_is_told_what_is_wrong(emulator: Running, query: str, told: str) -> None:
    answer = emulator.http.get(f"/_emulator/events?{query}")
    assert (answer.status_code, told in answer.json()["message"]) == (400, True), answer.text


def test_wait_ends_with_the_event_of_another_process(emulator: Running, url: str, tmp_path: Path) -> None:
    answer = waiting(emulator, f"after={last(emulator)}&wait=300&type=PlacementFulfilled")
    with running(tmp_path, database_url=url) as other:
        search(other, "ticket-1")
        place(other, "a")
    assert placements(answer.result(PATIENCE).json()) == ["a"]


def test_wait_ends_empty_when_its_time_is_over(emulator: Running) -> None:
    after = last(emulator)
    assert emulator.control("GET", f"/events?after={after}&wait=0.05") == {"events": [], "last": after}


def test_many_wait_while_calls_are_answered(emulator: Running) -> None:
    answers = [waiting(emulator, f"after={last(emulator)}&wait=300") for _ in range(20)]
    emulator.client().list_fleets()
    assert not any(each.done() for each in answers)
    place(emulator, "a")
    assert [placements(each.result(PATIENCE).json()) for each in answers] == [["a"]] * 20


def test_wait_ends_with_the_emulator(tmp_path: Path) -> None:
    with running(tmp_path) as emulator, connected(emulator) as poll:
        poll.sendall(b"GET /_emulator/events?wait=300 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        for _ in range(5):  # by then the emulator has read what came before
            assert emulator.http.get("/_emulator/health").status_code == 200
        assert emulator.stop() == 0
        assert all_read(poll).endswith(b'{"events":[],"last":0}')
        assert "Traceback" not in emulator.log()


def test_fixture_shows_events(emulator: Running) -> None:
    emulator.freeze(NOON)
    search(emulator, "ticket-1")
    place(emulator, "a", "b")
    gamelift = GameLift(emulator.url)
    assert [each.type for each in gamelift.events()] == ["MatchmakingSearching"] + ["PlacementFulfilled"] * 2
    first, second = gamelift.events("PlacementFulfilled")
    assert (first.detail["placementId"], first.event["resources"]) == ("a", [queue_arn("queue")])
    assert first.time.isoformat() == "2026-01-31T12:00:01.500000+00:00"
    assert gamelift.events(after=first.number) == [second]
    assert gamelift.events(after=second.number, wait_seconds=0.05) == []


def test_fixture_shows_more_events_than_come_at_once(emulator: Running) -> None:
    names = [f"placement-{number}" for number in range(1_001)]
    place(emulator, *names)
    assert [each.detail["placementId"] for each in GameLift(emulator.url).events()] == names
