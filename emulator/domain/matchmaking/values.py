"""What expressions measure in a match: numbers, texts, and lists of these, with None for what is not defined.

Documented: the guide's page on property expressions: a function of lists in a list acts on each of them. Assumed: that
of nothing only the count and the sum are defined; that stddev is that of a population. Observed: a rule over the
average of a team that is empty never passes (AWS's forum, topic 3848).
"""

import statistics
from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any, NamedTuple

from emulator.domain.matchmaking.candidate import Candidate
from emulator.domain.matchmaking.expression import Expression, Path
from emulator.domain.matchmaking.rule_set import Aggregation, AttributeType, ListAggregation

Read = Callable[[Candidate], Any]
"""Gives numbers, texts, None, or lists of these as deep as the expression's shape says."""


def mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


NUMERIC: Mapping[str, Callable[[Sequence[float]], float]] = {
    "min": min,
    "max": max,
    "avg": mean,
    "median": statistics.median,
    "sum": sum,
    "count": len,
    "stddev": statistics.pstdev,
}
OF_NOTHING = ("sum", "count")
"""The functions that have a value where there is nothing."""


class Measure(NamedTuple):
    """How an expression is measured."""

    read: Read
    depth: int
    """In how many lists, one within the other, its values are."""


class Measuring:
    """Makes measures of expressions, for one order of teams."""

    def __init__(self, teams: Mapping[str, int], attributes: Mapping[str, AttributeType]) -> None:
        self._teams = teams
        self._attributes = attributes

    def measure(self, expression: Expression, aggregation: Aggregation | ListAggregation) -> Measure:
        """How the expression is measured. Parties' values become one where they can: numbers by min, max or avg, lists
        by union or intersection; texts stand for themselves."""
        if isinstance(expression, Path):
            return self._path(expression, self._joined_by(expression, aggregation))
        if isinstance(expression.argument, Path):
            if expression.function == "count":
                return called("count", self._path(expression.argument, None))  # players are counted, not parties
            if expression.function == "flatten" and expression.argument.nested:  # read at once: it is asked for most
                return self._path(expression.argument, self._joined_by(expression.argument, aggregation), flat=True)
        return called(expression.function, self.measure(expression.argument, aggregation))

    def _joined_by(
        self, path: Path, aggregation: Aggregation | ListAggregation
    ) -> Aggregation | ListAggregation | None:
        kind = None if path.attribute is None else self._attributes[path.attribute]
        if kind == "string_list":
            return aggregation if aggregation in ("union", "intersection") else "union"
        return aggregation if kind == "number" else None

    def _path(self, path: Path, aggregation: Aggregation | ListAggregation | None, *, flat: bool = False) -> Measure:
        """How a path is measured; `flat` makes one list of those of its teams."""
        asked = (path.attribute, aggregation)
        numbers = [self._teams[name] for name in path.teams]
        depth = 2 if path.attribute is not None and self._attributes[path.attribute] == "string_list" else 1
        if flat:
            return Measure(
                lambda candidate: [
                    value for number in numbers for party in candidate.teams[number] for value in party.values[asked]
                ],
                depth,
            )
        if path.nested:
            return Measure(
                lambda candidate: [
                    [value for party in candidate.teams[number] for value in party.values[asked]] for number in numbers
                ],
                depth + 1,
            )
        (only,) = numbers
        return Measure(
            lambda candidate: [value for party in candidate.teams[only] for value in party.values[asked]], depth
        )


def called(function: str, argument: Measure) -> Measure:
    """The measure of a function of values."""
    read, depth = argument
    if function == "flatten":
        return Measure(lambda candidate: flattened(read(candidate)), depth - 1)
    if function == "set_intersection":
        apply = within_lists(intersection, depth - 2)
    else:
        apply = within_lists(number_of(NUMERIC[function], defined=function in OF_NOTHING), depth - 1)
    return Measure(lambda candidate: apply(read(candidate)), depth - 1)


def within_lists(function: Callable[[Any], Any], depth: int) -> Callable[[Any], Any]:
    """The function, applied to each of the lists that lie so deep."""
    if depth == 0:
        return function
    inner = within_lists(function, depth - 1)
    return lambda values: None if values is None else [inner(each) for each in values]


def flattened(lists: Sequence[Any] | None) -> list[Any] | None:
    """The lists of a list as one list."""
    return None if lists is None or None in lists else [each for inner in lists for each in inner]


def number_of(function: Callable[[Sequence[float]], float], *, defined: bool) -> Callable[[Any], Any]:
    """The function of a list, not defined where the list is empty, unless it is said, or has undefined values.

    What is too large for a number is not defined either.
    """

    def apply(values: Sequence[Any] | None) -> float | None:
        if values is None or (not values and not defined) or None in values:
            return None
        try:
            number = function(values)
        except OverflowError:
            return None
        return number if isfinite(number) else None

    return apply


def intersection(lists: Sequence[Any] | None) -> list[str] | None:
    """What all of the lists have in common; not defined where there are no lists."""
    if not lists or None in lists:
        return None
    first, *others = lists
    return [each for each in first if all(each in other for other in others)]


def leaves(value: Any, depth: int) -> Sequence[Any]:  # noqa: ANN401 - as deep as the expression says
    """The values in all lists, which lie so deep."""
    if depth == 0 or value is None:
        return (value,)
    if depth == 1:
        return tuple(value)
    return [leaf for each in value for leaf in leaves(each, depth - 1)]
