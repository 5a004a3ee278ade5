"""Why a ticket is in no match, what the clock tells of tickets, and how many there are."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.testing import GameLift
from tests.support.configurations import new_configuration
from tests.support.fleets import NOW
from tests.support.matchmaking import CLOSE, expansion, rule_set_body, team
from tests.support.rule_sets import new_rule_set
from tests.support.running import Running
from tests.support.tickets import players, start_ticket, statuses

ACCEPTED: dict[str, Any] = {"AcceptanceRequired": True, "AcceptanceTimeoutSeconds": 20}


@pytest.fixture
def gamelift(client: GameLiftClient, emulator: Running) -> GameLift:
    emulator.freeze(NOW)
    body = rule_set_body(rules=[CLOSE], expansions=[expansion("rules[Close].maxDistance", (30, 200))])
    new_rule_set(client, body=body)
    new_configuration(client)
    return GameLift(emulator.url)


def start_with_skill(client: GameLiftClient, ticket_id: str, skill: float) -> None:
    start_ticket(client, ticket_id, Players=players(ticket_id, PlayerAttributes={"skill": {"N": skill}}))


def test_rule_that_failed_is_told_with_its_values(gamelift: GameLift, client: GameLiftClient) -> None:
    start_with_skill(client, "a", 1)
    start_with_skill(client, "b", 90)
    gamelift.clock.advance(1)
    assert gamelift.explain_ticket("a") == {
        "ticket": "a",
        "status": "SEARCHING",
        "rules": [
            {
                "rule": "Close",
                "passed": 1,
                "failed": 1,
                "example": {"tickets": ["a", "b"], "measured": "90.0", "wanted": "at most 10 from 1.0"},
            }
        ],
        "missingTeams": [{"team": "blue", "players": 0, "minPlayers": 1}],
        "missingAttributes": [],
        "missingLatency": False,
        "nextExpansion": {"at": "2026-01-01T00:00:30.000Z", "target": "rules[Close].maxDistance", "value": 200},
        "searchCut": False,
    }
    gamelift.clock.advance(29)
    assert statuses(client, "a", "b") == ["COMPLETED", "COMPLETED"]
    explained = gamelift.explain_ticket("a")
    assert explained["status"] == "COMPLETED"
    assert explained["rules"] == [{"rule": "Close", "passed": 3, "failed": 2, "example": None}]
    assert (explained["missingTeams"], explained["nextExpansion"]) == ([], None)


def test_ticket_that_the_first_look_puts_into_a_match_has_its_counts(
    gamelift: GameLift, client: GameLiftClient
) -> None:
    client.update_matchmaking_configuration(Name="duels", **ACCEPTED)
    start_with_skill(client, "a", 1)
    start_with_skill(client, "b", 2)
    gamelift.clock.advance(1)
    for each in "ab":
        explained = gamelift.explain_ticket(each)
        assert explained["status"] == "REQUIRES_ACCEPTANCE"
        assert [(rule["rule"], rule["failed"]) for rule in explained["rules"]] == [("Close", 0)]
        assert explained["rules"][0]["passed"] > 0
    gamelift.clock.advance(20)
    assert gamelift.explain_ticket("a") == {
        **explained,
        "ticket": "a",
        "status": "CANCELLED",
        "rules": [{"rule": "Close", "passed": 2, "failed": 0, "example": None}],
    }


def test_missing_attribute_is_told_also_once_the_ticket_has_ended(gamelift: GameLift, client: GameLiftClient) -> None:
    start_ticket(client, "a")
    assert gamelift.explain_ticket("a")["status"] == "QUEUED"
    gamelift.clock.advance(60)
    explained = gamelift.explain_ticket("a")
    assert (explained["status"], explained["missingAttributes"]) == ("TIMED_OUT", ["skill"])
    client.delete_matchmaking_configuration(Name="duels")
    assert gamelift.explain_ticket("a") == {**explained, "missingAttributes": []}


def test_missing_latency_is_told(emulator: Running, client: GameLiftClient) -> None:
    emulator.freeze(NOW)
    near = {"name": "Near", "type": "latency", "maxLatency": 50}
    new_rule_set(client, body=rule_set_body(rules=[near]))
    new_configuration(client)
    start_ticket(client, "a")
    start_ticket(client, "b", Players=players("b", LatencyInMs={"us-east-1": 60}))
    emulator.advance(1)
    gamelift = GameLift(emulator.url)
    assert gamelift.explain_ticket("a")["missingLatency"] is True
    explained = gamelift.explain_ticket("b")
    assert explained["missingLatency"] is False
    assert explained["rules"][0]["example"] == {
        "tickets": ["b"],
        "measured": '[{"us-east-1": 60.0}]',
        "wanted": "a location for all, of 50 ms at most",
    }


def test_search_that_was_cut_is_told(emulator: Running, client: GameLiftClient) -> None:
    """Two teams of ten whose sums of skill are equal: none of fourteen tickets' powers of two come to that."""
    emulator.freeze(NOW)
    total = "sum(teams[{}].players.attributes[skill])"
    equal = {"name": "Equal", "type": "comparison", "measurements": [total.format("red")], "operation": "="}
    body = rule_set_body(
        teams=[team("red", 1, 10), team("blue", 1, 10)], rules=[{**equal, "referenceValue": total.format("blue")}]
    )
    new_rule_set(client, body=body)
    new_configuration(client)
    for number in range(14):
        start_with_skill(client, f"t-{number}", 2**number)
    emulator.advance(1)
    assert statuses(client, "t-0", "t-13") == ["SEARCHING", "SEARCHING"]
    assert GameLift(emulator.url).explain_ticket("t-0")["searchCut"] is True


