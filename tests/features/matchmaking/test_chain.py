"""The whole chain on a clock that stands still: ticket, match, placement, game session, player sessions, events."""

import json
from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.configurations import WITH_QUEUE, configuration_arn, new_configuration
from tests.support.fleets import NOW
from tests.support.queues import new_queue, queue_arn
from tests.support.rule_sets import new_rule_set
from tests.support.running import Running
from tests.support.tickets import event_types, events_of, look_at_ticket, start_ticket, statuses

ACCEPTED: dict[str, Any] = {"AcceptanceRequired": True, "AcceptanceTimeoutSeconds": 20}


@pytest.fixture(autouse=True)
def world(client: GameLiftClient, emulator: Running) -> None:
    emulator.freeze(NOW)
    new_rule_set(client)
    new_queue(client)


def test_tickets_become_a_game_session_with_reserved_players(client: GameLiftClient, emulator: Running) -> None:
    new_configuration(
        client, **WITH_QUEUE, CustomEventData="x", GameSessionData="map 1", GameProperties=[{"Key": "a", "Value": "1"}]
    )
    first = start_ticket(client, "a", Players=[{"PlayerId": "a", "PlayerAttributes": {"skill": {"N": 5}}}])
    assert (first["Status"], first["ConfigurationArn"]) == ("QUEUED", configuration_arn("duels"))
    start_ticket(client, "b")
    assert statuses(client, "a", "b") == ["QUEUED", "QUEUED"]
    emulator.advance(1)
    ticket = look_at_ticket(client, "a")
    assert (ticket["Status"], ticket["Players"][0]["Team"]) == ("COMPLETED", "red")
    info = ticket["GameSessionConnectionInfo"]
    (session,) = client.describe_game_sessions(GameSessionId=info["GameSessionArn"])["GameSessions"]
    assert (session["Status"], session["MaximumPlayerSessionCount"], session["GameSessionData"]) == (
        "ACTIVE",
        2,
        "map 1",
    )
    assert (session["IpAddress"], session["Port"]) == (info["IpAddress"], info["Port"])
    data = json.loads(session["MatchmakerData"])
    assert session["MatchmakerData"] == json.dumps(data, separators=(",", ":"))
    assert data == {
        "matchId": info["GameSessionArn"].rpartition("/")[2],
        "matchmakingConfigurationArn": configuration_arn("duels"),
        "teams": [
            {
                "name": "red",
                "players": [
                    {"playerId": "a", "attributes": {"skill": {"attributeType": "DOUBLE", "valueAttribute": 5.0}}}
                ],
            },
            {"name": "blue", "players": [{"playerId": "b", "attributes": {}}]},
        ],
        "autoBackfillMode": None,
        "autoBackfillTicketId": None,
    }
    sessions = client.describe_player_sessions(GameSessionId=info["GameSessionArn"])["PlayerSessions"]
    assert [(each["PlayerId"], each["Status"]) for each in sessions] == [("a", "RESERVED"), ("b", "RESERVED")]
    assert info["MatchedPlayerSessions"] == [{"PlayerId": "a", "PlayerSessionId": sessions[0]["PlayerSessionId"]}]
    assert event_types(emulator) == [
        "MatchmakingSearching",
        "MatchmakingSearching",
        "PotentialMatchCreated",
        "PlacementFulfilled",
        "MatchmakingSucceeded",
    ]
    succeeded = events_of(emulator)[-1]["event"]
    assert succeeded["resources"] == [configuration_arn("duels")]
    detail = succeeded["detail"]
    assert list(detail)[-1] == "customEventData"
    assert detail["gameSessionInfo"]["port"] == info["Port"]
    assert [each["playerSessionId"] for each in detail["gameSessionInfo"]["players"]] == [
        each["PlayerSessionId"] for each in sessions
    ]


def test_match_that_all_accept_is_placed(client: GameLiftClient, emulator: Running) -> None:
    new_configuration(client, **WITH_QUEUE, **ACCEPTED)
    for each in "ab":
        start_ticket(client, each)
    emulator.advance(1)
    assert statuses(client, "a", "b") == ["REQUIRES_ACCEPTANCE"] * 2
    client.accept_match(TicketId="a", PlayerIds=["a"], AcceptanceType="ACCEPT")
    assert statuses(client, "a", "b") == ["REQUIRES_ACCEPTANCE"] * 2
    client.accept_match(TicketId="b", PlayerIds=["b"], AcceptanceType="ACCEPT")
    assert statuses(client, "a", "b") == ["COMPLETED"] * 2
    assert event_types(emulator)[2:] == [
        "PotentialMatchCreated",
        "AcceptMatch",
        "AcceptMatch",
        "AcceptMatchCompleted",
        "PlacementFulfilled",
        "MatchmakingSucceeded",
    ]


