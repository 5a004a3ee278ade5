"""Rule sets, read: what each construct becomes, and what is said of those that are wrong."""

import json

import pytest

from emulator.domain.matchmaking.expression import Call, Path
from emulator.domain.matchmaking.reading import LONGEST_BODY, read_rule_set
from emulator.domain.matchmaking.rule_set import (
    BatchDistanceRule,
    CollectionRule,
    ComparisonRule,
    CompoundRule,
    DistanceRule,
    LatencyRule,
    SortRule,
    Statement,
    Team,
)
from tests.support.matchmaking import expansion, rule_set, rule_set_body, team

RED_SKILL = Path(("red",), nested=False, attribute="skill")
ALL_SKILL = Path(("red", "blue"), nested=True, attribute="skill")
ALL_CHARACTERS = Path(("red", "blue"), nested=True, attribute="characters")


def rule(type: str, **members: object) -> dict[str, object]:
    return {"name": "r", "type": type, **members}


def comparison(measurement: str, **members: object) -> dict[str, object]:
    return rule("comparison", **{"measurements": [measurement], "operation": "=", **members})


def errors(body: str) -> list[str]:
    return [f"{each.path}: {each.text}" for each in read_rule_set(body).errors]


def warnings(**members: object) -> list[str]:
    return [f"{each.path}: {each.text}" for each in read_rule_set(rule_set_body(**members)).warnings]


def the_errors(**members: object) -> list[str]:
    return errors(rule_set_body(**members))


def test_a_rule_set_of_teams_alone() -> None:
    assert rule_set(teams=[team("Team 1", 0, 4)], playerAttributes=None).teams == (Team("Team 1", 0, 4),)


def test_a_team_with_a_quantity_is_several() -> None:
    names = [each.name for each in rule_set(teams=[team("trio", quantity=3), team("solo")]).teams]
    assert names == ["trio_1", "trio_2", "trio_3", "solo"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            comparison("avg (teams[*].players.attributes[skill])", referenceValue="10", operation=">="),
            ComparisonRule(name="r", measurements=(Call("avg", ALL_SKILL),), reference_value=10, operation=">="),
        ),
        (
            comparison("flatten(teams[red,blue].players.attributes[mode])"),
            ComparisonRule(
                name="r",
                measurements=(Call("flatten", Path(("red", "blue"), nested=True, attribute="mode")),),
                operation="=",
            ),
        ),
        (
            comparison("teams[red].players.attributes[mode]", referenceValue="duel"),
            ComparisonRule(
                name="r",
                measurements=(Path(("red",), nested=False, attribute="mode"),),
                reference_value="duel",
                operation="=",
            ),
        ),
        (
            rule(
                "distance",
                measurements="teams[red].players.attributes[skill]",
                referenceValue="max(teams[red].players.attributes[skill])",
                minDistance=1,
                maxDistance="2.5",
                partyAggregation="max",
            ),
            DistanceRule(
                name="r",
                measurements=(RED_SKILL,),
                reference_value=Call("max", RED_SKILL),
                min_distance=1,
                max_distance=2.5,
                party_aggregation="max",
            ),
        ),
        (
            rule("batchDistance", batchAttribute="skill", maxDistance=5),
            BatchDistanceRule(name="r", batch_attribute="skill", max_distance=5),
        ),
        (
            rule(
                "collection",
                measurements=["flatten(teams[*].players.attributes[characters])"],
                operation="reference_intersection_count",
                referenceValue="set_intersection(flatten(teams[*].players.attributes[characters]))",
                minCount=1,
                partyAggregation="intersection",
            ),
            CollectionRule(
                name="r",
                measurements=(Call("flatten", ALL_CHARACTERS),),
                operation="reference_intersection_count",
                reference_value=Call("set_intersection", Call("flatten", ALL_CHARACTERS)),
                min_count=1,
                party_aggregation="intersection",
            ),
        ),
        (
            rule(
                "collection",
                measurements=["flatten(teams[*].players[playerId])"],
                operation="contains",
                referenceValue="p1",
                maxCount=0,
            ),
            CollectionRule(
                name="r",
                measurements=(Call("flatten", Path(("red", "blue"), nested=True, attribute=None)),),
                operation="contains",
                reference_value="p1",
                max_count=0,
            ),
        ),
        (
            rule("latency", maxLatency=100, maxDistance=20, distanceReference="min"),
            LatencyRule(name="r", max_latency=100, max_distance=20, distance_reference="min"),
        ),
        (
            rule("distanceSort", sortAttribute="skill", sortDirection="ascending"),
            SortRule(name="r", by_distance=True, sort_attribute="skill", sort_direction="ascending"),
        ),
        (
            rule("absoluteSort", sortAttribute="maps", sortDirection="descending", mapKey="maxValue"),
            SortRule(
                name="r", by_distance=False, sort_attribute="maps", sort_direction="descending", map_key="maxValue"
            ),
        ),
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) else "",
)
def test_rules(written: dict[str, object], read: object) -> None:
    assert rule_set(rules=[written]).stages[0].rules == (read,)


