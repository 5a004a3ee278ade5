"""CreateBuild as a stock boto3 client sees it."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.builds import S3, look_at_build, new_build
from tests.support.fleets import NOW, UUID, attributes, new_ec2_fleet, refused, refused_by_the_server
from tests.support.running import ACCOUNT, REGION, Running

FULL: dict[str, Any] = {
    "Name": "game",
    "Version": "1.2",
    "OperatingSystem": "WINDOWS_2022",
    "ServerSdkVersion": "5.3.0",
}


@pytest.mark.documented("API_Build")
def test_build_has_exactly_these_members(emulator: Running) -> None:
    emulator.freeze(NOW)
    build = emulator.client().create_build(**FULL, StorageLocation=S3)["Build"]
    assert re.fullmatch(f"build-{UUID}", build["BuildId"])
    assert build == FULL | {
        "BuildId": build["BuildId"],
        "BuildArn": f"arn:aws:gamelift:{REGION}:{ACCOUNT}:build/{build['BuildId']}",
        "Status": "INITIALIZED",
        "SizeOnDisk": 0,
        "CreationTime": datetime(2026, 1, 1, tzinfo=UTC),
    }


@pytest.mark.assumed("time until a build is READY")
@pytest.mark.parametrize("place", [{}, {"StorageLocation": S3}], ids=["none", "S3"])
def test_build_is_ready_to_whoever_looks(client: GameLiftClient, place: dict[str, Any]) -> None:
    made = client.create_build(**FULL, **place)["Build"]
    assert look_at_build(client, made["BuildId"]) == made | {"Status": "READY"}


@pytest.mark.documented("API_CreateBuild")
def test_upload_is_offered_only_without_a_storage_location(client: GameLiftClient) -> None:
    answer = client.create_build(**FULL)
    assert set(answer["UploadCredentials"]) == {"AccessKeyId", "SecretAccessKey", "SessionToken"}
    assert set(answer["StorageLocation"]) == {"Bucket", "Key"}
    assert {"UploadCredentials", "StorageLocation"} & set(client.create_build(**FULL, StorageLocation=S3)) == set()


@pytest.mark.documented("API_FleetAttributes")
def test_operating_system_shows_in_the_fleets_of_a_build(client: GameLiftClient) -> None:
    build_id = new_build(client, OperatingSystem="WINDOWS_2016")
    fleet_id = new_ec2_fleet(client, BuildId=build_id)
    fleet = attributes(client, fleet_id)
    assert (fleet["OperatingSystem"], fleet["BuildId"]) == ("WINDOWS_2016", build_id)
    assert fleet["BuildArn"] == look_at_build(client, build_id)["BuildArn"]
    assert client.list_fleets(BuildId=build_id)["FleetIds"] == [fleet_id]


@pytest.mark.assumed("operating system of a fleet whose build is not here")
def test_fleet_of_an_unknown_build_runs_on_linux(client: GameLiftClient) -> None:
    assert attributes(client, new_ec2_fleet(client))["OperatingSystem"] == "AMAZON_LINUX_2023"


@pytest.mark.assumed("incomplete build")
@pytest.mark.parametrize(
    ("body", "word"),
    [({}, "OperatingSystem"), *((FULL | {"StorageLocation": {**S3, name: None}}, name) for name in S3)],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_incomplete_build_is_refused(emulator: Running, body: dict[str, object], word: str) -> None:
    assert word in refused_by_the_server(emulator, "CreateBuild", body)
    assert emulator.client().list_builds()["Builds"] == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("body", "member"),
    [
        ({"OperatingSystem": "linux"}, "operatingSystem"),
        ({"Name": ""}, "name"),
        ({"Version": "x" * 1025}, "version"),
        ({"ServerSdkVersion": "5"}, "serverSdkVersion"),
        ({"StorageLocation": {"Bucket": ""}}, "storageLocation.bucket"),
    ],
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object], member: str) -> None:
    assert f"'{member}'" in refused_by_the_server(emulator, "CreateBuild", body)


@pytest.mark.assumed("tags that are refused")
def test_build_whose_tags_are_refused_is_not_made(client: GameLiftClient) -> None:
    refused("TaggingFailedException", new_build, client=client, Tags=[{"Key": "aws:x", "Value": "y"}])
    assert client.list_builds()["Builds"] == []