def test_match_that_one_rejects_is_dropped_and_the_other_waits_on(client: GameLiftClient, emulator: Running) -> None:
    new_configuration(client, **ACCEPTED)
    for each in "ab":
        start_ticket(client, each)
    emulator.advance(1)
    client.accept_match(TicketId="b", PlayerIds=["b"], AcceptanceType="REJECT")
    assert statuses(client, "a", "b") == ["SEARCHING", "CANCELLED"]
    assert event_types(emulator)[3:] == [
        "AcceptMatch",
        "AcceptMatchCompleted",
        "MatchmakingCancelled",
        "MatchmakingSearching",
    ]
    start_ticket(client, "c")
    emulator.advance(1)
    for each in "ac":
        client.accept_match(TicketId=each, PlayerIds=[each], AcceptanceType="ACCEPT")
    assert statuses(client, "a", "b", "c") == ["COMPLETED", "CANCELLED", "COMPLETED"]
    assert "GameSessionConnectionInfo" not in look_at_ticket(client, "a")


def test_who_does_not_answer_in_time_is_cancelled(client: GameLiftClient, emulator: Running) -> None:
    new_configuration(client, **ACCEPTED)
    for each in "ab":
        start_ticket(client, each)
    emulator.advance(1)
    client.accept_match(TicketId="a", PlayerIds=["a"], AcceptanceType="ACCEPT")
    emulator.advance(19)
    assert statuses(client, "a", "b") == ["REQUIRES_ACCEPTANCE"] * 2
    emulator.advance(1)
    assert statuses(client, "a", "b") == ["SEARCHING", "CANCELLED"]
    ended = look_at_ticket(client, "b")
    assert (ended["EndTime"] - ended["StartTime"]).total_seconds() == 21


def test_request_times_out_as_of_its_deadline(client: GameLiftClient, emulator: Running) -> None:
    new_configuration(client)
    start_ticket(client, "a")
    assert emulator.advance(3_600)["counts"] == {"SEARCHING": 1, "TIMED_OUT": 1}
    ticket = look_at_ticket(client, "a")
    assert (ticket["Status"], ticket["StatusReason"]) == ("TIMED_OUT", "TimedOut")
    assert (ticket["EndTime"] - ticket["StartTime"]).total_seconds() == 60
    assert event_types(emulator) == ["MatchmakingSearching", "MatchmakingTimedOut"]


def test_queue_that_times_out_brings_tickets_back(client: GameLiftClient, emulator: Running) -> None:
    client.create_game_session_queue(Name="nowhere", TimeoutInSeconds=10)
    new_configuration(client, **WITH_QUEUE | {"GameSessionQueueArns": [queue_arn("nowhere")]})
    for each in "ab":
        start_ticket(client, each)
    emulator.advance(1)
    assert statuses(client, "a", "b") == ["PLACING"] * 2
    emulator.advance(10)
    assert statuses(client, "a", "b") == ["SEARCHING"] * 2
    emulator.advance(1)
    assert statuses(client, "a", "b") == ["PLACING"] * 2
    client.delete_game_session_queue(Name="nowhere")
    assert statuses(client, "a", "b") == ["FAILED"] * 2
    assert event_types(emulator)[-2:] == ["PlacementFailed", "MatchmakingFailed"]


def test_state_brings_tickets_back_and_time_goes_on(client: GameLiftClient, emulator: Running) -> None:
    new_configuration(client, **ACCEPTED)
    for each in "abc":
        start_ticket(client, each)
    emulator.advance(1)
    client.accept_match(TicketId="a", PlayerIds=["a"], AcceptanceType="ACCEPT")
    before = [look_at_ticket(client, each) for each in "abc"]
    state = emulator.control("GET", "/state")
    emulator.reset()
    emulator.control("PUT", "/state", state)
    assert emulator.control("GET", "/state") == state
    assert [look_at_ticket(client, each) for each in "abc"] == before
    client.accept_match(TicketId="b", PlayerIds=["b"], AcceptanceType="ACCEPT")
    emulator.advance(60)
    assert statuses(client, "a", "b", "c") == ["COMPLETED", "COMPLETED", "TIMED_OUT"]


def test_seeded_tickets_match(client: GameLiftClient, emulator: Running) -> None:
    new_configuration(client)
    entry = {"ConfigurationName": "duels", "StartTime": "-5s"}
    emulator.seed(
        {"MatchmakingTickets": [entry | {"TicketId": each, "Players": [{"PlayerId": each}]} for each in "ab"]}
    )
    assert statuses(client, "a", "b") == ["COMPLETED"] * 2
