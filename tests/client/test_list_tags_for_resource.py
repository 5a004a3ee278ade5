"""ListTagsForResource as a stock boto3 client sees it, and the tags that resources are made with."""

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from emulator.operations import OPERATIONS
from scripts.generate_api import service_model
from tests.support.fleets import ELSEWHERE, OTHER_ACCOUNT, fleet_arn, refused, refused_by_the_server
from tests.support.running import Running
from tests.support.tagging import KINDS, Kind, tag_list, tags_of

TAGS = {"team": "core", "Team": "Kern", "städte": "a b", "x:y/z=+-@_.": ""}
KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))


@pytest.mark.model
def test_all_operations_that_take_tags_are_tested_here() -> None:
    taking = {
        name
        for name in OPERATIONS
        if (shape := service_model().operation_model(name).input_shape) is not None and "Tags" in shape.members
    }
    assert taking - {"TagResource"} == set(KINDS)


@KIND
class TestCreation:
    @pytest.mark.documented("API_Tag")
    def test_resource_has_the_tags_that_it_is_made_with(self, client: GameLiftClient, kind: Kind) -> None:
        made = kind.made(client, Tags=tag_list(TAGS))
        assert tags_of(client, made[kind.arn]) == TAGS

    @pytest.mark.documented("API_ListTagsForResource")
    def test_resource_without_tags_has_an_empty_list(self, client: GameLiftClient, kind: Kind) -> None:
        arn = kind.made(client)[kind.arn]
        assert client.list_tags_for_resource(ResourceARN=arn)["Tags"] == []

    @pytest.mark.assumed("tags that are refused")
    def test_resource_whose_tags_are_refused_is_not_made(self, client: GameLiftClient, kind: Kind) -> None:
        twice = [*tag_list({"a": "1"}), *tag_list({"a": "2"})]
        assert "twice" in refused("TaggingFailedException", kind.made, client=client, Tags=twice)
        kind.made(client)

    @pytest.mark.documented("API_ListTagsForResource")
    def test_resource_that_is_gone_has_no_tags(self, client: GameLiftClient, kind: Kind) -> None:
        made = kind.made(client, Tags=tag_list(TAGS))
        kind.deleted(client, made)
        refused("NotFoundException", client.list_tags_for_resource, ResourceARN=made[kind.arn])
        again = kind.made(client)
        assert tags_of(client, again[kind.arn]) == {}


@pytest.mark.assumed("order of tags")
def test_tags_are_in_the_order_of_their_keys(client: GameLiftClient) -> None:
    made = KINDS["CreateAlias"].made(client, Tags=tag_list({"b": "1", "a": "2", "B": "3", "é": "4"}))
    keys = [tag["Key"] for tag in client.list_tags_for_resource(ResourceARN=made["AliasArn"])["Tags"]]
    assert keys == ["B", "a", "b", "é"]


@pytest.mark.documented("API_ListTagsForResource")
def test_fleet_of_the_ready_made_world_can_be_asked(client: GameLiftClient) -> None:
    assert tags_of(client, fleet_arn(FLEET_ID)) == {}


@pytest.mark.documented("API_ListTagsForResource")
@pytest.mark.parametrize("elsewhere", [{"region": ELSEWHERE}, {"key": OTHER_ACCOUNT}], ids=str)
def test_resource_of_another_region_or_account_is_not_found(emulator: Running, elsewhere: dict[str, str]) -> None:
    made = KINDS["CreateFleet"].made(emulator.client(), Tags=tag_list(TAGS))
    call = emulator.client(**elsewhere).list_tags_for_resource
    assert "It exists in region us-east-1" in refused("NotFoundException", call, ResourceARN=made["FleetArn"])


@pytest.mark.observed("ids and ARNs in public issues and READMEs")
def test_aliases_of_two_accounts_that_have_one_arn_have_tags_of_their_own(emulator: Running) -> None:
    alias = {"AliasId": "alias-1", "Name": "a", "RoutingStrategy": {"Type": "TERMINAL", "Message": "b"}}
    emulator.seed({"Aliases": [alias | {"Tags": tag_list({"a": "1"})}, alias | {"AccountId": OTHER_ACCOUNT}]})
    arn = "arn:aws:gamelift:us-east-1::alias/alias-1"
    assert (tags_of(emulator.client(), arn), tags_of(emulator.client(key=OTHER_ACCOUNT), arn)) == ({"a": "1"}, {})


@pytest.mark.assumed("ResourceARN of nothing that has tags")
@pytest.mark.parametrize(
    ("arn", "error"),
    [
        ("x", "InvalidRequestException"),
        (FLEET_ID, "InvalidRequestException"),
        ("arn:aws:s3:us-east-1:000000000000:fleet/fleet-1", "InvalidRequestException"),
        ("arn:aws:gamelift:us-east-1:000000000000:compute/local", "NotFoundException"),
        ("arn:aws:gamelift:us-east-1:000000000000:containerfleet/containerfleet-1", "NotFoundException"),
        (fleet_arn("fleet-1"), "NotFoundException"),
    ],
)
def test_arn_of_nothing_is_refused(client: GameLiftClient, arn: str, error: str) -> None:
    assert arn in refused(error, client.list_tags_for_resource, ResourceARN=arn)


@pytest.mark.model
@pytest.mark.parametrize("body", [{}, {"ResourceARN": ""}, {"ResourceARN": "x" * 1012}], ids=str)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object]) -> None:
    assert "'resourceARN'" in refused_by_the_server(emulator, "ListTagsForResource", body)
