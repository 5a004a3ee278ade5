"""ListFleets as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import (
    ELSEWHERE,
    NOW,
    OTHER_ACCOUNT,
    new_anywhere_fleet,
    new_ec2_fleet,
    refused,
    refused_by_the_server,
)
from tests.support.running import ACCOUNT, REGION, Running

COUNT = 12
ALL = [f"fleet-{n}" for n in range(COUNT)]


def listed(client: GameLiftClient, **asked: Any) -> list[str]:  # noqa: ANN401
    return client.list_fleets(**asked)["FleetIds"]


@pytest.fixture
def fleets(emulator: Running) -> Running:
    """Fleets with a minute between them, seeded youngest first."""
    emulator.freeze(NOW)
    document = [
        {"FleetId": each, "CreationTime": f"2025-12-01T00:{n:02}:00Z", "BuildId": f"build-{n % 2}"}
        for n, each in enumerate(ALL)
    ]
    emulator.seed({"Fleets": document[::-1]})
    return emulator


@pytest.fixture
def kinds(emulator: Running) -> dict[str, str]:
    """The ids of one fleet of each kind, by what it runs."""
    client = emulator.client()
    by_script: dict[str, Any] = {"Name": "x", "ScriptId": "script-1", "EC2InstanceType": "c5.large"}
    return {
        "build-1": new_ec2_fleet(client),
        "build-2": new_ec2_fleet(client, BuildId="build-2"),
        "script-1": client.create_fleet(**by_script)["FleetAttributes"]["FleetId"],
        "nothing": new_anywhere_fleet(client),
    }


@pytest.mark.documented("API_ListFleets")
def test_all_fleets_are_listed(client: GameLiftClient, kinds: dict[str, str]) -> None:
    assert sorted(listed(client)) == sorted([FLEET_ID, *kinds.values()])


@pytest.mark.documented("API_ListFleets")
@pytest.mark.parametrize("wanted", ["build-1", "build-2", "script-1", "build-3"])
@pytest.mark.parametrize("by_arn", [False, True], ids=["id", "ARN"])
def test_filter_shows_the_fleets_that_run_it(
    client: GameLiftClient, kinds: dict[str, str], wanted: str, by_arn: bool
) -> None:
    kind = wanted.partition("-")[0]
    text = f"arn:aws:gamelift:{REGION}:{ACCOUNT}:{kind}/{wanted}" if by_arn else wanted
    assert listed(client, **{f"{kind.title()}Id": text}) == [kinds[each] for each in kinds if each == wanted]


@pytest.mark.assumed("BuildId and ScriptId of ListFleets")
def test_both_filters_are_refused(client: GameLiftClient) -> None:
    message = refused("InvalidRequestException", client.list_fleets, BuildId="build-1", ScriptId="script-1")
    assert "BuildId and ScriptId" in message


@pytest.mark.documented("API_ListFleets")
def test_fleets_of_other_regions_and_accounts_are_not_listed(emulator: Running) -> None:
    clients = [emulator.client(), emulator.client(ELSEWHERE), emulator.client(key=OTHER_ACCOUNT)]
    made = [new_ec2_fleet(each) for each in clients]
    assert [[each for each in listed(client) if each != FLEET_ID] for client in clients] == [[each] for each in made]


@pytest.mark.documented("API_ListFleets")
def test_fleet_with_a_remote_location_is_listed_in_its_home_region_only(emulator: Running) -> None:
    fleet_id = new_ec2_fleet(emulator.client(), Locations=[{"Location": REGION}, {"Location": ELSEWHERE}])
    assert fleet_id in listed(emulator.client())
    assert fleet_id not in listed(emulator.client(ELSEWHERE))


@pytest.mark.model
@pytest.mark.parametrize("size", [1, 5, COUNT, COUNT + 1, 100])
def test_paginator_lists_all_in_pages_of_that_size(fleets: Running, size: int) -> None:
    pages = list(fleets.client().get_paginator("list_fleets").paginate(PaginationConfig={"PageSize": size}))
    found = [each for page in pages for each in page["FleetIds"]]
    assert {len(page["FleetIds"]) for page in pages[:-1]} <= {size}
    assert sorted(found) == sorted([*ALL, FLEET_ID])


@pytest.mark.model
def test_paginator_follows_a_filter(fleets: Running) -> None:
    paginator = fleets.client().get_paginator("list_fleets")
    pages = [page["FleetIds"] for page in paginator.paginate(BuildId="build-1", PaginationConfig={"PageSize": 4})]
    assert pages == [ALL[1:8:2], ALL[9::2]]


@pytest.mark.assumed("order of fleets, computes, aliases and locations")
def test_order_is_by_creation_time_whatever_the_insertion(fleets: Running) -> None:
    assert [each for each in listed(fleets.client()) if each != FLEET_ID] == ALL


@pytest.mark.assumed("last page")
def test_last_page_that_is_exactly_full_has_no_token(fleets: Running) -> None:
    assert "NextToken" not in fleets.client().list_fleets(Limit=COUNT + 1)


@pytest.mark.assumed("NextToken")
@pytest.mark.parametrize("asked", [{"BuildId": "build-1"}, {"ScriptId": "script-0"}, {}], ids=str)
def test_token_of_another_filter_is_refused(fleets: Running, asked: dict[str, str]) -> None:
    client = fleets.client()
    token = client.list_fleets(BuildId="build-0", Limit=1)["NextToken"]
    assert "NextToken" in refused("InvalidRequestException", client.list_fleets, NextToken=token, **asked)


@pytest.mark.model
@pytest.mark.parametrize("body", [{"BuildId": "1"}, {"ScriptId": "build-1"}, {"Limit": 0}, {"NextToken": ""}], ids=str)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object]) -> None:
    (member,) = body
    message = refused_by_the_server(emulator, "ListFleets", body)
    assert f"'{member[:1].lower()}{member[1:]}'" in message
