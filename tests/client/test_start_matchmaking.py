"""StartMatchmaking as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.configurations import configuration_arn, new_configuration
from tests.support.fleets import ELSEWHERE, NOW, refused, refused_by_the_server
from tests.support.rule_sets import new_rule_set
from tests.support.running import Running
from tests.support.tickets import players, start_ticket, statuses


@pytest.fixture(autouse=True)
def duels(client: GameLiftClient, emulator: Running) -> None:
    emulator.freeze(NOW)
    new_rule_set(client)
    new_configuration(client)


@pytest.mark.model
def test_ticket_has_what_was_asked_for(client: GameLiftClient) -> None:
    player: Any = {
        "PlayerId": "alice",
        "PlayerAttributes": {
            "skill": {"N": 5.5},
            "mode": {"S": "duel"},
            "characters": {"SL": ["elf", "orc"]},
            "maps": {"SDM": {"lake": 1.0}},
            "undeclared": {"S": "x"},
        },
        "LatencyInMs": {"us-east-1": 20},
    }
    made = client.start_matchmaking(ConfigurationName=configuration_arn("duels"), Players=[player])["MatchmakingTicket"]
    assert len(made["TicketId"]) == 36
    assert made == {
        "TicketId": made["TicketId"],
        "ConfigurationName": "duels",
        "ConfigurationArn": configuration_arn("duels"),
        "Status": "QUEUED",
        "StartTime": made["StartTime"],
        "Players": [player],
    }
    assert client.describe_matchmaking(TicketIds=[made["TicketId"]])["TicketList"] == [made]


@pytest.mark.assumed("when matches are formed")
def test_tickets_meet_at_the_next_whole_second(client: GameLiftClient, emulator: Running) -> None:
    emulator.advance(0.3)
    start_ticket(client, "a")
    emulator.advance(0.699)
    start_ticket(client, "b")
    assert statuses(client, "a", "b") == ["QUEUED"] * 2
    emulator.advance(0.001)
    assert statuses(client, "a", "b") == ["COMPLETED"] * 2


@pytest.mark.documented("match-client")
def test_older_ticket_of_a_player_is_cancelled(client: GameLiftClient, emulator: Running) -> None:
    start_ticket(client, "old", "alice", "bob")
    start_ticket(client, "new", "alice")
    assert statuses(client, "old", "new") == ["CANCELLED", "QUEUED"]


@pytest.mark.documented("match-client")
def test_both_tickets_of_a_match_that_a_newer_one_takes_players_of(client: GameLiftClient, emulator: Running) -> None:
    client.update_matchmaking_configuration(Name="duels", AcceptanceRequired=True, AcceptanceTimeoutSeconds=9)
    for each in "ab":
        start_ticket(client, each)
    emulator.advance(1)
    start_ticket(client, "new", "a", "b")
    assert statuses(client, "a", "b", "new") == ["CANCELLED", "CANCELLED", "QUEUED"]


@pytest.mark.model
def test_unknown_configuration_is_not_found(emulator: Running) -> None:
    start = emulator.client(ELSEWHERE).start_matchmaking
    text = refused("NotFoundException", start, ConfigurationName="duels", Players=players("a"))
    assert "Configuration not found" in text
    assert "exists in region us-east-1" in text


@pytest.mark.assumed("TicketId in use")
def test_id_in_use_is_refused(client: GameLiftClient, emulator: Running) -> None:
    start_ticket(client, "a")
    emulator.advance(100)
    start = client.start_matchmaking
    refused("InvalidRequestException", start, TicketId="a", ConfigurationName="duels", Players=players("b"))


@pytest.mark.assumed("bad players of a ticket")
@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ([], "1 to 10"),
        (players(*(f"p{n}" for n in range(11))), "1 to 10"),
        (players("a", "a"), "twice"),
        ([{"Team": "red"}], "needs a PlayerId"),
        (players("a", PlayerAttributes={"skill": {}}), "exactly one of"),
        (players("a", PlayerAttributes={"skill": {"S": "x"}}), "declares a number"),
        (players("a", PlayerAttributes={f"a{n}": {"N": 1} for n in range(11)}), "10 at most"),
        (players("a", PlayerAttributes={"x": {"SL": [str(n) for n in range(101)]}}), "100 is the most"),
        (players("a", PlayerAttributes={"x": {"SDM": {str(n): 1 for n in range(11)}}}), "10 is the most"),
    ],
    ids=str,
)
def test_bad_players_are_refused(client: GameLiftClient, asked: list[Any], text: str) -> None:
    start_ticket(client, "old", "a")
    start = client.start_matchmaking
    assert text in refused("InvalidRequestException", start, TicketId="t", ConfigurationName="duels", Players=asked)
    assert client.describe_matchmaking(TicketIds=["t"])["TicketList"] == []
    assert statuses(client, "old") == ["QUEUED"]


@pytest.mark.model
@pytest.mark.parametrize("ticket_id", ["a_b", "x" * 129])
def test_id_that_breaks_the_model_is_refused(emulator: Running, ticket_id: str) -> None:
    body: dict[str, object] = {"TicketId": ticket_id, "ConfigurationName": "duels", "Players": players("a")}
    assert "'ticketId'" in refused_by_the_server(emulator, "StartMatchmaking", body)
