"""Matchmaking configurations as tests make them over the AWS API."""

from typing import Any

from types_boto3_gamelift import GameLiftClient
from types_boto3_gamelift.type_defs import MatchmakingConfigurationTypeDef

from tests.support.queues import queue_arn
from tests.support.running import ACCOUNT, REGION

STANDALONE: dict[str, Any] = {
    "RuleSetName": "duel",
    "RequestTimeoutSeconds": 60,
    "AcceptanceRequired": False,
    "FlexMatchMode": "STANDALONE",
}
WITH_QUEUE: dict[str, Any] = {"FlexMatchMode": "WITH_QUEUE", "GameSessionQueueArns": [queue_arn("queue")]}


def configuration_arn(name: str, region: str = REGION, account: str = ACCOUNT) -> str:
    return f"arn:aws:gamelift:{region}:{account}:matchmakingconfiguration/{name}"


def new_configuration(client: GameLiftClient, name: str = "duels", **members: Any) -> MatchmakingConfigurationTypeDef:  # noqa: ANN401
    """A new configuration of the rule set `duel`, STANDALONE but for what is said."""
    asked = {key: value for key, value in (STANDALONE | members).items() if value is not None}
    return client.create_matchmaking_configuration(Name=name, **asked)["Configuration"]
