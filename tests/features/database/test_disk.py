"""A disk that is full, and a file that is spoilt: whoever asks is told why, and nothing that was answered is lost."""

import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.commands import one_line
from tests.support.disks import Disk, limit_file_size, small_disk
from tests.support.faulty import INTERNAL, add, code
from tests.support.refusing import decoded
from tests.support.running import JSON, Running, running
from tests.support.worlds import GAME_SESSION, world

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a process is limited from outside on Linux only")

BEGINS = "ERROR the database cannot be used: "
IS_OVER = "WARNING the database can be used again"
MANY_FLEETS = {"Fleets": [{"FleetId": f"fleet-{n}", "Description": "y" * 900} for n in range(3_000)]}


@pytest.fixture(params=["limit", "small"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    if request.param == "limit":
        yield Disk(folder)
    else:
        with small_disk(folder) as disk:
            yield disk


@pytest.fixture
def on_disk(disk: Disk, tmp_path: Path) -> Iterator[Running]:
    """An emulator whose database lies on `disk`, with a game session."""
    with running(tmp_path, database_url=disk.database_url) as emulator:
        emulator.seed(world(MaximumPlayerSessionCount=200))
        yield emulator


def reserve(emulator: Running, player_id: str) -> httpx.Response:
    return emulator.call("CreatePlayerSession", {"GameSessionId": GAME_SESSION, "PlayerId": player_id})


def readiness(emulator: Running) -> tuple[int, str]:
    response = emulator.http.get("/_emulator/ready")
    return response.status_code, response.json()["status"]


def kept_failures(emulator: Running) -> list[str]:
    failures: list[str] = emulator.control("GET", "/failures")["failures"]
    return failures


def players_of(emulator: Running) -> set[str]:
    return {each["PlayerId"] for each in emulator.control("GET", "/state")["PlayerSessions"]}


# While an emulator runs.


@pytest.mark.parametrize("protocol", ["json", "cbor"])
def test_full_disk_is_told_on_the_aws_api(protocol: str, disk: Disk, on_disk: Running) -> None:
    disk.fill(on_disk)
    ask = on_disk.call if protocol == "json" else on_disk.call_cbor
    response = ask("CreatePlayerSession", {"GameSessionId": GAME_SESSION, "PlayerId": "alice"})
    assert (response.status_code, decoded(response)["__type"].rpartition("#")[2]) == (500, INTERNAL)
    assert decoded(response)["Message"] == f"The database cannot be used: {disk.reason}; nothing was changed."


@pytest.mark.parametrize(
    ("method", "path", "document"),
    [
        ("PUT", "clock", {"frozen": True}),
        ("POST", "clock/advance", {"seconds": 1}),
        ("POST", "seed", MANY_FLEETS),
        ("POST", "reset", None),
    ],
)
def test_full_disk_is_told_on_the_control_api(
    method: str, path: str, document: object, disk: Disk, on_disk: Running
) -> None:
    disk.fill(on_disk)
    response = on_disk.http.request(method, f"/_emulator/{path}", content=json.dumps(document), headers=JSON)
    assert response.status_code == 503
    assert response.json() == {"message": f"The database cannot be used: {disk.reason}; nothing was changed."}


def test_emulator_is_ready_again_once_a_write_has_succeeded(disk: Disk, on_disk: Running) -> None:
    disk.fill(on_disk)
    assert readiness(on_disk) == (200, "ready")  # nothing has failed: it only reads
    assert code(reserve(on_disk, "alice")) == INTERNAL
    assert readiness(on_disk) == readiness(on_disk) == (503, f"the database cannot be used: {disk.reason}")
    disk.free(on_disk)
    assert readiness(on_disk) == (200, "ready")
    assert reserve(on_disk, "alice").status_code == 200


def test_write_whose_answer_a_fault_replaces_counts_as_failed_too(disk: Disk, on_disk: Running) -> None:
    disk.fill(on_disk)
    add(on_disk, "CreatePlayerSession", error="TerminalRoutingStrategyException", performed=True)
    assert code(reserve(on_disk, "alice")) == "TerminalRoutingStrategyException"
    assert readiness(on_disk)[0] == 503


def test_full_disk_is_no_failure_of_the_emulator(disk: Disk, on_disk: Running) -> None:
    disk.fill(on_disk)
    for player_id in ("alice", "bob"):
        reserve(on_disk, player_id)
        on_disk.http.post("/_emulator/reset", headers=JSON)
    assert kept_failures(on_disk) == []
    disk.free(on_disk)
    log = on_disk.wait_for_log(IS_OVER)  # though nobody asks whether it is ready
    assert (log.count(BEGINS), log.count(IS_OVER)) == (1, 1)
    assert f"{BEGINS}{disk.reason}\n" in log
    assert "Traceback" not in log


def test_what_was_answered_is_there_after_a_full_disk_and_sigkill(disk: Disk, on_disk: Running, tmp_path: Path) -> None:
    answered = {f"early-{n}" for n in range(10)}
    for player_id in answered:
        assert reserve(on_disk, player_id).status_code == 200
    disk.fill(on_disk)
    assert code(reserve(on_disk, "refused")) == INTERNAL
    assert players_of(on_disk) == answered
    disk.free(on_disk)
    assert reserve(on_disk, "late").status_code == 200
    on_disk.stop(signal.SIGKILL)
    with running(tmp_path, database_url=disk.database_url) as after:
        assert players_of(after) == answered | {"late"}


def test_large_state_that_has_no_room_is_refused_with_the_reason(tmp_path: Path, database_url: str) -> None:
    players = [{"PlayerId": f"player-{n}", "PlayerData": "x" * 2_000, "Status": "COMPLETED"} for n in range(9_000)]
    with running(tmp_path, database_url=database_url) as emulator:
        emulator.seed(world(players))
        limit_file_size(emulator, 1_000_000)  # the state takes more than is kept in memory
        response = emulator.http.get("/_emulator/state")
        assert response.status_code == 503
        assert "The state cannot be gathered" in response.json()["message"]
        assert kept_failures(emulator) == []
        limit_file_size(emulator, None)
        assert len(players_of(emulator)) == len(players)


# At the start.


@pytest.mark.parametrize("flags", [("--fresh",), ("--clock", "frozen"), ("--seed", "seed.json")], ids=" ".join)
def test_start_that_has_to_write_ends_with_one_line_on_a_full_disk(
    flags: tuple[str, ...], disk: Disk, tmp_path: Path
) -> None:
    (tmp_path / "seed.json").write_text(json.dumps(MANY_FLEETS))
    with running(tmp_path, database_url=disk.database_url):
        pass  # the database is there
    line = one_line(disk.start_when_full(tmp_path, *flags))
    assert line.startswith(f"gamelift-emulator: cannot use the database {disk.database_url}: ")
    assert "(SQLITE_" in line
    with running(tmp_path, database_url=disk.database_url) as emulator:
        assert readiness(emulator) == (200, "ready")


def test_start_on_a_new_database_ends_with_one_line_on_a_full_disk(disk: Disk, tmp_path: Path) -> None:
    line = one_line(disk.start_when_full(tmp_path))
    assert line.startswith(f"gamelift-emulator: cannot use the database {disk.database_url}: ")


# A file that is spoilt.


@pytest.fixture
def spoilt(tmp_path: Path, database_url: str) -> Iterator[Running]:
    """An emulator whose database has been overwritten."""
    with running(tmp_path, database_url=database_url) as emulator:
        for each in tmp_path.glob("emulator.db*"):
            with each.open("r+b") as opened:
                opened.write(b"x" * max(each.stat().st_size, 8_192))
        yield emulator


def test_spoilt_database_is_told_on_the_aws_api(spoilt: Running) -> None:
    response = spoilt.call("ListFleets", {})
    assert response.status_code == 500
    body: dict[str, Any] = response.json()
    assert body["__type"] == INTERNAL
    assert body["Message"].startswith("The database cannot be used: ")
    (call,) = spoilt.control("GET", "/requests")["requests"]
    assert (call["outcome"], call["time"]) == (INTERNAL, None)


def test_spoilt_database_is_told_on_the_control_api(spoilt: Running) -> None:
    for method, path in (("GET", "clock"), ("POST", "reset"), ("GET", "ready"), ("GET", "metrics")):
        response = spoilt.http.request(method, f"/_emulator/{path}", headers=JSON)
        assert (response.status_code, "database cannot be used" in response.text) == (503, True), path


def test_spoilt_database_is_no_failure_of_the_emulator(spoilt: Running) -> None:
    spoilt.call("ListFleets", {})
    spoilt.call("ListAliases", {})
    assert kept_failures(spoilt) == []
    assert "Traceback" not in spoilt.wait_for_log(BEGINS)
    assert spoilt.log().count(BEGINS) == 1
