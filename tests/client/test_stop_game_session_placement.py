"""StopGameSessionPlacement as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.fleets import ELSEWHERE, refused
from tests.support.placements import look_at, start, status_of
from tests.support.queues import new_queue
from tests.support.running import Running


@pytest.mark.model
def test_placement_that_waits_is_cancelled(client: GameLiftClient, emulator: Running) -> None:
    emulator.freeze("2026-01-01T00:00:00Z")
    client.create_game_session_queue(Name="queue")
    start(client)
    emulator.advance(7)
    placement = client.stop_game_session_placement(PlacementId="p")["GameSessionPlacement"]
    assert (placement["Status"], (placement["EndTime"] - placement["StartTime"]).total_seconds()) == ("CANCELLED", 7)
    emulator.advance(600)
    assert look_at(client) == placement


@pytest.mark.documented("API_StopGameSessionPlacement")
def test_placement_that_has_ended_cannot_be_stopped(client: GameLiftClient, emulator: Running) -> None:
    client.create_game_session_queue(Name="queue")
    new_queue(client, Name="good")
    start(client, "fulfilled", GameSessionQueueName="good")
    start(client, "cancelled")
    start(client, "timed-out")
    client.stop_game_session_placement(PlacementId="cancelled")
    emulator.advance(600)
    start(client, "failed")
    client.delete_game_session_queue(Name="queue")
    for placement_id in ("fulfilled", "cancelled", "timed-out", "failed"):
        status = status_of(client, placement_id)
        text = refused("InvalidRequestException", client.stop_game_session_placement, PlacementId=placement_id)
        assert f"has a status of {status}" in text
        assert status_of(client, placement_id) == status == placement_id.upper().replace("-", "_")


@pytest.mark.model
def test_unknown_placement_is_not_found(client: GameLiftClient, emulator: Running) -> None:
    client.create_game_session_queue(Name="queue")
    start(client)
    stop = emulator.client(ELSEWHERE).stop_game_session_placement
    assert "exists in region us-east-1" in refused("NotFoundException", stop, PlacementId="p")
