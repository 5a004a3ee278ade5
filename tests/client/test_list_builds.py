"""ListBuilds as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.fleets import ELSEWHERE, OTHER_ACCOUNT, refused, refused_by_the_server
from tests.support.running import Running

STATUSES = ("READY", "INITIALIZED", "FAILED")
ALL = [f"build-{n}" for n in range(7)]


def listed(client: GameLiftClient, **asked: Any) -> list[str]:  # noqa: ANN401
    return [each["BuildId"] for each in client.list_builds(**asked)["Builds"]]


@pytest.fixture
def builds(emulator: Running) -> Running:
    """Builds of the three statuses in turn, seeded youngest first."""
    made = [
        {"BuildId": each, "Status": STATUSES[n % 3], "CreationTime": f"2025-12-01T00:{n:02}:00Z"}
        for n, each in enumerate(ALL)
    ]
    emulator.seed({"Builds": made[::-1]})
    return emulator


@pytest.mark.documented("API_ListBuilds")
@pytest.mark.parametrize(("status", "expected"), [(status, ALL[n::3]) for n, status in enumerate(STATUSES)])
def test_status_filters(builds: Running, status: str, expected: list[str]) -> None:
    assert sorted(listed(builds.client(), Status=status)) == expected


@pytest.mark.assumed("order of fleets, computes, aliases and locations")
def test_oldest_builds_come_first(builds: Running) -> None:
    assert listed(builds.client()) == ALL


@pytest.mark.model
@pytest.mark.parametrize("size", [1, 3, 7, 100])
@pytest.mark.parametrize("asked", [{}, {"Status": "READY"}], ids=str)
def test_paginator_lists_all_in_pages_of_that_size(builds: Running, size: int, asked: dict[str, Any]) -> None:
    paginator = builds.client().get_paginator("list_builds")
    pages = [page["Builds"] for page in paginator.paginate(**asked, PaginationConfig={"PageSize": size})]
    assert {len(page) for page in pages[:-1]} <= {size}
    assert [each["BuildId"] for page in pages for each in page] == (ALL[::3] if asked else ALL)


@pytest.mark.documented("API_ListBuilds")
@pytest.mark.parametrize("elsewhere", [{"region": ELSEWHERE}, {"key": OTHER_ACCOUNT}], ids=str)
def test_builds_of_another_region_or_account_are_not_listed(builds: Running, elsewhere: dict[str, str]) -> None:
    assert listed(builds.client(**elsewhere)) == []


@pytest.mark.assumed("NextToken")
def test_token_of_another_filter_is_refused(builds: Running) -> None:
    client = builds.client()
    token = client.list_builds(Limit=1)["NextToken"]
    message = refused("InvalidRequestException", client.list_builds, NextToken=token, Status="READY")
    assert "NextToken" in message


@pytest.mark.model
@pytest.mark.parametrize("body", [{"Status": "ready"}, {"Limit": 0}, {"NextToken": ""}], ids=str)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object]) -> None:
    (member,) = body
    assert f"'{member[:1].lower()}{member[1:]}'" in refused_by_the_server(emulator, "ListBuilds", body)