def test_compound() -> None:
    first = {**comparison("teams[red].players.attributes[mode]"), "name": "Same-Mode"}
    compound = rule("compound", statement="or(and(Same-Mode,Same-Mode), not(xor( Same-Mode , Same-Mode)))")
    same = "Same-Mode"
    assert rule_set(rules=[first, compound]).stages[0].rules[1] == CompoundRule(
        name="r",
        statement=Statement(
            "or", (Statement("and", (same, same)), Statement("not", (Statement("xor", (same, same)),)))
        ),
    )


def test_expansions_make_stages() -> None:
    found = rule_set(
        teams=[team("red", 2, 2), team("blue", 2, 4)],
        rules=[rule("latency", maxLatency=50)],
        expansions=[
            expansion("rules[r].maxLatency", (10, 100), (20, "150")),
            expansion("teams[red,blue].minPlayers", (10, 1)),
        ],
    )
    sizes = [(each.from_age, [team.min_players for team in each.teams], each.rules) for each in found.stages]
    assert sizes == [
        (0, [2, 2], (LatencyRule(name="r", max_latency=50),)),
        (10_000, [1, 1], (LatencyRule(name="r", max_latency=100),)),
        (20_000, [1, 1], (LatencyRule(name="r", max_latency=150),)),
    ]
    assert [found.stage_at(age) for age in (-5, 0, 9_999, 10_000, 19_999, 20_000)] == [0, 0, 0, 1, 1, 2]


