"""Which teams no rule tells apart."""

import pytest

from emulator.domain.matchmaking.likeness import kinds_of_teams
from tests.support.matchmaking import rule_set, team


def kinds(*rules: dict[str, object], **members: object) -> list[int]:
    stage = rule_set(rules=[{"name": f"r{place}", **rule} for place, rule in enumerate(rules)], **members).stages[0]
    return kinds_of_teams(stage.teams, stage.rules)


def comparison(measurement: str, reference: object = 1) -> dict[str, object]:
    return {"type": "comparison", "measurements": [measurement], "operation": "=", "referenceValue": reference}


def count(*names: str) -> str:
    return f"count(teams[{','.join(names)}].players)"


THREE = [team("a", 1, 2), team("b", 1, 2), team("c", 1, 2)]


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ([], [0, 0, 0]),
        ([comparison(count("b"))], [0, 1, 0]),
        ([comparison(count("a", "b"))], [0, 0, 2]),
        ([comparison(count("*"))], [0, 0, 0]),
        ([comparison(count("a")), comparison(count("c"))], [0, 1, 2]),
        ([comparison(count("a", "b"), count("b", "c"))], [0, 1, 2]),
        ([{"type": "latency", "maxLatency": 1}], [0, 0, 0]),
    ],
    ids=["no rule", "one team", "two teams", "all", "two rules", "side by side", "no teams named"],
)
def test_rules_tell_the_teams_apart_that_they_name(rules: list[dict[str, object]], found: list[int]) -> None:
    assert kinds(*rules, teams=THREE) == found


def test_size_tells_teams_apart() -> None:
    assert kinds(teams=[team("a", 1, 2), team("b", 1, 3), team("c", 1, 2), team("d", 0, 2)]) == [0, 1, 0, 3]
