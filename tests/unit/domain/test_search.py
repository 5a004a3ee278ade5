"""The filter and sort expressions of SearchGameSessions, against an oracle of plain Python."""

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.domain.search import MOST_NESTED, Searched, filter_of, order_of
from emulator.errors import InvalidRequestException

Value = str | int | float | bool
COMPARE: dict[str, Callable[..., bool]] = {
    "=": lambda found, wanted: found == wanted,
    "<>": lambda found, wanted: found != wanted,
    "<": lambda found, wanted: found < wanted,
    ">": lambda found, wanted: found > wanted,
    "<=": lambda found, wanted: found <= wanted,
    ">=": lambda found, wanted: found >= wanted,
}
READ: dict[str, Callable[[Searched], Value | None]] = {
    "gameSessionId": lambda session: session.game_session_id,
    "gameSessionName": lambda session: session.name,
    "gameSessionProperties.map": lambda session: session.properties.get("map"),
    "gameSessionProperties.a-b_ü1": lambda session: session.properties.get("a-b_ü1"),
    "maximumSessions": lambda session: session.maximum,
    "creationTimeMillis": lambda session: session.creation_time,
    "playerSessionCount": lambda session: session.held,
    "hasAvailablePlayerSessions": lambda session: session.held < session.maximum,
}
TEXTS = [name for name in READ if name.startswith("gameSession")]
NUMBERS = ["maximumSessions", "creationTimeMillis", "playerSessionCount"]
ONE = Searched(0, "arn:one", "one", {"map": "ice"}, 10, 1_000, 3)

# Few values, so that conditions are often true; and some that have to be escaped, or look like other tokens.
words = st.sampled_from(
    ["", "a", "A", "ice", "Matt's", 'say "hi"', "back\\slash", "\\", "x AND y", "(", "<>", "1", "\n"]
)
numbers = st.integers(-1, 4) | st.sampled_from([0.5, 1.5, 2.0])
sessions = st.builds(
    Searched,
    st.just(0),
    words,
    st.none() | words,
    st.dictionaries(st.sampled_from(["map", "a-b_ü1"]), words),
    st.integers(0, 4),
    st.integers(0, 4),
    st.integers(0, 4),
)


class Condition(NamedTuple):
    operand: str
    comparator: str
    value: Value


class Node(NamedTuple):
    """NOT has one part, AND and OR have two or more."""

    word: str
    parts: "list[Tree]"


Tree = Condition | Node
conditions = st.one_of(
    st.builds(Condition, st.sampled_from(TEXTS), st.sampled_from(["=", "<>"]), words),
    st.builds(Condition, st.just("hasAvailablePlayerSessions"), st.sampled_from(["=", "<>"]), st.booleans()),
    st.builds(Condition, st.sampled_from(NUMBERS), st.sampled_from(sorted(COMPARE)), numbers),
)
trees: st.SearchStrategy[Tree] = st.recursive(
    conditions,
    lambda inner: st.one_of(
        st.builds(Node, st.just("NOT"), st.lists(inner, min_size=1, max_size=1)),
        st.builds(Node, st.sampled_from(["AND", "OR"]), st.lists(inner, min_size=2, max_size=3)),
    ),
    max_leaves=12,
)
BINDS = {"OR": 0, "AND": 1, "NOT": 2}


def holds(tree: Tree, session: Searched) -> bool:
    """What a tree says of a game session."""
    if isinstance(tree, Condition):
        found = READ[tree.operand](session)
        return tree.comparator == "<>" if found is None else COMPARE[tree.comparator](found, tree.value)
    told = [holds(part, session) for part in tree.parts]
    return {"NOT": not told[0], "AND": all(told), "OR": any(told)}[tree.word]


class Printer:
    """Writes a tree in the grammar, with only those parentheses that it needs, in the ways that the grammar leaves."""

    def __init__(self, pick: Callable[[list[str]], str]) -> None:
        self._pick = pick

    def __call__(self, tree: Tree, binding: int = 0) -> str:
        if isinstance(tree, Condition):
            gap = self._pick(["", " ", "\t \n"])
            return f"{tree.operand}{gap}{tree.comparator}{gap}{self._value(tree.value)}"
        binds = BINDS[tree.word]
        word = self._pick([tree.word, tree.word.lower(), tree.word.title()])
        if tree.word == "NOT":
            text = f"{word} {self(tree.parts[0], binds)}"
        else:
            # A part of the same word may stand bare: it means the same.
            text = f" {word} ".join(self(part, binds) for part in tree.parts)
        return f"({text})" if binds < binding or self._pick(["bare", "bare", "in"]) == "in" else text

    def _value(self, value: Value) -> str:
        if isinstance(value, bool):
            return self._pick([f"{value}", f"{value}".lower(), f"{value}".upper()])
        if not isinstance(value, str):
            return f"{value}"
        quote = self._pick(["'", '"'])
        return quote + value.replace("\\", "\\\\").replace(quote, "\\" + quote) + quote


