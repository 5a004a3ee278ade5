"""How the store's statements reach their rows, and what a transaction promises."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from emulator.domain.clock import Clock
from emulator.domain.player_session import STATUSES, Status
from emulator.store.engine import Database
from emulator.store.errors import DatabaseBusy, DatabaseUnusable, Stopping
from emulator.store.matchmaking import OPEN_BACKFILL, TIMED_OUT_BACKFILLS
from emulator.store.placements import CANDIDATES
from emulator.store.places import PLACES_OF_KEYS
from emulator.store.player_sessions import PAGE_OF_PLAYER, PAGE_OF_PLAYER_IN_FLEET, PAGES_OF_GAME_SESSION
from emulator.store.statements import Statement
from emulator.store.store import EmulatorState
from emulator.store.transaction import read, write, write_at_once

PARAMETERS = {
    "game_session_key": 1,
    "fleet_key": 1,
    "player_id": "player",
    "account": "000000000000",
    "region": "us-east-1",
    "after_time": -1,
    "after_key": -1,
    "limit": 100,
    "now": 0,
    "wanted": "[]",
    "game_session_id": "arn",
}
STATUS_PAGE = "ix_player_session_status_page"
INDEXES: list[tuple[Status | None, list[str]]] = [
    (None, ["ix_player_session_page"]),
    ("RESERVED", ["ix_player_session_reserved"]),
    ("ACTIVE", [STATUS_PAGE]),
    ("COMPLETED", [STATUS_PAGE]),
    ("TIMEDOUT", [STATUS_PAGE, STATUS_PAGE]),
]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with closing(Database(database_url)) as opened:
        yield opened


@pytest.fixture
def connection(database: Database) -> Iterator[sqlite3.Connection]:
    with closing(database.connect()) as opened:
        yield opened


@pytest.mark.parametrize("statement", [OPEN_BACKFILL, TIMED_OUT_BACKFILLS], ids=["open", "timed out"])
def test_backfill_tickets_of_a_game_session_are_found_by_their_index(
    statement: Statement, connection: sqlite3.Connection
) -> None:
    (step, *_) = plan(connection, statement)
    assert "ix_matchmaking_ticket_backfill" in step


def plan(connection: sqlite3.Connection, statement: Statement) -> list[str]:
    """SQLite's steps to the rows of a statement."""
    rows = connection.execute(f"EXPLAIN QUERY PLAN {statement.sql}", statement.fixed | PARAMETERS)
    return [row[3] for row in rows]


def searches(steps: list[str]) -> list[str]:
    """The searches among the steps through player sessions."""
    return [step for step in steps if step.startswith("SEARCH player_session ")]


def test_pages_are_there_for_each_status_and_for_all() -> None:
    assert set(PAGES_OF_GAME_SESSION) == {None, *STATUSES}


@pytest.mark.parametrize(("status", "indexes"), INDEXES)
def test_page_of_a_game_session_seeks_in_its_index(
    status: Status | None, indexes: list[str], connection: sqlite3.Connection
) -> None:
    found = searches(plan(connection, PAGES_OF_GAME_SESSION[status]))
    assert [step.split("INDEX ")[1].split(" ")[0] for step in found] == indexes


@pytest.mark.parametrize("status", [None, "ACTIVE", "COMPLETED", "TIMEDOUT"])
def test_page_of_a_game_session_begins_at_its_row(status: Status | None, connection: sqlite3.Connection) -> None:
    for step in searches(plan(connection, PAGES_OF_GAME_SESSION[status])):
        assert "game_session_key=?" in step
        assert "(creation_time,key)>(?,?)" in step
        assert ("status=?" in step) is (status is not None)


def test_page_of_reservations_reads_only_those_that_still_hold_a_slot(connection: sqlite3.Connection) -> None:
    (step,) = searches(plan(connection, PAGES_OF_GAME_SESSION["RESERVED"]))
    assert step.endswith("(game_session_key=? AND deadline>?)")


@pytest.mark.parametrize("page", [PAGE_OF_PLAYER, PAGE_OF_PLAYER_IN_FLEET])
def test_page_of_a_player_begins_at_its_row(page: Statement, connection: sqlite3.Connection) -> None:
    (step,) = searches(plan(connection, page))
    assert "INDEX ix_player_session_player_page (player_id=? AND (creation_time,key)>(?,?))" in step


def test_page_of_a_player_finds_game_session_and_fleet_by_their_keys(connection: sqlite3.Connection) -> None:
    others = [step for step in plan(connection, PAGE_OF_PLAYER) if "player_session " not in step]
    assert others == [
        "SEARCH game_session USING INTEGER PRIMARY KEY (rowid=?)",
        "SEARCH fleet USING INTEGER PRIMARY KEY (rowid=?)",
    ]


