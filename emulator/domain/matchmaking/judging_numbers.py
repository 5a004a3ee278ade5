"""Comparisons and distances, judged."""

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from emulator.domain.matchmaking.candidate import Candidate
from emulator.domain.matchmaking.outcome import DOOMED, OPEN, PASSED, Judge, Outcome, failure
from emulator.domain.matchmaking.rule_set import ComparisonRule, DistanceRule, Operation
from emulator.domain.matchmaking.trend import CONSTANT, Trend, Trends
from emulator.domain.matchmaking.values import Measure, leaves

COMPARE: Mapping[Operation, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}


class Measured(NamedTuple):
    """A measure and what more players can do to it."""

    measure: Measure
    trends: Trends


class Prospects(NamedTuple):
    """Whether a difference, of what is measured from the reference, can still change."""

    can_fall: bool
    can_rise: bool
    only_rises: bool
    only_falls: bool


def constant(value: object) -> Measured:
    return Measured(Measure(lambda _: value, 0), CONSTANT)


def prospects(measured: Trends, reference: Trends) -> Prospects:
    """What more players can do to the difference of each value that is measured now, from its reference value."""
    steady = measured.are_kept and not reference.lists  # lists side by side move against each other
    if not steady or Trend.ANYTHING in (measured.values, reference.values):
        return Prospects(can_fall=True, can_rise=True, only_rises=False, only_falls=False)
    rises = measured.values is Trend.RISES or reference.values is Trend.FALLS
    falls = measured.values is Trend.FALLS or reference.values is Trend.RISES
    return Prospects(falls, rises, only_rises=rises and not falls, only_falls=falls and not rises)


def pairs(value: Any, depth: int, reference: Any, reference_depth: int) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401
    """Each measured value and what it is compared with: the one reference value, or that of the same place."""
    values = leaves(value, depth)
    if reference_depth == 0:
        return ((each, reference) for each in values)
    others = leaves(reference, reference_depth)
    if len(values) != len(others):
        return iter([(None, None)])
    return zip(values, others, strict=True)


def judge_of_comparison(rule: ComparisonRule, measured: Sequence[Measured], reference: Measured | None) -> Judge:
    if reference is None:
        return judge_of_sameness(rule.operation, measured)
    compare, operation = COMPARE[rule.operation], rule.operation

    def verdict(value: Any, wanted: Any, ahead: Prospects) -> Outcome:  # noqa: ANN401 - numbers or texts
        if compare(value, wanted):
            return PASSED
        if operation == "!=" or isinstance(value, str):
            return failure(doomed=not (ahead.can_fall or ahead.can_rise), hopeful=False)
        too_high = operation in ("<", "<=") or (operation == "=" and value > wanted)
        doomed = not (ahead.can_fall if too_high else ahead.can_rise)
        return failure(doomed=doomed, hopeful=ahead.only_falls if too_high else ahead.only_rises)

    return judge_of_pairs(measured, reference, verdict)


def judge_of_distance(rule: DistanceRule, measured: Sequence[Measured], reference: Measured) -> Judge:
    least, most = rule.min_distance, rule.max_distance

    def verdict(value: float, wanted: float, ahead: Prospects) -> Outcome:
        distance = abs(value - wanted)
        if most is not None and distance > most:
            above = value > wanted
            doomed = not (ahead.can_fall if above else ahead.can_rise)
            return failure(doomed=doomed, hopeful=ahead.only_falls if above else ahead.only_rises)
        if least is not None and distance < least:
            return failure(doomed=not (ahead.can_fall or ahead.can_rise), hopeful=False)
        return PASSED

    return judge_of_pairs(measured, reference, verdict)


def judge_of_pairs(
    measured: Sequence[Measured], reference: Measured, verdict: Callable[[Any, Any, Prospects], Outcome]
) -> Judge:
    """Judges each measured value beside the reference: the worst outcome counts."""
    parts = [(each.measure.read, each.measure.depth, prospects(each.trends, reference.trends)) for each in measured]
    wanted, wanted_depth = reference.measure

    def judge(candidate: Candidate, _: Sequence[Outcome]) -> Outcome:
        reference_value = wanted(candidate)
        worst = PASSED
        for read, depth, ahead in parts:
            for value, other in pairs(read(candidate), depth, reference_value, wanted_depth):
                found = OPEN if value is None or other is None else verdict(value, other, ahead)
                if found > worst:
                    if found is DOOMED:
                        return DOOMED
                    worst = found
        return worst

    return judge


def judge_of_sameness(operation: Operation, measured: Sequence[Measured]) -> Judge:
    """All measured values are equal, or no two are; each expression for itself."""
    parts = [
        (each.measure.read, each.measure.depth, each.trends.are_kept and each.trends.values is Trend.STAYS)
        for each in measured
    ]

    def judge(candidate: Candidate, _: Sequence[Outcome]) -> Outcome:
        worst = PASSED
        for read, depth, stays in parts:
            values = leaves(read(candidate), depth)
            different = len(set(values))
            if None in values:
                worst = max(worst, OPEN)
            elif different > 1 if operation == "=" else different < len(values):
                worst = max(worst, failure(doomed=stays, hopeful=False))
        return worst

    return judge
