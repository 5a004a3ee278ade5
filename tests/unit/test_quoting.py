"""What a client sent, as refusals repeat it."""

from hypothesis import given
from hypothesis import strategies as st

from emulator.quoting import LONGEST_VALUE, MOST_LISTED, as_text, listed, quoted, shortened


@given(st.text())
def test_text_is_shortened_only_where_it_is_long(text: str) -> None:
    assert shortened(text) == (text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "…")


def test_mark_tells_that_a_text_is_cut() -> None:
    assert shortened("a" * 256) == "a" * 256
    assert shortened("a" * 257) == "a" * 256 + "…"
    assert quoted("\n" * 257) == "'" + "\\n" * 256 + "…'"


def test_of_many_entries_the_first_are_listed() -> None:
    assert listed(["a", "b"], "; ") == "a; b"
    assert listed([], "; ") == ""
    assert listed(["a"] * MOST_LISTED, ",") == ",".join(["a"] * MOST_LISTED)
    assert listed(["a"] * (MOST_LISTED + 7), ", ").endswith("a, … and 7 more")
    assert listed(["a", "b"], "; ", 500_000) == "a; b; … and 499998 more"


@given(st.integers() | st.floats() | st.binary() | st.none() | st.sampled_from([10**5_000, -(10**5_000), b"x" * 9_999]))
def test_any_value_has_a_short_text(value: object) -> None:
    assert 0 < len(as_text(value)) <= LONGEST_VALUE + 1
