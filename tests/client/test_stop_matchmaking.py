"""StopMatchmaking as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.configurations import new_configuration
from tests.support.fleets import NOW, refused
from tests.support.queues import queue_arn
from tests.support.rule_sets import new_rule_set
from tests.support.running import Running
from tests.support.tickets import look_at_ticket, start_ticket, statuses


@pytest.fixture(autouse=True)
def duels(client: GameLiftClient, emulator: Running) -> None:
    emulator.freeze(NOW)
    new_rule_set(client)
    new_configuration(client)


@pytest.mark.documented("API_StopMatchmaking")
def test_ticket_is_cancelled_and_its_configuration_can_go(client: GameLiftClient, emulator: Running) -> None:
    start_ticket(client, "a")
    emulator.advance(3)
    client.stop_matchmaking(TicketId="a")
    ticket = look_at_ticket(client, "a")
    assert (ticket["Status"], ticket["StatusMessage"]) == ("CANCELLED", "Cancelled by request.")
    start_ticket(client, "b")
    emulator.advance(1)
    assert statuses(client, "b") == ["SEARCHING"]


@pytest.mark.assumed("stopping a ticket that has ended")
def test_others_of_its_match_search_on(client: GameLiftClient, emulator: Running) -> None:
    client.update_matchmaking_configuration(Name="duels", AcceptanceRequired=True, AcceptanceTimeoutSeconds=9)
    for each in "ab":
        start_ticket(client, each)
    emulator.advance(1)
    client.stop_matchmaking(TicketId="a")
    assert statuses(client, "a", "b") == ["CANCELLED", "SEARCHING"]
    text = refused("InvalidRequestException", client.stop_matchmaking, TicketId="a")
    assert "is in CANCELLED status and cannot be canceled." in text


@pytest.mark.observed("a public client's issue (ultrafrog 1)")
def test_ticket_that_is_placing_cannot_be_stopped(client: GameLiftClient, emulator: Running) -> None:
    client.create_game_session_queue(Name="queue")
    client.update_matchmaking_configuration(
        Name="duels", FlexMatchMode="WITH_QUEUE", GameSessionQueueArns=[queue_arn("queue")]
    )
    for each in "ab":
        start_ticket(client, each)
    emulator.advance(1)
    text = refused("InvalidRequestException", client.stop_matchmaking, TicketId="a")
    assert "Matchmaking ticket is in PLACING status and cannot be canceled." in text


@pytest.mark.model
def test_unknown_ticket_is_not_found(client: GameLiftClient) -> None:
    refused("NotFoundException", client.stop_matchmaking, TicketId="a")


@pytest.mark.assumed("a configuration with open tickets")
def test_configuration_of_an_open_ticket_stays(client: GameLiftClient) -> None:
    start_ticket(client, "a")
    refused("InvalidRequestException", client.delete_matchmaking_configuration, Name="duels")
    client.stop_matchmaking(TicketId="a")
    client.delete_matchmaking_configuration(Name="duels")
    assert statuses(client, "a") == ["CANCELLED"]