@given(tree=trees, session=sessions, data=st.data())
def test_expression_means_what_its_tree_does(tree: Tree, session: Searched, data: st.DataObject) -> None:
    text = Printer(lambda ways: data.draw(st.sampled_from(ways)))(tree)
    assert filter_of(text)(session) == holds(tree, session), text


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            [*READ, *COMPARE, *BINDS, "(", ")", "'x'", '"', "'", "\\", "1", "true", " ", "gameSessionName="]
        )
    ).map(" ".join)
)
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (lambda: filter_of(text)(ONE), lambda: order_of(text)([ONE])):
        try:
            answer: object = read()
        except InvalidRequestException as refused:
            answer = refused.message.partition(":")[0]
        assert answer in (True, False, [ONE], "FilterExpression is invalid", "SortExpression is invalid")


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        (r"'Matt\'s'", "Matt's"),
        (r'"Matt\'s"', "Matt's"),
        ('"Matt\'s"', "Matt's"),
        (r'"say \"hi\""', 'say "hi"'),
        (r"'C:\\new'", r"C:\new"),
        (r"'\\'", "\\"),
        ("''", ""),
        ("' a '", " a "),
        ("'NOT (x)'", "NOT (x)"),
        ("'line\nline'", "line\nline"),
    ],
)
def test_string_is_read_with_its_escapes(literal: str, text: str) -> None:
    assert filter_of(f"gameSessionName = {literal}")(ONE._replace(name=text))
    assert not filter_of(f"gameSessionName = {literal}")(ONE._replace(name=text + "?"))


@pytest.mark.parametrize(
    ("number", "same"), [("10", 10), ("010", 10), ("10.0", 10), ("-1", -1), ("9" * 30, 10**30 - 1)]
)
def test_number_is_read(number: str, same: int) -> None:
    assert filter_of(f"maximumSessions = {number}")(ONE._replace(maximum=same))


@pytest.mark.parametrize("number", ["ten", "1e3", "+1", ".5", "1.", "0x1", "1_0", "--1", "1,000", "NaN", "infinity"])
def test_what_is_no_number_is_refused(number: str) -> None:
    with pytest.raises(InvalidRequestException, match="maximumSessions is compared with a number"):
        filter_of(f"maximumSessions = {number}")


def test_no_filter_matches_all() -> None:
    assert filter_of(None)(ONE)


@pytest.mark.parametrize("depth", [1, MOST_NESTED])
def test_parentheses_may_be_nested(depth: int) -> None:
    assert filter_of("(" * depth + "maximumSessions=10" + ")" * depth)(ONE)


def test_parentheses_nested_too_deep_are_refused() -> None:
    depth = MOST_NESTED + 1
    with pytest.raises(InvalidRequestException, match=f"{MOST_NESTED} deep"):
        filter_of("(" * depth + "maximumSessions=10" + ")" * depth)


def test_parentheses_side_by_side_are_not_nested() -> None:
    assert filter_of(" AND ".join(["(maximumSessions=10)"] * (2 * MOST_NESTED)))(ONE)


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("", "ends too early"),
        ("maximumSessions = 10 AND", "ends too early"),
        ("maximumSessions = 10 playerSessionCount", "'playerSessionCount' stands where it should end"),
        ("(maximumSessions = 10", "not closed"),
        ("gameSessionName = 'one", 'cannot be read from "\'one" on'),
        ("'one' = gameSessionName", "operand is missing before \"'one'\""),
        ("playerCount = 10", "'playerCount' is none of the operands gameSessionId, gameSessionName"),
        ("gameSessionName < 'two'", "only be compared by = and <>"),
        ("maximumSessions LIKE 10", "'LIKE', which is no comparator"),
        ("hasAvailablePlayerSessions = 1", "true or false, not with '1'"),
        ("gameSessionName = one", "a string in single quotes, not with 'one'"),
        ("gameSessionProperties.a.b = 'x'", "a period"),
    ],
)
def test_refusal_says_what_is_wrong(expression: str, why: str) -> None:
    with pytest.raises(InvalidRequestException) as refused:
        filter_of(expression)
    assert why in refused.value.message


@given(
    found=st.lists(sessions, max_size=8),
    operand=st.sampled_from(sorted(READ)),
    word=st.sampled_from(["ASC", "DESC", "asc", "Desc"]),
)
def test_order_is_stable_and_has_those_without_a_value_last(found: list[Searched], operand: str, word: str) -> None:
    numbered = [session._replace(number=n) for n, session in enumerate(found)]
    ordered = order_of(f"{operand} {word}")(numbered)
    assert sorted(each.number for each in ordered) == [each.number for each in numbered]
    for one, next_one in pairwise(ordered):
        before, after = READ[operand](one), READ[operand](next_one)
        if before == after:
            assert one.number < next_one.number
        else:
            assert before is not None
            assert after is None or COMPARE["<" if word.upper() == "ASC" else ">"](before, after)


def test_no_order_leaves_all_as_they_are() -> None:
    found = [ONE._replace(number=n) for n in (2, 0, 1)]
    assert order_of(None)(found) == found
