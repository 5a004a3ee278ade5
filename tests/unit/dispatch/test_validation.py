"""Constraints of a service model: applied to structures, lists, maps and all simple types, told in AWS's wording."""

import re
from typing import Annotated, Any, Literal

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import Meta

from emulator.api.shape import Shape
from emulator.dispatch.validation import reader_of
from emulator.errors import InvalidRequestException
from emulator.wire.call import WireError

Int64 = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1, extra={"bits": 64})]
Small = Annotated[int, Meta(ge=1, le=10, extra={"bits": 32})]
Word = Annotated[str, Meta(min_length=2, max_length=4, pattern=r"^[a-z]+\Z")]


class Inner(Shape, frozen=True):
    name: Word
    count: Small | None = None


class Outer(Shape, frozen=True):
    word: Word | None = None
    secret: Annotated[str, Meta(max_length=3, extra={"sensitive": True})] | None = None
    small: Small | None = None
    big: Int64 | None = None
    ratio: Annotated[float, Meta(ge=0.0, le=1.0)] | None = None
    flag: bool | None = None
    kind: Literal["RED", "BLUE"] | None = None
    inner: Inner | None = None
    words: Annotated[list[Word], Meta(min_length=1, max_length=2)] | None = None
    inners: list[Inner] | None = None
    table: Annotated[dict[Word, Annotated[str, Meta(max_length=3)]], Meta(max_length=2)] | None = None


class Many(Shape, frozen=True):
    words: list[Word] | None = None


READ = reader_of(Outer)


def refused(**members: object) -> str:
    with pytest.raises(InvalidRequestException) as raised:
        READ(members)
    return raised.value.message


def mismatched(**members: object) -> str:
    with pytest.raises(WireError) as raised:
        READ(members)
    assert raised.value.code == "SerializationException"
    return raised.value.message


@pytest.mark.parametrize(
    ("member", "value", "read"),
    [
        ("Word", "abc", "abc"),
        ("Small", 10, 10),
        ("Big", 2**63 - 1, 2**63 - 1),
        ("Big", -(2**63), -(2**63)),
        ("Ratio", 0.5, 0.5),
        ("Ratio", 1, 1.0),
        ("Flag", False, False),
        ("Kind", "BLUE", "BLUE"),
        ("Inner", {"Name": "ab", "Count": 3}, Inner("ab", 3)),
        ("Words", ["ab", "cd"], ["ab", "cd"]),
        ("Inners", [{"Name": "ab"}, {"Name": "cd"}], [Inner("ab"), Inner("cd")]),
        ("Inners", [], []),
        ("Table", {"ab": "x"}, {"ab": "x"}),
        ("Table", {}, {}),
    ],
)
def test_value_that_keeps_all_constraints_is_read(member: str, value: object, read: object) -> None:
    found = getattr(READ({member: value}), member.lower())
    assert found == read
    assert type(found) is type(read)


@pytest.mark.parametrize("members", [{}, {"Word": None, "Inner": None, "Words": None}, {"Unknown": 1, "word": 2}])
def test_absent_null_and_unknown_members_are_the_same(members: dict[str, object]) -> None:
    assert READ(members) == Outer()


def test_null_items_of_lists_and_maps_are_dropped() -> None:
    assert READ({"Words": ["ab", None], "Table": {"ab": None, "cd": "x"}}) == Outer(words=["ab"], table={"cd": "x"})


PATTERN = "Member must satisfy regular expression pattern: ^[a-z]+$"


