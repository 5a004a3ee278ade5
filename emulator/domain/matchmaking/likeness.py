"""Teams that no rule tells apart: a ticket in one of them, while they are empty, is as good as in the other.

And rules that tell no teams apart: one that fails with a ticket in one team fails with it in every other.
"""

from collections.abc import Sequence

from emulator.domain.matchmaking.expression import Call, Expression
from emulator.domain.matchmaking.needs import expressions_in, path_in
from emulator.domain.matchmaking.rule_set import (
    BatchDistanceRule,
    ComparisonRule,
    CompoundRule,
    DistanceRule,
    LatencyRule,
    Rule,
    Team,
)


def kinds_of_teams(teams: Sequence[Team], rules: Sequence[Rule]) -> list[int]:
    """For each team the number of the first one that is like it, for all rules and by its size."""
    seen: dict[tuple[object, ...], int] = {}
    told_apart = {tuple(path_in(each).teams) for rule in rules for each in expressions_in(rule)}
    if any(isinstance(rule, ComparisonRule | DistanceRule) and side_by_side(rule) for rule in rules):
        return list(range(len(teams)))

    def kind(team: Team) -> tuple[object, ...]:
        return (team.min_players, team.max_players, *(team.name in named for named in sorted(told_apart)))

    return [seen.setdefault(kind(team), number) for number, team in enumerate(teams)]


def side_by_side(rule: ComparisonRule | DistanceRule) -> bool:
    """Whether a rule compares lists of different teams, entry by entry."""
    return len({path_in(each).teams for each in expressions_in(rule) if path_in(each).nested}) > 1


def sees_no_teams(rule: Rule, teams: Sequence[Team]) -> bool:
    """Whether a rule says the same of players in whatever teams they are."""
    if isinstance(rule, LatencyRule | BatchDistanceRule):
        return True
    if isinstance(rule, CompoundRule):
        return False
    names = {team.name for team in teams}
    return all({*path_in(each).teams} == names and is_flat(each) for each in expressions_in(rule))


def is_flat(expression: Expression) -> bool:
    """Whether the lists of an expression's teams are made one before anything else is done with them."""
    while isinstance(expression, Call) and isinstance(expression.argument, Call):
        expression = expression.argument
    return isinstance(expression, Call) and expression.function == "flatten"
