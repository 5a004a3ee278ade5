"""A rule beside a match that breaks it, in words: what was measured, and what was wanted."""

import json

from emulator.domain.matchmaking.candidate import Candidate
from emulator.domain.matchmaking.expression import Call, Path
from emulator.domain.matchmaking.judging import StageJudges
from emulator.domain.matchmaking.rule_set import (
    Aggregation,
    BatchDistanceRule,
    CollectionRule,
    ComparisonRule,
    CompoundRule,
    DistanceRule,
    LatencyRule,
    ListAggregation,
    Reference,
    Rule,
    Statement,
)
from emulator.quoting import shortened


def described(rule: Rule, candidate: Candidate, judges: StageJudges) -> tuple[str, str]:
    """What a rule measures in a match, and what it wants."""
    if isinstance(rule, ComparisonRule | DistanceRule | CollectionRule):
        values = [judges.value(each, rule.party_aggregation, candidate) for each in rule.measurements]
        reference = reference_in(rule.reference_value, rule.party_aggregation, candidate, judges)
        return written(values[0] if len(values) == 1 else values), wanted(rule, written(reference))
    parties = [party for team in candidate.teams for party in team]
    if isinstance(rule, BatchDistanceRule):
        how = None if rule.max_distance is None else rule.party_aggregation
        measured = [value for party in parties for value in party.values[rule.batch_attribute, how]]
        return written(measured), "equal" if how is None else f"within {rule.max_distance:g} of each other"
    if isinstance(rule, LatencyRule):
        return written([party.latencies(rule.party_aggregation) for party in parties]), wanted_latency(rule)
    assert isinstance(rule, CompoundRule)
    held = [each.name for each, outcome in zip(judges.rules, judges.outcomes(candidate), strict=True) if not outcome]
    return f"held: {', '.join(held) or 'none'}", written_statement(rule.statement)


def reference_in(
    value: Reference | None,
    aggregation: Aggregation | ListAggregation,
    candidate: Candidate,
    judges: StageJudges,
) -> object:
    return judges.value(value, aggregation, candidate) if isinstance(value, Path | Call) else value


def wanted(rule: ComparisonRule | DistanceRule | CollectionRule, reference: str) -> str:
    if isinstance(rule, ComparisonRule):
        if rule.reference_value is None:
            return "all equal" if rule.operation == "=" else "no two equal"
        return f"{rule.operation} {reference}"
    if isinstance(rule, DistanceRule):
        return f"{limits(rule.min_distance, rule.max_distance)} from {reference}"
    beside = "" if rule.operation == "intersection" else f" {reference}"
    return f"{rule.operation}{beside}: {limits(rule.min_count, rule.max_count)}"


def wanted_latency(rule: LatencyRule) -> str:
    parts = ["a location for all"]
    if rule.max_latency is not None:
        parts.append(f"of {rule.max_latency:g} ms at most")
    if rule.max_distance is not None:
        parts.append(f"within {rule.max_distance:g} ms of the {rule.distance_reference}")
    return ", ".join(parts)


def limits(least: float | None, most: float | None) -> str:
    """A range in words."""
    if least is None:
        return f"at most {most:g}"
    return f"at least {least:g}" if most is None else f"{least:g} to {most:g}"


def written(value: object) -> str:
    """A value as people read it: short, None as what it means."""
    return shortened(json.dumps(value, ensure_ascii=False, default=list).replace("null", "undefined"))


def written_statement(statement: Statement) -> str:
    parts = (each if isinstance(each, str) else written_statement(each) for each in statement.operands)
    return f"{statement.operation}({', '.join(parts)})"
