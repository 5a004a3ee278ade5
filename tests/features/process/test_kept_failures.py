"""The tracebacks of the emulator's own failures, as tests find them: none, unless it fails."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import cbor2
import httpx
import pytest
from botocore.exceptions import ClientError

from tests.support.faulty import DESCRIBE
from tests.support.running import CBOR, JSON, Running, running
from tests.support.worlds import players, world

NOON = "2026-01-31T12:00:00.000Z"
KEPT_FAILURES = 100


def failures(emulator: Running) -> list[str]:
    """The tracebacks that are kept."""
    response = httpx.get(f"{emulator.url}/_emulator/failures", trust_env=False)
    assert response.status_code == 200
    assert set(response.json()) == {"failures"}
    kept: list[str] = response.json()["failures"]
    return kept


def failing(emulator: Running, operation: str = "ListAliases") -> None:
    """A call that the emulator fails at."""
    content = cbor2.dumps({"AliasId": f"alias-{uuid4()}"})
    url = f"{emulator.url}/service/GameLift/operation/{operation}"
    assert httpx.post(url, content=content, headers=CBOR, trust_env=False).status_code == 500


def reset_status(emulator: Running) -> int:
    """What a reset is answered."""
    return httpx.post(f"{emulator.url}/_emulator/reset", headers=JSON, trust_env=False).status_code


class Breakable:
    """An emulator, and its database from which a table can be taken away and given back."""

    def __init__(self, emulator: Running, file: Path) -> None:
        self.emulator = emulator
        self._file = file

    def rename(self, before: str, after: str) -> None:
        with closing(sqlite3.connect(self._file)) as connection:
            connection.execute(f"ALTER TABLE {before} RENAME TO {after}")

    def break_(self) -> None:
        self.rename("alias", "elsewhere")

    def repair(self) -> None:
        self.rename("elsewhere", "alias")


@pytest.fixture
def breakable(tmp_path: Path, database_url: str) -> Iterator[Breakable]:
    with running(tmp_path, database_url=database_url) as emulator:
        yield Breakable(emulator, tmp_path / "emulator.db")


def test_refusals_and_faults_are_no_failures(emulator: Running) -> None:
    emulator.seed(world(players(1)))
    emulator.control("POST", "/faults", {"error": "InternalServiceException", "times": 1})
    emulator.call("ListFleets", {})
    emulator.control("POST", "/faults", {"drop": True, "times": 1})
    with pytest.raises(httpx.TransportError):
        emulator.call("ListFleets", {})
    emulator.call(DESCRIBE, b"{")
    emulator.call("GetInstanceAccess", {})
    emulator.call(DESCRIBE, {"GameSessionId": "gsess-none"})
    for path, body in (("clock", "{"), ("nothing", "{}"), ("faults", "{}"), ("seed", "nonsense")):
        assert emulator.http.post(f"/_emulator/{path}", content=body, headers=JSON).is_client_error
    with pytest.raises(ClientError):
        emulator.client().delete_alias(AliasId="alias-none")
    assert failures(emulator) == []


def test_failure_of_a_call_is_kept_with_its_traceback(breakable: Breakable) -> None:
    emulator = breakable.emulator
    emulator.freeze(NOON)
    assert failures(emulator) == []
    breakable.break_()
    failing(emulator)
    (traceback,) = failures(emulator)
    lines = traceback.splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[-1] == "sqlite3.OperationalError: no such table: alias"
    assert "list_aliases.py" in traceback
    (call,) = httpx.get(f"{emulator.url}/_emulator/requests", trust_env=False).json()["requests"]
    assert (call["operation"], call["outcome"], call["time"]) == ("ListAliases", "InternalServiceException", NOON)


def test_failure_of_the_control_api_is_kept_too(breakable: Breakable) -> None:
    breakable.break_()
    assert reset_status(breakable.emulator) == 500
    (traceback,) = failures(breakable.emulator)
    assert traceback.splitlines()[-1] == "sqlite3.OperationalError: no such table: alias"


def test_failures_stand_in_order_and_the_first_hundred_are_kept(breakable: Breakable) -> None:
    breakable.break_()
    failing(breakable.emulator, "ResolveAlias")
    for _ in range(KEPT_FAILURES - 1):
        failing(breakable.emulator, "ListAliases")
    kept = failures(breakable.emulator)
    assert (len(kept), "resolve_alias.py" in kept[0]) == (KEPT_FAILURES, True)
    failing(breakable.emulator, "DescribeAlias")
    kept = failures(breakable.emulator)
    assert (len(kept), "resolve_alias.py" in kept[0], "list_aliases.py" in kept[-1]) == (KEPT_FAILURES, True, True)


def test_failures_outlive_resets(breakable: Breakable) -> None:
    breakable.break_()
    failing(breakable.emulator)
    assert reset_status(breakable.emulator) == 500
    assert len(failures(breakable.emulator)) == 2
    breakable.repair()
    assert reset_status(breakable.emulator) == 200
    assert len(failures(breakable.emulator)) == 2
    assert breakable.emulator.call("ListAliases", {}).json() == {"Aliases": []}


def test_call_that_failed_with_the_whole_database_has_no_time(tmp_path: Path, database_url: str) -> None:
    with running(tmp_path, database_url=database_url) as emulator:
        for each in tmp_path.glob("emulator.db*"):
            with each.open("r+b") as opened:
                opened.write(b"x" * max(each.stat().st_size, 8192))
        failing(emulator, "ListFleets")
        assert reset_status(emulator) == 503
        (call,) = httpx.get(f"{emulator.url}/_emulator/requests", trust_env=False).json()["requests"]
        assert (call["outcome"], call["time"]) == ("InternalServiceException", None)


def test_failure_of_what_runs_by_itself_is_kept_and_told_once(breakable: Breakable) -> None:
    breakable.rename("player_session", "elsewhere")
    log = breakable.emulator.wait_for_log("time-outs are reported no more")
    (traceback,) = failures(breakable.emulator)
    assert traceback.splitlines()[-1] == "sqlite3.OperationalError: no such table: player_session"
    assert log.count("time-outs are reported no more") == 1


@pytest.mark.parametrize("path", ["/service/GameLift/operation/ListAliases", "/_emulator/reset"])
def test_answer_to_a_call_at_which_the_emulator_fails_is_the_last_of_its_connection(
    breakable: Breakable, path: str
) -> None:
    """It says so: the client's next call, on the same pool of connections, is answered."""
    breakable.break_()
    with httpx.Client(base_url=breakable.emulator.url, trust_env=False) as http:
        for _ in range(5):
            answer = http.post(path, content=cbor2.dumps({}), headers=CBOR if "service" in path else JSON)
            assert (answer.status_code, answer.headers["connection"]) == (500, "close")
            assert http.get("/_emulator/failures").status_code == 200
    breakable.repair()
