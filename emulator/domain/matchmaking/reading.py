"""A rule set's text, read: the rule set, or all that is wrong with it."""

from msgspec import Struct

from emulator.domain.matchmaking.rule_set import RuleSet


class Finding(Struct, frozen=True):
    """Something that is wrong, or doubtful, in a rule set's text."""

    path: str
    """Where, as a JSON path: `$.rules[0].maxDistance`."""
    text: str
    line: int
    column: int


class Reading(Struct, frozen=True):
    """What comes of a rule set's text."""

    rule_set: RuleSet | None
    """None where there are errors."""
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


def read_rule_set(body: str) -> Reading:
    """The rule set of a text, or all that is wrong with it; in both cases what is doubtful.

    Not there yet: it is being written. Raises: NotImplementedError.
    """
    raise NotImplementedError
