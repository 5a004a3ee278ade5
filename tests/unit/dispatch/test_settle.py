"""The law of `settle`: to settle at one instant and then at a later one is to settle at the later one alone."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from emulator.context import Context
from emulator.dispatch.settle import EFFECTS, Effect, settle
from emulator.domain.clock import Clock
from emulator.domain.fleet import Compute, Fleet, Location
from emulator.settings import Settings
from emulator.store.engine import Database
from emulator.store.store import DueInstants, Store
from emulator.store.time import NEVER
from emulator.store.transaction import write

PLACES = [(region, account) for region in ("us-east-1", "eu-west-1") for account in ("0" * 12, "1" * 12)]
BEGAN = 1_000


class Rung:
    """An effect for this test: a bell that rings at some instants, and each time brings about a later ring."""

    def __init__(self, instants: Sequence[int], echo: int) -> None:
        self.due = sorted(instants)
        self.echo = echo
        self.rung: list[int] = []

    def due_at(self, due: DueInstants) -> int:
        return self.due[0] if self.due else NEVER

    def apply(self, context: Context) -> None:
        instant = context.now
        self.due.remove(instant)
        self.rung.append(instant)
        if len(self.rung) < 20:
            self.due = sorted([*self.due, instant + self.echo])


def context_at(now: int, region: str, account: str, store: Store) -> Context:
    return Context(region, account, "localhost", now, True, store, bytes(32), Settings(), lambda: str(uuid4()), None)


Step = tuple[int, tuple[str, str]]
"""An instant, and the region and account of a call."""


def settled(connection: sqlite3.Connection, steps: Sequence[Step], effects: Sequence[Effect]) -> object:
    """The world in which that was settled, one step after the other."""
    with write(connection) as store:
        store.begin_world(bytes(32), Clock(frozen_at=BEGAN), 0)
        for now, (region, account) in steps:
            settle(context_at(now, region, account, store), effects)
        worlds = [
            {(row.region, row.account, row.creation_time) for row in store.each(Location)},
            {(row.region, row.account, row.creation_time) for row in store.each(Fleet)},
            {(row.compute_name, row.creation_time) for row in store.each(Compute)},
        ]
        return [*worlds, store.opened_regions()]


def with_database(check: Callable[[sqlite3.Connection], None]) -> None:
    with closing(Database("sqlite://")) as database, closing(database.connect()) as connection:
        check(connection)


instants = st.integers(0, 5_000)


@given(st.lists(st.tuples(instants, st.sampled_from(PLACES)), min_size=1, max_size=8), instants)
def test_settling_often_leaves_what_settling_once_leaves(steps: list[Step], last: int) -> None:
    def check(connection: sqlite3.Connection) -> None:
        places = dict.fromkeys(place for _, place in steps)
        at_last = [(last, place) for place in places]
        often = settled(connection, [*sorted(steps), *at_last], EFFECTS)
        assert often == settled(connection, at_last, EFFECTS)

    with_database(check)


@given(st.lists(instants, max_size=5), st.integers(1, 500), st.lists(instants, max_size=6), instants)
def test_effects_come_at_their_own_instants_however_often_one_looks(
    due: list[int], echo: int, looks: list[int], last: int
) -> None:
    def check(connection: sqlite3.Connection) -> None:
        often, once = Rung(due, echo), Rung(due, echo)
        seldom = [each for each in sorted(looks) if each <= last]
        settled(connection, [(now, PLACES[0]) for now in [*seldom, last]], [often])
        settled(connection, [(last, PLACES[0])], [once])
        assert often.rung == once.rung == sorted(once.rung)
        assert all(instant <= last for instant in once.rung)
        assert not once.due or once.due[0] > last

    with_database(check)


@given(st.lists(instants, max_size=4), st.lists(instants, max_size=4), instants)
def test_effects_of_several_kinds_come_in_the_order_of_their_instants(
    one: list[int], other: list[int], last: int
) -> None:
    order: list[int] = []

    class Noting(Rung):
        def apply(self, context: Context) -> None:
            super().apply(context)
            order.append(context.now)

    def check(connection: sqlite3.Connection) -> None:
        settled(connection, [(last, PLACES[0])], [Noting(one, 700), Noting(other, 900)])

    with_database(check)
    assert order == sorted(order)


def test_ready_made_world_is_as_old_as_the_world_whenever_a_region_is_first_called() -> None:
    def check(connection: sqlite3.Connection) -> None:
        for now in (0, BEGAN, 5_000):
            settled(connection, [(now, PLACES[0])], EFFECTS)
            with write(connection) as store:
                assert [fleet.creation_time for fleet in store.each(Fleet)] == [BEGAN]

    with_database(check)
