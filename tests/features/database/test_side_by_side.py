"""Long work beside short: calls and control go on while a seed loads or a state is read, on both kinds of database."""

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.running import JSON, PATIENCE, Running, environment, running
from tests.support.worlds import FLEET, GAME_SESSION, players, world

SEED = json.dumps(
    {
        "GameSessions": [{"GameSessionId": "gsess-big", "FleetId": FLEET, "CreationTime": "-9d"}],
        "PlayerSessions": [
            {"GameSessionId": "gsess-big", "PlayerId": f"big-{n}", "Status": "COMPLETED", "CreationTime": "-1d"}
            for n in range(30_000)
        ],
    }
)


@pytest.fixture(params=["memory", "file"])
def small(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    """An emulator with a small world, on each kind of database."""
    url = "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path / 'emulator.db'}"
    with running(tmp_path, database_url=url) as emulator:
        emulator.seed(world(players(10)))
        yield emulator


class Loading(threading.Thread):
    """A large seed on its way into an emulator."""

    def __init__(self, emulator: Running) -> None:
        super().__init__()
        self.url = emulator.url
        self.status = 0
        self.start()

    def run(self) -> None:
        try:
            response = httpx.post(
                f"{self.url}/_emulator/seed", content=SEED, headers=JSON, timeout=PATIENCE, trust_env=False
            )
            self.status = response.status_code
        except httpx.TransportError:
            self.status = -1


def test_calls_are_answered_while_a_seed_loads(small: Running) -> None:
    loading = Loading(small)
    answered = 0
    while loading.is_alive():
        response = small.call("DescribePlayerSessions", {"GameSessionId": GAME_SESSION})
        assert (response.status_code, len(response.json()["PlayerSessions"])) == (200, 10)
        answered += loading.is_alive()
    loading.join()
    assert loading.status == 200
    assert answered > 3


def test_calls_are_answered_while_a_clock_change_waits_for_a_seed(small: Running) -> None:
    loading = Loading(small)
    changing = threading.Thread(target=small.advance, args=(1,))
    changing.start()
    answered = 0
    while loading.is_alive():
        assert small.call("DescribePlayerSessions", {"PlayerId": "player-1"}).status_code == 200
        answered += loading.is_alive()
    loading.join()
    changing.join()
    assert loading.status == 200
    assert answered > 3


def test_stop_while_a_seed_loads_and_a_change_waits_is_clean(small: Running) -> None:
    loading = Loading(small)
    assert small.stop(signal.SIGTERM) == 0
    loading.join()
    assert "Traceback" not in small.log()


def test_state_that_nobody_reads_to_its_end_disturbs_nobody(small: Running) -> None:
    small.http.post("/_emulator/seed", content=SEED, headers=JSON)
    with httpx.stream("GET", f"{small.url}/_emulator/state", trust_env=False) as response:
        next(response.iter_raw())
        small.advance(1)
        assert small.call("DescribePlayerSessions", {"PlayerId": "player-1"}).status_code == 200
    small.advance(1)
    assert small.http.get("/_emulator/ready").status_code == 200


def test_fresh_start_with_a_bad_seed_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'emulator.db'}"
    with running(tmp_path, database_url=database) as emulator:
        emulator.seed(world(players(10)))
    bad = tmp_path / "bad.json"
    bad.write_text('{"GameSessions": [{"GameSessionId": "gsess-1", "FleetId": "fleet-nowhere"}]}')
    command = [sys.executable, "-m", "emulator", "serve", "--port", "0", "--database-url", database, "--fresh"]
    done = subprocess.run(
        [*command, "--seed", str(bad)],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, "fleet-nowhere" in done.stderr) == (1, True)
    with running(tmp_path, database_url=database) as emulator:
        assert len(emulator.client().describe_player_sessions(GameSessionId=GAME_SESSION)["PlayerSessions"]) == 10


def test_forgotten_world_can_be_seeded_again(emulator: Running) -> None:
    emulator.freeze("2026-01-01T00:00:00Z")
    over = {"Status": "TERMINATED", "TerminationTime": "-1h"}
    document = world(players(3, Status="COMPLETED", CreationTime="-2h"), **over)
    emulator.seed(document)
    emulator.advance(31 * 86_400)
    assert emulator.seed(document)["added"] == {"Fleets": 0, "GameSessions": 1, "PlayerSessions": 3}
    assert len(emulator.client().describe_player_sessions(GameSessionId=GAME_SESSION)["PlayerSessions"]) == 3


def test_large_body_for_a_small_change_is_refused(emulator: Running) -> None:
    response = emulator.http.put("/_emulator/clock", content=b'{"now": "' + b"x" * 2_000_000 + b'"}', headers=JSON)
    assert response.status_code in (400, 413)
    assert len(response.text) < 1_000
