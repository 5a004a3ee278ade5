"""DescribeBuild as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.builds import UNKNOWN_BUILD, look_at_build, new_build
from tests.support.fleets import ELSEWHERE, refused, refused_by_the_server
from tests.support.running import Running


@pytest.mark.documented("API_DescribeBuild")
def test_build_is_found_by_id_and_arn(client: GameLiftClient) -> None:
    by_id = look_at_build(client, new_build(client, Name="game"))
    assert by_id["Name"] == "game"
    assert look_at_build(client, by_id["BuildArn"]) == by_id


@pytest.mark.model
@pytest.mark.parametrize(
    "body", [{}, {"BuildId": "x"}, {"BuildId": ""}, {"BuildId": "build-" + "x" * 507}], ids=lambda _: ""
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object]) -> None:
    assert "'buildId'" in refused_by_the_server(emulator, "DescribeBuild", body)


@pytest.mark.model
def test_unknown_build_is_told_where_it_is(client: GameLiftClient, emulator: Running) -> None:
    build_id = new_build(emulator.client(ELSEWHERE))
    message = refused("NotFoundException", client.describe_build, BuildId=build_id)
    assert f"It exists in region {ELSEWHERE}" in message
    refused("NotFoundException", client.describe_build, BuildId=UNKNOWN_BUILD)
