"""How matches are put together: who goes into which team, level teams, backfills, expansions."""

from collections.abc import Sequence
from typing import Any

import pytest

from emulator.domain.matchmaking.dry_run import BEGINNING, dry_run
from emulator.domain.matchmaking.notes import RuleCount
from emulator.domain.matchmaking.search import Match, SearchOptions, next_expansion, search
from emulator.domain.matchmaking.ticket import Player, Ticket
from tests.support.matchmaking import expansion, player, rule_set, team, ticket

NOW = 100_000


def matches(tickets: Sequence[Ticket], **members: object) -> tuple[Match, ...]:
    return search(tickets, rule_set(**members), NOW, SearchOptions()).matches


def the_teams(tickets: Sequence[Ticket], **members: object) -> dict[str, str]:
    """By team the names of its players, in alphabetical order."""
    (match,) = matches(tickets, **members)
    return {each.name: "".join(sorted(one.player_id for one in each.players)) for each in match.teams}


def solo(name: str, start: int, skill: float = 0) -> Ticket:
    return ticket(name, start, player(name, skill=skill))


def backfill(**teams: str) -> Ticket:
    """A backfill whose players, by name, are in these teams."""
    inside = tuple(Player(player_id=name, attributes={"skill": 0}, team=one) for name, one in teams.items())
    return Ticket(ticket_id="backfill", start_time=0, players=inside, is_backfill=True)


def test_teams_below_their_minimum_are_filled_first() -> None:
    teams = [team("big", 1, 5), team("small", 2, 2)]
    assert the_teams([solo(name, place) for place, name in enumerate("abcd")], teams=teams) == {
        "big": "ad",
        "small": "bc",
    }


def test_parties_stay_together() -> None:
    party = ticket("t", 0, player("x"), player("y"), player("z"))
    teams = [team("red", 1, 3), team("blue", 1, 3)]
    assert the_teams([solo("a", 1), party, solo("b", 2)], teams=teams) == {"red": "xyz", "blue": "ab"}


def test_balanced_teams_change_tickets_until_they_are_level() -> None:
    """Of 9, 8, 2 and 1: 9 + 1 and 8 + 2 are level; in order of age it would be 9 + 2 and 8 + 1."""
    tickets = [solo(name, place, skill) for place, (name, skill) in enumerate(zip("abcd", (9, 8, 2, 1), strict=True))]
    teams = [team("red", 2, 2), team("blue", 2, 2)]
    balanced = {"strategy": "balanced", "balancedAttribute": "skill"}
    assert the_teams(tickets, teams=teams) == {"red": "ac", "blue": "bd"}
    assert the_teams(tickets, teams=teams, algorithm=balanced) == {"red": "bc", "blue": "ad"}


def test_numbers_that_are_too_large_to_level_are_matched_all_the_same() -> None:
    tickets = [
        solo(name, place, skill)
        for place, (name, skill) in enumerate(zip("abcd", (1e308, -1e308, 1e308, 1), strict=True))
    ]
    balanced = {"strategy": "balanced", "balancedAttribute": "skill"}
    (match,) = matches(tickets, teams=[team("red", 2, 2), team("blue", 2, 2)], algorithm=balanced)
    assert len(match.tickets) == 4


def test_balance_breaks_no_rule() -> None:
    tickets = [solo(name, place, skill) for place, (name, skill) in enumerate(zip("abcd", (9, 8, 2, 1), strict=True))]
    rule = {
        "name": "r",
        "type": "comparison",
        "measurements": ["sum(teams[red].players.attributes[skill])"],
        "operation": "=",
        "referenceValue": 11,
    }
    teams = [team("red", 2, 2), team("blue", 2, 2)]
    balanced = {"strategy": "balanced", "balancedAttribute": "skill"}
    assert the_teams(tickets, teams=teams, algorithm=balanced, rules=[rule]) == {"red": "ac", "blue": "bd"}


