"""What more players can do to a measured value: raise it, lower it, both, or nothing.

Theory of operation
-------------------
A rule that a growing match breaks may hold again when more players come, or never. The search backtracks in the
second case only, or it would miss matches. So each expression has a trend: for each level of lists, whether entries
only come, only go or stay; and the same for the innermost values. `max` over a list to which entries come only rises;
`avg` does anything; `max(count(teams[*].players))` is over as many numbers as there are teams, each of which rises.
"""

from enum import Enum
from typing import NamedTuple

from emulator.domain.matchmaking.expression import Expression, Path


class Trend(Enum):
    """What becomes of a value, or of the entries of a list, when players come into a match."""

    STAYS = "stays"
    RISES = "rises, or stays"
    FALLS = "falls, or stays"
    ANYTHING = "can do anything"


OPPOSITE = {
    Trend.STAYS: Trend.STAYS,
    Trend.RISES: Trend.FALLS,
    Trend.FALLS: Trend.RISES,
    Trend.ANYTHING: Trend.ANYTHING,
}


class Trends(NamedTuple):
    """Of an expression."""

    lists: tuple[Trend, ...]
    """Of the entries, from the outermost list to the innermost."""
    values: Trend

    @property
    def are_kept(self) -> bool:
        """Whether no value that is measured goes away again."""
        return all(each in (Trend.STAYS, Trend.RISES) for each in self.lists)


CONSTANT = Trends((), Trend.STAYS)


def both(one: Trend, other: Trend) -> Trend:
    """What two trends make together."""
    if one is Trend.STAYS or one is other:
        return other
    return one if other is Trend.STAYS else Trend.ANYTHING


def trends_of(expression: Expression, *, holds_lists: bool) -> Trends:
    """The trends of an expression; `holds_lists` says whether its path is to an attribute that is a list."""
    if isinstance(expression, Path):
        teams = (Trend.STAYS,) if expression.nested else ()
        return Trends((*teams, Trend.RISES, *((Trend.STAYS,) if holds_lists else ())), Trend.STAYS)
    lists, values = trends_of(expression.argument, holds_lists=holds_lists)
    if expression.function == "flatten":
        return Trends((both(lists[0], lists[1]), *lists[2:]), values)
    if expression.function == "set_intersection":
        return Trends((*lists[:-2], both(OPPOSITE[lists[-2]], lists[-1])), values)
    return Trends(lists[:-1], trend_of_call(expression.function, lists[-1], values))


def trend_of_call(function: str, entries: Trend, values: Trend) -> Trend:
    """The trend of a number that is made of a list."""
    if function == "count":
        return entries
    if function == "max":
        return both(entries, values)
    if function == "min":
        return both(OPPOSITE[entries], values)
    steady = Trend.STAYS if function == "stddev" else values
    return values if entries is Trend.STAYS and steady is values else Trend.ANYTHING
