"""CreateScript as a stock boto3 client sees it."""

import base64
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.fleets import NOW, UUID, attributes, new_ec2_fleet, refused, refused_by_the_server
from tests.support.refusing import decoded, refusal
from tests.support.running import ACCOUNT, REGION, Running
from tests.support.scripts import LARGEST_ZIP, S3, look_at_script, new_script, zip_file

FULL: dict[str, Any] = {"Name": "realtime", "Version": "1.2", "NodeJsVersion": "24.x"}
FILES = {"ZipFile": base64.b64encode(zip_file()).decode()}


@pytest.mark.documented("API_Script")
def test_script_has_exactly_these_members(emulator: Running) -> None:
    emulator.freeze(NOW)
    script = emulator.client().create_script(**FULL, StorageLocation=S3)["Script"]
    assert re.fullmatch(f"script-{UUID}", script["ScriptId"])
    assert script == FULL | {
        "ScriptId": script["ScriptId"],
        "ScriptArn": f"arn:aws:gamelift:{REGION}:{ACCOUNT}:script/{script['ScriptId']}",
        "SizeOnDisk": 0,
        "CreationTime": datetime(2026, 1, 1, tzinfo=UTC),
        "StorageLocation": S3,
    }


@pytest.mark.documented("API_CreateScript")
def test_zip_file_is_measured_and_lies_in_a_bucket_of_the_service(client: GameLiftClient) -> None:
    made = client.create_script(Name="realtime", ZipFile=zip_file(1_234))["Script"]
    assert made["SizeOnDisk"] == 1_234
    assert set(made["StorageLocation"]) == {"Bucket", "Key"}
    assert look_at_script(client, made["ScriptId"]) == made


@pytest.mark.documented("API_CreateScript")
def test_node_js_is_10_by_default(client: GameLiftClient) -> None:
    assert look_at_script(client, new_script(client))["NodeJsVersion"] == "10.x"


@pytest.mark.model
@pytest.mark.parametrize("protocol", ["json", "cbor"])
def test_zip_file_of_the_largest_size_is_taken(emulator: Running, protocol: str) -> None:
    content = zip_file(LARGEST_ZIP)
    tags = [{"Key": f"{n:02}" + "𐐀" * 126, "Value": "𐐀" * 256} for n in range(50)]
    other = {"Name": "𐐀" * 1_024, "Version": "𐐀" * 1_024, "Tags": tags}  # JSON escapes each as 12 bytes
    if protocol == "json":
        answer = emulator.call("CreateScript", other | {"ZipFile": base64.b64encode(content).decode()})
    else:
        answer = emulator.call_cbor("CreateScript", other | {"ZipFile": content})
    assert decoded(answer)["Script"]["SizeOnDisk"] == LARGEST_ZIP


@pytest.mark.model
@pytest.mark.parametrize("protocol", ["json", "cbor"])
def test_larger_zip_file_is_refused(emulator: Running, protocol: str) -> None:
    content = zip_file(LARGEST_ZIP + 1)
    if protocol == "json":
        answer = emulator.call("CreateScript", {"ZipFile": base64.b64encode(content).decode()})
    else:
        answer = emulator.call_cbor("CreateScript", {"ZipFile": content})
    shown = f"java.nio.HeapByteBuffer[pos=0 lim={LARGEST_ZIP + 1} cap={LARGEST_ZIP + 1}]"
    assert refusal(answer, "InvalidRequestException") == (
        f"1 validation error detected: Value '{shown}' at 'zipFile' failed to satisfy constraint: "
        f"Member must have length less than or equal to {LARGEST_ZIP}"
    )


@pytest.mark.assumed("wrong kind of value")
@pytest.mark.parametrize("value", ["a", "not base64", "UEsDBA=", "UEsDBA==\n", 5, True, [80, 75], {"a": "b"}], ids=str)
@pytest.mark.parametrize("protocol", ["json", "cbor"])
def test_what_is_no_blob_is_refused(emulator: Running, protocol: str, value: object) -> None:
    call = emulator.call if protocol == "json" else emulator.call_cbor
    assert "zipFile" in refusal(call("CreateScript", {"ZipFile": value}), "SerializationException")


@pytest.mark.documented("API_FleetAttributes")
def test_fleet_of_a_script_tells_which(client: GameLiftClient) -> None:
    script_id = new_script(client)
    fleet_id = new_ec2_fleet(client, ScriptId=script_id)
    fleet = attributes(client, fleet_id)
    assert (fleet["ScriptId"], fleet["ScriptArn"]) == (script_id, look_at_script(client, script_id)["ScriptArn"])
    assert client.list_fleets(ScriptId=script_id)["FleetIds"] == [fleet_id]


@pytest.mark.assumed("files of a script")
@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({}, "ZipFile"),
        (FILES | {"StorageLocation": S3}, "StorageLocation"),
        ({"ZipFile": ""}, "no zip file"),
        ({"ZipFile": base64.b64encode(b"PK").decode()}, "no zip file"),
        ({"ZipFile": base64.b64encode(base64.b64encode(zip_file())).decode()}, "no zip file"),
        *(({"StorageLocation": {**S3, name: None}}, name) for name in S3),
    ],
    ids=["none", "both", "empty", "no zip", "encoded twice", *S3],
)
def test_script_without_its_files_is_refused(emulator: Running, body: dict[str, object], word: str) -> None:
    assert word in refused_by_the_server(emulator, "CreateScript", FULL | body)
    assert emulator.client().list_scripts()["Scripts"] == []


@pytest.mark.assumed("Node.js version of a script")
@pytest.mark.parametrize("version", ["12.x", "10.0", "24.1"])
def test_other_node_js_is_refused(client: GameLiftClient, version: str) -> None:
    message = refused("InvalidRequestException", new_script, client=client, NodeJsVersion=version)
    assert "10.x, 24.x" in message


@pytest.mark.model
@pytest.mark.parametrize(
    ("body", "member"),
    [
        ({"NodeJsVersion": "ten"}, "nodeJsVersion"),
        ({"NodeJsVersion": f"{'1' * 15}.x"}, "nodeJsVersion"),
        ({"Name": ""}, "name"),
        ({"Version": "x" * 1025}, "version"),
        ({"StorageLocation": {"Bucket": ""}}, "storageLocation.bucket"),
        ({"Tags": [{"Key": "k"}]}, "tags.1.member.value"),
    ],
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object], member: str) -> None:
    assert f"'{member}'" in refused_by_the_server(emulator, "CreateScript", FILES | body)


@pytest.mark.assumed("tags that are refused")
def test_script_whose_tags_are_refused_is_not_made(client: GameLiftClient) -> None:
    refused("TaggingFailedException", new_script, client=client, Tags=[{"Key": "aws:x", "Value": "y"}])
    assert client.list_scripts()["Scripts"] == []


@pytest.mark.model
def test_zip_file_is_short_in_the_journal(emulator: Running) -> None:
    new_script(emulator.client(), ZipFile=zip_file(LARGEST_ZIP))
    assert len(emulator.http.get("/_emulator/requests").content) < 10_000
