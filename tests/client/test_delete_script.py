"""DeleteScript as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.fleets import ELSEWHERE, attributes, new_ec2_fleet, refused, refused_by_the_server
from tests.support.running import Running
from tests.support.scripts import UNKNOWN_SCRIPT, new_script


@pytest.mark.documented("API_DeleteScript")
def test_script_goes_and_its_fleets_go_on(client: GameLiftClient) -> None:
    script_id, other = new_script(client), new_script(client)
    fleet_id = new_ec2_fleet(client, ScriptId=script_id)
    client.delete_script(ScriptId=script_id)
    assert [each["ScriptId"] for each in client.list_scripts()["Scripts"]] == [other]
    fleet = attributes(client, fleet_id)
    assert (fleet["Status"], fleet["ScriptId"]) == ("ACTIVE", script_id)
    refused("NotFoundException", client.delete_script, ScriptId=script_id)


@pytest.mark.model
@pytest.mark.parametrize(
    "body", [{}, {"ScriptId": "x"}, {"ScriptId": ""}, {"ScriptId": "script-" + "x" * 506}], ids=lambda _: ""
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object]) -> None:
    assert "'scriptId'" in refused_by_the_server(emulator, "DeleteScript", body)


@pytest.mark.model
def test_unknown_script_is_told_where_it_is(client: GameLiftClient, emulator: Running) -> None:
    script_id = new_script(emulator.client(ELSEWHERE))
    message = refused("NotFoundException", client.delete_script, ScriptId=script_id)
    assert f"It exists in region {ELSEWHERE}" in message
    refused("NotFoundException", client.delete_script, ScriptId=UNKNOWN_SCRIPT)
