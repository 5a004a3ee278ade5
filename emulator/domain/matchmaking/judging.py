"""Rules, judged: what each says of a match in the making, and what they say together.

Theory of operation
-------------------
A complete match has to pass every rule that no compound refers to. While a match grows, a rule that does not hold yet
says more: that it is open, that it has failed but could hold again, or that no further player can help (`Outcome`).
The documented filling takes a ticket out again with which a rule fails; the backtracking turns round only where a rule
is doomed. How an outcome is told apart from the next stands with the rules; docs/matchmaking.md has it in a table.
"""

from collections.abc import Callable, Mapping, Sequence

from emulator.domain.matchmaking.candidate import Candidate
from emulator.domain.matchmaking.expression import Call, Expression, Path
from emulator.domain.matchmaking.judging_lists import judge_of_collection
from emulator.domain.matchmaking.judging_numbers import Measured, constant, judge_of_comparison, judge_of_distance
from emulator.domain.matchmaking.likeness import kinds_of_teams, sees_no_teams
from emulator.domain.matchmaking.needs import counts_or_sums, path_in
from emulator.domain.matchmaking.outcome import DOOMED, FAILED, OPEN, PASSED, Judge, Outcome
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
    RuleSet,
    SortRule,
    Statement,
)
from emulator.domain.matchmaking.statement import rules_named
from emulator.domain.matchmaking.trend import trends_of
from emulator.domain.matchmaking.values import Measuring


class StageJudges:
    """The rules of one stage."""

    def __init__(self, rule_set: RuleSet, number: int) -> None:
        stage = rule_set.stages[number]
        types = {name: each.type for name, each in rule_set.player_attributes.items()}
        self._measuring = Measuring({team.name: place for place, team in enumerate(stage.teams)}, types)
        self._types = types
        self.teams = stage.teams
        self.least = [team.min_players for team in stage.teams]
        self.most = [team.max_players for team in stage.teams]
        judged = [rule for rule in stage.rules if not isinstance(rule, SortRule)]
        self.rules = judged
        self._judges = [self._judge_of(rule, judged) for rule in judged]
        parts = {name for rule in judged if isinstance(rule, CompoundRule) for name in rules_named(rule.statement)}
        self.enforced = [place for place, rule in enumerate(judged) if rule.name not in parts]
        """The places of the rules that have to hold by themselves. Documented: those that compounds name need not."""
        self._everywhere = [place for place in self.enforced if sees_no_teams(judged[place], stage.teams)]
        self._dooming = [(judge, place in self.enforced) for place, judge in enumerate(self._judges)]
        self.kinds = kinds_of_teams(self.teams, self.rules)
        """For each team the first one that no rule tells apart from it."""

    def outcomes(self, candidate: Candidate) -> list[Outcome]:
        """What each rule says, in the rule set's order."""
        found: list[Outcome] = []
        for judge in self._judges:
            found.append(judge(candidate, found))
        return found

    def worst(self, outcomes: Sequence[Outcome]) -> Outcome:
        """What the rules that have to hold say together."""
        return max([outcomes[place] for place in self.enforced], default=PASSED)

    def fail_everywhere(self, outcomes: Sequence[Outcome]) -> bool:
        """Whether the same players in other teams fail as well."""
        return any(outcomes[place] > OPEN for place in self._everywhere)

    def is_doomed(self, candidate: Candidate) -> bool:
        """Whether no further player can make a match of it."""
        found: list[Outcome] = []
        for judge, has_to_hold in self._dooming:
            outcome = judge(candidate, found)
            if outcome is DOOMED and has_to_hold:
                return True
            found.append(outcome)
        return False

    def are_sizes_met(self, sizes: Sequence[int]) -> bool:
        """Whether each team has as many players as it needs, and no more than it can."""
        return all(least <= size <= most for least, size, most in zip(self.least, sizes, self.most, strict=True))

    def lacking(self, sizes: Sequence[int]) -> int:
        """How many players the teams need still."""
        return sum(max(0, least - size) for least, size in zip(self.least, sizes, strict=True))

    def value(self, expression: Expression, aggregation: Aggregation | ListAggregation, candidate: Candidate) -> object:
        """What an expression measures in a candidate."""
        return self._measuring.measure(expression, aggregation).read(candidate)

    def _judge_of(self, rule: Rule, rules: Sequence[Rule]) -> Judge:
        if isinstance(rule, ComparisonRule | DistanceRule):
            judge = self._judge_of_numbers(rule)
            return patient(judge) if counts_or_sums(rule) else judge
        if isinstance(rule, CollectionRule):
            measured = [self._measured(each, rule.party_aggregation) for each in rule.measurements]
            return judge_of_collection(rule, measured, self._reference(rule.reference_value, rule.party_aggregation))
        if isinstance(rule, BatchDistanceRule):
            return judge_of_batch_distance(rule)
        if isinstance(rule, LatencyRule):
            return judge_of_latency(rule)
        assert isinstance(rule, CompoundRule)
        return judge_of_compound(rule.statement, {each.name: place for place, each in enumerate(rules)})

    def _judge_of_numbers(self, rule: ComparisonRule | DistanceRule) -> Judge:
        measured = [self._measured(each, rule.party_aggregation) for each in rule.measurements]
        reference = self._reference(rule.reference_value, rule.party_aggregation)
        if isinstance(rule, DistanceRule):
            return judge_of_distance(rule, measured, reference)
        return judge_of_comparison(rule, measured, None if rule.reference_value is None else reference)

    def _reference(self, value: Reference | None, aggregation: Aggregation | ListAggregation) -> Measured:
        return self._measured(value, aggregation) if isinstance(value, Path | Call) else constant(value)

    def _measured(self, expression: Expression, aggregation: Aggregation | ListAggregation) -> Measured:
        attribute = path_in(expression).attribute
        holds_lists = attribute is not None and self._types[attribute] == "string_list"
        return Measured(
            self._measuring.measure(expression, aggregation), trends_of(expression, holds_lists=holds_lists)
        )


