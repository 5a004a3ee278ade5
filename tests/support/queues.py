"""Game session queues as tests make them and are refused them."""

from typing import Any

from types_boto3_gamelift import GameLiftClient
from types_boto3_gamelift.type_defs import GameSessionQueueTypeDef

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import fleet_arn
from tests.support.running import ACCOUNT, REGION

READY_ARN = fleet_arn(FLEET_ID)
"""The ready-made fleet."""


def queue_arn(name: str, region: str = REGION, account: str = ACCOUNT) -> str:
    return f"arn:aws:gamelift:{region}:{account}:gamesessionqueue/{name}"


def destinations(*arns: str) -> list[dict[str, str]]:
    return [{"DestinationArn": each} for each in arns]


def new_queue(client: GameLiftClient, *arns: str, **members: Any) -> GameSessionQueueTypeDef:  # noqa: ANN401
    """A new queue that leads to these fleets or aliases, by default to the ready-made fleet."""
    asked: dict[str, Any] = {"Name": "queue", "Destinations": destinations(*(arns or (READY_ARN,)))} | members
    return client.create_game_session_queue(**asked)["GameSessionQueue"]


def look_at_queue(client: GameLiftClient, name: str) -> GameSessionQueueTypeDef:
    (found,) = client.describe_game_session_queues(Names=[name])["GameSessionQueues"]
    return found
