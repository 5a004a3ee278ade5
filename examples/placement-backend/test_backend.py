"""The backend's tests: real SNS and SQS calls, and time that passes when a test says so."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from backend import ATTEMPTS, Backend
from conftest import GAME_SESSION_QUEUE

from emulator.testing import READY_MADE_FLEET, GameLift

if TYPE_CHECKING:
    from types_boto3_gamelift import GameLiftClient

FLEET_ARN = f"arn:aws:gamelift:us-east-1:000000000000:fleet/{READY_MADE_FLEET}"
PATIENCE = 60
"""Seconds for an event to come through SNS and SQS, on a busy machine."""


@pytest.fixture
def open_fleet(gamelift_client: "GameLiftClient") -> Callable[[], object]:
    """Gives the game session queue its fleet."""
    return lambda: gamelift_client.update_game_session_queue(
        Name=GAME_SESSION_QUEUE, Destinations=[{"DestinationArn": FLEET_ARN}]
    )


def hear_until(backend: Backend, fits: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not fits():
        assert time.monotonic() < deadline, "the event does not come"
        backend.hear(wait_seconds=1)


def test_players_are_seated_once_their_game_is_placed(
    gamelift: GameLift, backend: Backend, open_fleet: Callable[[], object]
) -> None:
    open_fleet()
    game = backend.play("alice", "bob")
    assert game.status == "waiting"
    hear_until(backend, lambda: game.status == "ready")
    assert set(game.seats) == {"alice", "bob"}
    gamelift.accept(game.seats["alice"].player_session_id)


def test_seat_is_kept_for_60_seconds(
    gamelift: GameLift, gamelift_client: "GameLiftClient", backend: Backend, open_fleet: Callable[[], object]
) -> None:
    open_fleet()
    game = backend.play("alice")
    hear_until(backend, lambda: game.status == "ready")
    for seconds, status in ((59, "RESERVED"), (1, "TIMEDOUT")):
        gamelift.clock.advance(seconds)
        (session,) = gamelift_client.describe_player_sessions(PlayerSessionId=game.seats["alice"].player_session_id)[
            "PlayerSessions"
        ]
        assert session["Status"] == status


def test_game_that_finds_no_place_in_time_is_placed_anew(
    gamelift: GameLift, backend: Backend, open_fleet: Callable[[], object]
) -> None:
    game = backend.play("alice")
    first = game.placement_id
    gamelift.clock.advance(10)
    hear_until(backend, lambda: game.placement_id != first)
    open_fleet()
    hear_until(backend, lambda: game.status == "ready")
    assert game.attempts == 2


def test_game_is_given_up_after_three_attempts(gamelift: GameLift, backend: Backend) -> None:
    game = backend.play("alice")
    placed = set[str]()
    while game.status == "waiting":
        placed.add(game.placement_id)
        gamelift.clock.advance(10)
        hear_until(backend, lambda: game.placement_id not in placed or game.status == "given up")
    assert (game.status, game.attempts, len(gamelift.events("PlacementTimedOut"))) == ("given up", ATTEMPTS, ATTEMPTS)


def test_game_that_is_cancelled_is_given_up(gamelift: GameLift, backend: Backend) -> None:
    game = backend.play("alice")
    backend.cancel(game)
    hear_until(backend, lambda: game.status == "given up")
    assert [event.type for event in gamelift.events()] == ["PlacementCancelled"]


def test_event_that_comes_twice_is_heard_once(
    gamelift: GameLift, backend: Backend, open_fleet: Callable[[], object]
) -> None:
    open_fleet()
    game = backend.play("alice")
    hear_until(backend, lambda: game.status == "ready")
    seats = dict(game.seats)
    while backend.hear(wait_seconds=2):
        continue
    (event,) = gamelift.events()
    assert len(event.deliveries) == 2
    assert (game.seats, game.attempts) == (seats, 1)
