"""DescribeFleetLocationAttributes as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.fleets import UNKNOWN_FLEET, fleet_arn, new_ec2_fleet, refused, refused_by_the_server
from tests.support.running import REGION, Running

REMOTE = ("eu-west-1", "ap-northeast-1")


def described(client: GameLiftClient, fleet_id: str, **asked: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    answer = client.describe_fleet_location_attributes(FleetId=fleet_id, **asked)
    assert (answer["FleetId"], answer["FleetArn"]) == (fleet_id, fleet_arn(fleet_id))
    assert "NextToken" not in answer
    return [
        (each["LocationState"]["Location"], each["LocationState"]["Status"]) for each in answer["LocationAttributes"]
    ]


@pytest.fixture
def fleet_id(client: GameLiftClient) -> str:
    return new_ec2_fleet(client, Locations=[{"Location": each} for each in REMOTE])


@pytest.mark.assumed("home Region of a new fleet")
def test_all_locations_are_described_the_home_region_too(client: GameLiftClient, fleet_id: str) -> None:
    assert described(client, fleet_id) == [(each, "ACTIVE") for each in (REGION, *REMOTE)]


@pytest.mark.documented("API_DescribeFleetLocationAttributes")
def test_anywhere_fleet_has_its_custom_locations(client: GameLiftClient) -> None:
    assert described(client, FLEET_ID) == [(LOCATION, "ACTIVE")]


@pytest.mark.documented("API_DescribeFleetLocationAttributes")
def test_named_locations_come_in_that_order_and_others_are_left_out(client: GameLiftClient, fleet_id: str) -> None:
    asked = ["ap-northeast-1", "us-west-2", "eu-west-1"]
    assert [name for name, _ in described(client, fleet_id, Locations=asked)] == ["ap-northeast-1", "eu-west-1"]
    assert described(client, fleet_id, Locations=["us-west-2"]) == []


@pytest.mark.documented("API_DescribeFleetLocationAttributes")
def test_limit_is_not_enforced(client: GameLiftClient, fleet_id: str) -> None:
    assert len(described(client, fleet_id, Limit=1)) == 3


@pytest.mark.assumed("NextToken")
def test_token_is_refused(client: GameLiftClient) -> None:
    call = client.describe_fleet_location_attributes
    assert "NextToken" in refused("InvalidRequestException", call, FleetId=FLEET_ID, NextToken="x")


@pytest.mark.assumed("unknown fleet, alias, compute or location")
def test_unknown_fleet_is_not_found(client: GameLiftClient) -> None:
    call = client.describe_fleet_location_attributes
    assert UNKNOWN_FLEET in refused("NotFoundException", call, FleetId=UNKNOWN_FLEET)


@pytest.mark.model
@pytest.mark.parametrize(
    ("asked", "member"),
    [({"Locations": []}, "locations"), ({"Locations": ["a b"]}, "locations.1.member"), ({"Limit": 0}, "limit")],
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, asked: dict[str, object], member: str) -> None:
    body = {"FleetId": FLEET_ID} | asked
    assert f"'{member}'" in refused_by_the_server(emulator, "DescribeFleetLocationAttributes", body)