def test_needed_attributes_are_those_that_something_uses() -> None:
    found = rule_set(
        rules=[
            comparison("teams[red].players.attributes[mode]"),
            {**rule("absoluteSort", sortAttribute="maps", sortDirection="ascending", mapKey="minValue"), "name": "s"},
        ],
        algorithm={"batchingPreference": "sorted", "sortByAttributes": ["skill"]},
    )
    assert found.needed_attributes == {"mode", "maps", "skill"}


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"ruleLanguageVersion": "2"}, "$.ruleLanguageVersion: ruleLanguageVersion has to be 1.0, not '2'"),
        ({"ruleLanguageVersion": None}, "$: ruleLanguageVersion is missing"),
        ({"teams": []}, "$.teams: teams is missing, or empty: a match needs one team at least"),
        ({"teams": [team("red", 3, 2)]}, "$.teams[0].minPlayers: minPlayers is 3, and maxPlayers only 2"),
        ({"teams": [team("red", 0, 0)]}, "$.teams[0].maxPlayers: maxPlayers has to be 1 or more, not 0"),
        ({"teams": [team("a", quantity=2), team("a_2")]}, "$.teams[1].name: there is another team 'a_2'"),
        ({"teams": [team("red", 1, 201)]}, "$.teams: matches would have more than 200 players"),
        ({"teams": [team("red", 1, 2, quantity=101)]}, "$.teams: matches would have more than 200 players"),
        (
            {"teams": [team("red", 1, 41)]},
            "$: matches can have more than 40 players: the strategy has to be balanced",
        ),
        (
            {"algorithm": {"batchingPreference": "largestPopulation"}},
            "$.algorithm.batchingPreference: batchingPreference has to be one of random, sorted, "
            "not 'largestPopulation'",
        ),
        ({"algorithm": {"strategy": "balanced"}}, "$.algorithm: balancedAttribute is missing"),
        (
            {"algorithm": {"batchingPreference": "sorted"}},
            "$.algorithm: sortByAttributes is missing",
        ),
        (
            {"algorithm": {"batchingPreference": "sorted", "sortByAttributes": ["age"]}},
            "$.algorithm.sortByAttributes[0]: there is no attribute 'age' in playerAttributes",
        ),
        (
            {"playerAttributes": [{"name": "a", "type": "number", "default": ["x"]}]},
            "$.playerAttributes[0].default: default has to be a number, not a list",
        ),
        (
            {"rules": [comparison("teams[green].players[playerId]")]},
            "$.rules[0].measurements[0]: 'teams[green].players[playerId]': there is no team 'green'; "
            "the teams are red, blue",
        ),
        (
            {"rules": [comparison("teams[red].players.attributes[age]")]},
            "$.rules[0].measurements[0]: 'teams[red].players.attributes[age]': "
            "there is no attribute 'age' in playerAttributes",
        ),
        (
            {"rules": [comparison("flatten(teams[red].players.attributes[skill])")]},
            "$.rules[0].measurements[0]: 'flatten(teams[red].players.attributes[skill])': "
            "flatten needs lists in a list",
        ),
        (
            {"rules": [comparison("teams[red].players")]},
            "$.rules[0].measurements[0]: 'teams[red].players': players can only be counted; "
            "their ids are teams[red].players[playerId]",
        ),
        (
            {"rules": [comparison("mean(teams[red].players.attributes[skill])")]},
            "$.rules[0].measurements[0]: 'mean(teams[red].players.attributes[skill])': 'mean' is none of the functions "
            "min, max, avg, median, sum, count, stddev, flatten, set_intersection",
        ),
        (
            {"rules": [comparison("teams[red].players.attributes[skill]", operation="<")]},
            "$.rules[0].operation: without referenceValue, operation can only be = or !=, not <",
        ),
        (
            {"rules": [rule("latency")]},
            "$.rules[0]: maxLatency is missing, or maxDistance with distanceReference",
        ),
        (
            {"rules": [rule("collection", measurements=["teams[red].players[playerId]"], operation="contains")]},
            "$.rules[0]: minCount or maxCount is missing",
        ),
        (
            {"rules": [rule("compound", statement="and(r,r)")]},
            "$.rules[0].statement: there is no rule 'r' before this one",
        ),
        (
            {
                "rules": [
                    {**rule("batchDistance", batchAttribute="mode"), "name": "b"},
                    rule("compound", statement="not(b)"),
                ]
            },
            "$.rules[1].statement: 'b' is a rule of type batchDistance, which no compound can use",
        ),
        ({"rules": [rule("compound", statement="not(r")]}, "$.rules[0].statement: 'not(r': a bracket is not closed"),
        (
            {"expansions": [expansion("teams[green].minPlayers", (1, 1))]},
            "$.expansions[0].target: there is no team 'green'",
        ),
        (
            {"expansions": [expansion("algorithm.strategy", (1, "balanced"))]},
            "$.expansions[0].target: target is teams[name].minPlayers or rules[name].property, "
            "not 'algorithm.strategy'",
        ),
        (
            {"rules": [rule("latency", maxLatency=1)], "expansions": [expansion("rules[r].minCount", (1, 1))]},
            "$.expansions[0].target: 'minCount' of rule 'r' cannot change",
        ),
        (
            {"rules": [rule("latency", maxLatency=1)], "expansions": [expansion("rules[r].maxLatency", (1, "far"))]},
            "$.expansions[0].steps[0].value: maxLatency has to be a number, not a text",
        ),
        (
            {"expansions": [expansion("teams[red].minPlayers", (9, 1), (9, 0))]},
            "$.expansions[0].steps[1].waitTimeSeconds: waitTimeSeconds is 9, and has to rise: 9 comes before it",
        ),
        (
            {"expansions": [expansion("teams[red].maxPlayers", (9, 200))]},
            "$.expansions[0].steps[0].value: it makes matches of 201 players; 200 is the most",
        ),
    ],
)
def test_errors_name_their_place(members: dict[str, object], message: str) -> None:
    assert message in the_errors(**members)


def test_all_errors_are_told_at_once() -> None:
    found = the_errors(ruleLanguageVersion=1, teams=[team("red", 5, 1)], rules=[rule("latency"), rule("none")])
    assert len(found) == 5


