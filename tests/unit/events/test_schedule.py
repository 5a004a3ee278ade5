"""When an event is delivered, and delivered again."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from emulator.events.schedule import DISORDER_MS, MOST_ATTEMPTS, first_delays, pause_after

ids = st.uuids(version=4).map(str)


def test_pauses_between_attempts_double_and_end() -> None:
    pauses = [pause_after(attempt) for attempt in range(1, MOST_ATTEMPTS + 1)]
    assert pauses == [500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, None]


@given(ids)
def test_event_is_delivered_once_and_at_once(event_id: str) -> None:
    assert first_delays(event_id, 0.0, shuffle=False) == [0]


@given(ids, st.booleans())
def test_all_events_come_twice_where_that_is_asked_for(event_id: str, shuffle: bool) -> None:
    first, second = first_delays(event_id, 1.0, shuffle=shuffle)
    assert 0 <= first <= second <= first + DISORDER_MS
    assert first <= (DISORDER_MS if shuffle else 0)
    assert first_delays(event_id, 1.0, shuffle=shuffle) == [first, second]


def test_part_of_the_events_comes_twice() -> None:
    events = [str(uuid.UUID(int=number)) for number in range(1_000)]
    twice = {each for each in events if len(first_delays(each, 0.3, shuffle=False)) == 2}
    assert 250 < len(twice) < 350
    assert twice < {each for each in events if len(first_delays(each, 0.6, shuffle=False)) == 2}
