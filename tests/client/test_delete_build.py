"""DeleteBuild as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.builds import UNKNOWN_BUILD, new_build
from tests.support.fleets import ELSEWHERE, attributes, new_ec2_fleet, refused, refused_by_the_server
from tests.support.running import Running


@pytest.mark.documented("API_DeleteBuild")
def test_build_goes_and_its_fleets_go_on(client: GameLiftClient) -> None:
    build_id, other = new_build(client), new_build(client)
    fleet_id = new_ec2_fleet(client, BuildId=build_id)
    client.delete_build(BuildId=build_id)
    assert [each["BuildId"] for each in client.list_builds()["Builds"]] == [other]
    fleet = attributes(client, fleet_id)
    assert (fleet["Status"], fleet["BuildId"]) == ("ACTIVE", build_id)
    refused("NotFoundException", client.delete_build, BuildId=build_id)


@pytest.mark.model
@pytest.mark.parametrize(
    "body", [{}, {"BuildId": "x"}, {"BuildId": ""}, {"BuildId": "build-" + "x" * 507}], ids=lambda _: ""
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object]) -> None:
    assert "'buildId'" in refused_by_the_server(emulator, "DeleteBuild", body)


@pytest.mark.model
def test_unknown_build_is_told_where_it_is(client: GameLiftClient, emulator: Running) -> None:
    build_id = new_build(emulator.client(ELSEWHERE))
    message = refused("NotFoundException", client.delete_build, BuildId=build_id)
    assert f"It exists in region {ELSEWHERE}" in message
    refused("NotFoundException", client.delete_build, BuildId=UNKNOWN_BUILD)
