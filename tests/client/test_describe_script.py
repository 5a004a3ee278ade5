"""DescribeScript as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.fleets import ELSEWHERE, refused, refused_by_the_server
from tests.support.running import Running
from tests.support.scripts import UNKNOWN_SCRIPT, look_at_script, new_script


@pytest.mark.documented("API_DescribeScript")
def test_script_is_found_by_id_and_arn(client: GameLiftClient) -> None:
    by_id = look_at_script(client, new_script(client, Name="realtime"))
    assert by_id["Name"] == "realtime"
    assert look_at_script(client, by_id["ScriptArn"]) == by_id


@pytest.mark.model
@pytest.mark.parametrize(
    "body", [{}, {"ScriptId": "x"}, {"ScriptId": ""}, {"ScriptId": "script-" + "x" * 506}], ids=lambda _: ""
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object]) -> None:
    assert "'scriptId'" in refused_by_the_server(emulator, "DescribeScript", body)


@pytest.mark.model
def test_unknown_script_is_told_where_it_is(client: GameLiftClient, emulator: Running) -> None:
    script_id = new_script(emulator.client(ELSEWHERE))
    message = refused("NotFoundException", client.describe_script, ScriptId=script_id)
    assert f"It exists in region {ELSEWHERE}" in message
    refused("NotFoundException", client.describe_script, ScriptId=UNKNOWN_SCRIPT)
