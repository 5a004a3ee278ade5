"""Clients that leave, and an emulator that stops, in the middle of something long: nothing breaks, nothing is left."""

import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.running import PATIENCE, Running, environment, running, until

PLAYERS = 20_000
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what another process has open")


def large_world() -> dict[str, object]:
    sessions = PLAYERS // 200
    return {
        "Fleets": [{"FleetId": "fleet-large"}],
        "GameSessions": [
            {"GameSessionId": f"gsess-{n}", "FleetId": "fleet-large", "MaximumPlayerSessionCount": 200}
            for n in range(sessions)
        ],
        "PlayerSessions": [
            {"GameSessionId": f"gsess-{n % sessions}", "PlayerId": f"player-{n}", "PlayerData": "x" * 200}
            for n in range(PLAYERS)
        ],
    }


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("large") / "large.json"
    file.write_text(json.dumps(large_world()))
    return file


@pytest.fixture
def emulator(large: Path, tmp_path: Path, database_url: str) -> Iterator[Running]:
    with running(tmp_path, "--seed", str(large), database_url=database_url) as emulator:
        yield emulator


def begin(url: str, request: bytes) -> socket.socket:
    """A connection on which a request has begun, and the first bytes of its answer have come."""
    host, _, port = url.removeprefix("http://").partition(":")
    connection = socket.create_connection((host, int(port)), timeout=PATIENCE)
    connection.sendall(request)
    return connection


TAKE_STATE = b"GET /_emulator/state HTTP/1.1\r\nHost: a\r\n\r\n"


def leave_in_the_middle(url: str) -> None:
    with begin(url, TAKE_STATE) as connection:
        connection.recv(1_000)


def open_files(emulator: Running) -> int:
    return len(os.listdir(f"/proc/{emulator.process.pid}/fd"))


@LINUX
def test_clients_that_leave_while_they_take_the_state_leave_nothing_behind(emulator: Running, tmp_path: Path) -> None:
    leave_in_the_middle(emulator.url)
    emulator.control("GET", "/info")
    before = open_files(emulator)
    for _ in range(5):
        leave_in_the_middle(emulator.url)
    until(lambda: open_files(emulator) <= before)
    assert emulator.control("GET", "/failures") == {"failures": []}
    assert len(emulator.control("GET", "/state")["PlayerSessions"]) == PLAYERS
    emulator.reset()  # gives the space back: no snapshot of the old world is held
    until(lambda: (tmp_path / "emulator.db-wal").stat().st_size < 1_000_000)
    assert "Traceback" not in emulator.log()


def test_states_that_nobody_waits_for_are_not_gathered(emulator: Running) -> None:
    for _ in range(6):
        begin(emulator.url, TAKE_STATE).close()
    until(lambda: emulator.log().count("GET /_emulator/state ") == 6)
    assert "GET /_emulator/state 503 " in emulator.log()
    assert len(emulator.control("GET", "/state")["PlayerSessions"]) == PLAYERS


def test_clients_that_send_requests_ahead_and_leave_are_no_failure(emulator: Running) -> None:
    """The server learns of it when it writes: it reads no further than what waits already."""
    for _ in range(4):
        with begin(emulator.url, TAKE_STATE * 3) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # no farewell
    until(lambda: emulator.log().count("GET /_emulator/state ") >= 4)
    assert emulator.control("GET", "/failures") == {"failures": []}
    assert "Traceback" not in emulator.log()


def test_process_that_tests_survives_clients_that_leave(large: Path, tmp_path: Path) -> None:
    program = f"""
from emulator import Emulator
from tests.features.door.test_leaving import leave_in_the_middle
with Emulator(seed={str(large)!r}) as emulator:
    for _ in range(4):
        leave_in_the_middle(emulator.url)
    assert emulator.failures() == []
print("survived")
"""
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment(PYTHONPATH=str(Path(__file__).parent.parent.parent.parent)),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (ended.returncode, ended.stdout, "Traceback" in ended.stderr) == (0, "survived\n", False)


@pytest.mark.parametrize("wait_for_bytes", [0, 1_000])
def test_emulator_stops_while_the_state_is_taken(wait_for_bytes: int, emulator: Running) -> None:
    with begin(emulator.url, TAKE_STATE) as connection:
        connection.recv(wait_for_bytes)
        assert emulator.stop() == 0
    assert "Traceback" not in emulator.log()


def test_seed_that_a_stop_interrupts_changes_nothing(large: Path, tmp_path: Path, database_url: str) -> None:
    body = large.read_bytes()
    with running(tmp_path, database_url=database_url) as emulator:
        head = (
            b"POST /_emulator/seed HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        )
        with begin(emulator.url, head % len(body) + body):
            assert emulator.stop() == 0
        assert "Traceback" not in emulator.log()
    with running(tmp_path, database_url=database_url) as after:
        assert len(after.control("GET", "/state")["PlayerSessions"]) in (0, PLAYERS)


def test_calls_are_answered_while_a_large_world_is_reset(emulator: Running) -> None:
    answers: list[int] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            answers.append(emulator.call("ListFleets", {}).status_code)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        emulator.reset()
    finally:
        done.set()
        asking.join()
    assert set(answers) == {200}
    assert emulator.control("GET", "/state")["PlayerSessions"] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
@pytest.mark.parametrize("with_signal", [signal.SIGINT, signal.SIGTERM])
def test_export_that_is_interrupted_leaves_no_file(with_signal: signal.Signals, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        export = subprocess.Popen(
            [sys.executable, "-m", "emulator", "export", "state.json", "--url", url],
            cwd=tmp_path,
            env=environment(),
            stderr=subprocess.PIPE,
            text=True,
        )
        connection, _ = listener.accept()
        with connection:
            connection.recv(10_000)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + b"x" * 10_000)
            until(lambda: any(tmp_path.iterdir()))
            export.send_signal(with_signal)
            _, errors = export.communicate(timeout=PATIENCE)
    assert (export.returncode, "Traceback" in errors) == (128 + with_signal, False)
    assert list(tmp_path.iterdir()) == []