@pytest.mark.parametrize(
    ("members", "failure"),
    [
        ({"Word": "abcde"}, "'abcde' at 'word' … Member must have length less than or equal to 4"),
        ({"Word": "a"}, "'a' at 'word' … Member must have length greater than or equal to 2"),
        ({"Word": "AB"}, f"'AB' at 'word' … {PATTERN}"),
        ({"Word": "ab\n"}, f"'ab\n' at 'word' … {PATTERN}"),
        ({"Small": 0}, "'0' at 'small' … Member must have value greater than or equal to 1"),
        ({"Small": 11}, "'11' at 'small' … Member must have value less than or equal to 10"),
        ({"Ratio": 1.5}, "'1.5' at 'ratio' … Member must have value less than or equal to 1.0"),
        ({"Ratio": -0.5}, "'-0.5' at 'ratio' … Member must have value greater than or equal to 0.0"),
        ({"Kind": "GREEN"}, "'GREEN' at 'kind' … Member must satisfy enum value set: [BLUE, RED]"),
        ({"Kind": "red"}, "'red' at 'kind' … Member must satisfy enum value set: [BLUE, RED]"),
        ({"Inner": {}}, "null at 'inner.name' … Member must not be null"),
        ({"Inner": {"Name": None}}, "null at 'inner.name' … Member must not be null"),
        (
            {"Inner": {"Name": "ab", "Count": 11}},
            "'11' at 'inner.count' … Member must have value less than or equal to 10",
        ),
        ({"Words": []}, "'[]' at 'words' … Member must have length greater than or equal to 1"),
        ({"Words": ["ab", "A1"]}, f"'A1' at 'words.2.member' … {PATTERN}"),
        (
            {"Words": ["ab", "cd", "ef"]},
            "'[ab, cd, ef]' at 'words' … Member must have length less than or equal to 2",
        ),
        ({"Inners": [{"Name": "ab"}, {}]}, "null at 'inners.2.member.name' … Member must not be null"),
        ({"Table": {"A1": "x"}}, f"'A1' at 'table.1.key' … {PATTERN}"),
        ({"Table": {"ab": "long"}}, "'long' at 'table.1.value' … Member must have length less than or equal to 3"),
        (
            {"Table": {"ab": "1", "cd": "2", "ef": "3"}},
            "'{ab=1, cd=2, ef=3}' at 'table' … Member must have length less than or equal to 2",
        ),
        ({"Secret": "word"}, " at 'secret' … Member must have length less than or equal to 3"),
    ],
)
def test_broken_constraint_is_told_in_the_wording_of_aws(members: dict[str, object], failure: str) -> None:
    told = failure.replace(" … ", " failed to satisfy constraint: ")
    expected = f"1 validation error detected: Value{'' if told.startswith(' ') else ' '}{told}"
    assert refused(**members) == expected


def test_items_behind_the_end_of_a_list_that_is_too_long_are_not_looked_at() -> None:
    assert refused(Words=["ab", "A", "B", 5]) == (
        "3 validation errors detected: Value '[ab, A, B, 5]' at 'words' failed to satisfy constraint: Member must have "
        "length less than or equal to 2; Value 'A' at 'words.2.member' failed to satisfy constraint: Member must have "
        f"length greater than or equal to 2; Value 'A' at 'words.2.member' failed to satisfy constraint: {PATTERN}"
    )


@pytest.mark.parametrize("count", [19, 20, 21, 1_000])
def test_first_broken_constraints_are_written_out_and_all_are_counted(count: int) -> None:
    message = refused(Inners=[{}] * count)
    told = [f"Value null at 'inners.{n}.member.name' … Member must not be null" for n in range(1, min(count, 20) + 1)]
    rest = [] if count <= 20 else [f"… and {count - 20} more"]
    expected = "; ".join([each.replace(" … ", " failed to satisfy constraint: ") for each in told] + rest)
    assert message == f"{count} validation errors detected: {expected}"


@given(st.lists(st.text(max_size=300), min_size=1, max_size=60))
def test_message_is_short_whatever_it_quotes(words: list[str]) -> None:
    broken = sum((len(word) > 4) + (len(word) < 2) + (not re.fullmatch("[a-z]+", word)) for word in words)
    assume(broken)
    with pytest.raises(InvalidRequestException) as raised:
        reader_of(Many)({"Words": words})
    assert len(msgspec.json.encode(raised.value.message)) <= 8 * 1024
    assert raised.value.message.startswith(f"{broken} validation error")


