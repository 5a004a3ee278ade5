"""RequestUploadCredentials as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.builds import UNKNOWN_BUILD, new_build
from tests.support.fleets import ELSEWHERE, refused, refused_by_the_server
from tests.support.running import Running


@pytest.mark.model
def test_credentials_and_a_place_are_made_up(client: GameLiftClient) -> None:
    made = client.create_build(OperatingSystem="AMAZON_LINUX_2023")
    answer = client.request_upload_credentials(BuildId=made["Build"]["BuildId"])
    assert answer["UploadCredentials"] == made["UploadCredentials"]
    assert answer["StorageLocation"] == made["StorageLocation"]


@pytest.mark.model
@pytest.mark.parametrize(
    "body", [{}, {"BuildId": "x"}, {"BuildId": ""}, {"BuildId": "build-" + "x" * 507}], ids=lambda _: ""
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object]) -> None:
    assert "'buildId'" in refused_by_the_server(emulator, "RequestUploadCredentials", body)


@pytest.mark.model
def test_unknown_build_is_told_where_it_is(client: GameLiftClient, emulator: Running) -> None:
    build_id = new_build(emulator.client(ELSEWHERE))
    message = refused("NotFoundException", client.request_upload_credentials, BuildId=build_id)
    assert f"It exists in region {ELSEWHERE}" in message
    refused("NotFoundException", client.request_upload_credentials, BuildId=UNKNOWN_BUILD)
