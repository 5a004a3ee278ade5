"""TagResource as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import ELSEWHERE, fleet_arn, refused, refused_by_the_server
from tests.support.running import Running
from tests.support.tagging import KINDS, Kind, tag_list, tags_of

ARN = fleet_arn(FLEET_ID)
MANY = {f"key-{n}": "x" for n in range(50)}


@pytest.mark.documented("API_TagResource")
@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_tags_are_added_and_replace_those_of_their_keys(client: GameLiftClient, kind: Kind) -> None:
    made = kind.made(client, Tags=tag_list({"a": "1", "b": "2"}))
    client.tag_resource(ResourceARN=made[kind.arn], Tags=tag_list({"b": "3", "c": "4"}))
    assert tags_of(client, made[kind.arn]) == {"a": "1", "b": "3", "c": "4"}


@pytest.mark.documented("API_TagResource")
def test_tags_may_be_there_already(client: GameLiftClient) -> None:
    for _ in range(2):
        client.tag_resource(ResourceARN=ARN, Tags=tag_list({"a": "1"}))
    assert tags_of(client, ARN) == {"a": "1"}


@pytest.mark.model
def test_no_tags_are_no_change(client: GameLiftClient) -> None:
    client.tag_resource(ResourceARN=ARN, Tags=[])
    assert tags_of(client, ARN) == {}


@pytest.mark.documented("the General Reference, Tagging AWS resources")
def test_resource_can_have_50_tags(client: GameLiftClient) -> None:
    client.tag_resource(ResourceARN=ARN, Tags=tag_list(MANY))
    client.tag_resource(ResourceARN=ARN, Tags=tag_list({"key-7": "y"}))
    assert tags_of(client, ARN) == MANY | {"key-7": "y"}
    message = refused("TaggingFailedException", client.tag_resource, ResourceARN=ARN, Tags=tag_list({"one": "more"}))
    assert "50 tags" in message
    client.untag_resource(ResourceARN=ARN, TagKeys=["key-7"])
    client.tag_resource(ResourceARN=ARN, Tags=tag_list({"one": "more"}))


@pytest.mark.assumed("tags that are refused")
@pytest.mark.parametrize(
    "tags", [[("a", "1"), ("a", "1")], [("aws:x", "1")], [("AWS:x", "1")], [("a", "1,2")], [("a*", "1")]], ids=str
)
def test_one_tag_that_is_refused_keeps_all_away(client: GameLiftClient, tags: list[tuple[str, str]]) -> None:
    given = [*tag_list({"good": "yes"}), *(each for tag in tags for each in tag_list(dict([tag])))]
    refused("TaggingFailedException", client.tag_resource, ResourceARN=ARN, Tags=given)
    assert tags_of(client, ARN) == {}


@pytest.mark.documented("API_TagResource")
def test_unknown_resource_is_told_where_it_is(client: GameLiftClient, emulator: Running) -> None:
    arn = KINDS["CreateAlias"].made(emulator.client(ELSEWHERE))["AliasArn"]
    message = refused("NotFoundException", client.tag_resource, ResourceARN=arn, Tags=tag_list({"a": "1"}))
    assert f"It exists in region {ELSEWHERE}" in message


@pytest.mark.model
@pytest.mark.parametrize(
    ("body", "member"),
    [
        ({"Tags": []}, "resourceARN"),
        ({"ResourceARN": ARN}, "tags"),
        ({"ResourceARN": ARN, "Tags": tag_list({"": "x"})}, "tags.1.member.key"),
        ({"ResourceARN": ARN, "Tags": tag_list({"k" * 129: "x"})}, "tags.1.member.key"),
        ({"ResourceARN": ARN, "Tags": tag_list({"k": "x" * 257})}, "tags.1.member.value"),
        ({"ResourceARN": ARN, "Tags": [{"Key": "k"}]}, "tags.1.member.value"),
        ({"ResourceARN": ARN, "Tags": tag_list({"k": "x"}) * 201}, "tags"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object], member: str) -> None:
    assert f"'{member}'" in refused_by_the_server(emulator, "TagResource", body)
