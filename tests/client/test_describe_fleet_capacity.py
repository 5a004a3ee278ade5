"""DescribeFleetCapacity as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import (
    UNKNOWN_FLEET,
    fleet_arn,
    new_ec2_fleet,
    play,
    refused,
    refused_by_the_server,
    server_processes,
)
from tests.support.running import REGION, Running


def counts(desired: int, smallest: int, largest: int, idle: int) -> dict[str, int]:
    return {
        "DESIRED": desired,
        "MINIMUM": smallest,
        "MAXIMUM": largest,
        "PENDING": 0,
        "ACTIVE": desired,
        "IDLE": idle,
        "TERMINATING": 0,
    }


@pytest.mark.assumed("instances of an EC2 fleet")
def test_new_fleet_has_one_instance(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client)
    assert client.describe_fleet_capacity(FleetIds=[fleet_id])["FleetCapacity"] == [
        {
            "FleetId": fleet_id,
            "FleetArn": fleet_arn(fleet_id),
            "InstanceType": "c5.large",
            "InstanceCounts": counts(1, 0, 1, idle=1),
            "Location": REGION,
        }
    ]


@pytest.mark.assumed("instances of an EC2 fleet")
@pytest.mark.parametrize(("processes", "idle"), [(None, 2), (2, 1), (1, 0)])
def test_instance_without_game_sessions_is_idle(client: GameLiftClient, processes: int | None, idle: int) -> None:
    runtime = {} if processes is None else server_processes(processes)
    fleet_id = new_ec2_fleet(client, RuntimeConfiguration=runtime)
    client.update_fleet_capacity(FleetId=fleet_id, DesiredInstances=3, MaxSize=3)
    for _ in range(3):
        play(client, fleet_id, REGION)
    (found,) = client.describe_fleet_capacity(FleetIds=[fleet_id])["FleetCapacity"]
    assert found["InstanceCounts"] == counts(3, 0, 3, idle)


@pytest.mark.assumed("instances of an EC2 fleet")
def test_anywhere_fleet_has_none(client: GameLiftClient) -> None:
    (found,) = client.describe_fleet_capacity(FleetIds=[FLEET_ID])["FleetCapacity"]
    assert found["InstanceCounts"] == counts(0, 0, 0, 0)
    assert (found["Location"], "InstanceType" in found) == (REGION, False)


@pytest.mark.documented("API_DescribeFleetCapacity")
def test_unknown_fleets_are_left_out_and_none_means_all(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client)
    for asked, expected in (
        ({"FleetIds": [UNKNOWN_FLEET, fleet_arn(fleet_id)]}, [fleet_id]),
        ({}, [FLEET_ID, fleet_id]),
    ):
        found = client.describe_fleet_capacity(**asked)["FleetCapacity"]  # type: ignore[arg-type]
        assert sorted(each["FleetId"] for each in found) == sorted(expected)


@pytest.mark.model
def test_paginator_walks_over_all(client: GameLiftClient) -> None:
    made = {FLEET_ID, *(new_ec2_fleet(client) for _ in range(3))}
    pages = list(client.get_paginator("describe_fleet_capacity").paginate(PaginationConfig={"PageSize": 1}))
    assert [len(page["FleetCapacity"]) for page in pages] == [1, 1, 1, 1]
    assert {each["FleetId"] for page in pages for each in page["FleetCapacity"]} == made


@pytest.mark.assumed("NextToken")
def test_token_of_another_operation_is_refused(client: GameLiftClient) -> None:
    new_ec2_fleet(client)
    token = client.describe_fleet_utilization(Limit=1)["NextToken"]
    assert "NextToken" in refused("InvalidRequestException", client.describe_fleet_capacity, NextToken=token)


@pytest.mark.model
def test_member_that_breaks_the_model_is_refused(emulator: Running) -> None:
    assert "'fleetIds'" in refused_by_the_server(emulator, "DescribeFleetCapacity", {"FleetIds": []})
    assert "'limit'" in refused_by_the_server(emulator, "DescribeFleetCapacity", {"Limit": 0})
