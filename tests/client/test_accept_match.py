"""AcceptMatch as a stock boto3 client sees it; what follows is in tests/features/matchmaking."""

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.configurations import new_configuration
from tests.support.fleets import NOW, refused
from tests.support.rule_sets import new_rule_set
from tests.support.running import Running
from tests.support.tickets import start_ticket, statuses


@pytest.fixture(autouse=True)
def proposed(client: GameLiftClient, emulator: Running) -> None:
    emulator.freeze(NOW)
    new_rule_set(client)
    new_configuration(client, AcceptanceRequired=True, AcceptanceTimeoutSeconds=9)
    for each in "ab":
        start_ticket(client, each)
    emulator.advance(1)


@pytest.mark.assumed("answers to a match")
@pytest.mark.parametrize("players", [["b"], ["stranger"], ["a", "b"], []], ids=str)
def test_strangers_cannot_answer(client: GameLiftClient, players: list[str]) -> None:
    accept = client.accept_match
    refused("InvalidRequestException", accept, TicketId="a", PlayerIds=players, AcceptanceType="ACCEPT")
    client.accept_match(TicketId="b", PlayerIds=["b"], AcceptanceType="ACCEPT")
    assert statuses(client, "a", "b") == ["REQUIRES_ACCEPTANCE"] * 2


@pytest.mark.assumed("answers to a match")
def test_who_has_accepted_can_accept_again_and_still_reject(client: GameLiftClient) -> None:
    for answer in ("ACCEPT", "ACCEPT", "REJECT"):
        client.accept_match(TicketId="a", PlayerIds=["a"], AcceptanceType=answer)
    assert statuses(client, "a", "b") == ["CANCELLED", "SEARCHING"]


@pytest.mark.assumed("answers to a match")
def test_answer_after_the_deadline_is_refused(client: GameLiftClient, emulator: Running) -> None:
    emulator.advance(9)
    accept = client.accept_match
    text = refused("InvalidRequestException", accept, TicketId="a", PlayerIds=["a"], AcceptanceType="ACCEPT")
    assert "is in CANCELLED status" in text


@pytest.mark.model
def test_unknown_ticket_is_not_found(client: GameLiftClient) -> None:
    refused("NotFoundException", client.accept_match, TicketId="x", PlayerIds=["a"], AcceptanceType="ACCEPT")
