"""Rules, read: one function for each type. What is wrong is noted, and then there is no rule."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, get_args

from emulator.domain.matchmaking.findings import Fields
from emulator.domain.matchmaking.reading_collections import read_collection
from emulator.domain.matchmaking.reading_measurements import (
    RuleContext,
    expressions_of,
    one_base,
    read_measurements,
    reference_for,
)
from emulator.domain.matchmaking.rule_set import (
    Aggregation,
    BatchDistanceRule,
    ComparisonRule,
    CompoundRule,
    DistanceRule,
    LatencyRule,
    Operation,
    Rule,
    SortRule,
)
from emulator.domain.matchmaking.statement import StatementError, StatementReader, rules_named
from emulator.quoting import quoted

AGGREGATIONS: tuple[Aggregation, ...] = get_args(Aggregation)
OPERATIONS: tuple[Operation, ...] = get_args(Operation)
DISTANCE_REFERENCES: tuple[Literal["min", "avg"], ...] = ("min", "avg")
DIRECTIONS: tuple[Literal["ascending", "descending"], ...] = ("ascending", "descending")
MAP_KEYS: tuple[Literal["minValue", "maxValue"], ...] = ("minValue", "maxValue")
COMMON = ("name", "description", "type")
NOT_IN_COMPOUNDS = ("batchDistance", "distanceSort", "absoluteSort")


def read_comparison(fields: Fields, name: str, context: RuleContext) -> Rule | None:
    measured = read_measurements(fields, context.names)
    one_base(fields, measured)
    reference = reference_for(fields, measured, context.names)
    operation = fields.choice("operation", OPERATIONS)
    aggregation = fields.choice("partyAggregation", AGGREGATIONS, "avg")
    if operation is None or aggregation is None:
        return None
    if operation not in ("=", "!="):
        if not fields.has("referenceValue"):
            fields.error("operation", f"without referenceValue, operation can only be = or !=, not {operation}")
        if any(shape.base == "string" for _, shape in measured):
            fields.error("operation", f"texts can only be compared by = or !=, not by {operation}")
    return ComparisonRule(
        name=name,
        measurements=expressions_of(measured),
        reference_value=reference,
        operation=operation,
        party_aggregation=aggregation,
    )


def read_distance(fields: Fields, name: str, context: RuleContext) -> Rule | None:
    measured = read_measurements(fields, context.names)
    if any(shape.base != "number" for _, shape in measured):
        fields.error("measurements", "a distance is measured between numbers")
    if not fields.has("referenceValue"):
        fields.error("referenceValue", "referenceValue is missing")
    reference = reference_for(fields, measured, context.names)
    nearest, furthest = fields.number("minDistance"), fields.number("maxDistance")
    aggregation = fields.choice("partyAggregation", AGGREGATIONS, "avg")
    if not (fields.has("minDistance") or fields.has("maxDistance")):
        fields.error("maxDistance", "minDistance or maxDistance is missing")
    if reference is None or aggregation is None:
        return None
    return DistanceRule(
        name=name,
        measurements=expressions_of(measured),
        reference_value=reference,
        min_distance=nearest,
        max_distance=furthest,
        party_aggregation=aggregation,
    )


def attribute_named(fields: Fields, key: str, context: RuleContext, types: Sequence[str]) -> str | None:
    """The attribute that a member names, which has to have one of these types."""
    name = fields.text(key)
    if name is None:
        return None
    kind = context.names.attributes.get(name)
    if kind is None:
        fields.error(key, f"there is no attribute {quoted(name)} in playerAttributes")
    elif kind not in types:
        fields.error(key, f"{quoted(name)} is a {kind}; {key} has to be a {' or a '.join(types)}")
    return name


def read_batch_distance(fields: Fields, name: str, context: RuleContext) -> Rule | None:
    attribute = attribute_named(fields, "batchAttribute", context, ("number", "string"))
    furthest = fields.number("maxDistance")
    aggregation = fields.choice("partyAggregation", AGGREGATIONS, "avg")
    if attribute is None or aggregation is None:
        return None
    is_number = context.names.attributes.get(attribute) == "number"
    if is_number and not fields.has("maxDistance"):
        fields.error("maxDistance", "maxDistance is missing: batchAttribute is a number")
    return BatchDistanceRule(
        name=name,
        batch_attribute=attribute,
        max_distance=furthest if is_number else None,
        party_aggregation=aggregation,
    )


def read_latency(fields: Fields, name: str, context: RuleContext) -> Rule | None:
    nearest, furthest = fields.number("maxLatency"), fields.number("maxDistance")
    aggregation = fields.choice("partyAggregation", AGGREGATIONS, "avg")
    reference = None
    if fields.has("distanceReference") or fields.has("maxDistance"):
        reference = fields.choice("distanceReference", DISTANCE_REFERENCES)
        if not fields.has("maxDistance"):
            fields.error("maxDistance", "maxDistance is missing: distanceReference is there")
    elif not fields.has("maxLatency"):
        fields.error("maxLatency", "maxLatency is missing, or maxDistance with distanceReference")
    if aggregation is None:
        return None
    return LatencyRule(
        name=name,
        max_latency=nearest,
        max_distance=furthest,
        distance_reference=reference,
        party_aggregation=aggregation,
    )


def read_sort(fields: Fields, name: str, context: RuleContext) -> Rule | None:
    by_distance = fields.value["type"] == "distanceSort"
    attribute = attribute_named(fields, "sortAttribute", context, ("number", "string_number_map"))
    direction = fields.choice("sortDirection", DIRECTIONS)
    aggregation = fields.choice("partyAggregation", AGGREGATIONS, "avg")
    key = None
    if context.names.attributes.get(attribute or "") == "string_number_map":
        key = fields.choice("mapKey", MAP_KEYS)
    elif fields.has("mapKey"):
        fields.findings.warning((*fields.path, "mapKey"), "mapKey means nothing: sortAttribute is no map")
    if attribute is None or direction is None or aggregation is None:
        return None
    return SortRule(
        name=name,
        by_distance=by_distance,
        sort_direction=direction,
        sort_attribute=attribute,
        map_key=key,
        party_aggregation=aggregation,
    )


def read_compound(fields: Fields, name: str, context: RuleContext) -> Rule | None:
    text = fields.text("statement")
    if text is None:
        return None
    try:
        statement = StatementReader(text).statement
    except StatementError as error:
        fields.error("statement", f"{quoted(text)}: {error}")
        return None
    for each in sorted(rules_named(statement)):
        if each not in context.earlier:
            fields.error("statement", f"there is no rule {quoted(each)} before this one")
        elif context.earlier[each] in NOT_IN_COMPOUNDS:
            fields.error(
                "statement", f"{quoted(each)} is a rule of type {context.earlier[each]}, which no compound can use"
            )
    return CompoundRule(name=name, statement=statement)


READERS: Mapping[str, tuple[Callable[[Fields, str, RuleContext], Rule | None], tuple[str, ...]]] = {
    "comparison": (read_comparison, ("measurements", "referenceValue", "operation", "partyAggregation")),
    "distance": (
        read_distance,
        ("measurements", "referenceValue", "minDistance", "maxDistance", "partyAggregation"),
    ),
    "batchDistance": (read_batch_distance, ("batchAttribute", "maxDistance", "partyAggregation")),
    "collection": (
        read_collection,
        ("measurements", "referenceValue", "operation", "minCount", "maxCount", "partyAggregation"),
    ),
    "latency": (read_latency, ("maxLatency", "maxDistance", "distanceReference", "partyAggregation")),
    "distanceSort": (read_sort, ("sortDirection", "sortAttribute", "mapKey", "partyAggregation")),
    "absoluteSort": (read_sort, ("sortDirection", "sortAttribute", "mapKey", "partyAggregation")),
    "compound": (read_compound, ("statement",)),
}
"""By type of rule: what reads it, and the members that it has beside those that all have."""


def read_rule(fields: Fields, name: str, context: RuleContext) -> Rule | None:
    """The rule; None where something is wrong with it, which has been noted."""
    before = len(fields.findings.errors)
    kind = fields.choice("type", READERS)
    if kind is None:
        return None
    read, known = READERS[kind]
    fields.warn_of_unknown((*COMMON, *known))
    rule = read(fields, name, context)
    return rule if len(fields.findings.errors) == before else None
