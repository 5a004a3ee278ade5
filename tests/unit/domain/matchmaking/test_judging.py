"""What each construct of a rule set makes of two or three tickets: a match, or none."""

from collections.abc import Sequence

import pytest

from emulator.domain.matchmaking.search import SearchOptions, search
from emulator.domain.matchmaking.ticket import AttributeValue, Ticket
from tests.support.matchmaking import player, rule_set, team, ticket

RED, BLUE, ALL = (f"teams[{names}].players.attributes" for names in ("red", "blue", "*"))


def tickets_with(name: str, *values: AttributeValue) -> list[Ticket]:
    """A ticket of one player for each value of an attribute, the first one the oldest."""
    return [
        ticket(f"t{number}", number, player(f"p{number}", None, **{name: each})) for number, each in enumerate(values)
    ]


def are_matched(tickets: Sequence[Ticket], **members: object) -> bool:
    """Whether all tickets come into one match."""
    matches = search(tickets, rule_set(**members), 100_000, SearchOptions()).matches
    return [len(each.tickets) for each in matches] == [len(tickets)]


def comparison(measurement: str, operation: str, reference: object) -> dict[str, object]:
    return {
        "name": "r",
        "type": "comparison",
        "measurements": [measurement],
        "operation": operation,
        "referenceValue": reference,
    }


@pytest.mark.parametrize(
    ("operation", "held"),
    [("<", (1,)), ("<=", (1, 2)), ("=", (2,)), ("!=", (1, 3)), (">=", (2, 3)), (">", (3,))],
)
def test_operations_of_comparisons(operation: str, held: Sequence[int]) -> None:
    rule = comparison(f"{RED}[skill]", operation, 2)
    one = [team("red")]
    assert [each for each in (1, 2, 3) if are_matched(tickets_with("skill", each), teams=one, rules=[rule])] == [*held]


@pytest.mark.parametrize(
    ("function", "value"),
    [("min", 1), ("max", 9), ("avg", 5.25), ("median", 5.5), ("sum", 21), ("count", 4)],
)
def test_functions_of_numbers(function: str, value: float) -> None:
    """Of 1, 4, 7 and 9; the median of an even number is the mean of the two in the middle."""
    tickets = tickets_with("skill", 1, 4, 7, 9)
    crowd = [team("red", 4, 4)]
    assert are_matched(tickets, teams=crowd, rules=[comparison(f"{function}({RED}[skill])", "=", value)])
    assert not are_matched(tickets, teams=crowd, rules=[comparison(f"{function}({RED}[skill])", "=", value + 0.5)])


def test_stddev_is_that_of_a_population() -> None:
    rule = comparison(f"stddev({RED}[skill])", "=", 2)
    assert are_matched(tickets_with("skill", 2, 4, 4, 4, 5, 5, 7, 9), teams=[team("red", 8, 8)], rules=[rule])


def test_texts_are_compared_too() -> None:
    rule = comparison("teams[red].players.attributes[mode]", "=", "duel")
    one = [team("red")]
    assert are_matched(tickets_with("mode", "duel"), teams=one, rules=[rule])
    assert not are_matched(tickets_with("mode", "siege"), teams=one, rules=[rule])
    assert are_matched(tickets_with("mode", "siege"), teams=one, rules=[rule | {"operation": "!="}])


def test_without_a_reference_values_are_equal_or_all_different() -> None:
    equal = {key: value for key, value in comparison(f"flatten({ALL}[skill])", "=", 0).items() if "Value" not in key}
    different = equal | {"operation": "!="}
    teams = [team("red", 2, 2), team("blue")]
    for values, are_equal, are_different in (
        ((1, 1, 1), True, False),
        ((1, 1, 2), False, False),
        ((1, 2, 3), False, True),
    ):
        assert are_matched(tickets_with("skill", *values), teams=teams, rules=[equal]) is are_equal
        assert are_matched(tickets_with("skill", *values), teams=teams, rules=[different]) is are_different


def test_teams_are_compared_side_by_side() -> None:
    """A reference of one list for each team is compared place by place."""
    rule = {
        "name": "r",
        "type": "distance",
        "measurements": [f"max({ALL}[skill])"],
        "referenceValue": f"min({ALL}[skill])",
        "maxDistance": 3,
    }
    teams = [team("red", 2, 2), team("blue", 2, 2)]
    assert are_matched(tickets_with("skill", 1, 101, 3, 103), teams=teams, rules=[rule])
    assert not are_matched(tickets_with("skill", 1, 101, 5, 103), teams=teams, rules=[rule])


