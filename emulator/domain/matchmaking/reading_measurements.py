"""What rules measure, and what they compare it with, read."""

from collections.abc import Mapping
from typing import NamedTuple

from emulator.domain.matchmaking.expression import (
    Expression,
    ExpressionError,
    Names,
    Shape,
    is_expression,
    parse_expression,
)
from emulator.domain.matchmaking.findings import Fields, number_in
from emulator.domain.matchmaking.rule_set import Reference
from emulator.quoting import quoted

Measured = list[tuple[Expression, Shape]]


class RuleContext(NamedTuple):
    """What a rule can name."""

    names: Names
    earlier: Mapping[str, str]
    """The rules before it, by name: their types."""


def read_measurements(fields: Fields, names: Names) -> Measured:
    """The measured expressions; a text alone is one too (public rule sets have both)."""
    found = []
    for place, text in (texts := fields.texts("measurements", needed=True)):
        try:
            found.append(parse_expression(text, names))
        except ExpressionError as error:
            fields.findings.error(place, f"{quoted(text)}: {error}")
    if fields.value.get("measurements") == [] and not texts:
        fields.error("measurements", "measurements is empty")
    return found


def read_reference(fields: Fields, names: Names) -> tuple[Reference, Shape] | None:
    """The reference value, which is a constant, or an expression where it looks like one."""
    value = fields.value.get("referenceValue")
    if isinstance(value, str) and is_expression(value):
        try:
            return parse_expression(value, names)
        except ExpressionError as error:
            fields.error("referenceValue", f"{quoted(value)}: {error}")
    elif isinstance(value, str):
        return value, Shape("string", 0)
    elif isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value), Shape("string", 1)
    elif (number := number_in(value)) is not None:
        return number, Shape("number", 0)
    elif value is not None:
        fields.error("referenceValue", "referenceValue has to be a number, a text, a list of texts or an expression")
    return None


def reference_for(fields: Fields, measured: Measured, names: Names) -> Reference | None:
    """The reference value of a comparison or distance, one or as many as are measured."""
    found = read_reference(fields, names)
    if found is None or not measured:
        return None
    reference, (base, depth) = found
    wanted = measured[0][1]
    if base != wanted.base and isinstance(reference, str) and (number := number_in(reference)) is not None:
        reference, base = number, "number"
    if base != wanted.base:
        fields.error("referenceValue", f"referenceValue is a {base}, and a {wanted.base} is measured")
    elif depth and any(shape.depth != depth for _, shape in measured):
        fields.error("referenceValue", "referenceValue gives lists: put min, max, avg or flatten before it")
    return reference


def one_base(fields: Fields, measured: Measured) -> None:
    if len({shape.base for _, shape in measured}) > 1:
        fields.error("measurements", "numbers and texts are measured by one rule")


def expressions_of(measured: Measured) -> tuple[Expression, ...]:
    return tuple(expression for expression, _ in measured)
