"""Collections, judged."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from emulator.domain.matchmaking.candidate import Candidate
from emulator.domain.matchmaking.judging_numbers import Measured
from emulator.domain.matchmaking.outcome import DOOMED, OPEN, PASSED, Judge, Outcome
from emulator.domain.matchmaking.rule_set import CollectionRule
from emulator.domain.matchmaking.trend import OPPOSITE, Trend, Trends, both
from emulator.domain.matchmaking.values import leaves

Count = Callable[[Any, Any], Iterable[int | None]]
"""The counts of what is measured, given the reference value; None where there is nothing to count in."""


def judge_of_collection(rule: CollectionRule, measured: Sequence[Measured], reference: Measured) -> Judge:
    """Judges each count. Documented: every list is checked for itself (the guide's example 5)."""
    least, most = rule.min_count or 0, float("inf") if rule.max_count is None else rule.max_count
    parts = [
        (each.measure.read, counter(rule, each), trend_of_counts(rule, each.trends, reference.trends))
        for each in measured
    ]
    wanted = reference.measure.read

    def judge(candidate: Candidate, _: Sequence[Outcome]) -> Outcome:
        reference_value = wanted(candidate)
        worst = PASSED
        for read, count, trend in parts:
            for number in count(read(candidate), reference_value):
                if number is None:
                    worst = max(worst, OPEN)
                elif number < least:
                    worst = max(worst, DOOMED if trend in (Trend.STAYS, Trend.FALLS) else OPEN)
                elif number > most:
                    worst = max(worst, DOOMED if trend in (Trend.STAYS, Trend.RISES) else OPEN)
        return worst

    return judge


def counter(rule: CollectionRule, measured: Measured) -> Count:
    """What counts in the values of one measurement."""
    depth = measured.measure.depth
    if rule.operation == "contains":
        return lambda value, wanted: [occurrences(each, wanted, min(depth, 2)) for each in groups(value, depth, 2)]
    if rule.operation == "intersection":
        return lambda value, _: [common(each, min(depth, 2)) for each in groups(value, depth, 2)]
    return lambda value, wanted: [shared(each, wanted) for each in groups(value, depth, 1)]


def groups(value: Any, depth: int, wanted: int) -> Sequence[Any]:  # noqa: ANN401 - lists as deep as the shape says
    """The parts of a value that are lists so deep; the value alone where it is no deeper."""
    return (value,) if depth <= wanted else leaves(value, depth - wanted)


def occurrences(values: Sequence[Any] | None, wanted: str, depth: int) -> int | None:
    """How many of the values are that text, or of the lists have it."""
    if values is None:
        return None
    return values.count(wanted) if depth == 1 else sum(wanted in each for each in values if each is not None)


def common(values: Sequence[Any] | None, depth: int) -> int | None:
    """How many texts are in all of the lists, or in the only one."""
    if not values or None in values:
        return None
    return len(set(values) if depth == 1 else set.intersection(*map(set, values)))


def shared(values: Sequence[str] | None, wanted: Any) -> int | None:  # noqa: ANN401 - a text or a list of texts
    """How many texts of a list are in the reference value too."""
    if values is None or wanted is None:
        return None
    return len(set(values).intersection((wanted,) if isinstance(wanted, str) else wanted))


def trend_of_counts(rule: CollectionRule, measured: Trends, reference: Trends) -> Trend:
    """What more players can do to the counts of what is measured now."""
    if not all(each in (Trend.STAYS, Trend.RISES) for each in measured.lists[: -1 or None]) or not measured.lists:
        return Trend.ANYTHING
    if rule.operation == "contains":
        return contained(measured)
    if rule.operation == "intersection":
        inner = measured.lists[-1]
        return inner if len(measured.lists) == 1 else both(OPPOSITE[measured.lists[-2]], inner)
    wanted = reference.lists[-1] if reference.lists else Trend.STAYS
    return both(measured.lists[-1], wanted)


def contained(measured: Trends) -> Trend:
    """What becomes of the number of lists that contain a text, or of its number in one list."""
    if len(measured.lists) == 1:
        return measured.lists[0]
    return both(measured.lists[-2], measured.lists[-1])
