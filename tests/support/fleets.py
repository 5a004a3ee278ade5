"""What the tests of fleets, locations, computes and aliases have in common."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from types_boto3_gamelift import GameLiftClient
from types_boto3_gamelift.type_defs import FleetAttributesTypeDef, GameSessionTypeDef, RuntimeConfigurationTypeDef

from emulator.hosting.ready_made import LOCATION
from tests.support.running import ACCOUNT, REGION, Running

NOW = "2026-01-01T00:00:00Z"
ELSEWHERE = "eu-west-1"
OTHER_ACCOUNT = "111122223333"
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
RULE_POLICY: dict[str, Any] = {
    "Name": "more when few are idle",
    "MetricName": "PercentIdleInstances",
    "ScalingAdjustment": -1,
    "ScalingAdjustmentType": "ChangeInCapacity",
    "Threshold": 30.0,
    "ComparisonOperator": "LessThanThreshold",
    "EvaluationPeriods": 5,
}
TARGET_POLICY: dict[str, Any] = {
    "Name": "a buffer",
    "PolicyType": "TargetBased",
    "MetricName": "PercentAvailableGameSessions",
    "TargetConfiguration": {"TargetValue": 12.5},
}
UNKNOWN_FLEET = "fleet-ffffffff-ffff-4fff-8fff-ffffffffffff"


def fleet_arn(fleet_id: str, region: str = REGION, account: str = ACCOUNT) -> str:
    return f"arn:aws:gamelift:{region}:{account}:fleet/{fleet_id}"


def refused(error: str, call: Callable[..., object], **asked: Any) -> str:  # noqa: ANN401
    """The message of the error of that name with which `call` refuses what is asked."""
    with pytest.raises(ClientError) as raised:
        call(**asked)
    assert raised.value.response["Error"]["Code"] == error
    return str(raised.value.response["Error"]["Message"])


def refused_by_the_server(emulator: Running, operation: str, body: dict[str, object]) -> str:
    """The message of the InvalidRequestException for a call that boto3 itself would not send."""
    answer = emulator.call(operation, body)
    assert (answer.status_code, answer.json()["__type"]) == (400, "InvalidRequestException")
    return str(answer.json()["Message"])


def new_ec2_fleet(client: GameLiftClient, **members: Any) -> str:  # noqa: ANN401
    """The id of a new EC2 fleet, of a build unless a script is given."""
    runs = {} if "ScriptId" in members else {"BuildId": "build-1"}
    asked = {"Name": "ec2", "EC2InstanceType": "c5.large"} | runs | members
    return client.create_fleet(**asked)["FleetAttributes"]["FleetId"]


def new_anywhere_fleet(client: GameLiftClient, *locations: str, **members: Any) -> str:  # noqa: ANN401
    """The id of a new Anywhere fleet, by default at the ready-made location."""
    places = [{"Location": each} for each in locations or (LOCATION,)]
    asked = {"Name": "anywhere", "ComputeType": "ANYWHERE", "Locations": places} | members
    return client.create_fleet(**asked)["FleetAttributes"]["FleetId"]


def server_processes(*counts: int) -> RuntimeConfigurationTypeDef:
    """A RuntimeConfiguration: how many server processes an instance has, for each way in which one is launched."""
    return {"ServerProcesses": [{"LaunchPath": "/local/game/x", "ConcurrentExecutions": each} for each in counts]}


def attributes(client: GameLiftClient, fleet_id: str) -> FleetAttributesTypeDef:
    (found,) = client.describe_fleet_attributes(FleetIds=[fleet_id])["FleetAttributes"]
    return found


def play(client: GameLiftClient, fleet_id: str, location: str = LOCATION, maximum: int = 2) -> GameSessionTypeDef:
    """A new game session."""
    asked: dict[str, Any] = {"FleetId": fleet_id, "Location": location, "MaximumPlayerSessionCount": maximum}
    return client.create_game_session(**asked)["GameSession"]


def stopped(client: GameLiftClient, fleet_id: str) -> list[str]:
    """The locations at which a fleet's actions are stopped, `home` first where the fleet's attributes say so too."""
    home = ["home"] if attributes(client, fleet_id).get("StoppedActions") == ["AUTO_SCALING"] else []
    found = client.describe_fleet_location_attributes(FleetId=fleet_id)["LocationAttributes"]
    return home + [
        each["LocationState"]["Location"] for each in found if each.get("StoppedActions") == ["AUTO_SCALING"]
    ]
