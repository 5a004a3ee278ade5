"""A rule beside a match that breaks it, in words: one case for each construct."""

import pytest

from emulator.domain.matchmaking.explaining import Example, Explanation, explain
from emulator.domain.matchmaking.search import SearchOptions
from emulator.domain.matchmaking.ticket import Ticket
from tests.support.matchmaking import SKILLS, player, rule_set, team, ticket

MODES = "flatten(teams[*].players.attributes[mode])"
CHARACTERS = "flatten(teams[*].players.attributes[characters])"


def first_failure(*tickets: Ticket, **members: object) -> Example:
    """The first case in which the last rule did not hold when a match was built around the first ticket."""
    (*_, verdict) = explained(*tickets, **members).rules
    assert verdict.example is not None
    return verdict.example


def explained(*tickets: Ticket, **members: object) -> Explanation:
    rules = rule_set(**members)
    return explain(tickets[0], tickets, rules, 0, SearchOptions(), search_cut=False)


A = ticket("a", -2, player("a", {"eu": 10, "us": 90}, skill=1, mode="duel", characters=("medic", "scout")))
B = ticket("b", -1, player("b", {"eu": 70, "us": 95}, skill=9, mode="siege", characters=("medic", "tank")))
DUEL = ticket("b", -1, player("b", mode="duel"))


def comparison(measurement: str, operation: str, **members: object) -> dict[str, object]:
    return {"type": "comparison", "measurements": [measurement], "operation": operation, **members}


def collection(measurement: str, operation: str, **members: object) -> dict[str, object]:
    return {"type": "collection", "measurements": [measurement], "operation": operation, **members}


@pytest.mark.parametrize(
    ("rule", "tickets", "measured", "wanted"),
    [
        (comparison(MODES, "="), "ab", '["duel", "siege"]', "all equal"),
        (comparison(f"min({SKILLS})", ">=", referenceValue=5), "a", "1", ">= 5"),
        (
            {"type": "distance", "measurements": [f"max({SKILLS})"], "referenceValue": 0, "maxDistance": 5.5},
            "ab",
            "9",
            "at most 5.5 from 0",
        ),
        (
            {"type": "distance", "measurements": [SKILLS], "referenceValue": 2, "minDistance": 2},
            "a",
            "[1]",
            "at least 2 from 2",
        ),
        (
            {
                "type": "distance",
                "measurements": [f"max({SKILLS})"],
                "referenceValue": f"min({SKILLS})",
                "minDistance": 0,
                "maxDistance": 7,
            },
            "ab",
            "9",
            "0 to 7 from 1",
        ),
        (
            collection(CHARACTERS, "contains", referenceValue="medic", maxCount=1),
            "ab",
            '[["medic", "scout"], ["medic", "tank"]]',
            'contains "medic": at most 1',
        ),
        (
            collection(CHARACTERS, "intersection", minCount=2),
            "ab",
            '[["medic", "scout"], ["medic", "tank"]]',
            "intersection: at least 2",
        ),
        (
            collection(CHARACTERS, "reference_intersection_count", referenceValue=["medic", "tank"], maxCount=1),
            "ab",
            '[["medic", "scout"], ["medic", "tank"]]',
            'reference_intersection_count ["medic", "tank"]: at most 1',
        ),
        (
            {"type": "batchDistance", "batchAttribute": "skill", "maxDistance": 7.5},
            "ab",
            "[1, 9]",
            "within 7.5 of each other",
        ),
        ({"type": "batchDistance", "batchAttribute": "mode"}, "ab", '["duel", "siege"]', "equal"),
        (
            {"type": "latency", "maxLatency": 50},
            "ab",
            '[{"eu": 10.0, "us": 90.0}, {"eu": 70.0, "us": 95.0}]',
            "a location for all, of 50 ms at most",
        ),
        (
            {"type": "latency", "maxDistance": 2, "distanceReference": "avg"},
            "ab",
            '[{"eu": 10.0, "us": 90.0}, {"eu": 70.0, "us": 95.0}]',
            "a location for all, within 2 ms of the avg",
        ),
    ],
    ids=lambda value: str(value.get("operation", value["type"])) if isinstance(value, dict) else "",
)
def test_measured_and_wanted_are_told(rule: dict[str, object], tickets: str, measured: str, wanted: str) -> None:
    assert first_failure(A, B, rules=[{"name": "r", **rule}]) == Example(tuple(tickets), measured, wanted)


def test_rule_that_always_held_has_no_example() -> None:
    rule = {"name": "r", **comparison(f"max({SKILLS})", "<", referenceValue=f"sum({SKILLS})")}
    assert [each.example for each in explained(A, B, rules=[rule]).rules] == [None]


def test_values_that_are_equal_are_told() -> None:
    found = first_failure(A, DUEL, rules=[{"name": "r", **comparison(MODES, "!=")}])
    assert (found.measured, found.wanted) == ('["duel", "duel"]', "no two equal")


def test_several_measurements_are_told_together() -> None:
    red, blue = (f"teams[{name}].players.attributes[skill]" for name in ("red", "blue"))
    rule = {"name": "r", "type": "distance", "measurements": [red, blue], "referenceValue": 0, "maxDistance": 5}
    assert first_failure(A, B, rules=[rule]) == Example(("a", "b"), "[[1], [9]]", "at most 5 from 0")


def test_average_of_an_empty_team_is_undefined() -> None:
    rule = {"name": "r", **comparison("avg(teams[blue].players.attributes[skill])", "=", referenceValue=1)}
    found = first_failure(A, teams=[team("red"), team("blue", 0, 1)], rules=[rule])
    assert found == Example(("a",), "undefined", "= 1")


def test_compound_tells_the_rules_that_held() -> None:
    same, near = {"name": "Same", **comparison(MODES, "=")}, {"name": "Near", "type": "latency", "maxLatency": 95}
    compound = {"name": "Both", "type": "compound", "statement": "and(Near,or(Same, not(Near)))"}
    found = first_failure(A, B, rules=[same, near, compound])
    assert (found.measured, found.wanted) == ("held: Near", "and(Near, or(Same, not(Near)))")
    nothing = {"name": "No", "type": "compound", "statement": "and(Same,Same)"}
    assert first_failure(A, B, rules=[same, nothing]).measured == "held: none"


def test_party_is_measured_as_one() -> None:
    party = ticket("a", -1, player("p", skill=2), player("q", skill=8))
    rule = {"name": "r", **comparison(f"max({SKILLS})", "<", referenceValue=4, partyAggregation="max")}
    found = first_failure(party, teams=[team("red", 1, 2)], rules=[rule])
    assert found == Example(("a",), "8", "< 4")
    assert explained(party, teams=[team("red", 1, 2)], rules=[rule | {"partyAggregation": "min"}]).rules[0].failed == 0


def test_long_values_are_shortened() -> None:
    many = ticket("a", -1, player("p", characters=tuple(f"character {number}" for number in range(100))))
    rule = {"name": "r", **collection(CHARACTERS, "contains", referenceValue="character 7", maxCount=0)}
    assert len(first_failure(many, rules=[rule]).measured) < 300