def test_players_of_a_backfill_stay_in_their_teams() -> None:
    teams = [team("red", 1, 2), team("blue", 1, 2)]
    found = the_teams([backfill(x="red", y="blue", z="red"), solo("a", 1), solo("b", 2)], teams=teams)
    assert found == {"red": "xz", "blue": "ay"}


@pytest.mark.parametrize("inside", [{"x": "green"}, {"x": "red", "y": "red"}], ids=["unknown", "too many"])
def test_backfill_that_fits_into_no_team_is_in_no_match(inside: dict[str, str]) -> None:
    assert [len(each.tickets) for each in matches([backfill(**inside), solo("a", 1), solo("b", 2)])] == [2]


def test_backfill_alone_is_no_match_and_two_are_in_none_together() -> None:
    teams = [team("red", 1, 4)]
    other = Ticket(ticket_id="b2", start_time=1, players=backfill(y="red").players, is_backfill=True)
    assert matches([backfill(x="red")], teams=teams) == ()
    assert matches([backfill(x="red"), other], teams=teams) == ()
    assert [len(each.tickets) for each in matches([backfill(x="red"), other, solo("a", 2)], teams=teams)] == [2]


@pytest.mark.parametrize(("age", "is_matched"), [("newest", False), ("oldest", True)])
def test_age_of_a_match_is_that_of_its_newest_or_oldest_ticket(age: str, is_matched: bool) -> None:
    """The rule lets any two in from 60 seconds on; one has waited for 90, the other one for 10."""
    rule = {"name": "r", "type": "batchDistance", "batchAttribute": "skill", "maxDistance": 1}
    found = matches(
        [solo("a", 10, 1), solo("b", 90, 9)],
        rules=[rule],
        expansions=[expansion("rules[r].maxDistance", (60, 100))],
        algorithm={"expansionAgeSelection": age},
    )
    assert bool(found) is is_matched


def test_smaller_teams_of_an_expansion_let_an_older_ticket_go_alone() -> None:
    teams = [team("red", 2, 4)]
    steps = [expansion("teams[red].minPlayers", (45, 1))]
    assert matches([solo("b", 60)], teams=teams, expansions=steps) == ()
    assert [len(each.tickets) for each in matches([solo("a", 55)], teams=teams, expansions=steps)] == [1]


def test_next_expansion_is_the_first_that_a_ticket_comes_to() -> None:
    rules = rule_set(expansions=[expansion("teams[red].maxPlayers", (30, 2), (90, 3))])
    assert next_expansion([solo("a", 50), solo("b", 95)], rules, NOW) == 125_000
    assert next_expansion([solo("a", 0)], rules, NOW) is None
    assert next_expansion([], rules, NOW) is None


def test_second_pass_finds_what_filling_misses_and_can_be_left_out() -> None:
    """Filling takes the oldest two in, or one of the parties with them: never both parties and one alone."""
    tickets = [
        solo("a", 0),
        solo("b", 1),
        ticket("t", 2, player("t"), player("u")),
        ticket("x", 3, player("x"), player("y")),
    ]
    rules = rule_set(teams=[team("red", 5, 5)])
    assert search(tickets, rules, NOW, SearchOptions(exhaustive=False)).matches == ()
    (match,) = search(tickets, rules, NOW, SearchOptions()).matches
    assert [each.ticket_id for each in match.tickets] == ["a", "t", "x"]


def test_slots_for_later_players_stay_open() -> None:
    rules = rule_set(teams=[team("red", 1, 4)])
    found = search([solo(each, 0) for each in "abc"], rules, NOW, SearchOptions(additional_player_count=2)).matches
    assert [len(each.tickets) for each in found] == [2, 1]


SAME_MODE = {"name": "r", "type": "batchDistance", "batchAttribute": "mode"}


def strangers(count: int) -> list[Ticket]:
    """Tickets that all want something else, but for the last two."""
    modes = [f"mode {number}" for number in range(count - 2)] + ["duel", "duel"]
    return [ticket(f"t{number}", number, player("p" + str(number), mode=mode)) for number, mode in enumerate(modes)]


