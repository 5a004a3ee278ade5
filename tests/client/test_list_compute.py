"""ListCompute as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import COMPUTE, FLEET_ID, LOCATION
from tests.support.fleets import (
    ELSEWHERE,
    NOW,
    UNKNOWN_FLEET,
    fleet_arn,
    new_anywhere_fleet,
    new_ec2_fleet,
    refused,
    refused_by_the_server,
)
from tests.support.running import REGION, Running

RACK = "fleet-rack"
COUNT = 9
ALL = [f"pc-{n}" for n in range(COUNT)]


def listed(client: GameLiftClient, **asked: Any) -> list[str]:  # noqa: ANN401
    """The names of the computes of the rack, unless another fleet is asked for."""
    asked = {"FleetId": RACK} | asked
    return [each["ComputeName"] for each in client.list_compute(**asked)["ComputeList"]]


@pytest.fixture
def rack(emulator: Running) -> Running:
    """A fleet with computes at two locations in turn, seeded youngest first, and a third location without any."""
    emulator.freeze(NOW)
    computes = [
        {
            "FleetId": RACK,
            "ComputeName": each,
            "Location": ("custom-left", "custom-right")[n % 2],
            "IpAddress": f"10.0.0.{n}",
            "CreationTime": f"2025-12-01T00:0{n}:00Z",
        }
        for n, each in enumerate(ALL)
    ]
    fleet = {"FleetId": RACK, "ComputeType": "ANYWHERE", "Locations": [{"Location": "custom-empty"}]}
    emulator.seed({"Fleets": [fleet], "Computes": computes[::-1]})
    return emulator


@pytest.mark.documented("API_ListCompute")
@pytest.mark.parametrize("fleet", [RACK, fleet_arn(RACK)], ids=["id", "ARN"])
def test_computes_of_the_fleet_are_listed(rack: Running, fleet: str) -> None:
    assert sorted(listed(rack.client(), FleetId=fleet)) == ALL
    assert listed(rack.client(), FleetId=FLEET_ID) == [COMPUTE]


@pytest.mark.documented("API_ListCompute")
@pytest.mark.parametrize(
    ("location", "expected"), [("custom-left", ALL[::2]), ("custom-right", ALL[1::2]), ("custom-empty", [])]
)
def test_location_shows_the_computes_that_are_there(rack: Running, location: str, expected: list[str]) -> None:
    assert sorted(listed(rack.client(), Location=location)) == expected


@pytest.mark.model
def test_compute_is_shown_as_describe_compute_shows_it(rack: Running) -> None:
    client = rack.client()
    found = client.list_compute(FleetId=RACK)["ComputeList"]
    assert found == [client.describe_compute(FleetId=RACK, ComputeName=each)["Compute"] for each in ALL]


@pytest.mark.assumed("filters of ListCompute")
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"ComputeStatus": "ACTIVE"}, ALL),
        ({"ComputeStatus": "IMPAIRED"}, []),
        ({"ContainerGroupDefinitionName": "group"}, []),
    ],
    ids=str,
)
def test_filters_for_container_fleets_show_all_or_none(
    rack: Running, asked: dict[str, str], expected: list[str]
) -> None:
    assert listed(rack.client(), **asked) == expected


@pytest.mark.model
@pytest.mark.parametrize("size", [1, 4, COUNT, 100])
@pytest.mark.parametrize(("location", "expected"), [(None, ALL), ("custom-left", ALL[::2])])
def test_paginator_lists_all_in_pages_of_that_size(
    rack: Running, size: int, location: str | None, expected: list[str]
) -> None:
    asked: dict[str, Any] = {"FleetId": RACK} | ({} if location is None else {"Location": location})
    paginator = rack.client().get_paginator("list_compute")
    pages = [page["ComputeList"] for page in paginator.paginate(**asked, PaginationConfig={"PageSize": size})]
    assert {len(page) for page in pages[:-1]} <= {size}
    assert sorted(each["ComputeName"] for page in pages for each in page) == expected


@pytest.mark.assumed("order of fleets, computes, aliases and locations")
def test_order_is_by_creation_time_whatever_the_insertion(rack: Running) -> None:
    assert listed(rack.client()) == ALL


@pytest.mark.assumed("NextToken")
@pytest.mark.parametrize("asked", [{"FleetId": FLEET_ID}, {"Location": "custom-left"}], ids=str)
def test_token_of_another_question_is_refused(rack: Running, asked: dict[str, str]) -> None:
    client = rack.client()
    token = client.list_compute(FleetId=RACK, Limit=1)["NextToken"]
    assert "NextToken" in refused("InvalidRequestException", listed, client=client, NextToken=token, **asked)


@pytest.mark.assumed("computes of an EC2 fleet")
def test_ec2_fleet_has_no_computes(client: GameLiftClient) -> None:
    assert listed(client, FleetId=new_ec2_fleet(client)) == []


@pytest.mark.model
def test_new_anywhere_fleet_has_no_computes(client: GameLiftClient) -> None:
    assert listed(client, FleetId=new_anywhere_fleet(client)) == []


@pytest.mark.assumed("unknown fleet, alias, compute or location")
@pytest.mark.parametrize("fleet", [UNKNOWN_FLEET, fleet_arn(UNKNOWN_FLEET), fleet_arn(FLEET_ID, ELSEWHERE)])
def test_unknown_fleet_is_an_invalid_request(client: GameLiftClient, fleet: str) -> None:
    assert f"{fleet} was not found" in refused("InvalidRequestException", client.list_compute, FleetId=fleet)


@pytest.mark.assumed("location that a fleet does not have")
@pytest.mark.parametrize("location", [LOCATION, "custom-nowhere", REGION])
def test_location_must_be_one_of_the_fleet(rack: Running, location: str) -> None:
    message = refused("InvalidRequestException", listed, client=rack.client(), Location=location)
    assert f"has no location {location}" in message


@pytest.mark.model
@pytest.mark.parametrize(
    ("body", "member"),
    [
        ({}, "fleetId"),
        ({"FleetId": FLEET_ID, "ComputeStatus": "Active"}, "computeStatus"),
        ({"FleetId": FLEET_ID, "Limit": 0}, "limit"),
        ({"FleetId": FLEET_ID, "Location": ""}, "location"),
    ],
    ids=str,
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object], member: str) -> None:
    assert f"'{member}'" in refused_by_the_server(emulator, "ListCompute", body)
