"""A rule set's text, read: the rule set, or all that is wrong with it.

Documented: the guide's schema of rule sets, small and large. Comments are read over, as the service does with a
published rule set that has some; keys that mean nothing are, too. Both are doubtful, and told as warnings.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from emulator.domain.matchmaking.doubts import warn_of_doubts
from emulator.domain.matchmaking.expression import Names
from emulator.domain.matchmaking.findings import Fields, Finding, Findings, type_name
from emulator.domain.matchmaking.json_text import JsonError, JsonPath, JsonText, written_path
from emulator.domain.matchmaking.needs import needed_attributes
from emulator.domain.matchmaking.reading_expansions import DeclaredRule, Stages, read_expansions
from emulator.domain.matchmaking.reading_measurements import RuleContext
from emulator.domain.matchmaking.reading_rules import read_rule
from emulator.domain.matchmaking.reading_teams import players_of, read_attributes, read_teams
from emulator.domain.matchmaking.rule_set import (
    LARGEST_MATCH,
    LARGEST_SMALL_MATCH,
    Algorithm,
    PlayerAttribute,
    RuleSet,
)
from emulator.errors import InvalidRequestException
from emulator.quoting import listed, quoted

KEYS = ("name", "ruleLanguageVersion", "playerAttributes", "algorithm", "teams", "rules", "expansions")
ALGORITHM_KEYS = (
    "strategy",
    "batchingPreference",
    "sortByAttributes",
    "balancedAttribute",
    "backfillPriority",
    "expansionAgeSelection",
)
STRATEGIES: tuple[Literal["exhaustiveSearch", "balanced"], ...] = ("exhaustiveSearch", "balanced")
PRIORITIES: tuple[Literal["normal", "high", "low"], ...] = ("normal", "high", "low")
AGES: tuple[Literal["newest", "oldest"], ...] = ("newest", "oldest")
BATCHING: Mapping[str, tuple[Literal["random", "sorted", "largestPopulation", "fastestRegion"], ...]] = {
    "exhaustiveSearch": ("random", "sorted"),
    "balanced": ("largestPopulation", "fastestRegion"),
}
"""By strategy, what batchingPreference can be; the first is the default."""
LARGE_TYPES = ("latency", "batchDistance")
LONGEST_BODY = 65_535


class Reading(Struct, frozen=True):
    """What comes of a rule set's text."""

    rule_set: RuleSet | None
    """None where there are errors."""
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


@lru_cache(64)
def read_rule_set(body: str) -> Reading:
    """The rule set of a text, or all that is wrong with it; in both cases what is doubtful. In order of the text."""
    if len(body) > LONGEST_BODY:
        long = f"it has {len(body):,} characters; {LONGEST_BODY:,} is the most"
        return Reading(None, (Finding("$", long, 1, 1),), ())
    try:
        text = JsonText(body)
    except JsonError as error:
        line, column = body.count("\n", 0, error.offset) + 1, error.offset - body.rfind("\n", 0, error.offset)
        return Reading(None, (Finding(written_path(error.path), str(error), line, column),), ())
    findings = Findings()
    rule_set = read_document(text, findings)
    return Reading(
        None if findings.errors else rule_set,
        in_order(findings.errors, text),
        (*in_order(findings.warnings, text), *comments_of(text)),
    )


def check_rule_set(body: str) -> RuleSet:
    """The rule set of a text. Raises: InvalidRequestException, with all that is wrong with it."""
    reading = read_rule_set(body)
    if reading.rule_set is None:
        wrong = [f"{each.path} (line {each.line}, column {each.column}): {each.text}" for each in reading.errors]
        raise InvalidRequestException(f"The rule set is invalid: {listed(wrong, '; ')}")
    return reading.rule_set


def in_order(found: list[tuple[JsonPath, str]], text: JsonText) -> tuple[Finding, ...]:
    """What was found, each once, in the order of the text."""
    placed = []
    for path, message in dict.fromkeys(found):
        known = path
        while known not in text.offsets:
            known = known[:-1]
        placed.append((text.offsets[known], written_path(path), message))
    return tuple(Finding(path, message, *text.place(offset)) for offset, path, message in sorted(placed))


def comments_of(text: JsonText) -> tuple[Finding, ...]:
    if not text.comments:
        return ()
    doubt = "comments are no JSON; the guide says that they are not allowed"
    return (Finding("$", doubt, *text.place(text.comments[0])),)


