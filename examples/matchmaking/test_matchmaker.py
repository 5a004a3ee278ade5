"""What a backend's tests look like with the fixtures: no AWS account, no container, no waiting."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from matchmaker import Matchmaker

from emulator.testing import GameLift

if TYPE_CHECKING:
    from types_boto3_gamelift import GameLiftClient

SNAPSHOT = Path(__file__).with_name("snapshot.json")


def test_players_fill_one_game_session_before_the_next_is_opened(matchmaker: Matchmaker) -> None:
    seats = [matchmaker.seat(player) for player in ("alice", "bob", "carol")]
    assert seats[0].game_session_id == seats[1].game_session_id != seats[2].game_session_id


def test_player_has_arrived_once_the_game_server_says_so(gamelift: GameLift, matchmaker: Matchmaker) -> None:
    seat = matchmaker.seat("alice")
    assert not matchmaker.has_arrived(seat)
    gamelift.accept(seat.player_session_id)
    assert matchmaker.has_arrived(seat)


def test_seat_is_lost_after_60_seconds(gamelift: GameLift, matchmaker: Matchmaker) -> None:
    seat = matchmaker.seat("alice")
    gamelift.clock.advance(59.999)
    assert not matchmaker.has_arrived(seat)
    gamelift.clock.advance(0.001)
    with pytest.raises(LookupError, match="alice came too late"):
        matchmaker.has_arrived(seat)


def test_lost_seat_is_given_to_the_next_player(gamelift: GameLift, matchmaker: Matchmaker) -> None:
    late = matchmaker.seat("alice")
    gamelift.accept(matchmaker.seat("bob").player_session_id)
    gamelift.clock.advance(61)
    assert matchmaker.seat("carol").game_session_id == late.game_session_id


def test_roster_counts_all_pages(gamelift: GameLift, matchmaker: Matchmaker) -> None:
    match = gamelift.ready_game_session(200)
    gamelift.fill(match, reserved=120, active=80, completed=30)
    assert matchmaker.roster(match) == {"RESERVED": 120, "ACTIVE": 80, "COMPLETED": 30}
    gamelift.assert_called("DescribePlayerSessions", times=3, GameSessionId=match)


def test_game_session_that_fills_up_meanwhile_is_passed_over(
    gamelift: GameLift, matchmaker: Matchmaker, gamelift_client: "GameLiftClient"
) -> None:
    crowded = gamelift.ready_game_session(2)
    gamelift.faults.add(
        "CreatePlayerSession", match={"GameSessionId": crowded}, error="GameSessionFullException", times=1
    )
    assert matchmaker.seat("alice").game_session_id != crowded
    gamelift.assert_called("CreateGameSession", times=2)  # the crowded one, and one more


def test_seat_is_found_although_aws_fails_twice(gamelift: GameLift, matchmaker: Matchmaker) -> None:
    gamelift.faults.add("SearchGameSessions", error="InternalServiceException", times=2)
    matchmaker.seat("alice")
    attempts = [(call.attempt, call.outcome) for call in gamelift.calls("SearchGameSessions")]
    assert attempts == [(1, "InternalServiceException"), (2, "InternalServiceException"), (3, "success")]


def test_answer_that_is_lost_takes_no_second_seat(gamelift: GameLift, matchmaker: Matchmaker) -> None:
    gamelift.faults.add("CreatePlayerSession", drop=True, performed=True, times=1)
    seat = matchmaker.seat("alice")
    assert matchmaker.roster(seat.game_session_id) == {"RESERVED": 1}


def test_world_is_as_in_the_snapshot(gamelift: GameLift, matchmaker: Matchmaker) -> None:
    gamelift.accept(matchmaker.seat("alice").player_session_id)
    matchmaker.seat("bob")
    world = {name: gamelift.state()[name] for name in ("GameSessions", "PlayerSessions")}
    assert world == json.loads(SNAPSHOT.read_text())
