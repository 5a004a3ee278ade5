"""What several properties take."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from emulator.store.engine import Database


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    """A connection to a database in memory."""
    with closing(Database("sqlite://")) as database, closing(database.connect()) as connection:
        yield connection