@pytest.mark.parametrize(
    ("body", "line", "column", "message"),
    [
        ("", 1, 1, "it ends too early"),
        ("[]", 1, 1, "a rule set is an object, not a list"),
        ('{\n  "name": "a",\n}', 3, 1, "it is not JSON: a text in double quotes is missing or does not end, at '}'"),
        ('{"name": 01}', 1, 11, "it is not JSON: a comma or } is missing, at '1}'"),
        ('{"name": "\\ud800"}', 1, 10, "it is not JSON: half of a surrogate pair in a text, at '\"\\\\ud800\"}'"),
        ('{"name": 1e999}', 1, 10, "it is not JSON: a number is too large, at '1e999}'"),
        ("{} /* and so on", 1, 4, "it is not JSON: after its value, the text goes on, at '/* and so on'"),
        ("[" * 60_000, 1, 34, "it is nested more than 32 deep"),
        ("{" * (LONGEST_BODY + 1), 1, 1, "it has 65,536 characters; 65,535 is the most"),
    ],
)
def test_what_is_no_json(body: str, line: int, column: int, message: str) -> None:
    first = read_rule_set(body).errors[0]
    assert (first.line, first.column, first.text) == (line, column, message)


@pytest.mark.parametrize(
    "hostile",
    ["avg(" * 10_000 + "teams[red].players" + ")" * 10_000, "(" * 50_000, " " * 50_000, "avg" + " " * 50_000, "teams["],
)
def test_hostile_expressions_are_refused(hostile: str) -> None:
    (found,) = the_errors(rules=[comparison(hostile)])
    assert found.startswith("$.rules[0].measurements[0]: ")
    assert len(found) < 1_000


@pytest.mark.parametrize("hostile", ["not(" * 9_000 + "r" + ")" * 9_000, "and(r" + " " * 50_000, ")" * 50_000, ","])
def test_hostile_statements_are_refused(hostile: str) -> None:
    (found,) = the_errors(rules=[rule("compound", statement=hostile)])
    assert found.startswith("$.rules[0].statement: ")


def test_comments_are_read_over() -> None:
    body = '// first\n{ /* a rule set */ "ruleLanguageVersion": "1.0", // "teams": 1\n' + (
        f'"teams": {json.dumps([team("a//b", 1, 1)])} }}  // last'
    )
    reading = read_rule_set(body)
    assert reading.rule_set is not None
    assert reading.rule_set.teams[0].name == "a//b"
    (doubt,) = reading.warnings
    assert (doubt.line, doubt.column) == (1, 1)


def test_of_a_key_that_stands_twice_the_last_counts() -> None:
    reading = read_rule_set(
        '{"ruleLanguageVersion": "0", "ruleLanguageVersion": "1.0", "teams": ' + json.dumps([team("a")]) + "}"
    )
    assert reading.errors == ()
    assert [each.text for each in reading.warnings] == ["'ruleLanguageVersion' stands twice; the last one counts"]


def test_warnings() -> None:
    assert warnings(
        playerAttributes=[{"name": "skill", "type": "number"}],
        teams=[team("red", colour="red")],
        rules=[rule("latency", maxLatency=-1)],
        algorithm={"backfillPriority": "low", "strategy": "balanced", "balancedAttribute": "skill"},
    ) == [
        "$.teams[0].colour: 'colour' means nothing here",
        "$.rules[0]: no match can ever pass rule 'r'",
        "$.algorithm.backfillPriority: with strategy balanced backfill tickets come first, whatever this says",
    ]
    assert warnings(playerAttributes=[{"name": "skill", "type": "number"}]) == [
        "$.playerAttributes[0].name: nothing uses attribute 'skill'; it only goes to the game server"
    ]


def test_an_expansion_can_give_hope() -> None:
    members = {"rules": [rule("latency", maxLatency=-1)], "playerAttributes": None}
    assert warnings(**members, expansions=[expansion("rules[r].maxLatency", (5, 10))]) == []


@pytest.mark.parametrize("kind", ["distance", "collection", "compound"])
def test_large_matches_have_few_types_of_rules(kind: str) -> None:
    rules = {
        "distance": rule(
            "distance", measurements="teams[red].players.attributes[skill]", referenceValue=1, maxDistance=1
        ),
        "collection": rule(
            "collection", measurements="teams[red].players[playerId]", operation="intersection", minCount=1
        ),
        "compound": rule("compound", statement="not(l)"),
    }
    latency = {**rule("latency", maxLatency=1), "name": "l"}
    found = the_errors(
        teams=[team("red", 1, 41)],
        algorithm={"strategy": "balanced", "balancedAttribute": "skill"},
        rules=[latency, rules[kind]],
    )
    assert found == [
        "$.rules[1].type: matches can have more than 40 players: "
        f"rules can only be of type latency or batchDistance, not {kind}"
    ]
