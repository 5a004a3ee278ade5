"""Placements in seed documents and in the state."""

from pathlib import Path
from typing import Any

import pytest

from tests.support.fleets import NOW, fleet_arn, new_ec2_fleet
from tests.support.placements import desired, latencies, look_at, start, status_of
from tests.support.queues import READY_ARN, destinations, new_queue
from tests.support.running import Running, running

QUEUE = {"Name": "queue", "Destinations": destinations(READY_ARN), "TimeoutInSeconds": 60}
PENDING: dict[str, Any] = {
    "PlacementId": "p",
    "GameSessionQueueName": "queue",
    "MaximumPlayerSessionCount": 3,
    "GameProperties": [{"Key": "mode", "Value": "duel"}],
    "DesiredPlayerSessions": desired("alice"),
}


def test_seeded_placement_is_tried_as_any_other(emulator: Running) -> None:
    emulator.freeze(NOW)
    assert emulator.seed({"GameSessionQueues": [QUEUE], "GameSessionPlacements": [PENDING]})["added"] == {
        "GameSessionQueues": 1,
        "GameSessionPlacements": 1,
        "Fleets": 0,
        "GameSessions": 0,
        "PlayerSessions": 0,
    }
    placement = look_at(emulator.client())
    assert (placement["Status"], placement["GameProperties"]) == ("FULFILLED", PENDING["GameProperties"])
    assert [each["PlayerId"] for each in placement["PlacedPlayerSessions"]] == ["alice"]


def test_placement_that_has_ended_is_seeded_as_it_is_shown(emulator: Running) -> None:
    emulator.freeze(NOW)
    over = {"Status": "TIMED_OUT", "StartTime": "-90s", "EndTime": "-30s"}
    emulator.seed({"GameSessionPlacements": [PENDING | over]})
    placement = look_at(emulator.client())
    assert (placement["Status"], (placement["EndTime"] - placement["StartTime"]).total_seconds()) == ("TIMED_OUT", 60)
    assert emulator.seed({"GameSessionPlacements": [PENDING | over]})["unchanged"]["GameSessionPlacements"] == 1


def test_placement_that_began_long_ago_is_timed_out_at_its_deadline(emulator: Running) -> None:
    emulator.freeze(NOW)
    emulator.seed({"GameSessionQueues": [QUEUE], "GameSessionPlacements": [PENDING | {"StartTime": "-1h"}]})
    assert status_of(emulator.client()) == "TIMED_OUT"


@pytest.mark.parametrize(
    ("entries", "text"),
    [
        ([PENDING, PENDING], "stands twice"),
        ([PENDING | {"GameSessionQueueName": "other"}], "there is no queue other"),
        ([PENDING | {"EndTime": "0s"}], "PENDING has none"),
        ([PENDING | {"Status": "FULFILLED"}], "FULFILLED has one"),
        ([PENDING | {"Status": "FAILED", "GameSessionId": "x"}], "FAILED has none"),
        ([PENDING | {"Status": "FAILED", "EndTime": "-5m"}], "before the StartTime"),
        (
            [PENDING | {"MaximumPlayerSessionCount": 1, "DesiredPlayerSessions": desired("a", "b")}],
            "GameSessionPlacements[0].DesiredPlayerSessions",
        ),
        ([PENDING | {"PlayerLatencies": latencies(a={"us-west-2": 1e39})}], "LatencyInMilliseconds"),
    ],
    ids=str,
)
def test_document_that_breaks_a_rule_is_refused(emulator: Running, entries: list[object], text: str) -> None:
    document = {"GameSessionQueues": [QUEUE], "GameSessionPlacements": entries}
    answer = emulator.http.post("/_emulator/seed", json=document)
    assert answer.status_code == 400
    assert text in answer.text


def test_state_brings_every_placement_back_and_time_goes_on(tmp_path: Path) -> None:
    with running(tmp_path, "--clock", NOW, "--activation-seconds", "10") as emulator:
        client = emulator.client()
        first, second = new_ec2_fleet(client), new_ec2_fleet(client)
        new_queue(client, fleet_arn(first), fleet_arn(second))
        client.create_game_session_queue(Name="nowhere", TimeoutInSeconds=30)
        start(client, "fulfilled", DesiredPlayerSessions=desired("alice"))
        emulator.advance(10)
        start(client, "stopped", GameSessionQueueName="nowhere")
        client.stop_game_session_placement(PlacementId="stopped")
        start(client, "waiting", GameSessionQueueName="nowhere", PlayerLatencies=latencies(a={"us-west-2": 5}))
        start(client, "trying", GameSessionName="duel", DesiredPlayerSessions=desired("bob"))
        emulator.advance(4)
        arn = look_at(client, "trying")["GameSessionArn"]
        emulator.control("POST", f"/game-sessions/{arn}/crash", {})
        before = {name: look_at(client, name) for name in ("fulfilled", "stopped", "waiting", "trying")}
        state = emulator.control("GET", "/state")
        emulator.reset()
        emulator.control("PUT", "/state", state)
        assert emulator.control("GET", "/state") == state
        assert {name: look_at(client, name) for name in before} == before
        assert second in look_at(client, "trying")["GameSessionArn"]
        emulator.advance(100)
        assert [status_of(client, name) for name in before] == ["FULFILLED", "CANCELLED", "TIMED_OUT", "FULFILLED"]
        assert len(client.describe_player_sessions(PlayerId="bob")["PlayerSessions"]) == 1


def test_placements_outlive_the_emulator(tmp_path: Path, database_url: str) -> None:
    with running(tmp_path, "--clock", NOW, "--activation-seconds", "10", database_url=database_url) as emulator:
        new_queue(emulator.client())
        start(emulator.client(), DesiredPlayerSessions=desired("alice"))
    with running(tmp_path, "--activation-seconds", "10", database_url=database_url) as emulator:
        assert status_of(emulator.client()) == "PENDING"
        emulator.advance(10)
        assert status_of(emulator.client()) == "FULFILLED"
