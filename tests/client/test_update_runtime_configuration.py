"""UpdateRuntimeConfiguration as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.fleets import UNKNOWN_FLEET, new_ec2_fleet, refused, refused_by_the_server, server_processes
from tests.support.running import Running

FIRST: Any = {"GameSessionActivationTimeoutSeconds": 60, "MaxConcurrentGameSessionActivations": 5}
SECOND: Any = {"ServerProcesses": [{"LaunchPath": "/local/game/b", "ConcurrentExecutions": 3}]}


@pytest.mark.assumed("structures in an update")
def test_new_one_takes_the_place_of_the_earlier_one(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client, RuntimeConfiguration=FIRST)
    answer = client.update_runtime_configuration(FleetId=fleet_id, RuntimeConfiguration=SECOND)
    assert answer["RuntimeConfiguration"] == SECOND
    assert client.describe_runtime_configuration(FleetId=fleet_id)["RuntimeConfiguration"] == SECOND


@pytest.mark.documented("the service quotas: 50 server processes per instance")
def test_more_server_processes_than_an_instance_can_run_are_refused(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client, RuntimeConfiguration=server_processes(20, 30))
    for call, asked in (
        (client.update_runtime_configuration, {"FleetId": fleet_id}),
        (client.create_fleet, {"Name": "x", "BuildId": "build-1", "EC2InstanceType": "c5.large"}),
    ):
        assert "50" in refused("LimitExceededException", call, **asked, RuntimeConfiguration=server_processes(20, 31))
    assert client.describe_runtime_configuration(FleetId=fleet_id)["RuntimeConfiguration"] == server_processes(20, 30)


@pytest.mark.assumed("statuses in which a fleet can change or go")
@pytest.mark.parametrize("status", ["DELETING", "TERMINATED"])
def test_fleet_that_ends_is_not_changed(emulator: Running, status: str) -> None:
    emulator.seed({"Fleets": [{"FleetId": "fleet-1", "Status": status}]})
    call = emulator.client().update_runtime_configuration
    assert status in refused("InvalidFleetStatusException", call, FleetId="fleet-1", RuntimeConfiguration=FIRST)


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_unknown_fleet_is_not_found(client: GameLiftClient) -> None:
    call = client.update_runtime_configuration
    assert UNKNOWN_FLEET in refused("NotFoundException", call, FleetId=UNKNOWN_FLEET, RuntimeConfiguration=FIRST)


@pytest.mark.model
@pytest.mark.parametrize(
    ("runtime", "member"),
    [
        (None, "runtimeConfiguration"),
        ({"ServerProcesses": []}, "runtimeConfiguration.serverProcesses"),
        (server_processes(0), "runtimeConfiguration.serverProcesses.1.member.concurrentExecutions"),
        ({"GameSessionActivationTimeoutSeconds": 601}, "runtimeConfiguration.gameSessionActivationTimeoutSeconds"),
        ({"MaxConcurrentGameSessionActivations": 0}, "runtimeConfiguration.maxConcurrentGameSessionActivations"),
    ],
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, runtime: object, member: str) -> None:
    body = {"FleetId": UNKNOWN_FLEET, "RuntimeConfiguration": runtime}
    assert f"'{member}'" in refused_by_the_server(emulator, "UpdateRuntimeConfiguration", body)
