"""Automatic backfill: one open ticket for each game session that wants players."""

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.backfills import (
    data_of,
    look_at_session,
    new_match,
    new_pairs,
    players_of,
    start_backfill,
    teams_of,
)
from tests.support.fleets import NOW
from tests.support.running import Running
from tests.support.tickets import event_types, look_at_ticket, start_ticket, statuses


@pytest.fixture(autouse=True)
def pairs(client: GameLiftClient, emulator: Running) -> None:
    emulator.freeze(NOW)
    new_pairs(client, BackfillMode="AUTOMATIC")


@pytest.fixture
def arn(client: GameLiftClient, emulator: Running) -> str:
    return new_match(client, emulator)


def automatic_ticket(client: GameLiftClient, arn: str) -> str | None:
    """The id of the open automatic ticket of a game session, as its MatchmakerData says it."""
    data = data_of(client, arn)
    ticket: str | None = data["autoBackfillTicketId"]
    assert ticket is None or data["autoBackfillMode"] == "AUTOMATIC"
    return ticket


def test_ticket_is_there_once_the_session_is_active(client: GameLiftClient, arn: str) -> None:
    name = automatic_ticket(client, arn)
    assert name is not None
    assert name.startswith("auto-backfill-")
    ticket = look_at_ticket(client, name)
    assert ticket["Status"] == "QUEUED"
    assert ticket["StartTime"] == look_at_session(client, arn)["CreationTime"]
    assert [(each["PlayerId"], each["Team"]) for each in ticket["Players"]] == [("a", "red"), ("b", "blue")]


def test_each_fill_makes_the_next_until_the_session_is_full(
    client: GameLiftClient, emulator: Running, arn: str
) -> None:
    first = automatic_ticket(client, arn)
    start_ticket(client, "c")
    emulator.advance(1)
    second = automatic_ticket(client, arn)
    assert (first is None, second is None, first == second) == (False, False, False)
    assert statuses(client, str(first), "c", str(second)) == ["COMPLETED", "COMPLETED", "QUEUED"]
    start_ticket(client, "d")
    emulator.advance(1)
    assert automatic_ticket(client, arn) is None
    assert data_of(client, arn)["autoBackfillMode"] == "AUTOMATIC"
    assert teams_of(client, arn) == {"red": ["a", "c"], "blue": ["b", "d"]}
    assert players_of(client, arn) == dict.fromkeys("abcd", "RESERVED")
    start_ticket(client, "e")
    emulator.advance(1)
    assert statuses(client, "e") == ["SEARCHING"]


def test_time_out_makes_the_next_at_its_instant(client: GameLiftClient, emulator: Running, arn: str) -> None:
    first = automatic_ticket(client, arn)
    emulator.advance(90)
    second = automatic_ticket(client, arn)
    assert statuses(client, str(first), str(second)) == ["TIMED_OUT", "SEARCHING"]
    end = look_at_ticket(client, str(first))["EndTime"]
    assert end == look_at_ticket(client, str(second))["StartTime"]
    assert event_types(emulator)[-3:] == ["MatchmakingSearching", "MatchmakingTimedOut", "MatchmakingSearching"]


def test_leap_of_years_ends_after_a_thousand_time_outs(client: GameLiftClient, emulator: Running, arn: str) -> None:
    assert emulator.advance(10 * 365 * 86_400)["counts"]["TIMED_OUT"] == 1_000
    assert automatic_ticket(client, arn) is None


def test_stop_ends_it_for_good(client: GameLiftClient, emulator: Running, arn: str) -> None:
    client.stop_matchmaking(TicketId=str(automatic_ticket(client, arn)))
    data = data_of(client, arn)
    assert (data["autoBackfillMode"], data["autoBackfillTicketId"]) == (None, None)
    client.update_game_session(GameSessionId=arn, MaximumPlayerSessionCount=10)
    start_ticket(client, "c")
    emulator.advance(1)
    assert statuses(client, "c") == ["SEARCHING"]


def test_listed_player_who_searches_elsewhere_ends_it(client: GameLiftClient, arn: str) -> None:
    name = automatic_ticket(client, arn)
    start_ticket(client, "again", "a")
    assert statuses(client, str(name), "again") == ["CANCELLED", "QUEUED"]
    assert data_of(client, arn)["autoBackfillMode"] is None


