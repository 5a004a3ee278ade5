"""StartMatchBackfill as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.backfills import (
    RED_AND_BLUE,
    data_of,
    look_at_session,
    new_match,
    new_pairs,
    players_of,
    start_backfill,
    teams_of,
)
from tests.support.configurations import configuration_arn, new_configuration
from tests.support.fleets import NOW, refused, refused_by_the_server
from tests.support.running import Running
from tests.support.tickets import event_types, events_of, look_at_ticket, start_ticket, statuses


@pytest.fixture(autouse=True)
def pairs(client: GameLiftClient, emulator: Running) -> None:
    emulator.freeze(NOW)
    new_pairs(client)


@pytest.fixture
def arn(client: GameLiftClient, emulator: Running) -> str:
    return new_match(client, emulator)


@pytest.mark.model
def test_ticket_has_what_was_asked_for(client: GameLiftClient, arn: str) -> None:
    player: Any = {
        "PlayerId": "a",
        "Team": "red",
        "PlayerAttributes": {"skill": {"N": 5.5}},
        "LatencyInMs": {"us-east-1": 20},
    }
    made = client.start_match_backfill(
        ConfigurationName=configuration_arn("duels"), GameSessionArn=arn, Players=[player]
    )["MatchmakingTicket"]
    assert len(made["TicketId"]) == 36
    assert made == {
        "TicketId": made["TicketId"],
        "ConfigurationName": "duels",
        "ConfigurationArn": configuration_arn("duels"),
        "Status": "QUEUED",
        "StartTime": made["StartTime"],
        "EstimatedWaitTime": 1,
        "Players": [player],
    }
    assert client.describe_matchmaking(TicketIds=[made["TicketId"]])["TicketList"] == [made]


@pytest.mark.documented("API_StartMatchBackfill")
def test_new_players_join_the_game_session(client: GameLiftClient, emulator: Running, arn: str) -> None:
    start_backfill(client, "fill", arn)
    emulator.advance(1)
    assert statuses(client, "fill") == ["SEARCHING"]
    start_ticket(client, "c")
    emulator.advance(1)
    assert statuses(client, "fill", "c") == ["COMPLETED"] * 2
    session = look_at_session(client, arn)
    info = look_at_ticket(client, "c")["GameSessionConnectionInfo"]
    (matched,) = info.pop("MatchedPlayerSessions")
    assert info == {name: session[name] for name in ("IpAddress", "Port")} | {"GameSessionArn": arn}
    (joined,) = client.describe_player_sessions(PlayerSessionId=matched["PlayerSessionId"])["PlayerSessions"]
    assert (joined["PlayerId"], joined["Status"], joined["GameSessionId"]) == ("c", "RESERVED", arn)
    assert teams_of(client, arn) == {"red": ["a", "c"], "blue": ["b"]}
    assert players_of(client, arn) == dict.fromkeys("abc", "RESERVED")


@pytest.mark.documented("API_StartMatchBackfill")
def test_later_request_replaces_the_earlier_one(client: GameLiftClient, emulator: Running, arn: str) -> None:
    start_backfill(client, "one", arn)
    emulator.advance(1)
    start_backfill(client, "two", arn, Players=[{"PlayerId": "x", "Team": "red"}])
    assert statuses(client, "one", "two") == ["CANCELLED", "QUEUED"]
    assert event_types(emulator)[-1] == "MatchmakingCancelled"


@pytest.mark.documented("API_StopMatchmaking")
def test_ticket_is_stopped(client: GameLiftClient, emulator: Running, arn: str) -> None:
    start_backfill(client, "fill", arn)
    client.stop_matchmaking(TicketId="fill")
    start_ticket(client, "c")
    emulator.advance(1)
    assert statuses(client, "fill", "c") == ["CANCELLED", "SEARCHING"]
    assert players_of(client, arn) == dict.fromkeys("ab", "RESERVED")


@pytest.mark.observed("AWS's forum, 8260; re:Post")
def test_listed_player_who_searches_elsewhere_cancels_it(client: GameLiftClient, arn: str) -> None:
    start_backfill(client, "fill", arn)
    start_ticket(client, "again", "a")
    assert statuses(client, "fill", "again") == ["CANCELLED", "QUEUED"]


@pytest.mark.assumed("players of a backfill request")
def test_players_need_not_be_those_of_the_match(client: GameLiftClient, emulator: Running, arn: str) -> None:
    start_ticket(client, "x")
    start_backfill(client, "fill", arn, Players=[{"PlayerId": "x", "Team": "blue"}])
    assert statuses(client, "x") == ["CANCELLED"]
    start_ticket(client, "c")
    emulator.advance(1)
    assert teams_of(client, arn) == {"red": ["c"], "blue": ["x"]}


@pytest.mark.observed("AWS's forum, 8260")
def test_game_session_without_room_fails_the_ticket(client: GameLiftClient, emulator: Running, arn: str) -> None:
    client.update_game_session(GameSessionId=arn, MaximumPlayerSessionCount=2)
    start_backfill(client, "fill", arn)
    start_ticket(client, "c")
    emulator.advance(1)
    assert statuses(client, "fill", "c") == ["FAILED", "SEARCHING"]
    assert "was in a state which wouldn't accept new player sessions" in look_at_ticket(client, "fill")["StatusMessage"]
    assert players_of(client, arn) == dict.fromkeys("ab", "RESERVED")
    assert event_types(emulator)[-2:] == ["PotentialMatchCreated", "MatchmakingFailed"]
    emulator.advance(60)
    assert statuses(client, "c") == ["TIMED_OUT"]


@pytest.mark.assumed("players of a backfill ticket in answers")
def test_players_who_are_there_get_no_new_player_sessions(client: GameLiftClient, emulator: Running, arn: str) -> None:
    start_backfill(client, "fill", arn)
    start_ticket(client, "c")
    emulator.advance(1)
    info = look_at_ticket(client, "fill")["GameSessionConnectionInfo"]
    assert (info["GameSessionArn"], info["MatchedPlayerSessions"]) == (arn, [])
    succeeded = events_of(emulator)[-1]["event"]["detail"]
    assert ["playerSessionId" in each for each in succeeded["gameSessionInfo"]["players"]] == [False, False, True]


@pytest.mark.assumed("automatic backfill")
def test_automatic_ticket_that_is_stopped_has_no_successor(client: GameLiftClient, emulator: Running) -> None:
    client.update_matchmaking_configuration(Name="duels", BackfillMode="AUTOMATIC")
    arn = new_match(client, emulator)
    first = data_of(client, arn)["autoBackfillTicketId"]
    emulator.advance(60)
    second = data_of(client, arn)["autoBackfillTicketId"]
    assert statuses(client, first, second) == ["TIMED_OUT", "QUEUED"]
    client.stop_matchmaking(TicketId=second)
    assert data_of(client, arn)["autoBackfillTicketId"] is None


@pytest.mark.documented("match-backfill")
def test_players_who_are_there_need_not_accept(client: GameLiftClient, emulator: Running, arn: str) -> None:
    client.update_matchmaking_configuration(Name="duels", AcceptanceRequired=True, AcceptanceTimeoutSeconds=9)
    start_backfill(client, "fill", arn)
    start_ticket(client, "c")
    start_ticket(client, "d")
    emulator.advance(1)
    assert statuses(client, "fill", "c", "d") == ["REQUIRES_ACCEPTANCE"] * 3
    accept = client.accept_match
    refused("InvalidRequestException", accept, TicketId="fill", PlayerIds=["a"], AcceptanceType="REJECT")
    accept(TicketId="c", PlayerIds=["c"], AcceptanceType="ACCEPT")
    emulator.advance(9)
    assert statuses(client, "fill", "c", "d") == ["SEARCHING", "SEARCHING", "CANCELLED"]
    emulator.advance(1)
    accept(TicketId="c", PlayerIds=["c"], AcceptanceType="ACCEPT")
    assert statuses(client, "fill", "c") == ["COMPLETED"] * 2


@pytest.mark.assumed("backfill request while a match is accepted")
def test_ticket_whose_match_is_accepted_is_not_replaced(client: GameLiftClient, emulator: Running, arn: str) -> None:
    client.update_matchmaking_configuration(Name="duels", AcceptanceRequired=True, AcceptanceTimeoutSeconds=9)
    start_backfill(client, "fill", arn)
    start_ticket(client, "c")
    emulator.advance(1)
    text = refused("InvalidRequestException", start_backfill, client=client, ticket_id="two", arn=arn)
    assert "accept a match of backfill ticket fill" in text
    assert statuses(client, "fill", "c") == ["REQUIRES_ACCEPTANCE"] * 2


@pytest.mark.documented("match-backfill")
def test_standalone_backfill_is_told_by_its_event_alone(client: GameLiftClient, emulator: Running) -> None:
    new_configuration(client, "alone")
    for each in "cd":
        start_backfill(client, each, None, ConfigurationName="alone", Players=RED_AND_BLUE)
    assert statuses(client, "c", "d") == ["CANCELLED", "QUEUED"]
    start_ticket(client, "x", ConfigurationName="alone")
    emulator.advance(1)
    ticket = look_at_ticket(client, "d")
    assert (ticket["Status"], "GameSessionConnectionInfo" in ticket) == ("COMPLETED", False)
    assert event_types(emulator)[-1] == "MatchmakingSucceeded"


@pytest.mark.model
def test_unknown_configuration_or_game_session_is_not_found(client: GameLiftClient, arn: str) -> None:
    start = client.start_match_backfill
    refused("NotFoundException", start, ConfigurationName="x", GameSessionArn=arn, Players=RED_AND_BLUE)
    for each in (f"{arn}x", "no-arn"):
        text = refused("NotFoundException", start, ConfigurationName="duels", GameSessionArn=each, Players=RED_AND_BLUE)
        assert "Game session" in text


@pytest.mark.assumed("game session of a backfill request")
def test_game_session_that_cannot_be_filled_is_refused(client: GameLiftClient, emulator: Running, arn: str) -> None:
    start = client.start_match_backfill
    assert "needed" in refused("InvalidRequestException", start, ConfigurationName="duels", Players=RED_AND_BLUE)
    emulator.control("POST", f"/game-sessions/{arn}/end")
    refused_text = refused("InvalidRequestException", start_backfill, client=client, ticket_id="t", arn=arn)
    assert "TERMINATED" in refused_text
    fleet_id = arn.split("/")[1]
    other = client.create_game_session(FleetId=fleet_id, MaximumPlayerSessionCount=4, Location="custom-local")
    other_arn = other["GameSession"]["GameSessionId"]
    text = refused("InvalidRequestException", start_backfill, client=client, ticket_id="t", arn=other_arn)
    assert "not created by FlexMatch" in text


@pytest.mark.assumed("players of a backfill request")
@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ([], "1 to 199"),
        ([{"PlayerId": f"p{n}", "Team": "red"} for n in range(200)], "1 to 199"),
        ([{"PlayerId": "a", "Team": "red"}, {"PlayerId": "a", "Team": "blue"}], "twice"),
        ([{"Team": "red"}], "needs a PlayerId"),
        ([{"PlayerId": "a"}], "has no Team"),
        ([{"PlayerId": "a", "Team": "green"}], "is in Team"),
        ([{"PlayerId": "a", "Team": "red", "PlayerAttributes": {"skill": {"S": "x"}}}], "declares a number"),
    ],
    ids=str,
)
def test_bad_players_are_refused(client: GameLiftClient, arn: str, asked: list[Any], text: str) -> None:
    start_backfill(client, "old", arn)
    start = client.start_match_backfill
    asked_for: dict[str, Any] = {"TicketId": "t", "ConfigurationName": "duels", "GameSessionArn": arn, "Players": asked}
    assert text in refused("InvalidRequestException", start, **asked_for)
    assert client.describe_matchmaking(TicketIds=["t"])["TicketList"] == []
    assert statuses(client, "old") == ["QUEUED"]


@pytest.mark.assumed("TicketId in use")
def test_id_in_use_is_refused(client: GameLiftClient, arn: str) -> None:
    start_backfill(client, "fill", arn)
    refused("InvalidRequestException", start_backfill, client=client, ticket_id="fill", arn=arn)
    assert statuses(client, "fill") == ["QUEUED"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("member", "value"), [("TicketId", "a_b"), ("GameSessionArn", "a b"), ("ConfigurationName", "a b")]
)
def test_members_that_break_the_model_are_refused(emulator: Running, member: str, value: str) -> None:
    body: dict[str, object] = {"ConfigurationName": "duels", "Players": RED_AND_BLUE, member: value}
    name = member[0].lower() + member[1:]
    assert f"'{name}'" in refused_by_the_server(emulator, "StartMatchBackfill", body)