def patient(judge: Judge) -> Judge:
    """The judge, for whom what has failed is open still: numbers of players are told when all are there."""

    def wait(candidate: Candidate, before: Sequence[Outcome]) -> Outcome:
        found = judge(candidate, before)
        return OPEN if found is FAILED else found

    return wait


def judge_of_batch_distance(rule: BatchDistanceRule) -> Judge:
    """All parties' numbers lie within so much, or all players' texts are equal."""
    most = rule.max_distance

    def judge(candidate: Candidate, _: Sequence[Outcome]) -> Outcome:
        parties = [party for team in candidate.teams for party in team]
        if most is None:
            fits = len({text for party in parties for text in party.values[rule.batch_attribute, None]}) <= 1
        else:
            numbers = [party.values[rule.batch_attribute, rule.party_aggregation][0] for party in parties]
            fits = max(numbers) - min(numbers) <= most
        return PASSED if fits else DOOMED

    return judge


def judge_of_latency(rule: LatencyRule) -> Judge:
    """There is a location that suits all parties.

    Documented: what the limits mean for each ticket. Assumed: that one location has to suit all of them.
    """
    most, furthest = rule.max_latency, rule.max_distance

    def judge(candidate: Candidate, _: Sequence[Outcome]) -> Outcome:
        measured = [party.latencies(rule.party_aggregation) for team in candidate.teams for party in team]
        if not measured:
            return PASSED
        places = set.intersection(*(near_places(each, most) for each in measured))
        if not places:
            return DOOMED
        if furthest is None or any(spread(rule, [each[place] for each in measured]) <= furthest for place in places):
            return PASSED
        return DOOMED if rule.distance_reference == "min" else FAILED

    return judge


def near_places(latencies: Mapping[str, float], most: float | None) -> set[str]:
    """The locations that are near enough."""
    return set(latencies) if most is None else {place for place, each in latencies.items() if each <= most}


def spread(rule: LatencyRule, latencies: Sequence[float]) -> float:
    """How far one of the latencies is from the least, or from the average, at most."""
    if rule.distance_reference == "min":
        return max(latencies) - min(latencies)
    average = sum(latencies) / len(latencies)
    return max(abs(each - average) for each in latencies)


def judge_of_compound(statement: Statement, places: Mapping[str, int]) -> Judge:
    """Judges by what the rules before have said. Something that more players can turn round is open."""
    parts: list[Callable[[Candidate, Sequence[Outcome]], Outcome]] = [
        said_by(places[each]) if isinstance(each, str) else judge_of_compound(each, places)
        for each in statement.operands
    ]
    join = JOINS[statement.operation]
    return lambda candidate, before: join([part(candidate, before) for part in parts])


def said_by(place: int) -> Judge:
    return lambda _, before: before[place]


def either(outcomes: Sequence[Outcome]) -> Outcome:
    return min(outcomes)


def just_one(outcomes: Sequence[Outcome]) -> Outcome:
    if outcomes.count(PASSED) == 1:
        return PASSED
    return DOOMED if min(outcomes) is DOOMED else OPEN


def opposite(outcomes: Sequence[Outcome]) -> Outcome:
    return OPEN if outcomes[0] is PASSED else PASSED


JOINS: Mapping[str, Callable[[Sequence[Outcome]], Outcome]] = {
    "and": max,
    "or": either,
    "xor": just_one,
    "not": opposite,
}
