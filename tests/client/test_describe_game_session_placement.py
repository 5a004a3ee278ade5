"""DescribeGameSessionPlacement as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.fleets import ELSEWHERE, OTHER_ACCOUNT, refused
from tests.support.placements import look_at, start
from tests.support.queues import new_queue
from tests.support.running import Running


@pytest.mark.model
def test_unknown_placement_is_not_found(client: GameLiftClient, emulator: Running) -> None:
    new_queue(client)
    start(client)
    assert "Placement nobody" in refused("NotFoundException", look_at, client=client, placement_id="nobody")
    for each in (emulator.client(ELSEWHERE), emulator.client(key=OTHER_ACCOUNT)):
        assert "exists in region us-east-1" in refused("NotFoundException", look_at, client=each)


@pytest.mark.assumed("placements are remembered for ever")
def test_placement_is_still_known_years_later(client: GameLiftClient, emulator: Running) -> None:
    new_queue(client)
    start(client)
    before = look_at(client)
    emulator.advance(1_000 * 86_400)
    assert look_at(client) == before


@pytest.mark.documented("API_DeleteGameSessionQueue")
def test_placement_fails_with_its_queue(client: GameLiftClient, emulator: Running) -> None:
    emulator.freeze("2026-01-01T00:00:00Z")
    client.create_game_session_queue(Name="queue")
    start(client, "pending")
    emulator.advance(5)
    client.delete_game_session_queue(Name="queue")
    placement = look_at(client, "pending")
    assert (placement["Status"], (placement["EndTime"] - placement["StartTime"]).total_seconds()) == ("FAILED", 5)


@pytest.mark.documented("API_DeleteGameSessionQueue")
def test_fulfilled_placement_outlives_its_queue(client: GameLiftClient) -> None:
    new_queue(client)
    start(client)
    before = look_at(client)
    client.delete_game_session_queue(Name="queue")
    assert look_at(client) == before


@pytest.mark.model
def test_id_is_needed(emulator: Running) -> None:
    answer = emulator.call("DescribeGameSessionPlacement", {})
    assert (answer.status_code, answer.json()["__type"]) == (400, "InvalidRequestException")
