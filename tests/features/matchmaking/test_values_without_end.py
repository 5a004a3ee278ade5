"""Numbers that no sum can hold, matches that do not agree, the end of the years: nothing of it stops the emulator."""

import json
import math
from typing import Any

import cbor2
import pytest

from tests.support.configurations import new_configuration
from tests.support.fleets import NOW
from tests.support.matchmaking import rule_set_body
from tests.support.queues import new_queue
from tests.support.rule_sets import new_rule_set
from tests.support.running import Running
from tests.support.tickets import look_at_ticket, players, start_ticket, statuses

HUGE = {"skill": {"N": 1.7e308}}
SKILLS = "flatten(teams[*].players.attributes[skill])"


@pytest.fixture
def matchmaker(emulator: Running) -> Running:
    emulator.freeze(NOW)
    new_rule_set(emulator.client())
    new_configuration(emulator.client(), AcceptanceRequired=True, AcceptanceTimeoutSeconds=10)
    return emulator


@pytest.mark.parametrize("function", ["stddev", "avg", "sum", "median", "min"])
def test_average_without_end_is_not_defined(emulator: Running, function: str) -> None:
    emulator.freeze(NOW)
    client = emulator.client()
    rule = {"name": "Close", "type": "comparison", "measurements": [f"{function}({SKILLS})"], "operation": "<"}
    body = json.loads(rule_set_body()) | {
        "playerAttributes": [{"name": "skill", "type": "number"}],
        "teams": [{"name": name, "minPlayers": 1, "maxPlayers": 2} for name in ("red", "blue")],
        "rules": [rule | {"referenceValue": 9}],
    }
    new_rule_set(client, body=json.dumps(body))
    new_configuration(client)
    start_ticket(client, "party", Players=players("a", "b", PlayerAttributes=HUGE))
    start_ticket(client, "alone", Players=players("x", PlayerAttributes=HUGE))
    emulator.advance(2)
    assert statuses(client, "party", "alone") == ["SEARCHING", "SEARCHING"]
    emulator.control("GET", "/matchmaking-tickets/party/explanation")


@pytest.mark.parametrize("status", ["COMPLETED", "CANCELLED", "FAILED", "TIMED_OUT"])
def test_ticket_that_only_names_a_match_is_not_of_it(matchmaker: Running, status: str) -> None:
    tickets: list[dict[str, Any]] = [
        {"TicketId": "over", "Status": status, "Players": players("x")},
        {"TicketId": "asked", "Status": "REQUIRES_ACCEPTANCE", "DueTime": "2s", "Players": players("y")},
    ]
    shared = {"ConfigurationName": "duels", "MatchId": "match"}
    matchmaker.seed({"MatchmakingTickets": [each | shared for each in tickets]})
    matchmaker.advance(3)
    assert statuses(matchmaker.client(), "over", "asked") == [status, "CANCELLED"]


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("attribute", [{"N": None}, {"SDM": {"key": None}}], ids=["N", "SDM"])
def test_attribute_that_is_no_number_is_refused(matchmaker: Running, number: float, attribute: dict[str, Any]) -> None:
    """Only CBOR has such numbers."""
    value = {"N": number} if "N" in attribute else {"SDM": {"key": number}}
    asked = {"ConfigurationName": "duels", "Players": players("a", PlayerAttributes={"skill": value})}
    answer = matchmaker.call_cbor("StartMatchmaking", asked)
    assert (answer.status_code, cbor2.loads(answer.content)["__type"].rpartition("#")[2]) == (
        400,
        "SerializationException",
    )


def test_latency_that_four_bytes_cannot_hold_is_refused(matchmaker: Running) -> None:
    new_queue(matchmaker.client())
    told = [{"PlayerId": "a", "RegionIdentifier": "us-west-2", "LatencyInMilliseconds": 1e39}]
    asked = {"PlacementId": "p", "GameSessionQueueName": "queue", "MaximumPlayerSessionCount": 1}
    answer = matchmaker.call("StartGameSessionPlacement", asked | {"PlayerLatencies": told})
    assert (answer.status_code, answer.json()["__type"].rpartition("#")[2]) == (400, "SerializationException")
    seeded = {"GameSessionPlacements": [asked | {"PlayerLatencies": told}]}
    refused = matchmaker.http.post("/_emulator/seed", json=seeded)
    assert (refused.status_code, "LatencyInMilliseconds" in refused.text) == (400, True)


def test_pool_is_looked_at_at_the_end_of_the_years(matchmaker: Running) -> None:
    matchmaker.freeze("9999-12-31T23:59:59Z")
    client = matchmaker.client()
    start_ticket(client, "last")
    assert matchmaker.http.get("/_emulator/state").status_code == 200
    matchmaker.advance(0.999)
    assert look_at_ticket(client, "last")["Status"] in ("SEARCHING", "TIMED_OUT")
    assert matchmaker.http.get("/_emulator/state").status_code == 200


def waiting(ticket_id: str, status: str, **members: Any) -> dict[str, Any]:  # noqa: ANN401
    asked = {"TicketId": ticket_id, "ConfigurationName": "duels", "Status": status, "MatchId": "match"}
    return asked | {"Players": players(ticket_id)} | members


@pytest.mark.parametrize(
    ("document", "at"),
    [
        ({"MatchmakingTickets": [waiting("a", "PLACING")]}, "MatchmakingTickets[0].MatchId"),
        (
            {"MatchmakingTickets": [waiting(each, "REQUIRES_ACCEPTANCE", Backfill="MANUAL") for each in "ab"]},
            "MatchmakingTickets[1].MatchId",
        ),
        (
            {
                "GameSessionPlacements": [{"PlacementId": "match", "GameSessionQueueName": "queue"}],
                "MatchmakingTickets": [waiting("a", "REQUIRES_ACCEPTANCE")],
            },
            "MatchmakingTickets[0].MatchId",
        ),
        (
            {
                "GameSessionPlacements": [
                    {
                        "PlacementId": "small",
                        "GameSessionQueueName": "queue",
                        "MaximumPlayerSessionCount": 1,
                        "DesiredPlayerSessions": players("a", "b"),
                    }
                ]
            },
            "GameSessionPlacements[0].DesiredPlayerSessions",
        ),
        (
            {"MatchmakingTickets": [waiting("a", "PLACING", Players=players("a", LatencyInMs={"us-east-1": -5}))]},
            "LatencyInMs",
        ),
    ],
)
def test_seed_that_could_not_come_to_its_end_is_refused(matchmaker: Running, document: dict[str, Any], at: str) -> None:
    new_queue(matchmaker.client())
    answer = matchmaker.http.post("/_emulator/seed", json=document)
    assert (answer.status_code, at in answer.text) == (400, True), answer.text
