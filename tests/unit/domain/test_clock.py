"""The clock: the machine's, shifted or standing still; and instants as texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.domain.clock import EARLIEST, LATEST, SECOND, Clock, format_instant, parse_instant

INSTANTS = st.integers(EARLIEST, LATEST)
WALLS = st.integers(1_700_000_000_000, 4_000_000_000_000)
CLOCKS = st.builds(Clock, offset=st.integers(-(10**12), 10**14)) | st.builds(Clock, frozen_at=INSTANTS)
NOON = 1_769_860_800_000  # 2026-01-31T12:00:00Z


def test_clock_of_a_fresh_emulator_is_the_machines() -> None:
    assert Clock().now(NOON) == NOON
    assert not Clock().frozen


@given(st.integers(-(10**12), 10**12), WALLS)
def test_clock_with_an_offset_runs_that_far_ahead(offset: int, wall: int) -> None:
    assert Clock(offset=offset).now(wall) == wall + offset


@given(INSTANTS, WALLS)
def test_clock_that_is_frozen_shows_its_instant_whatever_the_machine_shows(instant: int, wall: int) -> None:
    clock = Clock(frozen_at=instant)
    assert clock.frozen
    assert clock.now(wall) == instant


@given(CLOCKS, WALLS, st.integers(0, 10**10))
def test_clock_freezes_at_the_instant_that_it_shows(clock: Clock, wall: int, later: int) -> None:
    frozen = clock.froze(wall)
    assert frozen.frozen
    assert frozen.now(wall + later) == clock.now(wall)


@given(CLOCKS, WALLS, st.integers(0, 10**10))
def test_clock_resumes_from_the_instant_that_it_shows(clock: Clock, wall: int, later: int) -> None:
    resumed = clock.resumed(wall)
    assert not resumed.frozen
    assert resumed.now(wall + later) == min(clock.now(wall) + later, LATEST)


@given(CLOCKS, INSTANTS, WALLS)
def test_clock_moved_shows_that_instant_and_is_frozen_or_running_as_before(
    clock: Clock, instant: int, wall: int
) -> None:
    moved = clock.moved_to(instant, wall)
    assert moved.now(wall) == instant
    assert moved.frozen is clock.frozen


@pytest.mark.parametrize("clock", [Clock(), Clock(frozen_at=NOON)], ids=["running", "frozen"])
@pytest.mark.parametrize("instant", [EARLIEST - 1, LATEST + 1, -(10**20), 10**20])
def test_clock_cannot_be_moved_out_of_the_years_that_texts_can_show(clock: Clock, instant: int) -> None:
    with pytest.raises(ValueError, match="1970 to 9999"):
        clock.moved_to(instant, NOON)


@given(CLOCKS, WALLS, st.integers(0, 10**10))
def test_clock_advanced_shows_that_much_more(clock: Clock, wall: int, step: int) -> None:
    if EARLIEST <= clock.now(wall) + step <= LATEST:
        assert clock.advanced(step, wall).now(wall) == clock.now(wall) + step
    else:
        with pytest.raises(ValueError, match="1970 to 9999"):
            clock.advanced(step, wall)


@pytest.mark.parametrize(
    "shown",
    [
        {"frozen_at": EARLIEST - 1},
        {"frozen_at": LATEST + 1},
        {"offset": LATEST + 1},
        {"offset": -LATEST - 1},
        {"offset": 10**400},
    ],
    ids=str,
)
def test_clock_of_other_years_cannot_be_made(shown: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="1970 to 9999"):
        Clock(**shown)


@given(CLOCKS, st.integers(-(2**63) // 10**6, 2**63 // 10**6))
def test_clock_shows_its_years_whatever_the_machine_shows(clock: Clock, wall: int) -> None:
    for each in (clock, clock.froze(wall)):
        assert EARLIEST <= each.now(wall) <= LATEST


@given(st.integers(-2 * LATEST, 2 * LATEST), WALLS)
def test_clock_ahead_is_one_that_some_clock_has_become(offset: int, wall: int) -> None:
    if wall + offset >= 0 and offset <= LATEST:
        assert Clock.ahead(offset, wall).now(wall) == min(wall + offset, LATEST)
    else:
        with pytest.raises(ValueError, match="1970 to 9999"):
            Clock.ahead(offset, wall)


@given(INSTANTS, WALLS, st.integers(0, 10**12))
def test_clock_that_was_set_can_be_made_again_at_any_later_time(instant: int, wall: int, later: int) -> None:
    clock = Clock().moved_to(instant, wall)
    assert Clock.ahead(clock.offset, wall + later) == clock


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("2026-01-31T12:00:00Z", NOON),
        ("2026-01-31T12:00:00.123Z", NOON + 123),
        ("2026-01-31T12:00:00.123999Z", NOON + 123),
        ("2026-01-31T12:00:00", NOON),
        ("2026-01-31 12:00", NOON),
        ("2026-01-31", NOON - 12 * 3600 * SECOND),
        ("2026-01-31T13:30:00+01:30", NOON),
        ("2026-01-31T07:00:00-05:00", NOON),
        ("1969-12-31T23:59:59.999Z", -1),
        ("9999-12-31T23:59:59.999Z", LATEST),
    ],
)
def test_instant_is_read_from_iso_8601(text: str, instant: int) -> None:
    assert parse_instant(text) == instant


@pytest.mark.parametrize("text", ["", "now", "12:00", "2026-02-30", "2026-01-31T25:00Z", "10000-01-01", "-30s", "\0"])
def test_instant_in_any_other_text_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match="is not an ISO-8601 time such as") as refused:
        parse_instant(text)
    assert repr(text) in str(refused.value)


@given(st.text())
def test_instant_reading_never_fails_but_by_value_error(text: str) -> None:
    read: int | str
    try:
        read = parse_instant(text)
    except ValueError as error:
        read = str(error)
    assert isinstance(read, int) or "ISO-8601" in read


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        (0, "1970-01-01T00:00:00.000Z"),
        (NOON + 7, "2026-01-31T12:00:00.007Z"),
        (LATEST, "9999-12-31T23:59:59.999Z"),
    ],
)
def test_instant_is_shown_in_utc_with_milliseconds(instant: int, text: str) -> None:
    assert format_instant(instant) == text


@given(INSTANTS)
def test_instant_shown_and_read_again_is_the_same(instant: int) -> None:
    assert parse_instant(format_instant(instant)) == instant
