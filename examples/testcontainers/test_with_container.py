"""Needs a Docker engine, `docker build -t gamelift-emulator .`, and testcontainers, boto3 and pytest."""

from collections.abc import Iterator

import pytest
from gamelift_container import GameLiftContainer

from emulator.testing import GameLift


@pytest.fixture(scope="session")
def gamelift_server() -> Iterator[GameLift]:
    """Takes the place of the plugin's own server: all of its other fixtures work with this one."""
    with GameLiftContainer() as container:
        yield container.gamelift()


def test_reservation_expires(gamelift: GameLift) -> None:
    match = gamelift.ready_game_session(1)
    gamelift.client().create_player_session(GameSessionId=match, PlayerId="alice")
    gamelift.clock.advance(60)
    (session,) = gamelift.client().describe_player_sessions(PlayerId="alice")["PlayerSessions"]
    assert session["Status"] == "TIMEDOUT"
