"""Collection rules, read."""

from typing import get_args

from emulator.domain.matchmaking.expression import Shape
from emulator.domain.matchmaking.findings import Fields
from emulator.domain.matchmaking.reading_measurements import (
    RuleContext,
    expressions_of,
    read_measurements,
    read_reference,
)
from emulator.domain.matchmaking.rule_set import CollectionOperation, CollectionRule, ListAggregation, Reference, Rule

LIST_AGGREGATIONS: tuple[ListAggregation, ...] = get_args(ListAggregation)
COLLECTION_OPERATIONS: tuple[CollectionOperation, ...] = get_args(CollectionOperation)


def read_collection(fields: Fields, name: str, context: RuleContext) -> Rule | None:
    measured = read_measurements(fields, context.names)
    if any(shape.base != "string" or not shape.depth for _, shape in measured):
        fields.error("measurements", "a collection is measured over lists of texts")
    found = read_reference(fields, context.names)
    operation = fields.choice("operation", COLLECTION_OPERATIONS)
    fewest, most = fields.number("minCount"), fields.number("maxCount")
    aggregation = fields.choice("partyAggregation", LIST_AGGREGATIONS, "union")
    if not (fields.has("minCount") or fields.has("maxCount")):
        fields.error("minCount", "minCount or maxCount is missing")
    if operation is None or aggregation is None:
        return None
    check_collection_reference(fields, operation, found)
    return CollectionRule(
        name=name,
        measurements=expressions_of(measured),
        operation=operation,
        reference_value=found and found[0],
        min_count=fewest,
        max_count=most,
        party_aggregation=aggregation,
    )


def check_collection_reference(
    fields: Fields, operation: CollectionOperation, found: tuple[Reference, Shape] | None
) -> None:
    """Notes where a collection's reference value does not suit its operation."""
    if operation == "intersection":
        if fields.has("referenceValue"):
            fields.findings.warning((*fields.path, "referenceValue"), "intersection makes no use of referenceValue")
    elif not fields.has("referenceValue"):
        fields.error("referenceValue", f"referenceValue is missing: {operation} needs it")
    elif found is not None:
        base, depth = found[1]
        if operation == "contains" and not isinstance(found[0], str):
            fields.error("referenceValue", "contains needs a text as referenceValue")
        elif base != "string" or depth > 1:
            fields.error("referenceValue", "referenceValue has to be a text or one list of texts: use flatten")
