"""A thousand tests with the fixtures, in parallel, in any order: no clash, no leak, the same result each time."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.running import environment

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="what a process uses is read below /proc"),
]

CONFTEST = """
import gc, json, os, threading, time
from pathlib import Path

import pytest

EARLY = 100  # tests, until all that is made once is there


@pytest.fixture(scope="session")
def gamelift_settings():
    return {"clock": "2026-01-01T12:00:00Z"}


def open_files():
    # The least of some looks: the emulator's thread closes its end of a connection a little later than the test.
    looks = []
    for _ in range(20):
        looks.append(len(os.listdir("/proc/self/fd")))
        time.sleep(0.005)
    return min(looks)


def used():
    gc.collect()
    status = Path("/proc/self/status").read_text()
    return {
        "threads": threading.active_count(),
        "files": open_files(),
        "kibibytes": int(status.partition("VmRSS:")[2].split()[0]),
    }


@pytest.fixture(scope="session")
def usage(gamelift_server):
    usage = {"tests": 0, "url": gamelift_server.url}
    yield usage
    usage["late"] = used()
    Path(f"usage-{os.getpid()}.json").write_text(json.dumps(usage))


@pytest.fixture(autouse=True)
def counted(usage):
    yield
    usage["tests"] += 1
    if usage["tests"] == EARLY:
        usage["early"] = used()
"""
TESTS = """
import json
from pathlib import Path

import pytest


@pytest.mark.parametrize("number", range(1_000))
def test_life(gamelift, gamelift_client, number):
    size = 1 + number % 7
    match = gamelift.ready_game_session(size, Name=f"match {number}")
    for player in range(size):
        gamelift_client.create_player_session(GameSessionId=match, PlayerId=f"player-{player}")
    with pytest.raises(gamelift_client.exceptions.GameSessionFullException):
        gamelift_client.create_player_session(GameSessionId=match, PlayerId="late")
    gamelift.clock.advance(number / 10)
    pages = gamelift_client.get_paginator("describe_player_sessions").paginate(
        GameSessionId=match, PaginationConfig={"PageSize": 3}
    )
    sessions = [each for page in pages for each in page["PlayerSessions"]]
    assert len(sessions) == size
    assert {each["Status"] for each in sessions} == {"TIMEDOUT" if number >= 600 else "RESERVED"}
    Path("seen", f"{number}.json").write_text(json.dumps(sessions, default=str))
"""


def run(folder: Path, seed: int) -> dict[str, Any]:
    """What each of the thousand tests saw, in an order that `seed` shuffles."""
    (folder / "seen").mkdir(parents=True)
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_life.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider", f"--randomly-seed={seed}"]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)
    assert re.search(r"^1000 passed", done.stdout, re.MULTILINE), done.stdout[-3_000:] + done.stderr[-2_000:]
    return {file.name: json.loads(file.read_text()) for file in (folder / "seen").iterdir()}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, dict[str, Any]]]:
    """Two runs, in two orders: where each was, and what its tests saw."""
    folders = [tmp_path_factory.mktemp("thousand") / "run" for _ in range(2)]
    return [(folder, run(folder, seed)) for seed, folder in enumerate(folders, 1)]


def test_both_runs_see_exactly_the_same(runs: list[tuple[Path, dict[str, Any]]]) -> None:
    (_, first), (_, second) = runs
    assert len(first) == 1_000
    assert first == second


def test_nothing_leaks(runs: list[tuple[Path, dict[str, Any]]]) -> None:
    for folder, _ in runs:
        workers = [json.loads(file.read_text()) for file in folder.glob("usage-*.json")]
        assert sum(each["tests"] for each in workers) == 1_000
        assert len({each["url"] for each in workers}) == 2
        for each in workers:
            early, late = each["early"], each["late"]
            assert (late["threads"], late["files"]) == (early["threads"], early["files"])
            assert late["kibibytes"] - early["kibibytes"] < 32 * 1_024