def test_old_tickets_without_new_company_are_not_tried() -> None:
    old, (new,) = strangers(9), [ticket("new", 9, player("new", mode="mode 3"))]
    found = search(
        [*old[:7], new], rule_set(rules=[SAME_MODE]), NOW, SearchOptions(searched=frozenset(f"t{n}" for n in range(7)))
    )
    assert [[each.ticket_id for each in match.tickets] for match in found.matches] == [["t3", "new"]]
    assert found.rule_counts["t0"] == {"r": RuleCount(passed=0, failed=1)}  # when t3 was tried with it


def test_search_that_was_bounded_is_gone_on_with_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emulator.domain.matchmaking.search.MOST_FILLINGS", 100)
    pool, rules, options = strangers(30), rule_set(rules=[SAME_MODE]), SearchOptions()
    sizes = []
    while True:
        found = search(pool, rules, NOW, options)
        sizes.append(len(found.untried))
        if not found.untried:
            break
        assert found.cut
        options = SearchOptions(searched=frozenset(each.ticket_id for each in pool) - found.untried)
    assert sizes == sorted(set(sizes), reverse=True)
    assert [[each.ticket_id for each in match.tickets] for match in found.matches] == [["t28", "t29"]]


def test_dry_run_goes_on_with_what_one_search_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emulator.domain.matchmaking.search.MOST_FILLINGS", 100)
    tickets = [Ticket(ticket_id=each.ticket_id, start_time=BEGINNING, players=each.players) for each in strangers(30)]
    told: Any = dry_run(rule_set(rules=[SAME_MODE]), tickets, 0, SearchOptions())
    assert [each["tickets"] for each in told["matches"]] == [["t28", "t29"]]
    assert len(told["unmatched"]) == 28


def test_second_pass_gives_new_tickets_what_old_ones_do_not_need() -> None:
    """One new ticket among 150 makes ten together with two old ones, which are not tried first."""
    rule = {"name": "r", "type": "comparison", "operation": "=", "referenceValue": 10}
    rules = rule_set(
        teams=[team("red", 3, 3)], rules=[{**rule, "measurements": ["sum(teams[red].players.attributes[skill])"]}]
    )
    old = [solo(f"t{number}", number, 100) for number in range(147)] + [solo("four", 3, 4), solo("five", 4, 5)]
    searched = SearchOptions(searched=frozenset(each.ticket_id for each in old))
    found = search([*old, solo("new", NOW, 1)], rules, NOW, searched)
    assert [{each.ticket_id for each in match.tickets} for match in found.matches] == [{"new", "four", "five"}]


def test_second_pass_that_does_not_come_to_its_end_says_so() -> None:
    """No 14 powers of two make two teams of equal sums."""
    total = "sum(teams[{}].players.attributes[skill])"
    equal = {"name": "r", "type": "comparison", "measurements": [total.format("red")], "operation": "="}
    rules = rule_set(
        teams=[team("red", 1, 9), team("blue", 1, 9)], rules=[{**equal, "referenceValue": total.format("blue")}]
    )
    tickets = [solo(f"t{number}", number, 2**number) for number in range(14)]
    found = search(tickets, rules, NOW, SearchOptions())
    assert (found.matches, found.cut, found.untried) == ((), True, frozenset())


def test_second_pass_builds_around_the_new_tickets_of_larger_pools() -> None:
    old = [
        *strangers(11),
        ticket("a", 20, player("a", mode="d")),
        ticket("b", 21, player("b", mode="d")),
        ticket("t", 22, player("t", mode="d"), player("u", mode="d")),
    ]
    new = ticket("x", 23, player("x", mode="d"), player("y", mode="d"))
    options = SearchOptions(searched=frozenset(each.ticket_id for each in old))
    found = search([*old, new], rule_set(teams=[team("red", 5, 5)], rules=[SAME_MODE]), NOW, options)
    assert [[each.ticket_id for each in match.tickets] for match in found.matches] == [["x", "a", "t"]]
