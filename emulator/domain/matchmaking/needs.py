"""What a rule set needs of tickets."""

from collections.abc import Iterable, Iterator

from emulator.domain.matchmaking.expression import Call, Expression, Path
from emulator.domain.matchmaking.rule_set import (
    Algorithm,
    BatchDistanceRule,
    CollectionRule,
    ComparisonRule,
    DistanceRule,
    LatencyRule,
    PlayerAttribute,
    Rule,
    RuleSet,
    SortRule,
    Stage,
)
from emulator.domain.matchmaking.ticket import AttributeValue, Player, Ticket


def path_in(expression: Expression) -> Path:
    """The path that an expression begins with."""
    while isinstance(expression, Call):
        expression = expression.argument
    return expression


def counts_or_sums(rule: Rule) -> bool:
    """Whether a rule counts players or sums up values of theirs: so it can hardly hold before all are there."""
    for expression in expressions_in(rule):
        while isinstance(expression, Call):
            if expression.function in ("count", "sum"):
                return True
            expression = expression.argument
    return False


def expressions_in(rule: Rule) -> Iterator[Expression]:
    """All expressions of a rule."""
    if isinstance(rule, ComparisonRule | DistanceRule | CollectionRule):
        yield from rule.measurements
        if isinstance(rule.reference_value, Path | Call):
            yield rule.reference_value


def attributes_in(rule: Rule) -> Iterator[str]:
    """The attributes that a rule is about."""
    for expression in expressions_in(rule):
        if (attribute := path_in(expression).attribute) is not None:
            yield attribute
    if isinstance(rule, BatchDistanceRule):
        yield rule.batch_attribute
    if isinstance(rule, SortRule):
        yield rule.sort_attribute


def needed_attributes(stages: Iterable[Stage], algorithm: Algorithm) -> frozenset[str]:
    """The attributes that rules, sorts or the balance of teams make use of.

    Assumed: that these, and not all declared ones, have to be there. Rule sets may declare attributes only to have
    them passed to the game server.
    """
    rules = {id(rule): rule for stage in stages for rule in stage.rules}
    found = {name for rule in rules.values() for name in attributes_in(rule)}
    balanced = algorithm.balanced_attribute
    return frozenset(found | {*algorithm.sort_by_attributes} | ({balanced} if balanced else set()))


def value_of(player: Player, attribute: PlayerAttribute) -> AttributeValue | None:
    """The player's value of an attribute, or its default; None where there is neither, or one of another type."""
    value = player.attributes.get(attribute.name, attribute.default)
    return value if value is None or type_of(value) == attribute.type else None


def type_of(value: AttributeValue) -> str:
    """The type of a value, as rule sets name it."""
    if isinstance(value, str):
        return "string"
    if isinstance(value, int | float):
        return "number"
    return "string_list" if isinstance(value, tuple) else "string_number_map"


def mistyped_attributes(player: Player, rule_set: RuleSet) -> list[str]:
    """What is wrong with the player's attributes, for people; attributes that are not declared can be anything."""
    return [
        f"Attribute {name} of player {player.player_id} is a {type_of(value)}; the rule set declares a {declared.type}"
        for name, value in player.attributes.items()
        if (declared := rule_set.player_attributes.get(name)) is not None and type_of(value) != declared.type
    ]


def missing_attributes(ticket: Ticket, rule_set: RuleSet) -> tuple[str, ...]:
    """The needed attributes that a player of the ticket lacks: it is never in a match. In alphabetical order."""
    needed = [rule_set.player_attributes[name] for name in sorted(rule_set.needed_attributes)]
    return tuple(each.name for each in needed if any(value_of(player, each) is None for player in ticket.players))


def lacks_latency(ticket: Ticket, rule_set: RuleSet) -> bool:
    """Whether a latency rule keeps the ticket out of all matches: a player has told of no location.

    Documented: Player.LatencyInMs, and the guide's example 3.
    """
    ruled = any(isinstance(rule, LatencyRule) for rule in rule_set.stages[0].rules)
    return ruled and not all(player.latencies for player in ticket.players)
