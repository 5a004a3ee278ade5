"""DescribeMatchmaking as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.configurations import new_configuration
from tests.support.fleets import ELSEWHERE, NOW, refused
from tests.support.rule_sets import new_rule_set
from tests.support.running import Running
from tests.support.tickets import look_at_ticket, start_ticket


@pytest.fixture(autouse=True)
def duels(client: GameLiftClient, emulator: Running) -> None:
    emulator.freeze(NOW)
    new_rule_set(client)
    new_configuration(client)


@pytest.mark.assumed("matchmaking ids that are too many, or unknown")
def test_unknown_tickets_are_left_out_and_eleven_refused(client: GameLiftClient, emulator: Running) -> None:
    made = [start_ticket(client, each) for each in "ba"]
    assert client.describe_matchmaking(TicketIds=["a", "x", "b", "a"])["TicketList"] == made
    assert emulator.client(ELSEWHERE).describe_matchmaking(TicketIds=["a"])["TicketList"] == []
    refused("InvalidRequestException", client.describe_matchmaking, TicketIds=[f"t{n}" for n in range(11)])


@pytest.mark.model
def test_estimated_wait_is_known_once_a_match_was_made(client: GameLiftClient, emulator: Running) -> None:
    start_ticket(client, "a")
    emulator.advance(9)
    start_ticket(client, "b")
    emulator.advance(1)
    assert "EstimatedWaitTime" not in look_at_ticket(client, "a")
    assert start_ticket(client, "c")["EstimatedWaitTime"] == 6  # of 10 and 1 seconds, rounded
