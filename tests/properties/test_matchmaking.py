"""The search for matches, beside an oracle that tries everything."""

import json
import sys
from typing import Any

from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from emulator.domain.matchmaking.backtracking import Budget, backtrack
from emulator.domain.matchmaking.candidate import Candidate
from emulator.domain.matchmaking.filling import Field
from emulator.domain.matchmaking.judging import StageJudges
from emulator.domain.matchmaking.likeness import sees_no_teams
from emulator.domain.matchmaking.outcome import Outcome
from emulator.domain.matchmaking.reading import read_rule_set
from emulator.domain.matchmaking.rule_set import RuleSet
from emulator.domain.matchmaking.search import LARGEST_COMPLETE, Match, SearchOptions, contenders_of, search
from emulator.domain.matchmaking.ticket import Player, Ticket
from tests.support.matchmaking_oracle import Oracle

NOW = 100_000
ATTRIBUTES: list[dict[str, object]] = [
    {"name": "skill", "type": "number"},
    {"name": "rank", "type": "number", "default": 2},
    {"name": "mode", "type": "string"},
    {"name": "likes", "type": "string_list", "default": ["a"]},
]
SMALL = st.integers(0, 4)
AGGREGATION = st.sampled_from(["min", "max", "avg"])
NUMBERS = st.sampled_from(
    [
        "teams[red].players.attributes[skill]",
        "avg(teams[*].players.attributes[skill])",
        "flatten(teams[*].players.attributes[rank])",
        "max(avg(teams[*].players.attributes[skill]))",
        "min(flatten(teams[*].players.attributes[skill]))",
        "max(teams[red].players.attributes[skill])",
        "median(teams[blue].players.attributes[rank])",
        "stddev(flatten(teams[*].players.attributes[skill]))",
        "sum(teams[red].players.attributes[skill])",
        "count(teams[red].players)",
        "max(count(teams[*].players))",
        "min(count(teams[red,blue].players))",
    ]
)
SCALARS = st.one_of(
    SMALL,
    st.sampled_from(
        [
            "avg(flatten(teams[*].players.attributes[skill]))",
            "max(flatten(teams[*].players.attributes[skill]))",
            "min(teams[blue].players.attributes[rank])",
            "count(teams[blue].players)",
            "min(count(teams[*].players))",
            "sum(teams[blue].players.attributes[skill])",
        ]
    ),
)
TEXTS = st.sampled_from(
    [
        "flatten(teams[*].players.attributes[mode])",
        "teams[red].players.attributes[mode]",
        "teams[blue].players[playerId]",
    ]
)
LISTS = "flatten(teams[*].players.attributes[likes])"


def rule(type: str, **members: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"type": st.just(type), **members})


