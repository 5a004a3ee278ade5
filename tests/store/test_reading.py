"""What a connection that only reads keeps of the emulator's state: nothing that a commit has made another."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulator.domain.clock import Clock
from emulator.store.access import Access
from emulator.store.engine import Database
from emulator.store.store import EmulatorState, Store
from emulator.store.transaction import Transaction, read

NOON = 1_769_860_800_000  # 2026-01-31T12:00:00Z
PLACES = [("us-east-1", "111122223333"), ("eu-west-1", "111122223333"), ("us-east-1", "444455556666")]
Change = Callable[[Store], object]


def set_clock(offset: int) -> Change:
    return lambda store: store.set_clock(Clock(offset=offset), NOON)


def make_ready(place: tuple[str, str]) -> Change:
    def change(store: Store) -> None:
        if not store.is_region_ready(*place):
            store.mark_region_ready(*place)

    return change


def begin(token_key: bytes = bytes(32)) -> Change:
    return lambda store: store.begin_world(token_key, Clock(), NOON)


def state_at(place: tuple[str, str]) -> Callable[[Store], EmulatorState]:
    return lambda store: store.state_for_region(*place)


CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.integers(0, 10).map(set_clock),
    st.sampled_from(PLACES).map(make_ready),
    st.binary(min_size=32, max_size=32).map(begin),
)


@pytest.fixture
def accesses(database_url: str) -> Iterator[list[Access]]:
    """Those of two emulators on one database."""
    with ExitStack() as stack:
        databases = [stack.enter_context(closing(Database(database_url))) for _ in range(2)]
        yield [stack.enter_context(closing(Access(each))) for each in databases]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.integers(0, 1), st.none() | CHANGES, st.sampled_from(PLACES)), max_size=12))
def test_state_is_that_of_the_last_commit_whoever_made_it(
    accesses: list[Access], changes: list[tuple[int, Change | None, tuple[str, str]]]
) -> None:
    reader = accesses[0]
    reader.write_here(begin())
    for writer, change, place in changes:
        if change is not None:
            accesses[writer].write_here(change)
        written = reader.write_here(state_at(place))
        with reader.reading as store:
            assert store.state_for_region(*place) == written


def test_state_is_that_of_the_transaction_that_has_begun(accesses: list[Access]) -> None:
    reader, writer = accesses
    writer.write_here(begin())
    place = PLACES[0]
    with reader.reading as store:
        before = store.state_for_region(*place)
        writer.write_here(set_clock(1_000))
        assert store.state_for_region(*place) == before
    with reader.reading as store:
        assert store.state_for_region(*place).clock == Clock(offset=1_000)


def test_state_is_kept_of_open_regions_alone(accesses: list[Access]) -> None:
    """Whoever calls ever new ones on a full disk, where none can be opened, fills no memory."""
    reader, writer = accesses
    writer.write_here(begin())
    opened, unopened = PLACES[:2]
    writer.write_here(make_ready(opened))
    with closing(reader.database.connect()) as connection:
        reading = read(connection)
        assert [statements_of(reading, connection, opened) for _ in range(3)] == [2, 1, 1]
        assert [statements_of(reading, connection, unopened) for _ in range(3)] == [2, 2, 2]


def statements_of(reading: Transaction, connection: sqlite3.Connection, place: tuple[str, str]) -> int:
    """How many statements it takes to know the state at a place."""
    statements: list[str] = []
    with reading as store:
        connection.set_trace_callback(statements.append)
        store.state_for_region(*place)
        connection.set_trace_callback(None)
    return len(statements)
