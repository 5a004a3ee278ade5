"""What a database's files hold on to once its rows have gone."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from emulator.store.engine import KEPT_FREE_BYTES, Database


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "emulator.db"


@pytest.fixture
def database(file: Path) -> Iterator[Database]:
    with closing(Database(f"sqlite:///{file}")) as database:
        yield database


def fill_and_empty(database: Database, size: int) -> sqlite3.Connection:
    """A connection that keeps the files open, after so many bytes have been written and removed."""
    connection = database.connect()
    connection.execute("INSERT INTO answered_call VALUES ('call', zeroblob(?), 0)", [size])
    connection.execute("DELETE FROM answered_call")
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    return connection


def log_of(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")


def test_file_that_is_mostly_free_shrinks(database: Database, file: Path) -> None:
    with closing(fill_and_empty(database, 2 * KEPT_FREE_BYTES)):
        assert file.stat().st_size > KEPT_FREE_BYTES
        database.give_back_space()
        assert file.stat().st_size < KEPT_FREE_BYTES / 16
        assert log_of(file).stat().st_size == 0


def test_little_free_space_is_kept_for_what_comes_next(database: Database, file: Path) -> None:
    with closing(fill_and_empty(database, KEPT_FREE_BYTES // 2)):
        before = file.stat().st_size
        database.give_back_space()
        assert file.stat().st_size == before
        assert log_of(file).stat().st_size == 0


def test_space_is_not_given_back_while_somebody_writes_and_that_is_no_error(database: Database, file: Path) -> None:
    with closing(fill_and_empty(database, 2 * KEPT_FREE_BYTES)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        database.give_back_space()
        connection.execute("ROLLBACK")
        assert file.stat().st_size > KEPT_FREE_BYTES


def test_space_of_a_file_that_went_away_is_no_error(database: Database, file: Path) -> None:
    with closing(database.connect()):
        database.watch_files()
        file.unlink()
        database.give_back_space()
