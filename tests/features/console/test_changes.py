"""Numbers of changes, and the long poll for the next one."""

import concurrent.futures
import contextlib
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.running import Running, running


def changed(emulator: Running, work: Callable[[], object]) -> set[str]:
    """The parts whose numbers differ after some work."""
    before = emulator.control("GET", "/changes")
    work()
    after = emulator.control("GET", "/changes")
    assert after["emulator"] == before["emulator"]
    return {part for part in after if after[part] != before[part]} - {"number"}


def test_nothing_changes_by_looking(emulator: Running) -> None:
    assert changed(emulator, lambda: emulator.control("GET", "/state")) == set()


def test_each_part_has_a_number_of_its_own(emulator: Running) -> None:
    fault = {"operation": "ListFleets", "error": "InternalServiceException"}
    assert changed(emulator, lambda: emulator.client().list_aliases()) == {"journal"}
    assert changed(emulator, lambda: emulator.control("POST", "/faults", fault)) == {"faults"}
    assert changed(emulator, lambda: emulator.freeze("2026-01-31T12:00:00.000Z")) == {"world", "clock"}
    assert changed(emulator, lambda: emulator.seed({"Fleets": [{"FleetId": "fleet-1"}]})) == {"world"}


def test_who_waits_is_told_of_the_next_change(emulator: Running) -> None:
    number = emulator.control("GET", "/changes")["number"]
    with concurrent.futures.ThreadPoolExecutor() as pool:
        waiting = pool.submit(emulator.control, "GET", f"/changes?after={number}&wait=200")
        emulator.seed({"Fleets": [{"FleetId": "fleet-1"}]})
        assert waiting.result()["number"] > number


def test_who_waits_is_told_of_what_nobody_writes(tmp_path: Path) -> None:
    """A reservation that times out, while the clock runs."""
    with running(tmp_path, "--player-session-timeout-seconds", "3") as emulator:
        match = {"GameSessionId": "g", "FleetId": "fleet-1"}
        player = {"GameSessionId": "g", "PlayerId": "late"}
        emulator.seed({"Fleets": [{"FleetId": "fleet-1"}], "GameSessions": [match], "PlayerSessions": [player]})
        number = emulator.control("GET", "/changes")["number"]
        emulator.control("GET", f"/changes?after={number}&wait=200")
        (late,) = emulator.control("GET", "/player-sessions?player=late")["player_sessions"]
        assert late["Status"] == "TIMEDOUT"


def test_nobody_waits_for_what_has_happened(emulator: Running) -> None:
    assert emulator.control("GET", "/changes?after=0&wait=200")["number"] >= 1


def test_change_of_another_process_is_told(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'emulator.db'}"
    with running(tmp_path, database_url=database) as one, running(tmp_path, database_url=database) as other:
        number = one.control("GET", "/changes")["number"]
        with concurrent.futures.ThreadPoolExecutor() as pool:
            waiting = pool.submit(one.control, "GET", f"/changes?after={number}&wait=200")
            other.seed({"Fleets": [{"FleetId": "fleet-1"}]})
            assert waiting.result()["world"] > number


@pytest.mark.parametrize("path", ["/changes?after=1&wait=300", "/events?wait=300"])
def test_long_polls_are_answered_at_a_stop(tmp_path: Path, path: str) -> None:
    """None is cut off, and none is waited for."""
    with running(tmp_path) as emulator, contextlib.ExitStack() as opened:
        emulator.control("GET", "/changes")
        host, port = emulator.url.removeprefix("http://").split(":")
        waiting = [opened.enter_context(socket.create_connection((host, int(port)))) for _ in range(20)]
        for each in waiting:
            each.sendall(f"GET /_emulator{path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        emulator.client().list_fleets()  # comes after them, and is answered when all of them wait
        assert emulator.stop() == 0
        assert [each.makefile("rb").readline() for each in waiting] == [b"HTTP/1.1 200 OK\r\n"] * 20