def test_broken_constraints_are_all_told_at_once() -> None:
    message = refused(Word="A", Small=0, Inner={}, Kind="red")
    assert message.startswith("5 validation errors detected: ")
    assert [piece.partition(" at ")[2].split("'")[1] for piece in message.split("; ")] == [
        "word",
        "word",
        "small",
        "kind",
        "inner.name",
    ]


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"Word": 5}, "word: NUMBER_VALUE cannot be converted to String"),
        ({"Word": True}, "word: TRUE_VALUE cannot be converted to String"),
        ({"Word": {}}, "word: Start of structure or map found where not expected"),
        ({"Word": []}, "word: Start of list found where not expected"),
        ({"Word": b"ab"}, "word: Unexpected value where String is expected"),
        ({"Small": "5"}, "small: STRING_VALUE cannot be converted to Integer"),
        ({"Small": False}, "small: FALSE_VALUE cannot be converted to Integer"),
        ({"Small": 1.5}, "small: 1.5 cannot be converted to Integer"),
        ({"Small": 2**31}, "small: 2147483648 cannot be converted to Integer"),
        ({"Small": -(2**31) - 1}, "small: -2147483649 cannot be converted to Integer"),
        ({"Big": 2**63}, "big: 9223372036854775808 cannot be converted to Integer"),
        ({"Ratio": "0.5"}, "ratio: STRING_VALUE cannot be converted to Double"),
        ({"Ratio": True}, "ratio: TRUE_VALUE cannot be converted to Double"),
        ({"Flag": "true"}, "flag: STRING_VALUE cannot be converted to Boolean"),
        ({"Flag": 1}, "flag: NUMBER_VALUE cannot be converted to Boolean"),
        ({"Kind": 1}, "kind: NUMBER_VALUE cannot be converted to String"),
        ({"Inner": "x"}, "inner: STRING_VALUE cannot be converted to Structure"),
        ({"Inner": []}, "inner: Start of list found where not expected"),
        ({"Inner": {"Name": 1}}, "inner.name: NUMBER_VALUE cannot be converted to String"),
        ({"Words": "ab"}, "words: STRING_VALUE cannot be converted to List"),
        ({"Words": ["ab", 1]}, "words.2.member: NUMBER_VALUE cannot be converted to String"),
        ({"Table": [1]}, "table: Start of list found where not expected"),
        ({"Table": {"ab": 1}}, "table.1.value: NUMBER_VALUE cannot be converted to String"),
    ],
)
def test_value_of_the_wrong_kind_is_refused_by_its_path(members: dict[str, object], message: str) -> None:
    assert mismatched(**members) == message


@pytest.mark.parametrize("member", ["Small", "Big"])
@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan"), 1e308])
def test_number_that_no_integer_can_hold_is_of_the_wrong_kind(member: str, value: float) -> None:
    assert "cannot be converted to Integer" in mismatched(**{member: value})


def test_number_that_no_double_can_hold_is_refused() -> None:
    with pytest.raises((WireError, InvalidRequestException)):
        READ({"Ratio": 10**400})


def test_wrong_kind_counts_before_any_broken_constraint() -> None:
    assert "small" in mismatched(Word="A", Small="5")


@given(st.text())
def test_sensitive_value_is_never_told(secret: str) -> None:
    marked = f"‹{secret}›xx"
    assert marked not in refused(Secret=marked)


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.text(max_size=4), values, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from([*Outer.__struct_encode_fields__, "Other"])


@given(st.dictionaries(NAMES, JSON, max_size=6))
def test_any_json_is_read_or_refused(members: dict[str, object]) -> None:
    try:
        code = type(READ(members)).__name__
    except (InvalidRequestException, WireError) as error:
        code = error.code
    assert code in ("Outer", "InvalidRequestException", "SerializationException")