def read_document(text: JsonText, findings: Findings) -> RuleSet | None:
    """The rule set; what is wrong or doubtful is noted."""
    for path, _ in text.repeated:
        findings.warning(path, f"{quoted(str(path[-1]))} stands twice; the last one counts")
    if not isinstance(text.value, dict):
        findings.error((), f"a rule set is an object, not {type_name(text.value)}")
        return None
    fields = Fields(text.value, (), findings)
    fields.warn_of_unknown(KEYS)
    check_version(fields)
    attributes, teams = read_attributes(fields), read_teams(fields)
    names = Names(
        {name: team.names for name, team in teams.items()}, {name: each.type for name, each in attributes.items()}
    )
    algorithm = read_algorithm(fields, attributes)
    rules = read_rules(fields, names)
    steps = read_expansions(fields, teams, rules)
    if players_of(teams) > LARGEST_MATCH:
        fields.error("teams", f"matches would have more than {LARGEST_MATCH} players")
        return None
    stages = Stages(teams, rules, findings)
    stages.add(steps)
    if stages.most_players > LARGEST_SMALL_MATCH:
        check_large(fields, algorithm, rules)
    name = fields.value.get("name")
    rule_set = RuleSet(
        name=name if isinstance(name, str) else None,
        player_attributes=attributes,
        algorithm=algorithm,
        stages=tuple(stages.stages),
        steps=tuple(each.step for each in steps),
        needed_attributes=needed_attributes(stages.stages, algorithm),
    )
    warn_of_doubts(rule_set, fields)
    return rule_set


def check_version(fields: Fields) -> None:
    version = fields.text("ruleLanguageVersion")
    if version not in (None, "1.0"):
        fields.error("ruleLanguageVersion", f"ruleLanguageVersion has to be 1.0, not {quoted(version or '')}")
    if fields.has("name") and not isinstance(fields.value["name"], str):
        fields.error("name", f"name has to be a text, not {type_name(fields.value['name'])}")


def read_algorithm(document: Fields, attributes: Mapping[str, PlayerAttribute]) -> Algorithm:
    """How tickets are searched; what is wrong is left at its default."""
    value = document.value.get("algorithm")
    if value is not None and not isinstance(value, dict):
        document.error("algorithm", f"algorithm has to be an object, not {type_name(value)}")
    fields = Fields(value if isinstance(value, dict) else {}, ("algorithm",), document.findings)
    fields.warn_of_unknown(ALGORITHM_KEYS)
    strategy = fields.choice("strategy", STRATEGIES, STRATEGIES[0]) or STRATEGIES[0]
    choices = BATCHING[strategy]
    batching = fields.choice("batchingPreference", choices, choices[0])
    balanced = fields.text("balancedAttribute", needed=strategy == "balanced")
    if balanced is not None and (balanced not in attributes or attributes[balanced].type != "number"):
        fields.error("balancedAttribute", f"there is no number attribute {quoted(balanced)} in playerAttributes")
    return Algorithm(
        strategy=strategy,
        batching_preference=batching or choices[0],
        sort_by_attributes=sort_attributes(fields, attributes, needed=batching == "sorted"),
        balanced_attribute=balanced,
        backfill_priority=fields.choice("backfillPriority", PRIORITIES, "normal") or "normal",
        expansion_age_selection=fields.choice("expansionAgeSelection", AGES, "newest") or "newest",
    )


def sort_attributes(fields: Fields, attributes: Mapping[str, PlayerAttribute], *, needed: bool) -> tuple[str, ...]:
    found = []
    for place, name in (texts := fields.texts("sortByAttributes", needed=needed)):
        if name not in attributes:
            fields.findings.error(place, f"there is no attribute {quoted(name)} in playerAttributes")
        elif attributes[name].type not in ("number", "string"):
            fields.findings.error(place, f"{quoted(name)} is a {attributes[name].type}, by which nothing is sorted")
        found.append(name)
    if needed and fields.has("sortByAttributes") and not texts:
        fields.error("sortByAttributes", "sortByAttributes is empty: batchingPreference sorted needs some")
    return tuple(found)


def read_rules(document: Fields, names: Names) -> dict[str, DeclaredRule]:
    """The rules by name, also those that something is wrong with: expansions and compounds can name them."""
    found: dict[str, DeclaredRule] = {}
    earlier: dict[str, str] = {}
    for fields in document.objects("rules"):
        name = fields.text("name")
        context = RuleContext(names, dict(earlier) if fields.value.get("type") == "compound" else {})
        rule = read_rule(fields, name or "", context)
        if name is None:
            continue
        if name in found:
            fields.error("name", f"there is another rule {quoted(name)}")
        found[name] = DeclaredRule(fields, context, rule)
        earlier[name] = str(fields.value.get("type"))
    return found


def check_large(fields: Fields, algorithm: Algorithm, rules: Mapping[str, DeclaredRule]) -> None:
    """Notes what matches of more than 40 players cannot have."""
    large = f"matches can have more than {LARGEST_SMALL_MATCH} players"
    if algorithm.strategy != "balanced":
        fields.error("algorithm", f"{large}: the strategy has to be balanced")
    for each in rules.values():
        if (kind := each.fields.value.get("type")) not in LARGE_TYPES and each.rule is not None:
            each.fields.error("type", f"{large}: rules can only be of type latency or batchDistance, not {kind}")
