"""DeleteGameSessionQueue as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.fleets import ELSEWHERE, refused
from tests.support.queues import new_queue, queue_arn
from tests.support.running import Running


@pytest.mark.model
@pytest.mark.parametrize("name", ["queue", queue_arn("queue")])
def test_queue_is_gone_and_its_name_is_free(client: GameLiftClient, name: str) -> None:
    new_queue(client)
    answer = client.delete_game_session_queue(Name=name)
    assert set(answer) == {"ResponseMetadata"}
    assert client.describe_game_session_queues()["GameSessionQueues"] == []
    refused("NotFoundException", client.delete_game_session_queue, Name=name)
    new_queue(client)


@pytest.mark.model
def test_queue_of_another_region_stays(client: GameLiftClient, emulator: Running) -> None:
    far = emulator.client(ELSEWHERE)
    far.create_game_session_queue(Name="queue")
    assert ELSEWHERE in refused("NotFoundException", client.delete_game_session_queue, Name="queue")
    assert len(far.describe_game_session_queues()["GameSessionQueues"]) == 1