@pytest.mark.parametrize(
    ("distance", "is_near", "is_apart"),
    [(0, True, False), (1.5, True, False), (2, True, True), (3, True, True), (3.5, False, True)],
)
@pytest.mark.parametrize("side", [-1, 1])
def test_limits_of_distances_are_inclusive(distance: float, is_near: bool, is_apart: bool, side: int) -> None:
    """At most 3 from 5, at least 2, and both."""
    rule = {"name": "r", "type": "distance", "measurements": [f"{RED}[skill]"], "referenceValue": 5}
    one = tickets_with("skill", 5 + side * distance)
    for limits, held in (
        ({"maxDistance": 3}, is_near),
        ({"minDistance": 2}, is_apart),
        ({"minDistance": 2, "maxDistance": 3}, is_near and is_apart),
    ):
        assert are_matched(one, teams=[team("red")], rules=[rule | limits]) is held


def collection(operation: str, **members: object) -> dict[str, object]:
    return {
        "name": "r",
        "type": "collection",
        "measurements": [f"flatten({ALL}[characters])"],
        "operation": operation,
        **members,
    }


MEDICS = tickets_with("characters", ("medic", "scout"), ("medic",))


@pytest.mark.parametrize(
    ("rule", "held"),
    [
        (collection("contains", referenceValue="medic", minCount=2, maxCount=2), True),
        (collection("contains", referenceValue="medic", maxCount=1), False),
        (collection("contains", referenceValue="tank", minCount=1), False),
        (collection("intersection", minCount=1, maxCount=1), True),
        (collection("intersection", minCount=2), False),
        (collection("reference_intersection_count", referenceValue=["medic", "scout"], minCount=1), True),
        (collection("reference_intersection_count", referenceValue=["medic", "scout"], minCount=2), False),
        (collection("reference_intersection_count", referenceValue="tank", maxCount=0), True),
        (
            collection(
                "reference_intersection_count",
                referenceValue=f"set_intersection(flatten({ALL}[characters]))",
                minCount=1,
            ),
            True,
        ),
        (
            collection("contains", referenceValue="medic", minCount=1, maxCount=1)
            | {"measurements": [f"{ALL}[characters]"]},
            True,
        ),
        (collection("intersection", minCount=1) | {"measurements": [f"set_intersection({RED}[characters])"]}, True),
    ],
)
def test_collections(rule: dict[str, object], held: bool) -> None:
    """One team has a medic who can scout, the other one a medic."""
    assert are_matched(MEDICS, rules=[rule]) is held


def test_ids_of_players_are_a_collection_for_blocklists() -> None:
    blocked = {
        "name": "r",
        "type": "collection",
        "measurements": [f"flatten({ALL}[characters])"],
        "operation": "reference_intersection_count",
        "referenceValue": "flatten(teams[*].players[playerId])",
        "maxCount": 0,
    }
    assert are_matched(tickets_with("characters", ("nobody",), ("p9",)), rules=[blocked])
    assert not are_matched(tickets_with("characters", ("p1",), ("p9",)), rules=[blocked])


def test_batch_distance_holds_numbers_together_and_texts_equal() -> None:
    near = {"name": "r", "type": "batchDistance", "batchAttribute": "skill", "maxDistance": 5}
    assert are_matched(tickets_with("skill", 1, 6), rules=[near])
    assert not are_matched(tickets_with("skill", 1, 6.5), rules=[near])
    same = {"name": "r", "type": "batchDistance", "batchAttribute": "mode"}
    assert are_matched(tickets_with("mode", "duel", "duel"), rules=[same])
    assert not are_matched(tickets_with("mode", "duel", "siege"), rules=[same])


@pytest.mark.parametrize(
    ("rule", "held"),
    [
        ({"maxLatency": 60}, True),
        ({"maxLatency": 59}, False),
        ({"maxDistance": 10, "distanceReference": "min"}, True),
        ({"maxDistance": 9, "distanceReference": "min"}, False),
        ({"maxDistance": 5, "distanceReference": "avg"}, True),
        ({"maxDistance": 4.9, "distanceReference": "avg"}, False),
        ({"maxLatency": 60, "maxDistance": 10, "distanceReference": "min"}, False),
    ],
)
def test_latency(rule: dict[str, object], held: bool) -> None:
    """eu is near enough, us about as near for both; ap is only near one."""
    tickets = [
        ticket("a", 0, player("a", {"eu": 10, "us": 90, "ap": 1})),
        ticket("b", 1, player("b", {"eu": 60, "us": 100})),
    ]
    assert are_matched(tickets, rules=[{"name": "r", "type": "latency", **rule}]) is held


def test_players_without_a_common_location_are_in_no_match() -> None:
    tickets = [ticket("a", 0, player("a", {"eu": 1})), ticket("b", 1, player("b", {"us": 1}))]
    assert not are_matched(tickets, rules=[{"name": "r", "type": "latency", "maxLatency": 50}])


