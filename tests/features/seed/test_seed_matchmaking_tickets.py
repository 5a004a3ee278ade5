"""Matchmaking tickets in seed documents."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.configurations import new_configuration
from tests.support.fleets import NOW
from tests.support.queues import new_queue
from tests.support.rule_sets import new_rule_set
from tests.support.running import Running
from tests.support.tickets import players, statuses


@pytest.fixture(autouse=True)
def duels(client: GameLiftClient, emulator: Running) -> None:
    emulator.freeze(NOW)
    new_rule_set(client)
    new_queue(client)
    new_configuration(client, AcceptanceRequired=True, AcceptanceTimeoutSeconds=10)


def of_match(ticket_id: str, status: str, **members: object) -> dict[str, Any]:
    """A ticket of one player that names the match `match`."""
    asked = {"TicketId": ticket_id, "ConfigurationName": "duels", "Status": status, "MatchId": "match"}
    return asked | {"Players": players(ticket_id)} | members


@pytest.mark.parametrize("status", ["COMPLETED", "CANCELLED", "FAILED", "TIMED_OUT"])
def test_ticket_that_only_names_a_match_is_not_of_it(client: GameLiftClient, emulator: Running, status: str) -> None:
    tickets = [of_match("over", status), of_match("asked", "REQUIRES_ACCEPTANCE", DueTime="2s")]
    emulator.seed({"MatchmakingTickets": tickets})
    emulator.advance(3)
    assert statuses(client, "over", "asked") == [status, "CANCELLED"]


BACKFILLS = [of_match(each, "REQUIRES_ACCEPTANCE", Backfill="MANUAL") for each in "ab"]
PLACEMENT = {"PlacementId": "match", "GameSessionQueueName": "queue"}
NO_LATENCY = players("a", LatencyInMs={"us-east-1": -5})


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ({"MatchmakingTickets": [of_match("a", "PLACING")]}, "MatchmakingTickets[0].MatchId"),
        ({"MatchmakingTickets": BACKFILLS}, "MatchmakingTickets[1].MatchId"),
        (
            {"GameSessionPlacements": [PLACEMENT], "MatchmakingTickets": [of_match("a", "REQUIRES_ACCEPTANCE")]},
            "MatchmakingTickets[0].MatchId",
        ),
        ({"MatchmakingTickets": [of_match("a", "PLACING", Players=NO_LATENCY)]}, "LatencyInMs"),
    ],
    ids=["no placement", "two backfills", "placed already", "latency"],
)
def test_ticket_that_could_not_come_to_its_end_is_refused(
    emulator: Running, document: dict[str, Any], place: str
) -> None:
    answer = emulator.http.post("/_emulator/seed", json=document)
    assert (answer.status_code, place in answer.text) == (400, True), answer.text
