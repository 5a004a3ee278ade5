"""Backfill on a clock that stands still: what the world and the events show of it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.backfills import (
    data_of,
    new_match,
    new_pairs,
    players_of,
    start_backfill,
    teams_of,
)
from tests.support.fleets import NOW
from tests.support.queues import queue_arn
from tests.support.running import Running
from tests.support.tickets import event_types, events_of, look_at_ticket, start_ticket, statuses


@pytest.fixture(autouse=True)
def pairs(client: GameLiftClient, emulator: Running) -> None:
    emulator.freeze(NOW)
    new_pairs(client, CustomEventData="x")


@pytest.fixture
def arn(client: GameLiftClient, emulator: Running) -> str:
    return new_match(client, emulator)


def details(emulator: Running, after: int) -> list[Any]:
    return [each["event"]["detail"] for each in events_of(emulator)[after:]]


def test_events_list_who_is_there_and_who_comes(client: GameLiftClient, emulator: Running, arn: str) -> None:
    before = len(events_of(emulator))
    start_backfill(client, "fill", arn)
    start_ticket(client, "c")
    emulator.advance(1)
    searching, _, created, succeeded = details(emulator, before)
    assert event_types(emulator)[before:] == [
        "MatchmakingSearching",
        "MatchmakingSearching",
        "PotentialMatchCreated",
        "MatchmakingSucceeded",
    ]
    there = [{"playerId": "a", "team": "red"}, {"playerId": "b", "team": "blue"}]
    assert searching["tickets"][0]["players"] == there
    assert [each["ticketId"] for each in created["tickets"]] == ["fill", "c"]
    assert created["gameSessionInfo"]["players"] == [*there, {"playerId": "c", "team": "red"}]
    ticket = look_at_ticket(client, "c")
    info = ticket["GameSessionConnectionInfo"]
    new = {"playerId": "c", "playerSessionId": info["MatchedPlayerSessions"][0]["PlayerSessionId"], "team": "red"}
    assert succeeded == {
        "tickets": [
            {"ticketId": "fill", "startTime": "2026-01-01T00:00:01.000Z", "players": there},
            {"ticketId": "c", "startTime": "2026-01-01T00:00:01.000Z", "players": [new]},
        ],
        "type": "MatchmakingSucceeded",
        "gameSessionInfo": {
            "gameSessionArn": arn,
            "ipAddress": info["IpAddress"],
            "port": info["Port"],
            "players": [*there, new],
        },
        "matchId": succeeded["matchId"],
        "customEventData": "x",
    }
    assert data_of(client, arn)["matchId"] == succeeded["matchId"] == created["matchId"]
    assert look_at_ticket(client, "fill")["GameSessionConnectionInfo"]["GameSessionArn"] == arn


def test_events_of_a_match_list_its_tickets_in_one_order(client: GameLiftClient, emulator: Running, arn: str) -> None:
    before = len(events_of(emulator))
    start_ticket(client, "c")
    emulator.advance(1)
    start_backfill(client, "fill", arn)
    emulator.advance(1)
    created, succeeded = details(emulator, before)[-2:]
    assert [each["ticketId"] for each in created["tickets"]] == ["c", "fill"]
    assert [each["ticketId"] for each in succeeded["tickets"]] == ["c", "fill"]


def test_session_is_filled_match_by_match_and_never_beyond(client: GameLiftClient, emulator: Running, arn: str) -> None:
    red: dict[str, Any] = {"PlayerId": "a", "Team": "red"}
    start_backfill(client, "one", arn, Players=[red])
    for each in "cdef":
        start_ticket(client, each)
    emulator.advance(1)
    # `b` was not listed, and has a slot all the same: three come in, and there is room for two
    assert statuses(client, "one") == ["FAILED"]
    assert players_of(client, arn) == dict.fromkeys("ab", "RESERVED")
    emulator.advance(1)
    assert statuses(client, *"cdef") == ["COMPLETED"] * 4
    start_backfill(client, "two", arn)
    for each in "ghi":
        start_ticket(client, each)
    emulator.advance(1)
    assert players_of(client, arn).keys() == set("abgh")
    assert statuses(client, *"ghi") == ["COMPLETED", "COMPLETED", "SEARCHING"]


def test_session_that_has_ended_or_admits_nobody_fails_the_ticket(
    client: GameLiftClient, emulator: Running, arn: str
) -> None:
    client.update_game_session(GameSessionId=arn, PlayerSessionCreationPolicy="DENY_ALL")
    start_backfill(client, "one", arn)
    start_ticket(client, "c")
    emulator.advance(1)
    assert statuses(client, "one", "c") == ["FAILED", "SEARCHING"]
    client.update_game_session(GameSessionId=arn, PlayerSessionCreationPolicy="ACCEPT_ALL")
    start_backfill(client, "two", arn)
    emulator.control("POST", f"/game-sessions/{arn}/crash")
    emulator.advance(1)
    assert statuses(client, "two", "c") == ["FAILED", "SEARCHING"]


def test_fleet_that_is_gone_fails_the_ticket(client: GameLiftClient, emulator: Running, arn: str) -> None:
    start_backfill(client, "one", arn)
    client.delete_fleet(FleetId=arn.split("/")[1])
    start_ticket(client, "c")
    emulator.advance(1)
    assert statuses(client, "one", "c") == ["FAILED", "SEARCHING"]
    emulator.advance(60)
    assert statuses(client, "c") == ["TIMED_OUT"]


def test_two_sessions_are_filled_in_one_look(client: GameLiftClient, emulator: Running, arn: str) -> None:
    for each in "cd":
        start_ticket(client, each)
    emulator.advance(1)
    other = look_at_ticket(client, "c")["GameSessionConnectionInfo"]["GameSessionArn"]
    start_backfill(client, "one", arn)
    start_backfill(client, "two", other, Players=[{"PlayerId": "c", "Team": "red"}, {"PlayerId": "d", "Team": "blue"}])
    for each in "efgh":
        start_ticket(client, each)
    emulator.advance(1)
    assert teams_of(client, arn) == {"red": ["a", "e"], "blue": ["b", "f"]}
    assert teams_of(client, other) == {"red": ["c", "g"], "blue": ["d", "h"]}


def test_older_ticket_of_a_player_is_cancelled_once_its_queue_gives_up(
    client: GameLiftClient, emulator: Running, arn: str
) -> None:
    client.create_game_session_queue(Name="nowhere", TimeoutInSeconds=10)
    client.update_matchmaking_configuration(Name="duels", GameSessionQueueArns=[queue_arn("nowhere")])
    for each in "cd":
        start_ticket(client, each)
    emulator.advance(1)
    assert statuses(client, *"cd") == ["PLACING"] * 2
    start_backfill(client, "fill", arn, Players=[{"PlayerId": "c", "Team": "red"}])
    emulator.advance(10)
    assert statuses(client, "c", "d", "fill") == ["CANCELLED", "SEARCHING", "SEARCHING"]
    emulator.advance(1)
    assert statuses(client, "c", "d", "fill") == ["CANCELLED", "COMPLETED", "COMPLETED"]
    assert teams_of(client, arn) == {"red": ["c"], "blue": ["d"]}


def test_state_brings_backfill_back(client: GameLiftClient, emulator: Running, arn: str) -> None:
    start_backfill(client, "one", arn)
    start_ticket(client, "c")
    emulator.advance(1)
    start_backfill(client, "two", arn)
    before = [look_at_ticket(client, each) for each in ("a", "one", "c", "two")]
    state = emulator.control("GET", "/state")
    emulator.reset()
    emulator.control("PUT", "/state", state)
    assert emulator.control("GET", "/state") == state
    assert [look_at_ticket(client, each) for each in ("a", "one", "c", "two")] == before
    start_ticket(client, "d")
    emulator.advance(1)
    assert players_of(client, arn).keys() == set("abcd")


def test_seeded_backfill_fills_a_seeded_session(client: GameLiftClient, emulator: Running, arn: str) -> None:
    entry = {"TicketId": "seeded", "ConfigurationName": "duels", "Backfill": "MANUAL", "GameSessionId": arn}
    players = [{"PlayerId": each, "Team": each} for each in ("red", "blue")]
    emulator.seed({"MatchmakingTickets": [entry | {"Players": players}]})
    start_ticket(client, "c")
    emulator.advance(1)
    assert teams_of(client, arn) == {"red": ["red", "c"], "blue": ["blue"]}
