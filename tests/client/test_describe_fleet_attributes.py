"""DescribeFleetAttributes as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import ELSEWHERE, NOW, OTHER_ACCOUNT, UNKNOWN_FLEET, fleet_arn, refused, refused_by_the_server
from tests.support.running import Running

COUNT = 7
ALL = [f"fleet-{n}" for n in range(COUNT)]


def described(client: GameLiftClient, **asked: Any) -> list[str]:  # noqa: ANN401
    """The ids of the fleets, in the order of the answer."""
    return [each["FleetId"] for each in client.describe_fleet_attributes(**asked)["FleetAttributes"]]


@pytest.fixture
def fleets(emulator: Running) -> Running:
    emulator.freeze(NOW)
    emulator.seed(
        {"Fleets": [{"FleetId": each, "CreationTime": f"2025-12-0{n + 1}T00:00:00Z"} for n, each in enumerate(ALL)]}
    )
    return emulator


class TestFleetIds:
    @pytest.mark.documented("API_DescribeFleetAttributes")
    def test_all_fleets_are_described_where_none_is_named(self, fleets: Running) -> None:
        assert sorted(described(fleets.client())) == sorted([*ALL, FLEET_ID])

    @pytest.mark.documented("API_DescribeFleetAttributes")
    def test_fleets_are_named_by_id_or_arn(self, fleets: Running) -> None:
        asked = ["fleet-1", fleet_arn("fleet-4")]
        assert sorted(described(fleets.client(), FleetIds=asked)) == ["fleet-1", "fleet-4"]

    @pytest.mark.documented("API_DescribeFleetAttributes")
    def test_unknown_fleets_are_left_out(self, fleets: Running) -> None:
        assert described(fleets.client(), FleetIds=[UNKNOWN_FLEET, "fleet-2"]) == ["fleet-2"]
        assert described(fleets.client(), FleetIds=[UNKNOWN_FLEET]) == []

    @pytest.mark.documented("API_DescribeFleetAttributes")
    @pytest.mark.parametrize("elsewhere", [{"region": ELSEWHERE}, {"key": OTHER_ACCOUNT}], ids=str)
    def test_fleets_of_another_region_or_account_are_left_out(self, fleets: Running, elsewhere: dict[str, str]) -> None:
        client = fleets.client(**elsewhere)
        assert described(client, FleetIds=["fleet-1", fleet_arn("fleet-1"), FLEET_ID]) == [FLEET_ID]
        assert described(client) == [FLEET_ID]

    @pytest.mark.documented("API_DescribeFleetAttributes")
    @pytest.mark.parametrize("arn", [fleet_arn(FLEET_ID, ELSEWHERE), fleet_arn(FLEET_ID, account=OTHER_ACCOUNT)])
    def test_arn_of_another_region_or_account_is_not_the_fleet_of_that_id(
        self, client: GameLiftClient, arn: str
    ) -> None:
        assert described(client, FleetIds=[arn]) == []

    @pytest.mark.assumed("FleetIds in another order, or twice")
    def test_order_is_that_of_the_fleet_ids(self, fleets: Running) -> None:
        asked = ["fleet-5", "fleet-0", fleet_arn("fleet-3"), "fleet-1"]
        assert described(fleets.client(), FleetIds=asked) == ["fleet-5", "fleet-0", "fleet-3", "fleet-1"]

    @pytest.mark.assumed("FleetIds in another order, or twice")
    def test_fleet_that_is_named_twice_is_described_once(self, fleets: Running) -> None:
        asked = ["fleet-5", "fleet-0", fleet_arn("fleet-5"), "fleet-5"]
        assert described(fleets.client(), FleetIds=asked) == ["fleet-5", "fleet-0"]

    @pytest.mark.documented("API_DescribeFleetAttributes")
    @pytest.mark.parametrize("ignored", [{"Limit": 1}, {"NextToken": "garbage"}], ids=str)
    def test_limit_and_next_token_are_ignored_with_fleet_ids(self, fleets: Running, ignored: dict[str, Any]) -> None:
        answer = fleets.client().describe_fleet_attributes(FleetIds=ALL[:3], **ignored)
        assert [each["FleetId"] for each in answer["FleetAttributes"]] == ALL[:3]
        assert "NextToken" not in answer

    @pytest.mark.assumed("ignored members are still validated")
    def test_ignored_member_must_still_be_valid(self, fleets: Running) -> None:
        asked: dict[str, Any] = {"FleetIds": ALL, "NextToken": "x" * 1025}
        assert "1024" in refused("InvalidRequestException", fleets.client().describe_fleet_attributes, **asked)


class TestPages:
    @pytest.mark.model
    @pytest.mark.parametrize("size", [1, 3, COUNT, COUNT + 1, 100])
    def test_paginator_describes_all_in_pages_of_that_size(self, fleets: Running, size: int) -> None:
        paginator = fleets.client().get_paginator("describe_fleet_attributes")
        pages = [page["FleetAttributes"] for page in paginator.paginate(PaginationConfig={"PageSize": size})]
        assert {len(page) for page in pages[:-1]} <= {size}
        assert sorted(each["FleetId"] for page in pages for each in page) == sorted([*ALL, FLEET_ID])

    @pytest.mark.assumed("order of fleets, computes, aliases and locations")
    def test_order_of_pages_is_by_creation_time(self, fleets: Running) -> None:
        assert [each for each in described(fleets.client()) if each != FLEET_ID] == ALL

    @pytest.mark.assumed("NextToken")
    def test_token_of_another_operation_is_refused(self, fleets: Running) -> None:
        client = fleets.client()
        token = client.describe_fleet_utilization(Limit=1)["NextToken"]
        for call in (client.describe_fleet_attributes, client.list_fleets):
            assert "NextToken" in refused("InvalidRequestException", call, NextToken=token)

    @pytest.mark.assumed("NextToken")
    @pytest.mark.parametrize("elsewhere", [{"region": ELSEWHERE}, {"key": OTHER_ACCOUNT}], ids=str)
    def test_token_of_another_region_or_account_is_refused(self, fleets: Running, elsewhere: dict[str, str]) -> None:
        token = fleets.client().describe_fleet_attributes(Limit=1)["NextToken"]
        call = fleets.client(**elsewhere).describe_fleet_attributes
        assert "NextToken" in refused("InvalidRequestException", call, NextToken=token)


class TestMembers:
    @pytest.mark.documented("API_FleetAttributes")
    @pytest.mark.parametrize("status", ["NEW", "BUILDING", "ACTIVE", "DELETING", "ERROR"])
    def test_status_is_shown(self, emulator: Running, status: str) -> None:
        emulator.seed({"Fleets": [{"FleetId": "fleet-1", "Status": status}]})
        (fleet,) = emulator.client().describe_fleet_attributes(FleetIds=["fleet-1"])["FleetAttributes"]
        assert fleet["Status"] == status

    @pytest.mark.observed("ARNs in public READMEs")
    def test_arn_names_region_and_account(self, emulator: Running) -> None:
        home = {"Region": ELSEWHERE, "AccountId": OTHER_ACCOUNT}
        emulator.seed({"Fleets": [{"FleetId": "fleet-1", **home}]})
        client = emulator.client(ELSEWHERE, OTHER_ACCOUNT)
        (fleet,) = client.describe_fleet_attributes(FleetIds=["fleet-1"])["FleetAttributes"]
        assert fleet["FleetArn"] == f"arn:aws:gamelift:{ELSEWHERE}:{OTHER_ACCOUNT}:fleet/fleet-1"


@pytest.mark.model
@pytest.mark.parametrize(
    ("body", "member"),
    [
        ({"FleetIds": []}, "fleetIds"),
        ({"FleetIds": ["fleet-1", "nonsense"]}, "fleetIds.2.member"),
        ({"FleetIds": ["fleet 1"]}, "fleetIds.1.member"),
        ({"Limit": 0}, "limit"),
    ],
    ids=str,
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object], member: str) -> None:
    assert f"'{member}'" in refused_by_the_server(emulator, "DescribeFleetAttributes", body)
