"""What is said of rule sets that are wrong, or doubtful: one case for each finding that test_reading.py leaves."""

from collections.abc import Mapping

import pytest

from emulator.domain.matchmaking.reading import read_rule_set
from tests.support.matchmaking import expansion, rule_set_body, team

SKILL = "teams[red].players.attributes[skill]"
MODE = "teams[red].players.attributes[mode]"
CHARACTERS = "teams[red].players.attributes[characters]"
COMPARISON = {"name": "r", "type": "comparison", "measurements": [SKILL], "operation": "=", "referenceValue": 1}
DISTANCE = {"name": "r", "type": "distance", "measurements": [SKILL], "referenceValue": 1, "maxDistance": 1}
COLLECTION = {
    "name": "r",
    "type": "collection",
    "measurements": [CHARACTERS],
    "operation": "contains",
    "referenceValue": "x",
    "minCount": 1,
}
BATCH = {"name": "r", "type": "batchDistance", "batchAttribute": "skill", "maxDistance": 1}
LATENCY = {"name": "r", "type": "latency", "maxLatency": 50}
SORT = {"name": "r", "type": "absoluteSort", "sortAttribute": "skill", "sortDirection": "ascending"}


def errors(**members: object) -> list[str]:
    return [f"{each.path}: {each.text}" for each in read_rule_set(rule_set_body(**members)).errors]


def changed(rule: Mapping[str, object], **members: object) -> dict[str, object]:
    """The rule with these members; without those that are None."""
    return {key: value for key, value in {**rule, **members}.items() if value is not None}


