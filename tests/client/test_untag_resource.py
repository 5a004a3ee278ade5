"""UntagResource as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID
from tests.support.fleets import UNKNOWN_FLEET, fleet_arn, refused, refused_by_the_server
from tests.support.running import Running
from tests.support.tagging import KINDS, Kind, tag_list, tags_of

ARN = fleet_arn(FLEET_ID)


@pytest.mark.documented("API_UntagResource")
@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_tags_of_these_keys_go_and_others_stay(client: GameLiftClient, kind: Kind) -> None:
    made = kind.made(client, Tags=tag_list({"a": "1", "A": "2", "b": "3"}))
    client.untag_resource(ResourceARN=made[kind.arn], TagKeys=["a", "b"])
    assert tags_of(client, made[kind.arn]) == {"A": "2"}


@pytest.mark.documented("API_UntagResource")
@pytest.mark.parametrize("keys", [[], ["none"], ["a", "none"], ["aws:x"], ["a", "a"]], ids=str)
def test_tags_that_are_not_there_do_not_matter(client: GameLiftClient, keys: list[str]) -> None:
    client.tag_resource(ResourceARN=ARN, Tags=tag_list({"a": "1", "b": "2"}))
    client.untag_resource(ResourceARN=ARN, TagKeys=keys)
    assert tags_of(client, ARN) == ({"b": "2"} if "a" in keys else {"a": "1", "b": "2"})


@pytest.mark.documented("API_UntagResource")
def test_unknown_resource_is_not_found(client: GameLiftClient) -> None:
    arn = fleet_arn(UNKNOWN_FLEET)
    assert arn in refused("NotFoundException", client.untag_resource, ResourceARN=arn, TagKeys=["a"])


@pytest.mark.model
@pytest.mark.parametrize(
    ("body", "member"),
    [
        ({"TagKeys": []}, "resourceARN"),
        ({"ResourceARN": ARN}, "tagKeys"),
        ({"ResourceARN": ARN, "TagKeys": [""]}, "tagKeys.1.member"),
        ({"ResourceARN": ARN, "TagKeys": ["k" * 129]}, "tagKeys.1.member"),
        ({"ResourceARN": ARN, "TagKeys": ["k"] * 201}, "tagKeys"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object], member: str) -> None:
    assert f"'{member}'" in refused_by_the_server(emulator, "UntagResource", body)
