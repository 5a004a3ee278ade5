"""The list of events: numbered, written with what causes them, emptied by a reset; ids that a random seed repeats."""

import json
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest

from emulator.domain.clock import Clock
from emulator.domain.events.envelope import EventType
from emulator.domain.events.placements import placement_ended
from emulator.store import events
from emulator.store.access import Access
from emulator.store.engine import Database
from emulator.store.store import Store

QUEUE = "arn:aws:gamelift:us-east-1:000000000000:gamesessionqueue/queue-1"
NOON = 1_769_860_800_000  # 2026-01-31T12:00:00Z
SECRET = bytes(32)


@pytest.fixture
def access(database_url: str) -> Iterator[Access]:
    with closing(Database(database_url)) as database, closing(Access(database)) as access:
        access.write_here(begin)
        yield access


def begin(store: Store) -> None:
    store.begin_world(SECRET, Clock(), NOON)


def record(store: Store, *placement_ids: str) -> None:
    for placement_id in placement_ids:
        detail = placement_ended(
            "PlacementFailed", placement_id=placement_id, start_time=NOON, end_time=NOON, custom_event_data=None
        )
        store.events.record(QUEUE, detail, NOON)


def recorded(
    access: Access, after: int = 0, limit: int = 1_000, event_type: EventType | None = None
) -> list[tuple[int, str]]:
    """The number and the placement of each event."""
    with access.reading as store:
        found = store.events.after(after, limit, event_type)
    return [(each.number, json.loads(each.event)["detail"]["placementId"]) for each in found]


def ids(access: Access) -> list[str]:
    with access.reading as store:
        return [json.loads(each.event)["id"] for each in store.events.after(0, 1_000)]


def test_events_are_numbered_from_one_in_the_order_in_which_they_came_about(access: Access) -> None:
    access.write_here(lambda store: record(store, *"abc"))
    assert recorded(access) == [(1, "a"), (2, "b"), (3, "c")]
    assert recorded(access, after=1) == [(2, "b"), (3, "c")]
    assert recorded(access, after=1, limit=1) == [(2, "b")]
    assert recorded(access, event_type="PlacementFailed", limit=2) == [(1, "a"), (2, "b")]
    assert recorded(access, event_type="PlacementFulfilled") == []


def test_event_of_a_transaction_that_was_undone_never_was(access: Access) -> None:
    def undone(store: Store) -> None:
        record(store, "undone")
        raise ZeroDivisionError

    with suppress(ZeroDivisionError):
        access.write_here(undone)
    access.write_here(lambda store: record(store, "done"))
    assert recorded(access) == [(1, "done")]


def test_reset_empties_the_list_and_numbers_go_on(access: Access) -> None:
    access.write_here(lambda store: record(store, *"ab"))
    before = ids(access)
    access.write_here(begin)
    assert recorded(access) == []
    access.write_here(lambda store: record(store, *"ab"))
    assert recorded(access) == [(3, "a"), (4, "b")]
    assert ids(access) == before
    with access.reading as store:
        assert store.events.last_number() == 4


def test_other_secrets_make_other_ids(access: Access) -> None:
    access.write_here(lambda store: record(store, "a"))
    before = ids(access)
    access.write_here(lambda store: store.begin_world(b"other", Clock(), NOON))
    access.write_here(lambda store: record(store, "a"))
    assert ids(access) != before


def test_oldest_events_go_where_there_are_too_many(access: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "KEPT_EVENTS", 2)
    access.write_here(lambda store: record(store, *"abcd"))
    assert recorded(access) == [(3, "c"), (4, "d")]
