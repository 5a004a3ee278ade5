"""In which order tickets are tried."""

from collections.abc import Sequence

import pytest

from emulator.domain.matchmaking.ordering import Ordering
from emulator.domain.matchmaking.search import contenders_of
from emulator.domain.matchmaking.ticket import AttributeValue, Ticket
from tests.support.matchmaking import player, rule_set, ticket

NOW = 100_000


def orders(tickets: Sequence[Ticket], shuffle_seed: str | None = None, **members: object) -> tuple[list[str], str]:
    """The batches, and with whom the first ticket of the last one is tried."""
    rules = rule_set(**members)
    contenders = contenders_of(tickets, rules, NOW)
    ordering = Ordering(contenders, rules, shuffle_seed)
    batches = ordering.batches()
    others = ordering.others(batches[-1][0], batches[-1])
    return ["".join(each.ticket.ticket_id for each in batch) for batch in batches], "".join(
        each.ticket.ticket_id for each in others
    )


def pool(name: str, values: str | Sequence[AttributeValue], backfills: str = "") -> list[Ticket]:
    """Tickets a, b, c … of one player, the oldest first."""
    return [
        ticket(letter, number, player(letter, None, **{name: value}), backfill=letter in backfills)
        for number, (letter, value) in enumerate(zip("abcdefgh", values, strict=False))
    ]


def sort_rule(
    kind: str, direction: str = "ascending", attribute: str = "skill", **members: object
) -> dict[str, object]:
    return {"name": kind, "type": kind, "sortAttribute": attribute, "sortDirection": direction, **members}


def test_oldest_comes_first() -> None:
    assert orders([*reversed(pool("skill", [1, 2, 3]))]) == (["abc"], "bc")


def test_shuffled_batches_are_repeatable() -> None:
    tickets = pool("skill", range(8))
    first, again, other = (orders(tickets, seed) for seed in ("1", "1", "2"))
    assert first == again != other
    assert sorted(first[0][0]) == [*"abcdefgh"] != [*first[0][0]]


@pytest.mark.parametrize(("priority", "batch"), [("normal", "abc"), ("high", "bac"), ("low", "acb")])
def test_backfills_have_their_priority(priority: str, batch: str) -> None:
    tickets = pool("skill", [1, 2, 3], backfills="b")
    assert orders(tickets, algorithm={"backfillPriority": priority})[0] == [batch]


@pytest.mark.parametrize(
    ("rule", "others"),
    [
        (sort_rule("absoluteSort"), "dcb"),
        (sort_rule("absoluteSort", "descending"), "bcd"),
        (sort_rule("distanceSort"), "cdb"),
        (sort_rule("distanceSort", "descending"), "bdc"),
    ],
)
def test_sort_rules_order_the_others(rule: dict[str, object], others: str) -> None:
    """Beside 5: 9, 6 and 3."""
    assert orders(pool("skill", [5, 9, 6, 3]), rules=[rule])[1] == others


def test_later_sort_rules_break_ties_and_age_breaks_the_rest() -> None:
    tickets = [
        ticket(name, start, player(name, skill=skill, maps={"x": favour}))
        for start, (name, skill, favour) in enumerate([("a", 1, 1), ("b", 2, 9), ("c", 1, 9), ("d", 2, 4), ("e", 1, 9)])
    ]
    second = sort_rule("absoluteSort", attribute="maps", mapKey="minValue")
    assert orders(tickets, rules=[sort_rule("distanceSort"), second])[1] == "cedb"


@pytest.mark.parametrize(("map_key", "others"), [("maxValue", "cbd"), ("minValue", "bdc")])
def test_key_of_a_map_is_that_of_the_anchor(map_key: str, others: str) -> None:
    """The anchor has most of y and least of x; who lacks the key comes last."""
    maps: list[AttributeValue] = [{"x": 1, "y": 9}, {"x": 2, "y": 8}, {"y": 7}, {"x": 3}]
    rule = sort_rule("absoluteSort", attribute="maps", mapKey=map_key)
    assert orders(pool("maps", maps), rules=[rule])[1] == others


def test_anchor_without_values_leaves_the_others_by_age() -> None:
    maps: list[AttributeValue] = [{}, {"x": 2}, {"x": 1}]
    rule = sort_rule("distanceSort", attribute="maps", mapKey="minValue")
    assert orders(pool("maps", maps), rules=[rule])[1] == "bc"


def test_party_is_sorted_by_its_aggregated_value() -> None:
    parties = [
        ticket("a", 0, player("a", skill=0)),
        ticket("b", 1, player("b", skill=1), player("c", skill=9)),
        ticket("d", 2, player("d", skill=4)),
    ]
    assert orders(parties, rules=[sort_rule("absoluteSort")])[1] == "db"
    assert orders(parties, rules=[sort_rule("absoluteSort", partyAggregation="min")])[1] == "bd"


def test_sorted_batch_is_tried_from_the_neighbours_outwards() -> None:
    algorithm = {"batchingPreference": "sorted", "sortByAttributes": ["mode", "skill"]}
    tickets = [
        ticket(name, start, player(name, mode=mode, skill=skill))
        for start, (name, mode, skill) in enumerate([("a", "m", 5), ("b", "z", 0), ("c", "m", 6), ("d", "a", 9)])
    ]
    assert orders(tickets, algorithm=algorithm) == (["abcd"], "cdb")


def latent(name: str, start: int, **latencies: int) -> Ticket:
    return ticket(name, start, player(name, latencies, skill=1))


BALANCED = {"strategy": "balanced", "balancedAttribute": "skill"}
NEAR = {"name": "Near", "type": "latency", "maxLatency": 50}


def test_balanced_batches_go_by_the_most_popular_location() -> None:
    tickets = [latent("a", 0, us=20, eu=90), latent("b", 1, eu=40), latent("c", 2, eu=10, us=50)]
    assert orders(tickets, algorithm=BALANCED, rules=[NEAR])[0] == ["bc", "ac", "abc"]
    fastest = {**BALANCED, "batchingPreference": "fastestRegion"}
    assert orders(tickets, algorithm=fastest, rules=[NEAR])[0] == ["bc", "a", "abc"]


def test_without_a_latency_rule_every_measured_location_counts() -> None:
    tickets = [latent("a", 0, us=500), latent("b", 1), latent("c", 2, us=1, eu=1)]
    assert orders(tickets, algorithm=BALANCED)[0] == ["ac", "c", "abc"]


def test_backfills_come_first_in_balanced_batches() -> None:
    assert orders(pool("skill", [1, 2, 3], backfills="c"), algorithm=BALANCED)[0] == ["cab"]
