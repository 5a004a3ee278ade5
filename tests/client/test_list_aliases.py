"""ListAliases as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import ELSEWHERE, NOW, OTHER_ACCOUNT, refused, refused_by_the_server
from tests.support.running import Running

COUNT = 12
SIMPLE = {"Type": "SIMPLE", "FleetId": FLEET_ID}
TERMINAL = {"Type": "TERMINAL", "Message": "Please update."}
ALL = [f"alias-{n}" for n in range(COUNT)]


def listed(client: GameLiftClient, **asked: Any) -> list[str]:  # noqa: ANN401
    return [each["AliasId"] for each in client.list_aliases(**asked)["Aliases"]]


@pytest.fixture
def aliases(emulator: Running) -> Running:
    """Aliases that are SIMPLE and TERMINAL in turn, with three names, seeded youngest first."""
    emulator.freeze(NOW)
    document = [
        {
            "AliasId": each,
            "Name": ("live", "Live", "test")[n % 3],
            "RoutingStrategy": (SIMPLE, TERMINAL)[n % 2],
            "CreationTime": f"2025-12-01T00:{n:02}:00Z",
        }
        for n, each in enumerate(ALL)
    ]
    emulator.seed({"Aliases": document[::-1]})
    return emulator


@pytest.mark.documented("API_ListAliases")
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ALL),
        ({"RoutingStrategyType": "SIMPLE"}, ALL[::2]),
        ({"RoutingStrategyType": "TERMINAL"}, ALL[1::2]),
        ({"Name": "test"}, ALL[2::3]),
        ({"Name": "test", "RoutingStrategyType": "SIMPLE"}, ALL[2::6]),
        ({"Name": "nobody"}, []),
    ],
    ids=str,
)
def test_filters_show_the_aliases_that_fit(aliases: Running, asked: dict[str, str], expected: list[str]) -> None:
    assert sorted(listed(aliases.client(), **asked)) == sorted(expected)


@pytest.mark.assumed("name filter of aliases")
@pytest.mark.parametrize(
    ("name", "expected"), [("live", ALL[::3]), ("Live", ALL[1::3]), ("LIVE", []), ("liv", []), ("live ", [])]
)
def test_name_is_compared_exactly(aliases: Running, name: str, expected: list[str]) -> None:
    assert sorted(listed(aliases.client(), Name=name)) == sorted(expected)


@pytest.mark.model
def test_alias_is_shown_as_describe_alias_shows_it(aliases: Running) -> None:
    client = aliases.client()
    found = client.list_aliases()["Aliases"]
    assert found == [client.describe_alias(AliasId=each["AliasId"])["Alias"] for each in found]


@pytest.mark.documented("API_ListAliases")
@pytest.mark.parametrize("elsewhere", [{"region": ELSEWHERE}, {"key": OTHER_ACCOUNT}], ids=str)
def test_aliases_of_another_region_or_account_are_not_listed(aliases: Running, elsewhere: dict[str, str]) -> None:
    assert listed(aliases.client(**elsewhere)) == []


@pytest.mark.model
@pytest.mark.parametrize("size", [1, 5, COUNT, 100])
@pytest.mark.parametrize(
    ("asked", "expected"), [({}, ALL), ({"RoutingStrategyType": "TERMINAL"}, ALL[1::2]), ({"Name": "test"}, ALL[2::3])]
)
def test_paginator_lists_all_in_pages_of_that_size(
    aliases: Running, size: int, asked: dict[str, Any], expected: list[str]
) -> None:
    paginator = aliases.client().get_paginator("list_aliases")
    pages = [page["Aliases"] for page in paginator.paginate(**asked, PaginationConfig={"PageSize": size})]
    assert {len(page) for page in pages[:-1]} <= {size}
    assert sorted(each["AliasId"] for page in pages for each in page) == sorted(expected)


@pytest.mark.assumed("order of fleets, computes, aliases and locations")
def test_order_is_by_creation_time_and_stays_with_updates(aliases: Running) -> None:
    client = aliases.client()
    client.update_alias(AliasId="alias-3", Name="changed")
    assert listed(client) == ALL


@pytest.mark.assumed("NextToken")
@pytest.mark.parametrize("asked", [{}, {"Name": "live"}, {"Name": "test", "RoutingStrategyType": "SIMPLE"}], ids=str)
def test_token_of_another_filter_is_refused(aliases: Running, asked: dict[str, str]) -> None:
    client = aliases.client()
    token = client.list_aliases(Name="test", Limit=1)["NextToken"]
    assert "NextToken" in refused("InvalidRequestException", client.list_aliases, NextToken=token, **asked)


@pytest.mark.model
@pytest.mark.parametrize(
    "body", [{"RoutingStrategyType": "simple"}, {"Name": ""}, {"Limit": 0}, {"NextToken": ""}], ids=str
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object]) -> None:
    (member,) = body
    assert f"'{member[:1].lower()}{member[1:]}'" in refused_by_the_server(emulator, "ListAliases", body)
