"""Game sessions as tests make them, look at them, and are refused them."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient
from types_boto3_gamelift.type_defs import GameSessionTypeDef

from emulator.hosting import ready_made
from tests.support.running import Running
from tests.support.worlds import FLEET

NOW = "2026-01-01T00:00:00Z"
STATUSES = ("ACTIVE", "ACTIVATING", "TERMINATING", "TERMINATED", "ERROR")
READY_FLEET, LOCATION = ready_made.FLEET_ID, ready_made.LOCATION
READY = {"FleetId": READY_FLEET, "Location": LOCATION}
"""Where a game session is to be, on the ready-made fleet."""


def create(client: GameLiftClient, **members: Any) -> GameSessionTypeDef:  # noqa: ANN401
    """A new game session for two players, as its answer shows it; on the ready-made fleet unless members name one."""
    place = {} if "FleetId" in members or "AliasId" in members else READY
    return client.create_game_session(**{**place, "MaximumPlayerSessionCount": 2, **members})["GameSession"]


def arn_of(client: GameLiftClient, **members: Any) -> str:  # noqa: ANN401
    """The id of a new game session that is ACTIVE."""
    return create(client, **members)["GameSessionId"]


def look(client: GameLiftClient, game_session_id: str) -> GameSessionTypeDef:
    (found,) = client.describe_game_sessions(GameSessionId=game_session_id)["GameSessions"]
    return found


def ec2_fleet(client: GameLiftClient, **members: Any) -> str:  # noqa: ANN401
    made = client.create_fleet(**{"Name": "game", "BuildId": "build-1", "EC2InstanceType": "c5.large", **members})
    return made["FleetAttributes"]["FleetId"]


def refused(client: GameLiftClient, error: str, operation: str, **asked: Any) -> str:  # noqa: ANN401
    """The message of the error that `operation` is answered with."""
    with pytest.raises(getattr(client.exceptions, error)) as raised:
        getattr(client, operation)(**asked)
    return str(raised.value.response["Error"]["Message"])


def arn(name: str) -> str:
    """The id of a game session of `one_of_each`."""
    return f"arn:aws:gamelift:us-east-1::gamesession/{FLEET}/{name}"


def one_of_each(emulator: Running) -> Running:
    """An EC2 fleet with one game session of each status, whose id is the status; the clock stands still."""
    emulator.freeze(NOW)
    emulator.seed(
        {
            "Fleets": [{"FleetId": FLEET}],
            "GameSessions": [
                {"GameSessionId": status, "FleetId": FLEET, "Status": status, "CreationTime": f"-{9 - n}m"}
                for n, status in enumerate(STATUSES)
            ],
        }
    )
    return emulator
