"""DescribeCompute as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import COMPUTE, FLEET_ID, LOCATION
from tests.support.fleets import (
    ELSEWHERE,
    OTHER_ACCOUNT,
    UNKNOWN_FLEET,
    fleet_arn,
    new_anywhere_fleet,
    new_ec2_fleet,
    refused,
    refused_by_the_server,
)
from tests.support.running import ACCOUNT, REGION, Running

ARN = f"arn:aws:gamelift:{REGION}:{ACCOUNT}:compute/{COMPUTE}"


@pytest.mark.documented("API_DescribeCompute")
@pytest.mark.parametrize("fleet", [FLEET_ID, fleet_arn(FLEET_ID)], ids=["fleet id", "fleet ARN"])
@pytest.mark.parametrize("name", [COMPUTE, ARN], ids=["name", "ARN"])
def test_compute_is_found_by_name_or_arn(client: GameLiftClient, fleet: str, name: str) -> None:
    found = client.describe_compute(FleetId=fleet, ComputeName=name)["Compute"]
    assert (found["FleetId"], found["ComputeName"], found["ComputeArn"]) == (FLEET_ID, COMPUTE, ARN)


@pytest.mark.model
def test_compute_with_a_slash_in_its_name_is_found(client: GameLiftClient) -> None:
    asked = {"FleetId": FLEET_ID, "Location": LOCATION, "IpAddress": "10.1.2.3"}
    made = client.register_compute(**asked, ComputeName="rack/7")["Compute"]
    for name in ("rack/7", made["ComputeArn"]):
        assert client.describe_compute(FleetId=FLEET_ID, ComputeName=name)["Compute"] == made


@pytest.mark.model
def test_computes_of_one_name_in_two_fleets_are_told_apart(client: GameLiftClient) -> None:
    fleet_id = new_anywhere_fleet(client)
    asked = {"FleetId": fleet_id, "Location": LOCATION, "IpAddress": "10.1.2.3"}
    client.register_compute(**asked, ComputeName=COMPUTE)
    found = [client.describe_compute(FleetId=each, ComputeName=ARN)["Compute"] for each in (FLEET_ID, fleet_id)]
    assert [each["IpAddress"] for each in found] == ["127.0.0.1", "10.1.2.3"]


@pytest.mark.assumed("unknown fleet, alias, compute or location")
@pytest.mark.parametrize("fleet", [UNKNOWN_FLEET, fleet_arn(UNKNOWN_FLEET), fleet_arn(FLEET_ID, ELSEWHERE)])
def test_unknown_fleet_is_not_found(client: GameLiftClient, fleet: str) -> None:
    message = refused("NotFoundException", client.describe_compute, FleetId=fleet, ComputeName=COMPUTE)
    assert f"{fleet} was not found" in message


@pytest.mark.assumed("unknown fleet, alias, compute or location")
@pytest.mark.parametrize(
    "name",
    [
        "nobody",
        "Local",
        f"arn:aws:gamelift:{REGION}:{ACCOUNT}:compute/nobody",
        f"arn:aws:gamelift:{ELSEWHERE}:{ACCOUNT}:compute/{COMPUTE}",
        f"arn:aws:gamelift:{REGION}:{OTHER_ACCOUNT}:compute/{COMPUTE}",
    ],
)
def test_unknown_compute_is_not_found(client: GameLiftClient, name: str) -> None:
    message = refused("NotFoundException", client.describe_compute, FleetId=FLEET_ID, ComputeName=name)
    assert f"Compute {name}" in message


@pytest.mark.assumed("computes of an EC2 fleet")
def test_ec2_fleet_has_no_computes(client: GameLiftClient) -> None:
    fleet_id = new_ec2_fleet(client)
    refused("NotFoundException", client.describe_compute, FleetId=fleet_id, ComputeName="i-0123456789abcdef0")


@pytest.mark.model
@pytest.mark.parametrize(
    ("body", "member"),
    [
        ({"ComputeName": COMPUTE}, "fleetId"),
        ({"FleetId": FLEET_ID}, "computeName"),
        ({"FleetId": FLEET_ID, "ComputeName": ""}, "computeName"),
        ({"FleetId": FLEET_ID, "ComputeName": "two words"}, "computeName"),
    ],
    ids=str,
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object], member: str) -> None:
    assert f"'{member}'" in refused_by_the_server(emulator, "DescribeCompute", body)
