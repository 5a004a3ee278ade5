"""UpdateScript as a stock boto3 client sees it."""

import base64
from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.fleets import ELSEWHERE, refused, refused_by_the_server
from tests.support.running import Running
from tests.support.scripts import S3, UNKNOWN_SCRIPT, look_at_script, new_script, zip_file


@pytest.mark.documented("API_UpdateScript")
def test_what_is_given_changes_and_the_rest_stays(client: GameLiftClient) -> None:
    before = look_at_script(client, new_script(client, Name="realtime", Version="1", NodeJsVersion="24.x"))
    after = client.update_script(ScriptId=before["ScriptId"], Version="2")["Script"]
    assert after == before | {"Version": "2"}
    assert client.update_script(ScriptId=before["ScriptArn"], Name="other")["Script"] == after | {"Name": "other"}
    assert look_at_script(client, before["ScriptId"]) == after | {"Name": "other"}


@pytest.mark.documented("API_UpdateScript")
def test_files_may_come_from_either_place_whatever_was_before(client: GameLiftClient) -> None:
    before = look_at_script(client, new_script(client))
    script_id = before["ScriptId"]
    moved = client.update_script(ScriptId=script_id, StorageLocation=S3 | {"ObjectVersion": "3"})["Script"]
    assert moved == before | {"SizeOnDisk": 0, "StorageLocation": S3 | {"ObjectVersion": "3"}}
    back = client.update_script(ScriptId=script_id, ZipFile=zip_file(999))["Script"]
    assert back == before | {"SizeOnDisk": 999}
    assert look_at_script(client, script_id) == back


@pytest.mark.assumed("files of a script")
@pytest.mark.parametrize(
    "files",
    [
        {"ZipFile": base64.b64encode(zip_file()).decode(), "StorageLocation": S3},
        {"ZipFile": ""},
        {"StorageLocation": {"Bucket": "bucket"}},
    ],
    ids=["both", "empty", "incomplete"],
)
def test_bad_files_change_nothing(emulator: Running, client: GameLiftClient, files: dict[str, Any]) -> None:
    before = look_at_script(client, new_script(client, Name="realtime"))
    refused_by_the_server(emulator, "UpdateScript", {"ScriptId": before["ScriptId"], "Name": "other"} | files)
    assert look_at_script(client, before["ScriptId"]) == before


@pytest.mark.model
@pytest.mark.parametrize(
    "body", [{}, {"ScriptId": "x"}, {"ScriptId": ""}, {"ScriptId": "script-" + "x" * 506}], ids=lambda _: ""
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object]) -> None:
    assert "'scriptId'" in refused_by_the_server(emulator, "UpdateScript", body)


@pytest.mark.model
def test_unknown_script_is_told_where_it_is(client: GameLiftClient, emulator: Running) -> None:
    script_id = new_script(emulator.client(ELSEWHERE))
    message = refused("NotFoundException", client.update_script, ScriptId=script_id)
    assert f"It exists in region {ELSEWHERE}" in message
    refused("NotFoundException", client.update_script, ScriptId=UNKNOWN_SCRIPT)