RULES = st.one_of(
    rule(
        "comparison",
        measurements=st.lists(NUMBERS, min_size=1, max_size=2),
        referenceValue=SCALARS,
        operation=st.sampled_from(["<", "<=", "=", "!=", ">=", ">"]),
        partyAggregation=AGGREGATION,
    ),
    rule("comparison", measurements=st.tuples(NUMBERS | TEXTS).map(list), operation=st.sampled_from(["=", "!="])),
    rule(
        "comparison",
        measurements=st.tuples(TEXTS).map(list),
        operation=st.sampled_from(["=", "!="]),
        referenceValue=st.sampled_from(["a", "p1"]),
    ),
    rule("distance", measurements=st.lists(NUMBERS, min_size=1, max_size=2), referenceValue=SCALARS, maxDistance=SMALL),
    rule("distance", measurements=st.tuples(NUMBERS).map(list), referenceValue=SCALARS, minDistance=st.integers(0, 2)),
    rule(
        "batchDistance",
        batchAttribute=st.sampled_from(["skill", "rank"]),
        maxDistance=SMALL,
        partyAggregation=AGGREGATION,
    ),
    rule("batchDistance", batchAttribute=st.just("mode")),
    rule("latency", maxLatency=st.sampled_from([50, 100]), partyAggregation=AGGREGATION),
    rule(
        "latency",
        maxLatency=st.sampled_from([50, 100]),
        maxDistance=st.sampled_from([10, 40]),
        distanceReference=st.sampled_from(["min", "avg"]),
    ),
    rule(
        "collection",
        measurements=st.sampled_from(
            [[LISTS], ["teams[red].players.attributes[likes]"], ["flatten(teams[*].players[playerId])"]]
        ),
        operation=st.just("contains"),
        referenceValue=st.sampled_from(["a", "b", "p0"]),
        minCount=st.integers(0, 2),
        maxCount=st.integers(1, 3),
        partyAggregation=st.sampled_from(["union", "intersection"]),
    ),
    rule("collection", measurements=st.just([LISTS]), operation=st.just("intersection"), minCount=st.integers(0, 2)),
    rule("collection", measurements=st.just([LISTS]), operation=st.just("intersection"), maxCount=st.integers(0, 1)),
    rule(
        "collection",
        measurements=st.just([LISTS]),
        operation=st.just("reference_intersection_count"),
        referenceValue=st.sampled_from(
            [["a", "b"], f"set_intersection({LISTS})", "flatten(teams[*].players[playerId])", "b"]
        ),
        minCount=st.integers(0, 1),
        maxCount=st.integers(0, 2),
    ),
    rule(
        "distanceSort",
        sortAttribute=st.just("skill"),
        sortDirection=st.sampled_from(["ascending", "descending"]),
    ),
)
STATEMENTS = st.sampled_from(["or(r0,r1)", "xor(r0,r1)", "not(r0)", "and(or(r0,r1),not(r1))", "or(not(r0),xor(r0,r1))"])
WAITS = st.lists(st.sampled_from([5, 20, 50]), min_size=1, max_size=2, unique=True).map(sorted)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Rule sets that are valid, mostly: of a red and a blue team, and sometimes two more."""
    teams = []
    for name in ("red", "blue"):
        least = draw(st.integers(0, 2))
        teams.append({"name": name, "minPlayers": least, "maxPlayers": draw(st.integers(max(least, 1), 3))})
    if draw(st.integers(0, 3)) == 0:
        teams.append({"name": "duo", "minPlayers": draw(st.integers(0, 1)), "maxPlayers": 1, "quantity": 2})
    rules = [{**each, "name": f"r{number}"} for number, each in enumerate(draw(st.lists(RULES, max_size=3)))]
    types = [each["type"] for each in rules[:2]]
    if len(types) == 2 and not {*types} & {"batchDistance", "distanceSort"} and draw(st.booleans()):
        rules.append({"name": "c", "type": "compound", "statement": draw(STATEMENTS)})
    expansions = []
    for each in rules:
        for key in ("maxDistance", "maxLatency", "minCount", "referenceValue"):
            if isinstance(each.get(key), int) and draw(st.integers(0, 2)) == 0:
                steps = [{"waitTimeSeconds": wait, "value": draw(SMALL)} for wait in draw(WAITS)]
                expansions.append({"target": f"rules[{each['name']}].{key}", "steps": steps})
    if draw(st.booleans()):
        key = draw(st.sampled_from(["minPlayers", "maxPlayers"]))
        steps = [{"waitTimeSeconds": wait, "value": draw(st.integers(1, 2))} for wait in draw(WAITS)]
        expansions.append({"target": f"teams[{draw(st.sampled_from(['red', 'blue']))}].{key}", "steps": steps})
    algorithm = {
        "expansionAgeSelection": draw(st.sampled_from(["newest", "oldest"])),
        "backfillPriority": draw(st.sampled_from(["normal", "high", "low"])),
    }
    if draw(st.integers(0, 3)) == 0:
        algorithm |= {"strategy": "balanced", "balancedAttribute": "rank"}
    elif draw(st.integers(0, 3)) == 0:
        algorithm |= {"batchingPreference": "sorted", "sortByAttributes": ["rank"]}  # type: ignore[dict-item]
    return {
        "ruleLanguageVersion": "1.0",
        "playerAttributes": ATTRIBUTES,
        "algorithm": algorithm,
        "teams": teams,
        "rules": rules,
        "expansions": expansions,
    }


@st.composite
def pools(draw: st.DrawFn, largest: int = 5) -> list[Ticket]:
    """Tickets of one to three players, at most one of them a backfill."""
    tickets: list[Ticket] = []
    names = iter(range(100))

    def player() -> Player:
        attributes: dict[str, Any] = {"skill": draw(SMALL), "mode": draw(st.sampled_from("ab"))}
        if draw(st.booleans()):
            attributes["rank"] = draw(SMALL)
        if draw(st.booleans()):
            attributes["likes"] = tuple(draw(st.lists(st.sampled_from("abc"), max_size=2, unique=True)))
        if draw(st.integers(0, 9)) == 0:
            del attributes["mode"]
        latencies = draw(st.dictionaries(st.sampled_from(["x", "y"]), st.sampled_from([20, 45, 60, 120]), max_size=2))
        return Player(player_id=f"p{next(names)}", attributes=attributes, latencies=latencies or {"x": 40})

    for number in range(draw(st.integers(1, largest))):
        players = [player() for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3])))]
        start = NOW - 1000 * draw(st.sampled_from([0, 4, 5, 19, 20, 60]))
        tickets.append(Ticket(ticket_id=f"t{number}", start_time=start, players=tuple(players)))
    if draw(st.integers(0, 3)) == 0:
        inside = [
            Player(player_id=each.player_id, attributes=each.attributes, latencies=each.latencies, team=name)
            for each, name in zip([player(), player()], draw(st.permutations(["red", "blue"])), strict=True)
        ][: draw(st.integers(1, 2))]
        tickets.append(Ticket(ticket_id="b", start_time=NOW - 10_000, players=tuple(inside), is_backfill=True))
    return tickets


def read(document: dict[str, Any]) -> RuleSet | None:
    return read_rule_set(json.dumps(document)).rule_set


def judge(match: Match, oracle: Oracle) -> bool:
    """Whether the oracle allows a match, as it is put into teams."""
    of_player = {player.player_id: ticket for ticket in match.tickets for player in ticket.players}
    teams: dict[str, list[tuple[Ticket, list[Player]]]] = {}
    for team in match.teams:
        groups: dict[str, tuple[Ticket, list[Player]]] = {}
        for player in team.players:
            ticket = of_player.pop(player.player_id)
            groups.setdefault(ticket.ticket_id, (ticket, []))[1].append(player)
            assert not ticket.is_backfill or player.team == team.name
        for ticket, players in groups.values():
            assert ticket.is_backfill or len(players) == len(ticket.players)
        teams[team.name] = [*groups.values()]
    assert not of_player
    return oracle.is_match(match.tickets, teams)


SETTINGS = settings(
    deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@SETTINGS
@given(documents(), pools(), st.booleans())
def test_every_match_is_allowed_and_none_is_missed(
    document: dict[str, Any], pool: list[Ticket], exhaustive: bool
) -> None:
    rule_set = read(document)
    assert rule_set is not None
    oracle = Oracle(document, NOW)
    result = search(pool, rule_set, NOW, SearchOptions(exhaustive=exhaustive))
    taken = [each.ticket_id for match in result.matches for each in match.tickets]
    assert len(taken) == len(set(taken))
    for match in result.matches:
        note([each.ticket_id for each in match.tickets])
        assert judge(match, oracle)
    if exhaustive:
        assert not result.cut
        left = [each for each in pool if each.ticket_id not in taken]
        missed = next(oracle.matches(left), None)
        assert missed is None, [each.ticket_id for each in missed]


@SETTINGS
@given(documents(), pools(), st.data())
def test_rules_that_tell_no_teams_apart_say_the_same_in_all_teams(
    document: dict[str, Any], pool: list[Ticket], data: st.DataObject
) -> None:
    rule_set = read(document)
    assert rule_set is not None
    judges = StageJudges(rule_set, 0)
    alike = [place for place, each in enumerate(judges.rules) if sees_no_teams(each, judges.teams)]
    contenders = [each for each in contenders_of(pool, rule_set, NOW) if not each.ticket.is_backfill]
    assume(alike and contenders)

    def outcomes() -> list[Outcome]:
        candidate = Candidate(judges.teams)
        for each in contenders:
            candidate.add(each, [(data.draw(st.integers(0, len(judges.teams) - 1)), each.parties[0])])
        found = judges.outcomes(candidate)
        return [found[place] for place in alike]

    assert outcomes() == outcomes()


def test_ticket_leaves_the_team_of_a_later_backfill_free() -> None:
    """Red and blue are alike, but not for a backfill whose player is in red."""
    document = {
        "ruleLanguageVersion": "1.0",
        "playerAttributes": [],
        "teams": [{"name": name, "minPlayers": 1, "maxPlayers": 1} for name in ("red", "blue")],
    }
    rule_set = read(document)
    assert rule_set is not None
    new = Ticket(ticket_id="new", start_time=0, players=(Player(player_id="p0"),))
    there = Ticket(ticket_id="there", start_time=0, players=(Player(player_id="p1", team="red"),), is_backfill=True)
    first, *others = contenders_of([new, there], rule_set, NOW)
    found = backtrack(first, others, Field(rule_set, 0), Budget(sys.maxsize), frozenset([0, 1]))
    assert found is not None


@SETTINGS
@given(documents(), pools())
def test_backtracking_alone_misses_nothing(document: dict[str, Any], pool: list[Ticket]) -> None:
    rule_set = read(document)
    assert rule_set is not None
    contenders = contenders_of(pool, rule_set, NOW)
    field, fresh = Field(rule_set, 0), frozenset(each.number for each in contenders)
    found = [
        backtrack(anchor, contenders[number + 1 :], field, Budget(sys.maxsize), fresh)
        for number, anchor in enumerate(contenders)
    ]
    assert any(found) == (next(Oracle(document, NOW).matches(pool), None) is not None)


@SETTINGS
@given(documents(), pools(largest=LARGEST_COMPLETE))
def test_searching_again_finds_nothing_more(document: dict[str, Any], pool: list[Ticket]) -> None:
    rule_set = read(document)
    assert rule_set is not None
    first = search(pool, rule_set, NOW, SearchOptions())
    assert search(pool, rule_set, NOW, SearchOptions()) == first
    taken = {each.ticket_id for match in first.matches for each in match.tickets}
    left = [each for each in pool if each.ticket_id not in taken]
    if len(pool) <= LARGEST_COMPLETE:
        assert search(left, rule_set, NOW, SearchOptions()).matches == ()
    assert search(left, rule_set, NOW, SearchOptions(searched=frozenset(each.ticket_id for each in left))).matches == ()


@SETTINGS
@given(documents(), pools(largest=4), pools(largest=2))
def test_what_was_searched_need_not_be_searched_again(
    document: dict[str, Any], pool: list[Ticket], new: list[Ticket]
) -> None:
    rule_set = read(document)
    assert rule_set is not None
    first = search(pool, rule_set, NOW, SearchOptions())
    taken = {each.ticket_id for match in first.matches for each in match.tickets}
    left = [each for each in pool if each.ticket_id not in taken]
    more = [
        Ticket(ticket_id=f"new-{each.ticket_id}", start_time=each.start_time, players=each.players)
        for each in new
        if not each.is_backfill
    ]
    searched = SearchOptions(searched=frozenset(each.ticket_id for each in left))
    short = search([*left, *more], rule_set, NOW, searched)
    full = search([*left, *more], rule_set, NOW, SearchOptions())
    assert bool(short.matches) == bool(full.matches)