def test_unknown_ticket_is_not_found(emulator: Running) -> None:
    answer = emulator.http.get("/_emulator/matchmaking-tickets/nobody/explanation")
    assert (answer.status_code, "nobody" in answer.text) == (404, True)


def test_clock_knows_what_a_look_that_is_due_brings_about(emulator: Running, client: GameLiftClient) -> None:
    """Nobody has looked since the seed, whose tickets are in their pool at once."""
    emulator.freeze(NOW)
    body = rule_set_body(rules=[CLOSE], expansions=[expansion("rules[Close].maxDistance", (30, 200))])
    new_rule_set(client, body=body)
    new_configuration(client)
    waiting = {"TicketId": "a", "Players": players("a", PlayerAttributes={"skill": {"N": 1}})}
    emulator.seed({"MatchmakingTickets": [{**waiting, "ConfigurationName": "duels"}]})
    assert emulator.control("GET", "/clock/next")["seconds"] == 30.0


def test_clock_tells_each_status_that_tickets_come_to(emulator: Running, client: GameLiftClient) -> None:
    emulator.freeze(NOW)
    new_rule_set(client)
    new_configuration(client, **ACCEPTED)
    for each in "abc":
        start_ticket(client, each)
    assert emulator.control("GET", "/clock/next")["seconds"] == 1.0
    told = emulator.advance(70)
    ends = {"REQUIRES_ACCEPTANCE": 2, "CANCELLED": 2, "TIMED_OUT": 1}
    assert told["counts"] == {"SEARCHING": 3, **ends}
    assert [(each["ticket_id"], each["before"], each["after"], each["time"][17:19]) for each in told["changes"]] == [
        ("a", "QUEUED", "SEARCHING", "01"),
        ("b", "QUEUED", "SEARCHING", "01"),
        ("c", "QUEUED", "SEARCHING", "01"),
        ("a", "SEARCHING", "REQUIRES_ACCEPTANCE", "01"),
        ("b", "SEARCHING", "REQUIRES_ACCEPTANCE", "01"),
        ("a", "REQUIRES_ACCEPTANCE", "CANCELLED", "21"),
        ("b", "REQUIRES_ACCEPTANCE", "CANCELLED", "21"),
        ("c", "SEARCHING", "TIMED_OUT", "00"),
    ]
    assert emulator.advance(0)["changes"] == []


def test_tickets_and_matches_are_counted_by_status(emulator: Running, client: GameLiftClient) -> None:
    emulator.freeze(NOW)
    new_rule_set(client)
    new_configuration(client, **ACCEPTED)
    for each in "abc":
        start_ticket(client, each)
    emulator.advance(1)
    metrics = emulator.http.get("/_emulator/metrics").text
    for line in (
        'gamelift_emulator_matchmaking_tickets{status="REQUIRES_ACCEPTANCE"} 2.0',
        'gamelift_emulator_matchmaking_tickets{status="SEARCHING"} 1.0',
        'gamelift_emulator_matchmaking_tickets{status="FAILED"} 0.0',
        'gamelift_emulator_matches{status="REQUIRES_ACCEPTANCE"} 1.0',
        'gamelift_emulator_matches{status="COMPLETED"} 0.0',
    ):
        assert line in metrics