@pytest.mark.parametrize(("statement", "by"), [(PLACES_OF_KEYS, "fleet_location"), (CANDIDATES, "fleet")])
def test_places_come_in_the_order_in_which_they_are_wanted(
    statement: Statement, by: str, connection: sqlite3.Connection
) -> None:
    first, second, *others = plan(connection, statement)
    assert first.startswith("SCAN ")
    assert "VIRTUAL TABLE" in first
    assert second.startswith(f"SEARCH {by} USING ")
    assert not any(step.startswith("SCAN ") for step in others)


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        *((str(each), page) for each, page in PAGES_OF_GAME_SESSION.items()),
        ("player", PAGE_OF_PLAYER),
        ("player in fleet", PAGE_OF_PLAYER_IN_FLEET),
    ],
)
def test_page_neither_scans_nor_sorts(name: str, statement: Statement, connection: sqlite3.Connection) -> None:
    steps = plan(connection, statement)
    assert [step for step in steps if "SCAN" in step] == []
    assert any("TEMP B-TREE" in step for step in steps) is (name == "RESERVED")


def write_half(connection: sqlite3.Connection) -> None:
    with write(connection) as store:
        store.set_clock(Clock(offset=5), 0)
        raise RuntimeError("half-way")


def test_transaction_that_ends_in_an_exception_changes_nothing(connection: sqlite3.Connection) -> None:
    with pytest.raises(RuntimeError, match="half-way"):
        write_half(connection)
    with read(connection) as store:
        assert store.shared().clock == Clock()


def test_transaction_can_follow_one_that_failed(connection: sqlite3.Connection) -> None:
    with pytest.raises(RuntimeError, match="half-way"):
        write_half(connection)
    with write(connection) as store:
        store.set_clock(Clock(frozen_at=7), 0)
    with read(connection) as store:
        assert store.shared().clock == Clock(frozen_at=7)


def test_reading_sees_one_state_whatever_others_write(database: Database, connection: sqlite3.Connection) -> None:
    with closing(database.connect()) as other, read(connection) as store:
        before = store.shared()
        with write(other) as elsewhere:
            elsewhere.begin_world(b"renewed", Clock(frozen_at=7), 0)
        assert store.shared() == before
    with read(connection) as store:
        assert store.shared() == EmulatorState(b"renewed", Clock(frozen_at=7))


def test_reading_sees_nothing_of_a_write_that_is_not_done(database: Database, connection: sqlite3.Connection) -> None:
    with closing(database.connect()) as other, write(other) as elsewhere:
        elsewhere.set_clock(Clock(frozen_at=7), 0)
        with read(connection) as store:
            assert store.shared().clock == Clock()


def test_writing_keeps_other_writers_out(database: Database, connection: sqlite3.Connection) -> None:
    with closing(database.connect(waits=False)) as other:
        with write(connection), pytest.raises(DatabaseBusy):
            write_at_once(other).__enter__()
        with write(other) as store:
            assert store.shared().clock == Clock()


def test_writing_waits_for_another_writer(database: Database, connection: sqlite3.Connection) -> None:
    waited: list[float] = []
    with closing(database.connect(waits=False)) as other, ExitStack() as stack:
        stack.enter_context(write(connection))

        def wait(seconds: float) -> None:
            waited.append(seconds)
            stack.close()

        with write(other, wait=wait) as store:
            assert store.shared().clock == Clock()
    assert len(waited) == 1


def test_writing_gives_up_at_its_deadline(database: Database, connection: sqlite3.Connection) -> None:
    with closing(database.connect(waits=False)) as other, write(connection), pytest.raises(DatabaseBusy):
        write(other, deadline=time.monotonic()).__enter__()


def test_full_disk_is_told_by_its_own_name_and_leaves_no_transaction(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA max_page_count = 1")
    for _ in range(2):
        with pytest.raises(DatabaseUnusable, match="full"), write(connection) as store:
            store.mark_region_ready("x" * 1_000_000, "000000000000")
    assert not connection.in_transaction


def test_statement_ends_where_the_emulator_stops(database: Database) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    with closing(database.connect(interrupted=lambda: True)) as other, pytest.raises(Stopping), read(other) as store:
        store.cursor.execute(endless, {})


def test_failure_of_this_program_keeps_its_name(connection: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), read(connection) as store:
        store.cursor.execute("SELECT * FROM nowhere", {})


def test_write_is_in_the_file_for_whoever_opens_it_next(database_url: str, connection: sqlite3.Connection) -> None:
    with write(connection) as store:
        store.set_clock(Clock(offset=11), 0)
    with closing(sqlite3.connect(Path(database_url.removeprefix("sqlite:///")))) as other:
        assert other.execute("SELECT clock_offset FROM emulator").fetchone() == (11,)
