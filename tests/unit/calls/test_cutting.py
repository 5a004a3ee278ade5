"""What is kept of a large call: what fits is kept whole, all else is cut, the memory that it holds is bounded."""

from collections.abc import Iterator
from sys import getsizeof
from typing import Any

from cbor2 import CBORTag
from hypothesis import given
from hypothesis import strategies as st

from emulator.calls.cutting import DEEPEST, LONGEST_TEXT, MOST_BYTES, MOST_ITEMS, cut

LEAF = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary()
VALUE: st.SearchStrategy[Any] = st.recursive(
    LEAF,
    lambda values: (
        st.lists(values, max_size=4)
        | st.dictionaries(st.text(), values, max_size=4)
        | st.builds(CBORTag, st.integers(0, 2**64 - 1), values)
    ),
    max_leaves=30,
)
HUGE = st.one_of(
    st.builds(lambda value, times: [value] * times, VALUE, st.integers(0, 3_000)),
    st.builds(lambda value, times: {f"{n}": value for n in range(times)}, VALUE, st.integers(0, 3_000)),
    st.builds(lambda text, times: text * times, st.text(min_size=1), st.integers(0, 100_000)),
    st.builds(lambda data, times: data * times, st.binary(min_size=1), st.integers(0, 100_000)),
    st.builds(lambda bits: 1 << bits, st.integers(0, 1_000_000)),
)


def held(value: object) -> int:
    """The memory that a value holds, all that it is made of counted as often as it stands there."""
    match value:
        case list():
            return getsizeof(value) + sum(map(held, value))
        case dict():
            return getsizeof(value) + sum(held(key) + held(item) for key, item in value.items())
        case CBORTag():
            return getsizeof(value) + held(value.value)
    return getsizeof(value)


@given(st.dictionaries(st.text(), VALUE, max_size=6))
def test_small_values_are_kept_as_they_are(params: dict[str, Any]) -> None:
    kept, _ = cut(params)
    assert repr(kept) == repr(params)  # not a number is unequal to itself


@given(st.dictionaries(st.text(), HUGE, max_size=8))
def test_memory_that_is_held_is_bounded_and_known(params: dict[str, Any]) -> None:
    kept, size = cut(params)
    assert held(kept) <= 1.25 * size + 1_000
    last_member = 2 * 4 * LONGEST_TEXT  # a key and a value: four bytes a character, and for a byte that is escaped
    assert size <= MOST_BYTES + last_member + 1_000


def deep(levels: int) -> Any:  # noqa: ANN401 - a value of a call
    return [] if levels == 0 else [deep(levels - 1)]


def test_value_that_is_nested_too_deep_ends_with_a_mark() -> None:
    kept, _ = cut({"a": deep(DEEPEST + 5)})
    assert repr(kept["a"]) == "[" * DEEPEST + "'…'" + "]" * DEEPEST


class Counted(list[object]):
    """A list that counts how many of its items are looked at."""

    seen = 0

    def __iter__(self) -> Iterator[object]:
        for item in super().__iter__():
            Counted.seen += 1
            yield item


def test_work_does_not_grow_with_what_is_left_out() -> None:
    Counted.seen = 0
    kept, _ = cut({f"{n}": Counted([Counted(["x"] * 10_000)] * 10_000) for n in range(100)})
    assert len(kept) < MOST_ITEMS
    assert Counted.seen < 4 * MOST_BYTES // 50
