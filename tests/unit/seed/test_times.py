"""Times in seed documents: epoch seconds, ISO-8601, relative to now."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.domain.clock import EARLIEST, LATEST
from emulator.seed.entry import Time
from emulator.seed.times import is_relative, read_time

NOW = 1_769_860_800_000  # 2026-01-31T12:00:00Z
DAY = 86_400_000


@pytest.mark.parametrize(
    ("time", "instant"),
    [(0, 0), (1_769_860_800, NOW), (1_769_860_800.123, NOW + 123), (0.0004, 0), (253_402_300_799.999, LATEST)],
)
def test_number_is_seconds_since_the_epoch_to_the_millisecond(time: float, instant: int) -> None:
    assert read_time(time, NOW) == instant


@given(st.integers(EARLIEST, LATEST))
def test_number_holds_every_millisecond(instant: int) -> None:
    assert read_time(instant / 1000, NOW) == instant


@pytest.mark.parametrize("text", ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00", "2026-01-31T13:00:00.000+01:00"])
def test_text_can_be_iso_8601(text: str) -> None:
    assert read_time(text, 0) == NOW


@pytest.mark.parametrize(
    ("text", "distance"),
    [
        ("-250ms", -250),
        ("-30s", -30_000),
        ("-5m", -300_000),
        ("-2h", -7_200_000),
        ("-31d", -31 * DAY),
        ("-1w", -7 * DAY),
        ("0s", 0),
        ("-0s", 0),
        ("+10s", 10_000),
        ("10s", 10_000),
        ("-1.5s", -1_500),
        ("-0.0004s", 0),
    ],
)
def test_text_can_be_relative_to_now(text: str, distance: int) -> None:
    assert read_time(text, NOW) == NOW + distance
    assert is_relative(text)


@given(st.integers(0, NOW // 1000), st.sampled_from(["-", "+", ""]))
def test_relative_time_moves_with_now(seconds: int, sign: str) -> None:
    text = f"{sign}{seconds}s"
    assert read_time(text, NOW + 1) == read_time(text, NOW) + 1


@pytest.mark.parametrize("time", [0, 1.5, "2026-01-31T12:00:00Z", "-30", "s", "-30 s", "-30S", "--30s", "-30s ", ""])
def test_all_other_times_are_not_relative(time: Time) -> None:
    assert not is_relative(time)


@pytest.mark.parametrize(
    "text", ["", "now", "yesterday", "-30", "-30 s", "-30S", "-30y", "--30s", "2026-02-30", "-.5s"]
)
def test_text_that_is_no_time_is_refused_with_the_three_ways(text: str) -> None:
    with pytest.raises(ValueError, match=r"epoch seconds, ISO-8601 .* or relative") as refused:
        read_time(text, NOW)
    assert repr(text) in str(refused.value)


@pytest.mark.parametrize(
    "time",
    [-1, -0.001, 253_402_300_800, 10**30, "1969-12-31T23:59:59Z", "0001-01-01", "-60000d", "+3000000d"],
)
def test_time_outside_of_the_years_1970_to_9999_is_refused(time: Time) -> None:
    with pytest.raises(ValueError, match="lies outside of the years 1970 to 9999"):
        read_time(time, NOW)


@pytest.mark.parametrize("time", [float("nan"), float("inf"), float("-inf")])
def test_number_that_is_no_point_in_time_is_refused(time: float) -> None:
    with pytest.raises(ValueError, match="is not a time"):
        read_time(time, NOW)


@pytest.mark.parametrize("time", [1e308, -1e308, 10**400, f"-{'9' * 400}s"], ids=["1e308", "-1e308", "10**400", "9…s"])
def test_number_beyond_all_calendars_is_refused_too(time: Time) -> None:
    with pytest.raises(ValueError, match=r"time|years"):
        read_time(time, NOW)


@given(
    st.integers() | st.floats() | st.text() | st.from_regex(r"[+-]?\d{1,12}(\.\d{1,6})?(ms|s|m|h|d|w)", fullmatch=True)
)
def test_time_is_read_or_refused_by_value_error(time: Time) -> None:
    read: int | str
    try:
        read = read_time(time, NOW)
    except ValueError as error:
        read = str(error)
    assert "time" in read or "years" in read if isinstance(read, str) else EARLIEST <= read <= LATEST
