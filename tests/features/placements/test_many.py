"""Many placements at once: by one emulator process or two on a database, also where one is killed in the middle."""

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from tests.support.fleets import NOW
from tests.support.placements import fleet_ids, queue_to_fleets
from tests.support.running import Running, running

AT_ONCE = 8
PLAYERS = 2
ACTIVATION_SECONDS = 5
TIME_OUT = 600


class Size(NamedTuple):
    """So many placements, which are more than all server processes of these fleets."""

    placements: int
    fleets: int
    processes: int

    @property
    def ids(self) -> list[str]:
        return [f"placement-{number}" for number in range(self.placements)]


sizes = pytest.mark.parametrize(
    "size", [Size(60, 5, 10), pytest.param(Size(1_000, 50, 19), marks=pytest.mark.long)], ids=str
)


@contextmanager
def emulators(count: int, folder: Path, size: Size) -> Iterator[list[Running]]:
    """So many emulator processes on one database. Simulated server processes take their time; the clock stands."""
    with ExitStack() as stack:
        found = [stack.enter_context(emulator(folder)) for _ in range(count)]
        found[0].seed(queue_to_fleets(size.fleets, size.processes))
        yield found


def emulator(folder: Path) -> AbstractContextManager[Running]:
    """One of them."""
    flags = ("--clock", NOW, "--activation-seconds", str(ACTIVATION_SECONDS), "--log-level", "warning")
    return running(folder, *flags, database_url=f"sqlite:///{folder / 'emulator.db'}")


def started(emulator: Running, placement_id: str) -> httpx.Response | None:
    """The answer, None where there is none: the emulator is gone."""
    players = [{"PlayerId": f"{placement_id}-{number}"} for number in range(PLAYERS)]
    asked = {"PlacementId": placement_id, "GameSessionQueueName": "queue", "MaximumPlayerSessionCount": PLAYERS}
    try:
        return emulator.call("StartGameSessionPlacement", asked | {"DesiredPlayerSessions": players})
    except httpx.TransportError:
        return None


def start_all(some: Sequence[Running], ids: Sequence[str], kill: Running | None = None) -> list[str]:
    """Starts placements by all emulators in turns, and gives those that were answered.

    With `kill`, that emulator is killed once a third of them was.
    """
    answered: list[str] = []
    enough = threading.Event()

    def start(number: int) -> None:
        answer = started(some[number % len(some)], ids[number])
        if answer is not None:
            assert answer.status_code == 200, answer.text
            answered.append(ids[number])
            if len(answered) > len(ids) // 3:
                enough.set()

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        done = [crowd.submit(start, number) for number in range(len(ids))]
        if kill is not None:
            enough.wait()
            kill.process.kill()
        for each in done:
            each.result()
    return answered


def check_end(emulator: Running, size: Size) -> None:
    """Lets time pass until all placements have ended; as many as there is room for are FULFILLED, each once."""
    emulator.advance(ACTIVATION_SECONDS)
    emulator.advance(TIME_OUT)
    room = size.fleets * size.processes
    client = emulator.client()
    placements = [client.describe_game_session_placement(PlacementId=each)["GameSessionPlacement"] for each in size.ids]
    statuses = {each["PlacementId"]: each["Status"] for each in placements}
    assert Counter(statuses.values()) == {"FULFILLED": room, "TIMED_OUT": size.placements - room}
    assert len({each["GameSessionArn"] for each in placements if each["Status"] == "FULFILLED"}) == room

    events = [each["event"]["detail"] for each in emulator.control("GET", "/events?limit=1000")["events"]]
    types = {"PlacementFulfilled": "FULFILLED", "PlacementTimedOut": "TIMED_OUT"}
    assert len(events) == size.placements
    assert {each["placementId"]: types[each["type"]] for each in events} == statuses

    state = emulator.control("GET", "/state")
    players = Counter(each["PlayerId"] for each in state["PlayerSessions"])
    fulfilled = [each for each in size.ids if statuses[each] == "FULFILLED"]
    assert players == {f"{each}-{number}": 1 for each in fulfilled for number in range(PLAYERS)}
    used = client.describe_fleet_utilization(FleetIds=fleet_ids(size.fleets))["FleetUtilization"]
    assert [each["ActiveGameSessionCount"] for each in used] == [size.processes] * size.fleets


@sizes
@pytest.mark.parametrize("processes", [1, 2])
def test_as_many_are_fulfilled_as_there_is_room_for(tmp_path: Path, size: Size, processes: int) -> None:
    with emulators(processes, tmp_path, size) as some:
        assert sorted(start_all(some, size.ids)) == sorted(size.ids)
        check_end(some[-1], size)


@sizes
@pytest.mark.parametrize("processes", [1, 2])
def test_kill_in_the_middle_loses_none_and_fulfils_none_twice(tmp_path: Path, size: Size, processes: int) -> None:
    with emulators(processes, tmp_path, size) as some:
        answered = start_all(some, size.ids, kill=some[0])
        assert len(answered) < size.placements
        with emulator(tmp_path) as again:
            for each in size.ids:
                answer = started(again, each)
                assert answer is not None
                if answer.status_code != 200:
                    assert "used before" in answer.json()["Message"]
                assert answer.status_code == 400 or each not in answered
            check_end(again, size)
