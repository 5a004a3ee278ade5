"""Expansions, read: each step makes one stage of the one before, and is checked as the rule or team that it makes."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from emulator.domain.clock import SECOND
from emulator.domain.matchmaking.findings import Fields, Findings, shown_value
from emulator.domain.matchmaking.json_text import JsonPath
from emulator.domain.matchmaking.reading_measurements import RuleContext
from emulator.domain.matchmaking.reading_rules import COMMON, READERS, read_rule
from emulator.domain.matchmaking.reading_teams import DeclaredTeam, players_of, teams_of
from emulator.domain.matchmaking.rule_set import LARGEST_MATCH, Rule, Stage, Step, Team
from emulator.quoting import quoted

TEAMS = re.compile(r"\s*+teams\[([^\]]*)\]\.(\w+)\s*+")
RULE = re.compile(r"\s*+rules\[([^\]]*)\]\.(\w+)\s*+")
TEAM_PROPERTIES = {"minPlayers": "min_players", "maxPlayers": "max_players"}
NO_TARGETS = (*COMMON, "statement")


class Target(NamedTuple):
    """What an expansion changes: a property of some teams, or of one rule."""

    names: tuple[str, ...]
    property: str
    is_rule: bool


class PlannedStep(NamedTuple):
    """A step of an expansion, with its place in the text."""

    step: Step
    target: Target
    path: JsonPath


class DeclaredRule(NamedTuple):
    """A rule of the first stage: what it was read from, and the rule itself where nothing is wrong with it."""

    fields: Fields
    context: RuleContext
    rule: Rule | None


class Stages:
    """The stages, made one from the other."""

    def __init__(
        self, teams: Mapping[str, DeclaredTeam], rules: Mapping[str, DeclaredRule], findings: Findings
    ) -> None:
        self._teams = dict(teams)
        self._rules = dict(rules)
        self._findings = findings
        self.most_players = players_of(teams)
        """How many players a match has at most, in any stage so far."""
        self.stages = [self._stage(0)]

    def _stage(self, from_age: int) -> Stage:
        teams: list[Team] = []
        for each in self._teams.values():
            teams += teams_of(each)
        rules = tuple(each.rule for each in self._rules.values() if each.rule is not None)
        return Stage(from_age, tuple(teams), rules)

    def add(self, planned: Sequence[PlannedStep]) -> None:
        """The stages that these steps make, which come in the order of their ages."""
        for each in planned:
            change = self._change_rule if each.target.is_rule else self._change_teams
            change(each.target, each.step.value, each.path)
            if not self._findings.errors:
                if self.stages[-1].from_age == each.step.from_age:
                    self.stages.pop()
                self.stages.append(self._stage(each.step.from_age))

    def _change_teams(self, target: Target, value: object, path: JsonPath) -> None:
        fields = Fields({target.property: value}, path[:-1], found := Findings())
        number = fields.whole(target.property, 1 if target.property == "maxPlayers" else 0)
        if number is not None:
            for name in target.names:
                self._teams[name] = replace(self._teams[name], **{TEAM_PROPERTIES[target.property]: number})
            self.most_players = max(self.most_players, players := players_of(self._teams))
            if players > LARGEST_MATCH:
                self._findings.error(path, f"it makes matches of {players} players; {LARGEST_MATCH} is the most")
        self._note(found, path)

    def _change_rule(self, target: Target, value: object, path: JsonPath) -> None:
        declared = self._rules[target.names[0]]
        if declared.rule is None:
            return
        before = declared.fields
        fields = Fields({**before.value, target.property: value}, before.path, found := Findings())
        rule = read_rule(fields, declared.rule.name, declared.context)
        self._rules[target.names[0]] = DeclaredRule(fields, declared.context, rule or declared.rule)
        self._note(found, path)

    def _note(self, found: Findings, path: JsonPath) -> None:
        for _, text in found.errors:
            self._findings.error(path, text)


def read_expansions(
    fields: Fields, teams: Mapping[str, DeclaredTeam], rules: Mapping[str, DeclaredRule]
) -> list[PlannedStep]:
    """The steps of all expansions, by rising age."""
    found: list[PlannedStep] = []
    for each in fields.objects("expansions"):
        each.warn_of_unknown(("target", "steps"))
        text = each.text("target")
        target = None if text is None else target_of(text, each, teams, rules)
        if not any(each.entries("steps")):
            each.error("steps", "steps is missing, or empty")
        last = 0
        for step in each.objects("steps"):
            step.warn_of_unknown(("waitTimeSeconds", "value"))
            wait = step.whole("waitTimeSeconds", 1)
            if not step.has("value"):
                step.error("value", "value is missing")
            if wait is not None and wait <= last:
                step.error("waitTimeSeconds", f"waitTimeSeconds is {wait}, and has to rise: {last} comes before it")
            last = wait or last
            if wait is not None and target is not None and step.has("value"):
                found.append(
                    PlannedStep(Step(wait * SECOND, text or "", step.value["value"]), target, (*step.path, "value"))
                )
    return sorted(found, key=lambda each: each.step.from_age)


def target_of(
    text: str, fields: Fields, teams: Mapping[str, DeclaredTeam], rules: Mapping[str, DeclaredRule]
) -> Target | None:
    """What an expansion is to change; None where it cannot be, which has been noted."""
    if found := TEAMS.fullmatch(text):
        names = tuple(name.strip() for name in found[1].split(","))
        if unknown := [name for name in names if name not in teams]:
            fields.error("target", f"there is no team {quoted(unknown[0])}")
        elif found[2] not in TEAM_PROPERTIES:
            fields.error("target", f"of teams only {' and '.join(TEAM_PROPERTIES)} can change, not {quoted(found[2])}")
        else:
            return Target(names, found[2], is_rule=False)
    elif found := RULE.fullmatch(text):
        return rule_target(found[1].strip(), found[2], fields, rules)
    else:
        fields.error("target", f"target is teams[name].minPlayers or rules[name].property, not {shown_value(text)}")
    return None


def rule_target(name: str, member: str, fields: Fields, rules: Mapping[str, DeclaredRule]) -> Target | None:
    if name not in rules:
        fields.error("target", f"there is no rule {quoted(name)}")
        return None
    kind = rules[name].fields.value.get("type")
    known = READERS[kind][1] if isinstance(kind, str) and kind in READERS else ()
    if member in NO_TARGETS or (known and member not in known):
        fields.error("target", f"{quoted(member)} of rule {quoted(name)} cannot change")
        return None
    return Target((name,), member, is_rule=True)