@pytest.mark.parametrize(
    ("rule", "place", "message"),
    [
        (changed(COMPARISON, type=None), "", "type is missing"),
        (changed(COMPARISON, name=None), "", "name is missing"),
        (changed(COMPARISON, name=""), ".name", "name has to be a text, not an empty one"),
        (changed(COMPARISON, name=7), ".name", "name has to be a text, not a number"),
        (changed(COMPARISON, measurements=None), "", "measurements is missing"),
        (changed(COMPARISON, measurements=[]), ".measurements", "measurements is empty"),
        (changed(COMPARISON, measurements=7), ".measurements", "measurements has to be a list, not a number"),
        (changed(COMPARISON, measurements=[7]), ".measurements[0]", "it has to be a text, not a number"),
        (changed(COMPARISON, operation=None), "", "operation is missing"),
        (changed(COMPARISON, operation="=="), ".operation", "operation has to be one of <, <=, =, !=, >=, >, not '=='"),
        (
            changed(COMPARISON, operation=True),
            ".operation",
            "operation has to be one of <, <=, =, !=, >=, >, not true or false",
        ),
        (
            changed(COMPARISON, partyAggregation="sum"),
            ".partyAggregation",
            "partyAggregation has to be one of min, max, avg, not 'sum'",
        ),
        (
            changed(COMPARISON, measurements=[SKILL, MODE]),
            ".measurements",
            "numbers and texts are measured by one rule",
        ),
        (
            changed(COMPARISON, measurements=[MODE], operation="<", referenceValue="x"),
            ".operation",
            "texts can only be compared by = or !=, not by <",
        ),
        (
            changed(COMPARISON, referenceValue="x"),
            ".referenceValue",
            "referenceValue is a string, and a number is measured",
        ),
        (
            changed(COMPARISON, referenceValue=f"set_intersection({SKILL})"),
            ".referenceValue",
            f"'set_intersection({SKILL})': set_intersection needs lists in a list",
        ),
        (
            changed(COMPARISON, referenceValue={}),
            ".referenceValue",
            "referenceValue has to be a number, a text, a list of texts or an expression",
        ),
        (
            changed(COMPARISON, referenceValue=[1]),
            ".referenceValue",
            "referenceValue has to be a number, a text, a list of texts or an expression",
        ),
        (
            changed(COMPARISON, measurements=[f"max({SKILL})"], referenceValue=SKILL),
            ".referenceValue",
            "referenceValue gives lists: put min, max, avg or flatten before it",
        ),
        (
            changed(COMPARISON, measurements=["teams[red"]),
            ".measurements[0]",
            "'teams[red': a path as teams[red].players.attributes[skill] is missing, at 'teams[red'",
        ),
        (
            changed(COMPARISON, measurements=[f"avg({SKILL}"]),
            ".measurements[0]",
            f"'avg({SKILL}': behind the path stands nothing, where ')' belongs",
        ),
        (
            changed(COMPARISON, measurements=["teams[red].players.attributes[maps]"]),
            ".measurements[0]",
            "'teams[red].players.attributes[maps]': "
            "'maps' is a string_number_map, of which only sort rules can make use",
        ),
        (
            changed(COMPARISON, measurements=[f"avg(avg({SKILL}))"]),
            ".measurements[0]",
            f"'avg(avg({SKILL}))': avg needs a list, and there is a single value already",
        ),
        (changed(COMPARISON, measurements=[f"sum({MODE})"]), ".measurements[0]", f"'sum({MODE})': sum needs numbers"),
        (
            changed(COMPARISON, measurements=["set_intersection(teams[*].players.attributes[skill])"]),
            ".measurements[0]",
            "'set_intersection(teams[*].players.attributes[skill])': set_intersection needs lists of texts",
        ),
        (
            changed(DISTANCE, measurements=[MODE], referenceValue="x"),
            ".measurements",
            "a distance is measured between numbers",
        ),
        (changed(DISTANCE, referenceValue=None), "", "referenceValue is missing"),
        (changed(DISTANCE, maxDistance=None), "", "minDistance or maxDistance is missing"),
        (changed(DISTANCE, maxDistance=[]), ".maxDistance", "maxDistance has to be a number, not a list"),
        (changed(BATCH, batchAttribute=None), "", "batchAttribute is missing"),
        (changed(BATCH, batchAttribute="age"), ".batchAttribute", "there is no attribute 'age' in playerAttributes"),
        (
            changed(BATCH, batchAttribute="characters"),
            ".batchAttribute",
            "'characters' is a string_list; batchAttribute has to be a number or a string",
        ),
        (changed(BATCH, maxDistance=None), "", "maxDistance is missing: batchAttribute is a number"),
        (changed(COLLECTION, measurements=[SKILL]), ".measurements", "a collection is measured over lists of texts"),
        (
            changed(COLLECTION, operation="has"),
            ".operation",
            "operation has to be one of contains, intersection, reference_intersection_count, not 'has'",
        ),
        (changed(COLLECTION, referenceValue=None), "", "referenceValue is missing: contains needs it"),
        (changed(COLLECTION, referenceValue=["x"]), ".referenceValue", "contains needs a text as referenceValue"),
        (
            changed(COLLECTION, referenceValue=7, operation="reference_intersection_count"),
            ".referenceValue",
            "referenceValue has to be a text or one list of texts: use flatten",
        ),
        (
            changed(COLLECTION, referenceValue=CHARACTERS, operation="reference_intersection_count"),
            ".referenceValue",
            "referenceValue has to be a text or one list of texts: use flatten",
        ),
        (
            changed(COLLECTION, partyAggregation="avg"),
            ".partyAggregation",
            "partyAggregation has to be one of union, intersection, not 'avg'",
        ),
        (changed(LATENCY, maxDistance=5), "", "distanceReference is missing"),
        (changed(LATENCY, distanceReference="min"), "", "maxDistance is missing: distanceReference is there"),
        (
            changed(LATENCY, maxDistance=5, distanceReference="max"),
            ".distanceReference",
            "distanceReference has to be one of min, avg, not 'max'",
        ),
        (
            changed(SORT, sortAttribute="mode"),
            ".sortAttribute",
            "'mode' is a string; sortAttribute has to be a number or a string_number_map",
        ),
        (
            changed(SORT, sortDirection="up"),
            ".sortDirection",
            "sortDirection has to be one of ascending, descending, not 'up'",
        ),
        (changed(SORT, sortAttribute="maps"), "", "mapKey is missing"),
        (
            changed(SORT, type="compound", statement="r"),
            ".statement",
            "'r': it has to be and(…), or(…), xor(…) or not(…)",
        ),
        ({"name": "r", "type": "compound"}, "", "statement is missing"),
        (
            {"name": "r", "type": "sort"},
            ".type",
            "type has to be one of comparison, distance, batchDistance, collection, latency, distanceSort, "
            "absoluteSort, compound, not 'sort'",
        ),
        ("no rule", "", "it has to be an object, not a text"),
    ],
)
def test_what_is_wrong_with_a_rule(rule: object, place: str, message: str) -> None:
    assert f"$.rules[0]{place}: {message}" in errors(rules=[rule])


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"name": 7}, "$.name: name has to be a text, not a number"),
        ({"teams": "red"}, "$.teams: teams has to be a list, not a text"),
        ({"teams": [team("red", "x")]}, "$.teams[0].minPlayers: minPlayers has to be a number, not a text"),  # type: ignore[arg-type]
        ({"teams": [team("red", -1)]}, "$.teams[0].minPlayers: minPlayers has to be 0 or more, not -1"),
        ({"teams": [team("red", 1, 1.5)]}, "$.teams[0].maxPlayers: maxPlayers has to be a whole number, not 1.5"),  # type: ignore[arg-type]
        ({"teams": [team("red", quantity=0)]}, "$.teams[0].quantity: quantity has to be 1 or more, not 0"),
        ({"playerAttributes": [{"name": "a"}]}, "$.playerAttributes[0]: type is missing"),
        ({"playerAttributes": [{"type": "number"}]}, "$.playerAttributes[0]: name is missing"),
        (
            {"playerAttributes": [{"name": "a", "type": "number"}] * 2},
            "$.playerAttributes[1].name: there is another attribute 'a'",
        ),
        (
            {"playerAttributes": [{"name": "a", "type": "string_list", "default": ["x", 1]}]},
            "$.playerAttributes[0].default: default has to be a string_list, not a list",
        ),
        (
            {"playerAttributes": [{"name": "a", "type": "string_number_map", "default": {"x": "y"}}]},
            "$.playerAttributes[0].default: default has to be a string_number_map, not an object",
        ),
        (
            {"playerAttributes": [{"name": "a", "type": "string", "default": 1}]},
            "$.playerAttributes[0].default: default has to be a string, not a number",
        ),
        ({"algorithm": "balanced"}, "$.algorithm: algorithm has to be an object, not a text"),
        (
            {"algorithm": {"strategy": "balanced", "balancedAttribute": "mode"}},
            "$.algorithm.balancedAttribute: there is no number attribute 'mode' in playerAttributes",
        ),
        (
            {"algorithm": {"batchingPreference": "sorted", "sortByAttributes": []}},
            "$.algorithm.sortByAttributes: sortByAttributes is empty: batchingPreference sorted needs some",
        ),
        (
            {"algorithm": {"batchingPreference": "sorted", "sortByAttributes": ["maps"]}},
            "$.algorithm.sortByAttributes[0]: 'maps' is a string_number_map, by which nothing is sorted",
        ),
        (
            {"algorithm": {"expansionAgeSelection": "mean"}},
            "$.algorithm.expansionAgeSelection: expansionAgeSelection has to be one of newest, oldest, not 'mean'",
        ),
        ({"rules": [LATENCY, LATENCY]}, "$.rules[1].name: there is another rule 'r'"),
        ({"expansions": [{"target": "teams[red].minPlayers"}]}, "$.expansions[0]: steps is missing, or empty"),
        (
            {"expansions": [{"target": "teams[red].minPlayers", "steps": [{"waitTimeSeconds": 1}]}]},
            "$.expansions[0].steps[0]: value is missing",
        ),
        (
            {"expansions": [{"target": "teams[red].minPlayers", "steps": [{"value": 1}]}]},
            "$.expansions[0].steps[0]: waitTimeSeconds is missing",
        ),
        (
            {"expansions": [expansion("teams[red].name", (1, "x"))]},
            "$.expansions[0].target: of teams only minPlayers and maxPlayers can change, not 'name'",
        ),
        ({"expansions": [expansion("rules[x].maxDistance", (1, 1))]}, "$.expansions[0].target: there is no rule 'x'"),
        (
            {
                "rules": [LATENCY, {"name": "c", "type": "compound", "statement": "not(r)"}],
                "expansions": [expansion("rules[c].statement", (1, "and(r,r)"))],
            },
            "$.expansions[0].target: 'statement' of rule 'c' cannot change",
        ),
        (
            {"expansions": [expansion("teams[red].maxPlayers", (1, 0))]},
            "$.expansions[0].steps[0].value: maxPlayers has to be 1 or more, not 0",
        ),
    ],
)
def test_what_is_wrong_elsewhere(members: dict[str, object], message: str) -> None:
    assert message in errors(**members)


