"""Property expressions: which values of which players a rule measures.

    expression = function "(" expression ")" | path
    path       = "teams[" (team {"," team} | "*") "].players" [".attributes[" attribute "]" | "[playerId]"]

Every function has one argument. So an expression is a list of functions before a path, and is read without recursion.
Documented: the guide's page on property expressions, in tables; the grammar is ours.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from msgspec import Struct

from emulator.quoting import listed, quoted

Function = Literal["min", "max", "avg", "median", "sum", "count", "stddev", "flatten", "set_intersection"]
FUNCTIONS: tuple[Function, ...] = get_args(Function)
Base = Literal["number", "string", "player"]
"""What the innermost values of an expression are."""

CALL = re.compile(r"\s*+(\w*+)\s*+\(")
PATH = re.compile(
    r"\s*+teams\[(?P<teams>[^\]]*)\]\.players(?:\.attributes\[(?P<attribute>[^\]]*)\]|(?P<ids>\[playerId\]))?"
)
EXPRESSION = re.compile(r"teams?\[|\.players\b")


class Path(Struct, frozen=True, tag=True):
    """Values of the players of some teams."""

    teams: tuple[str, ...]
    """Names of teams as matches have them (`trio_1`), in the rule set's order."""
    nested: bool
    """Whether there is one list for each team; otherwise one list for the only team."""
    attribute: str | None
    """Of which attribute; None for the players themselves, by their ids."""


class Call(Struct, frozen=True, tag=True):
    """A function of values."""

    function: Function
    argument: "Expression"


Expression = Path | Call


class Shape(NamedTuple):
    """What an expression gives: values in so many lists, one within the other; 0 for a single value."""

    base: Base
    depth: int


class ExpressionError(Exception):
    """An expression cannot be read, or names or combines what it cannot."""


class Names(NamedTuple):
    """What expressions can name."""

    teams: Mapping[str, Sequence[str]]
    """By declared name, those that matches have."""
    attributes: Mapping[str, str]
    """By name, the type."""


def is_expression(text: str) -> bool:
    """Whether a text is meant as an expression, and not as a value."""
    return EXPRESSION.search(text) is not None


def parse_expression(text: str, names: Names) -> tuple[Expression, Shape]:
    """The expression, and what it gives. Raises: ExpressionError."""
    functions = []
    place = 0
    while found := CALL.match(text, place):
        if found[1] not in FUNCTIONS:
            raise ExpressionError(f"{quoted(found[1])} is none of the functions {', '.join(FUNCTIONS)}")
        functions.append(found[1])
        place = found.end()
    path = PATH.match(text, place)
    if path is None:
        raise ExpressionError(f"a path as teams[red].players.attributes[skill] is missing, at {quoted(text[place:])}")
    end = "".join(text[path.end() :].split())
    if end != ")" * len(functions):
        stands, belongs = (quoted(each) if each else "nothing" for each in (end, ")" * len(functions)))
        raise ExpressionError(f"behind the path stands {stands}, where {belongs} belongs")
    expression, shape = path_of(path, names)
    for function in reversed(functions):
        shape = shape_of_call(function, shape)
        expression = Call(function, expression)
    if shape.base == "player":
        raise ExpressionError("players can only be counted; their ids are teams[red].players[playerId]")
    return expression, shape


def path_of(found: re.Match[str], names: Names) -> tuple[Expression, Shape]:
    """The path, and what it gives. Raises: ExpressionError."""
    declared = [name.strip() for name in found["teams"].split(",")]
    everyone = declared == ["*"]
    if unknown := [name for name in declared if name not in names.teams and not everyone]:
        raise ExpressionError(f"there is no team {quoted(unknown[0])}; the teams are {listed([*names.teams], ', ')}")
    teams = tuple(name for each in (names.teams if everyone else declared) for name in names.teams[each])
    nested = everyone or len(teams) > 1
    attribute = found["attribute"] and found["attribute"].strip()
    base, depth = shape_of_attribute(attribute, found, names)
    return Path(teams, nested, attribute), Shape(base, depth + nested)


def shape_of_attribute(attribute: str | None, found: re.Match[str], names: Names) -> Shape:
    """What the players of one team give. Raises: ExpressionError."""
    if attribute is None:
        return Shape("string" if found["ids"] else "player", 1)
    kind = names.attributes.get(attribute)
    if kind is None:
        raise ExpressionError(f"there is no attribute {quoted(attribute)} in playerAttributes")
    if kind == "string_number_map":
        raise ExpressionError(f"{quoted(attribute)} is a string_number_map, of which only sort rules can make use")
    return Shape("number", 1) if kind == "number" else Shape("string", 2 if kind == "string_list" else 1)


def shape_of_call(function: Function, shape: Shape) -> Shape:
    """What a function gives for such an argument. Raises: ExpressionError."""
    base, depth = shape
    if function in ("flatten", "set_intersection"):
        if depth < 2:
            raise ExpressionError(f"{function} needs lists in a list")
        if function == "set_intersection" and base != "string":
            raise ExpressionError("set_intersection needs lists of texts")
        return Shape(base, depth - 1)
    if depth < 1:
        raise ExpressionError(f"{function} needs a list, and there is a single value already")
    if function == "count":
        return Shape("number", depth - 1)
    if base != "number":
        raise ExpressionError(f"{function} needs numbers")
    return Shape(base, depth - 1)
