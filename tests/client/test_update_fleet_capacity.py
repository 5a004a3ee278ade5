"""UpdateFleetCapacity as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import UNKNOWN_FLEET, fleet_arn, new_ec2_fleet, refused, refused_by_the_server
from tests.support.running import REGION, Running


def sizes(client: GameLiftClient, fleet_id: str, location: str = REGION) -> tuple[int, int, int]:
    """The smallest, the desired and the largest number of instances."""
    found = client.describe_fleet_location_capacity(FleetId=fleet_id, Location=location)["FleetCapacity"]
    counts = found["InstanceCounts"]
    assert counts["ACTIVE"] == counts["DESIRED"]
    return counts["MINIMUM"], counts["DESIRED"], counts["MAXIMUM"]


@pytest.mark.documented("API_UpdateFleetCapacity")
def test_sizes_are_set_for_the_home_region_or_for_a_location(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client, Locations=[{"Location": "eu-west-1"}])
    answer = client.update_fleet_capacity(FleetId=fleet_id, DesiredInstances=2, MinSize=1, MaxSize=3)
    assert (answer["FleetId"], answer["FleetArn"], "Location" in answer) == (fleet_id, fleet_arn(fleet_id), False)
    answer = client.update_fleet_capacity(FleetId=fleet_id, Location="eu-west-1", DesiredInstances=0)
    assert answer["Location"] == "eu-west-1"
    assert (sizes(client, fleet_id), sizes(client, fleet_id, "eu-west-1")) == ((1, 2, 3), (0, 0, 1))


@pytest.mark.assumed("sizes of a fleet")
def test_what_is_not_given_stays_and_the_desired_size_moves_into_the_bounds(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client)
    for asked, expected in (
        ({"MaxSize": 5}, (0, 1, 5)),
        ({"DesiredInstances": 4}, (0, 4, 5)),
        ({"MaxSize": 2}, (0, 2, 2)),
        ({"MinSize": 2, "MaxSize": 9}, (2, 2, 9)),
        ({"MinSize": 3}, (3, 3, 9)),
    ):
        client.update_fleet_capacity(FleetId=fleet_id, **asked)  # type: ignore[arg-type]
        assert sizes(client, fleet_id) == expected


@pytest.mark.assumed("sizes of a fleet")
@pytest.mark.parametrize(
    "asked",
    [{"DesiredInstances": 2}, {"MinSize": 2}, {"DesiredInstances": 0, "MinSize": 1}, {"MinSize": 4, "MaxSize": 3}],
    ids=str,
)
def test_sizes_that_do_not_fit_are_refused(client: GameLiftClient, asked: dict[str, int]) -> None:
    fleet_id = new_ec2_fleet(client)
    refused("InvalidRequestException", client.update_fleet_capacity, FleetId=fleet_id, **asked)
    assert sizes(client, fleet_id) == (0, 1, 1)


@pytest.mark.documented("API_UpdateFleetCapacity")
def test_limit_of_the_instance_type_counts_all_fleets_of_the_location(client: GameLiftClient) -> None:
    first, second = new_ec2_fleet(client), new_ec2_fleet(client)
    client.update_fleet_capacity(FleetId=first, DesiredInstances=15, MaxSize=30)
    text = refused(
        "LimitExceededException", client.update_fleet_capacity, FleetId=second, DesiredInstances=6, MaxSize=30
    )
    assert "20" in text
    client.update_fleet_capacity(FleetId=second, DesiredInstances=5, MaxSize=30)
    other = new_ec2_fleet(client, EC2InstanceType="c5.xlarge")
    client.update_fleet_capacity(FleetId=other, DesiredInstances=20, MaxSize=20)
    assert [sizes(client, each)[1] for each in (first, second, other)] == [15, 5, 20]


@pytest.mark.documented("API_UpdateFleetCapacity")
def test_managed_capacity_is_kept_and_answered(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client)
    asked: Any = {"ZeroCapacityStrategy": "SCALE_TO_AND_FROM_ZERO", "ScaleInAfterInactivityMinutes": 10}
    answer = client.update_fleet_capacity(FleetId=fleet_id, ManagedCapacityConfiguration=asked)
    assert answer["ManagedCapacityConfiguration"] == asked
    (found,) = client.describe_fleet_capacity(FleetIds=[fleet_id])["FleetCapacity"]
    assert found["ManagedCapacityConfiguration"] == asked
    call = client.update_fleet_capacity
    text = refused("InvalidRequestException", call, FleetId=fleet_id, MinSize=1, ManagedCapacityConfiguration=asked)
    assert "MinSize" in text


@pytest.mark.assumed("operations of EC2 fleets on an Anywhere fleet")
def test_anywhere_fleet_is_refused(client: GameLiftClient) -> None:
    assert "ANYWHERE" in refused("InvalidRequestException", client.update_fleet_capacity, FleetId=FLEET_ID, MaxSize=2)


@pytest.mark.documented("API_UpdateFleetCapacity")
def test_fleet_must_be_active(emulator: Running) -> None:
    emulator.seed({"Fleets": [{"FleetId": "fleet-1", "Status": "ERROR"}]})
    call = emulator.client().update_fleet_capacity
    assert "ERROR" in refused("InvalidFleetStatusException", call, FleetId="fleet-1", MaxSize=2)


@pytest.mark.assumed("location that a fleet does not have")
def test_location_that_the_fleet_has_not_is_refused(client: GameLiftClient) -> None:
    asked = {"FleetId": new_ec2_fleet(client), "Location": "eu-west-1"}
    assert "eu-west-1" in refused("InvalidRequestException", client.update_fleet_capacity, **asked)


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_unknown_fleet_is_not_found(client: GameLiftClient) -> None:
    assert UNKNOWN_FLEET in refused("NotFoundException", client.update_fleet_capacity, FleetId=UNKNOWN_FLEET)


@pytest.mark.model
@pytest.mark.parametrize(
    ("asked", "member"),
    [
        ({"DesiredInstances": -1}, "desiredInstances"),
        ({"MinSize": -1}, "minSize"),
        ({"MaxSize": -1}, "maxSize"),
        (
            {"ManagedCapacityConfiguration": {"ScaleInAfterInactivityMinutes": 4}},
            "managedCapacityConfiguration.scaleInAfterInactivityMinutes",
        ),
    ],
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, asked: dict[str, object], member: str) -> None:
    assert f"'{member}'" in refused_by_the_server(emulator, "UpdateFleetCapacity", {"FleetId": FLEET_ID} | asked)
