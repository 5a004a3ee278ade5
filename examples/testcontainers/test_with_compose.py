"""Tests against the services of this repository's docker-compose.yml. Needs a Docker engine, testcontainers, boto3."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from testcontainers.compose import DockerCompose

from emulator.testing import GameLift

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def gamelift_server() -> Iterator[GameLift]:
    """`wait` is that of `docker compose up`: until all services are healthy."""
    with DockerCompose(ROOT, build=True, wait=True, services=["gamelift"]) as compose:
        host, port = compose.get_service_host_and_port("gamelift", 4600)
        yield GameLift(f"http://{host}:{port}")


def test_default_world_is_there(gamelift: GameLift) -> None:
    match = "arn:aws:gamelift:us-east-1::gamesession/fleet-a1b2c3d4-0001-4000-8000-000000000002/gsess-long-match"
    pages = gamelift.client().get_paginator("describe_player_sessions").paginate(GameSessionId=match)
    assert [len(page["PlayerSessions"]) for page in pages] == [100] * 12
