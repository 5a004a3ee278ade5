"""ListLocations as a stock boto3 client sees it."""

from typing import Any

import boto3
import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import LOCATION
from tests.support.fleets import ELSEWHERE, OTHER_ACCOUNT, refused, refused_by_the_server
from tests.support.running import ACCOUNT, REGION, Running

AWS = sorted(boto3.Session().get_available_regions("gamelift"))
MINE = [f"custom-{n}" for n in (5, 3, 4)]


def listed(client: GameLiftClient, **asked: Any) -> list[str]:  # noqa: ANN401
    return [each["LocationName"] for each in client.list_locations(**asked)["Locations"]]


@pytest.fixture
def locations(emulator: Running) -> Running:
    """Three custom locations beside the ready-made one, of which each is older than the one before it."""
    emulator.freeze("2026-01-01T00:00:00Z")
    made = [
        {"LocationName": each, "CreationTime": f"2025-12-0{9 - n}T00:00:00Z"} for n, each in enumerate(reversed(MINE))
    ]
    emulator.seed({"Locations": made})
    return emulator


@pytest.mark.documented("API_ListLocations")
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (["AWS"], AWS),
        (["CUSTOM"], [*MINE, LOCATION]),
        (["AWS", "CUSTOM"], [*AWS, *MINE, LOCATION]),
        (["CUSTOM", "CUSTOM"], [*MINE, LOCATION]),
        (None, [*AWS, *MINE, LOCATION]),
    ],
    ids=["AWS", "CUSTOM", "both", "CUSTOM twice", "none"],
)
def test_filters_choose_the_kinds_of_locations(
    locations: Running, filters: list[str] | None, expected: list[str]
) -> None:
    asked = {} if filters is None else {"Filters": filters}
    assert sorted(listed(locations.client(), **asked)) == sorted(expected)


@pytest.mark.assumed("order of fleets, computes, aliases and locations")
def test_aws_locations_come_first_by_name_then_custom_ones_by_age(locations: Running) -> None:
    found = listed(locations.client())
    assert found[: len(AWS)] == AWS
    assert [each for each in found[len(AWS) :] if each != LOCATION] == MINE


@pytest.mark.documented("API_LocationModel")
def test_only_a_custom_location_has_an_arn(client: GameLiftClient) -> None:
    found = client.list_locations()["Locations"]
    assert [each for each in found if "LocationArn" in each] == [
        {"LocationName": LOCATION, "LocationArn": f"arn:aws:gamelift:{REGION}:{ACCOUNT}:location/{LOCATION}"}
    ]


@pytest.mark.documented("API_ListLocations")
@pytest.mark.parametrize("elsewhere", [{"region": ELSEWHERE}, {"key": OTHER_ACCOUNT}], ids=str)
def test_custom_locations_of_another_region_or_account_are_not_listed(
    locations: Running, elsewhere: dict[str, str]
) -> None:
    assert listed(locations.client(**elsewhere), Filters=["CUSTOM"]) == [LOCATION]


@pytest.mark.model
@pytest.mark.parametrize("size", [1, 7, len(AWS), len(AWS) + 2, 200])
def test_paginator_goes_over_both_kinds(locations: Running, size: int) -> None:
    client = locations.client()
    pages = list(client.get_paginator("list_locations").paginate(PaginationConfig={"PageSize": size}))
    assert {len(page["Locations"]) for page in pages[:-1]} <= {size}
    found = [each["LocationName"] for page in pages for each in page["Locations"]]
    assert found == listed(client)
    assert len(set(found)) == len(AWS) + 4


@pytest.mark.model
def test_paginator_keeps_to_a_filter(locations: Running) -> None:
    paginator = locations.client().get_paginator("list_locations")
    pages = list(paginator.paginate(Filters=["CUSTOM"], PaginationConfig={"PageSize": 3}))
    assert [len(page["Locations"]) for page in pages] == [3, 1]
    assert sorted(each["LocationName"] for page in pages for each in page["Locations"]) == sorted([*MINE, LOCATION])


@pytest.mark.assumed("NextToken")
def test_token_of_another_filter_is_refused(locations: Running) -> None:
    client = locations.client()
    token = client.list_locations(Limit=1, Filters=["CUSTOM"])["NextToken"]
    for asked in ({"Filters": ["AWS"]}, {}):
        assert "NextToken" in refused("InvalidRequestException", client.list_locations, NextToken=token, **asked)


@pytest.mark.model
@pytest.mark.parametrize(
    ("body", "member"),
    [
        ({"Limit": 0}, "limit"),
        ({"Limit": 201}, "limit"),
        ({"Filters": []}, "filters"),
        ({"Filters": ["MINE"]}, "filters.1.member"),
        ({"Filters": ["AWS", "CUSTOM", "AWS"]}, "filters"),
        ({"NextToken": ""}, "nextToken"),
    ],
    ids=str,
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object], member: str) -> None:
    assert f"'{member}'" in refused_by_the_server(emulator, "ListLocations", body)