@pytest.mark.parametrize(
    ("statement", "held"),
    [
        ("and(Yes,Yes)", True),
        ("and(Yes,No)", False),
        ("or(No,Yes)", True),
        ("or(No,No)", False),
        ("xor(Yes,No)", True),
        ("xor(Yes,Yes)", False),
        ("xor(No,No)", False),
        ("not(No)", True),
        ("not(Yes)", False),
        ("or(and(Yes,No),not(xor(Yes,Yes)))", True),
    ],
)
def test_compounds(statement: str, held: bool) -> None:
    """The rules that a compound names need not hold by themselves."""
    size = "count(teams[red].players)"
    sizes = {"Yes": 1, "No": 2}
    named = [comparison(size, "=", sizes[name]) | {"name": name} for name in sizes if name in statement]
    rules = [*named, {"name": "r", "type": "compound", "statement": statement}]
    assert are_matched(tickets_with("skill", 1), teams=[team("red")], rules=rules) is held


@pytest.mark.parametrize(("aggregation", "value"), [("min", 2), ("max", 6), ("avg", 4)])
def test_numbers_of_a_party_become_one(aggregation: str, value: int) -> None:
    party = [ticket("t", 0, player("a", skill=2), player("b", skill=6))]
    rule = comparison(f"{RED}[skill]", "=", value) | {"partyAggregation": aggregation}
    assert are_matched(party, teams=[team("red", 2, 2)], rules=[rule])
    others = comparison(f"{RED}[skill]", "!=", value) | {"partyAggregation": aggregation}
    assert not are_matched(party, teams=[team("red", 2, 2)], rules=[others])


def test_lists_of_a_party_become_one() -> None:
    party = [ticket("t", 0, player("a", characters=("x", "y")), player("b", characters=("y", "z")))]
    pair = [team("red", 2, 2)]
    union = collection("intersection", minCount=3, maxCount=3) | {"measurements": [f"{RED}[characters]"]}
    assert are_matched(party, teams=pair, rules=[union])
    common = union | {"partyAggregation": "intersection", "minCount": 1, "maxCount": 1}
    assert are_matched(party, teams=pair, rules=[common])


def test_latencies_of_a_party_become_one() -> None:
    party = [ticket("t", 0, player("a", {"eu": 40, "us": 1}), player("b", {"eu": 80}))]
    pair = [team("red", 2, 2)]
    for aggregation, held in (("min", True), ("avg", False), ("max", False)):
        rule = {"name": "r", "type": "latency", "maxLatency": 50, "partyAggregation": aggregation}
        assert are_matched(party, teams=pair, rules=[rule]) is held


def test_defaults_stand_for_attributes_that_players_lack() -> None:
    attributes = [{"name": "skill", "type": "number", "default": 7}]
    rule = comparison(f"{RED}[skill]", "=", 7)
    assert are_matched([ticket("t", 0, player("a"))], playerAttributes=attributes, teams=[team("red")], rules=[rule])


def test_ticket_that_is_larger_than_every_team_is_in_no_match() -> None:
    party = [ticket("t", 0, player("a"), player("b"))]
    assert not are_matched(party, teams=[team("red", 1, 1), team("blue", 0, 1)])
    assert are_matched(party, teams=[team("red", 0, 1), team("blue", 0, 2)])


@pytest.mark.parametrize(
    ("rule", "held"),
    [
        (collection("intersection", minCount=0) | {"measurements": [f"set_intersection({BLUE}[characters])"]}, False),
        (
            collection("contains", referenceValue="x", maxCount=9)
            | {"measurements": [f"set_intersection({BLUE}[characters])"]},
            False,
        ),
        (collection("contains", referenceValue="x", maxCount=9) | {"measurements": [f"{BLUE}[characters]"]}, True),
        (
            collection(
                "reference_intersection_count", referenceValue=f"set_intersection({BLUE}[characters])", maxCount=9
            ),
            False,
        ),
        (comparison(f"avg({BLUE}[skill])", "<", 100), False),
        (comparison(f"sum({BLUE}[skill])", "=", 0), True),
        (comparison(f"count({BLUE}[skill])", "=", 0), True),
        (comparison(f"max({ALL}[skill])", "=", f"min({ALL}[skill])"), False),
    ],
)
def test_what_is_undefined_holds_never(rule: dict[str, object], held: bool) -> None:
    """The blue team is empty: only its sum and its count are defined."""
    red = [ticket("t", 0, player("p", skill=1, characters=("x",)))]
    assert are_matched(red, teams=[team("red"), team("blue", 0, 1)], rules=[rule]) is held
