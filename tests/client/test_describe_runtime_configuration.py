"""DescribeRuntimeConfiguration as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import (
    UNKNOWN_FLEET,
    fleet_arn,
    new_anywhere_fleet,
    new_ec2_fleet,
    refused,
    refused_by_the_server,
)
from tests.support.running import Running

RUNTIME: dict[str, Any] = {
    "ServerProcesses": [
        {"LaunchPath": "/local/game/server", "Parameters": "--port 7777", "ConcurrentExecutions": 2},
        {"LaunchPath": "C:\\game\\bot.exe", "ConcurrentExecutions": 1},
    ],
    "MaxConcurrentGameSessionActivations": 3,
    "GameSessionActivationTimeoutSeconds": 60,
}


@pytest.mark.documented("API_DescribeRuntimeConfiguration")
@pytest.mark.parametrize("new_fleet", [new_ec2_fleet, new_anywhere_fleet], ids=["EC2", "ANYWHERE"])
def test_what_create_fleet_took_is_answered(client: GameLiftClient, new_fleet: Any) -> None:  # noqa: ANN401
    fleet_id = new_fleet(client, RuntimeConfiguration=RUNTIME)
    for named in (fleet_id, fleet_arn(fleet_id)):
        assert client.describe_runtime_configuration(FleetId=named)["RuntimeConfiguration"] == RUNTIME


@pytest.mark.assumed("fleet without a RuntimeConfiguration")
def test_fleet_without_one_answers_an_empty_one(client: GameLiftClient) -> None:
    assert client.describe_runtime_configuration(FleetId=FLEET_ID)["RuntimeConfiguration"] == {}


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_unknown_fleet_is_not_found(client: GameLiftClient) -> None:
    assert UNKNOWN_FLEET in refused("NotFoundException", client.describe_runtime_configuration, FleetId=UNKNOWN_FLEET)


@pytest.mark.model
def test_member_that_breaks_the_model_is_refused(emulator: Running) -> None:
    body: dict[str, object] = {"FleetId": "nonsense"}
    for each in ({}, body):
        assert "'fleetId'" in refused_by_the_server(emulator, "DescribeRuntimeConfiguration", each)
