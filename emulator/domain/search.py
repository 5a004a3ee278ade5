"""The filter and sort expressions of SearchGameSessions.

Documented: API_SearchGameSessions. Assumed, where that is silent: keywords in any case; double quotes as well as single
ones (its examples have both); a game session that lacks the operand is unequal to every value.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, cast

from emulator.errors import InvalidRequestException
from emulator.quoting import quoted, shortened

MOST_NESTED = 32
PROPERTIES = "gameSessionProperties"

Value = str | int | float | bool


class Searched(NamedTuple):
    """A game session as a search sees it."""

    number: int
    """Which one it is among those that are searched."""
    game_session_id: str
    name: str | None
    properties: Mapping[str, str]
    maximum: int
    creation_time: int
    held: int


Predicate = Callable[[Searched], bool]
Operand = Callable[[Searched], Value | None]

OPERANDS: Mapping[str, tuple[type[Value], Operand]] = {
    "gameSessionId": (str, lambda session: session.game_session_id),
    "gameSessionName": (str, lambda session: session.name),
    "maximumSessions": (int, lambda session: session.maximum),
    "creationTimeMillis": (int, lambda session: session.creation_time),
    "playerSessionCount": (int, lambda session: session.held),
    "hasAvailablePlayerSessions": (bool, lambda session: session.held < session.maximum),
}
EQUALITY: Mapping[str, Callable[..., bool]] = {"=": operator.eq, "<>": operator.ne}
ORDER: Mapping[str, Callable[..., bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
TOKEN = re.compile(
    r"""\s*(?:(?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?P<comparator><>|<=|>=|=|<|>)|(?P<bracket>[()])"""
    r"""|(?P<word>[^\s'"<>=()]+))""",
    re.DOTALL,
)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
KINDS: Mapping[type[Value], str] = {
    str: "a string in single quotes",
    int: "a number",
    bool: "true or false",
}


class Token(NamedTuple):
    kind: str
    text: str

    def is_word(self, word: str) -> bool:
        return self.kind == "word" and self.text.upper() == word


END = Token("end", "")


def tokens(text: str) -> Iterator[Token]:
    """The tokens of an expression, and END. Raises: InvalidRequestException."""
    place = 0
    while text[place:].strip():
        found = TOKEN.match(text, place)
        if found is None:
            raise invalid_expression(f"it cannot be read from {text[place:].strip()[:20]!r} on")
        assert found.lastgroup is not None
        yield Token(found.lastgroup, found[found.lastgroup])
        place = found.end()
    yield END


def invalid_expression(why: str, name: str = "FilterExpression") -> InvalidRequestException:
    return InvalidRequestException(f"{name} is invalid: {why}.")


def operand_of(text: str, name: str = "FilterExpression") -> tuple[type[Value], Operand]:
    """The type of an operand, and how to read it. Raises: InvalidRequestException."""
    if text in OPERANDS:
        return OPERANDS[text]
    kind, _, key = text.partition(".")
    if kind != PROPERTIES or not key:
        known = ", ".join([*OPERANDS, f"{PROPERTIES}.<key>"])
        raise invalid_expression(f"{quoted(text)} is none of the operands {known}", name)
    if "." in key:
        raise invalid_expression(f"a game property whose key has a period cannot be searched: {quoted(key)}", name)
    return str, lambda session: session.properties.get(key)


class FilterExpression:
    """A filter expression, read by recursive descent: OR binds loosest, then AND, then NOT."""

    def __init__(self, text: str) -> None:
        """Raises: InvalidRequestException."""
        self._tokens = tokens(text)
        self._next = next(self._tokens)
        self._nested = 0
        self.matches = self._any_of()
        if self._next is not END:
            raise invalid_expression(f"{quoted(self._next.text)} stands where it should end, or go on with AND or OR")

    def _take(self) -> Token:
        token, self._next = self._next, next(self._tokens, END)
        return token

    def _any_of(self) -> Predicate:
        parts = [self._all_of()]
        while self._next.is_word("OR"):
            self._take()
            parts.append(self._all_of())
        return parts[0] if len(parts) == 1 else lambda session: any(part(session) for part in parts)

    def _all_of(self) -> Predicate:
        parts = [self._one()]
        while self._next.is_word("AND"):
            self._take()
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else lambda session: all(part(session) for part in parts)

    def _one(self) -> Predicate:
        negated = False
        while self._next.is_word("NOT"):
            self._take()
            negated = not negated
        part = self._in_brackets() if self._next == Token("bracket", "(") else self._condition()
        return (lambda session: not part(session)) if negated else part

    def _in_brackets(self) -> Predicate:
        self._take()
        self._nested += 1
        if self._nested > MOST_NESTED:
            raise invalid_expression(f"its parentheses are nested more than {MOST_NESTED} deep")
        inner = self._any_of()
        if self._take() != Token("bracket", ")"):
            raise invalid_expression("a parenthesis is not closed")
        self._nested -= 1
        return inner

    def _condition(self) -> Predicate:
        word, comparator, value = self._take(), self._take(), self._take()
        if word.kind != "word":
            raise invalid_expression(
                f"an operand is missing before {quoted(word.text)}" if word.text else "it ends too early"
            )
        kind, read = operand_of(word.text)
        if comparator.kind != "comparator":
            raise invalid_expression(
                f"{shortened(word.text)} is followed by {quoted(comparator.text)}, which is no comparator"
            )
        compare = EQUALITY.get(comparator.text) or (ORDER[comparator.text] if kind is int else None)
        if compare is None:
            raise invalid_expression(
                f"{shortened(word.text)} can only be compared by = and <>, not by {comparator.text}"
            )
        wanted = value_of(value, kind, word.text)

        def matches(session: Searched) -> bool:
            found = read(session)
            return compare is operator.ne if found is None else compare(found, wanted)

        return matches


def value_of(token: Token, kind: type[Value], operand: str) -> Value:
    """What a token means as a value of that type. Raises: InvalidRequestException."""
    if kind is str and token.kind == "string":
        return re.sub(r"\\(.)", r"\1", token.text[1:-1], flags=re.DOTALL)
    if kind is int and token.kind == "word" and NUMBER.fullmatch(token.text):
        return float(token.text) if "." in token.text else int(token.text)
    if kind is bool and (token.is_word("TRUE") or token.is_word("FALSE")):
        return token.is_word("TRUE")
    raise invalid_expression(f"{shortened(operand)} is compared with {KINDS[kind]}, not with {quoted(token.text)}")


def filter_of(expression: str | None) -> Predicate:
    """Whether a game session matches a filter expression; all do where there is none.

    Raises: InvalidRequestException.
    """
    return (lambda _: True) if expression is None else FilterExpression(expression).matches


def order_of(expression: str | None) -> Callable[[list[Searched]], list[Searched]]:
    """A function that puts game sessions into the order of a sort expression; they stay as they are without one.

    Equal ones stay as they are, and those that lack the operand come last, as documented.
    Raises: InvalidRequestException.
    """
    if expression is None:
        return lambda found: found
    words = expression.split()
    if len(words) != 2 or words[1].upper() not in ("ASC", "DESC"):
        raise invalid_expression("it is one operand and ASC or DESC, as in creationTimeMillis ASC", "SortExpression")
    read = operand_of(words[0], "SortExpression")[1]
    descending = words[1].upper() == "DESC"

    def ordered(found: list[Searched]) -> list[Searched]:
        lacking = [session for session in found if read(session) is None]
        present = [session for session in found if read(session) is not None]
        return sorted(present, key=lambda session: cast("Any", read(session)), reverse=descending) + lacking

    return ordered