def test_who_leaves_keeps_the_slot(client: GameLiftClient, emulator: Running, arn: str) -> None:
    for each in "cd":
        start_ticket(client, each)
    emulator.advance(1)
    (session, *_) = client.describe_player_sessions(GameSessionId=arn)["PlayerSessions"]
    for act in ("accept", "remove"):
        emulator.control("POST", f"/player-sessions/{session['PlayerSessionId']}/{act}")
    start_ticket(client, "e")
    emulator.advance(1)
    assert (automatic_ticket(client, arn), statuses(client, "e")) == (None, ["SEARCHING"])


def test_session_that_admits_nobody_has_none(client: GameLiftClient, emulator: Running, arn: str) -> None:
    name = automatic_ticket(client, arn)
    client.update_game_session(GameSessionId=arn, PlayerSessionCreationPolicy="DENY_ALL")
    assert (statuses(client, str(name)), automatic_ticket(client, arn)) == (["CANCELLED"], None)
    client.update_game_session(GameSessionId=arn, PlayerSessionCreationPolicy="ACCEPT_ALL")
    assert statuses(client, str(automatic_ticket(client, arn))) == ["QUEUED"]


@pytest.mark.parametrize("act", ["end", "crash"])
def test_session_that_ends_has_none(client: GameLiftClient, emulator: Running, arn: str, act: str) -> None:
    name = automatic_ticket(client, arn)
    emulator.control("POST", f"/game-sessions/{arn}/{act}")
    assert (statuses(client, str(name)), automatic_ticket(client, arn)) == (["CANCELLED"], None)


def test_session_that_goes_with_its_fleet_has_none(client: GameLiftClient, emulator: Running, arn: str) -> None:
    name = automatic_ticket(client, arn)
    client.delete_fleet(FleetId=arn.split("/")[1])
    assert statuses(client, str(name)) == ["CANCELLED"]
    emulator.advance(120)
    assert event_types(emulator)[-1] == "MatchmakingCancelled"


def test_request_takes_its_place_and_gives_it_back(client: GameLiftClient, emulator: Running, arn: str) -> None:
    name = automatic_ticket(client, arn)
    start_backfill(client, "fill", arn)
    assert (statuses(client, str(name)), automatic_ticket(client, arn)) == (["CANCELLED"], None)
    start_ticket(client, "c")
    emulator.advance(1)
    assert statuses(client, "fill", "c", str(automatic_ticket(client, arn))) == ["COMPLETED", "COMPLETED", "QUEUED"]


def test_match_without_room_ends_it(client: GameLiftClient, emulator: Running, arn: str) -> None:
    name = automatic_ticket(client, arn)
    client.create_player_sessions(GameSessionId=arn, PlayerIds=["x", "y"])
    start_ticket(client, "c")
    emulator.advance(1)
    assert statuses(client, str(name), "c") == ["FAILED", "SEARCHING"]
    assert data_of(client, arn)["autoBackfillMode"] is None


def test_session_that_ends_drops_the_match_that_is_accepted(client: GameLiftClient, emulator: Running) -> None:
    client.update_matchmaking_configuration(Name="duels", AcceptanceRequired=True, AcceptanceTimeoutSeconds=9)
    for each in "ab":
        start_ticket(client, each)
    emulator.advance(1)
    for each in "ab":
        client.accept_match(TicketId=each, PlayerIds=[each], AcceptanceType="ACCEPT")
    arn = look_at_ticket(client, "a")["GameSessionConnectionInfo"]["GameSessionArn"]
    name = automatic_ticket(client, arn)
    start_ticket(client, "c")
    emulator.advance(1)
    assert statuses(client, str(name), "c") == ["REQUIRES_ACCEPTANCE"] * 2
    emulator.control("POST", f"/game-sessions/{arn}/crash")
    assert statuses(client, str(name), "c") == ["CANCELLED", "SEARCHING"]


def test_state_brings_it_back(client: GameLiftClient, emulator: Running, arn: str) -> None:
    state = emulator.control("GET", "/state")
    emulator.reset()
    emulator.control("PUT", "/state", state)
    start_ticket(client, "c")
    emulator.advance(1)
    assert statuses(client, "c", str(automatic_ticket(client, arn))) == ["COMPLETED", "QUEUED"]