def test_expansion_of_a_rule_that_is_wrong_adds_no_error() -> None:
    found = errors(rules=[changed(LATENCY, maxLatency=[])], expansions=[expansion("rules[r].maxLatency", (1, "x"))])
    assert found == ["$.rules[0].maxLatency: maxLatency has to be a number, not a list"]


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("or(a)", "or has 1 operands instead of 2 or more"),
        ("not(a,a)", "not has 2 operands instead of 1"),
        ("xor(a,a,a)", "xor has 3 operands instead of 2"),
        ("nand(a,a)", "'nand' is none of the operations and, or, xor, not"),
        ("and(a,)", "and lacks an operand"),
        ("and(not(a)b,a)", "'b' stands behind a bracket"),
        ("and(not(a)(a))", "a comma or a bracket is missing"),
        ("not(a) or not(a)", "it goes on after its end, at ' or not(a)'"),
    ],
)
def test_what_is_wrong_with_a_statement(statement: str, message: str) -> None:
    rules = [{**LATENCY, "name": "a"}, {"name": "r", "type": "compound", "statement": statement}]
    assert errors(rules=rules) == [f"$.rules[1].statement: '{statement}': {message}"]


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"colour": 1}, "$.colour: 'colour' means nothing here"),
        (
            {"rules": [changed(SORT, mapKey="minValue")]},
            "$.rules[0].mapKey: mapKey means nothing: sortAttribute is no map",
        ),
        (
            {"rules": [changed(COLLECTION, operation="intersection")]},
            "$.rules[0].referenceValue: intersection makes no use of referenceValue",
        ),
        (
            {"algorithm": {"balancedAttribute": "skill"}},
            "$.algorithm.balancedAttribute: only strategy balanced makes use of it",
        ),
        (
            {"algorithm": {"sortByAttributes": ["skill"]}},
            "$.algorithm.sortByAttributes: only batchingPreference sorted makes use of it",
        ),
        ({"rules": [changed(DISTANCE, minDistance=2)]}, "$.rules[0]: no match can ever pass rule 'r'"),
        ({"rules": [changed(COLLECTION, maxCount=0)]}, "$.rules[0]: no match can ever pass rule 'r'"),
        ({"rules": [changed(BATCH, maxDistance=-1)]}, "$.rules[0]: no match can ever pass rule 'r'"),
        (
            {"rules": [changed(LATENCY, maxDistance=-1, distanceReference="min")]},
            "$.rules[0]: no match can ever pass rule 'r'",
        ),
    ],
)
def test_what_is_doubtful(members: dict[str, object], message: str) -> None:
    reading = read_rule_set(rule_set_body(**members))
    assert reading.errors == ()
    assert message in [f"{each.path}: {each.text}" for each in reading.warnings]


@pytest.mark.parametrize("text", ["500", " 500 ", "-5", "2.5"])
def test_texts_that_are_numbers_are_accepted(text: str) -> None:
    assert errors(rules=[changed(DISTANCE, maxDistance=text, referenceValue=text)]) == []


@pytest.mark.parametrize("text", ["", "5e2", "0x10", "٣", "1" * 19, "5."])
def test_other_texts_are_no_numbers(text: str) -> None:
    assert errors(rules=[changed(DISTANCE, maxDistance=text)]) == [
        "$.rules[0].maxDistance: maxDistance has to be a number, not a text"
    ]
