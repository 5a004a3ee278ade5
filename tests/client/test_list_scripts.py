"""ListScripts as a stock boto3 client sees it."""

import pytest

from tests.support.fleets import ELSEWHERE, OTHER_ACCOUNT, refused, refused_by_the_server
from tests.support.running import Running

ALL = [f"script-{n}" for n in range(7)]


@pytest.fixture
def scripts(emulator: Running) -> Running:
    """Scripts, seeded youngest first."""
    made = [{"ScriptId": each, "CreationTime": f"2025-12-01T00:{n:02}:00Z"} for n, each in enumerate(ALL)]
    emulator.seed({"Scripts": made[::-1]})
    return emulator


@pytest.mark.assumed("order of fleets, computes, aliases and locations")
def test_oldest_scripts_come_first(scripts: Running) -> None:
    assert [each["ScriptId"] for each in scripts.client().list_scripts()["Scripts"]] == ALL


@pytest.mark.model
@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_paginator_lists_all_in_pages_of_that_size(scripts: Running, size: int) -> None:
    paginator = scripts.client().get_paginator("list_scripts")
    pages = [page["Scripts"] for page in paginator.paginate(PaginationConfig={"PageSize": size})]
    assert {len(page) for page in pages[:-1]} <= {size}
    assert [each["ScriptId"] for page in pages for each in page] == ALL


@pytest.mark.documented("API_ListScripts")
@pytest.mark.parametrize("elsewhere", [{"region": ELSEWHERE}, {"key": OTHER_ACCOUNT}], ids=str)
def test_scripts_of_another_region_or_account_are_not_listed(scripts: Running, elsewhere: dict[str, str]) -> None:
    assert scripts.client(**elsewhere).list_scripts()["Scripts"] == []


@pytest.mark.assumed("NextToken")
def test_token_of_another_operation_is_refused(scripts: Running) -> None:
    client = scripts.client()
    token = client.list_scripts(Limit=1)["NextToken"]
    assert "NextToken" in refused("InvalidRequestException", client.list_builds, NextToken=token)


@pytest.mark.model
@pytest.mark.parametrize("body", [{"Limit": 0}, {"NextToken": ""}], ids=str)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object]) -> None:
    (member,) = body
    assert f"'{member[:1].lower()}{member[1:]}'" in refused_by_the_server(emulator, "ListScripts", body)
