"""Attempts of placements: simulated processes that take their time or fail, real ones, and what ends one."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.fleets import NOW, fleet_arn, new_anywhere_fleet, new_ec2_fleet, refused, server_processes
from tests.support.placements import desired, look_at, start, status_of
from tests.support.queues import new_queue
from tests.support.running import Running, running
from tests.support.server_sdk import ServerProcess, connected, reset_alone


@pytest.fixture(scope="module")
def slow_emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Its simulated processes take ten seconds to activate a game session."""
    with running(tmp_path_factory.mktemp("slow"), "--activation-seconds", "10", "--clock", NOW) as emulator:
        yield emulator


@pytest.fixture
def slow(slow_emulator: Running) -> Running:
    slow_emulator.reset()
    return slow_emulator


@pytest.fixture(scope="module")
def real_emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """It simulates nothing."""
    flags = ("--server-processes", "connected", "--clock", NOW)
    with running(tmp_path_factory.mktemp("real"), *flags) as emulator:
        yield emulator


@pytest.fixture
def real(real_emulator: Running) -> Running:
    reset_alone(real_emulator)
    return real_emulator


def sessions(client: GameLiftClient, fleet_id: str) -> list[str]:
    return [each["Status"] for each in client.describe_game_sessions(FleetId=fleet_id)["GameSessions"]]


def seconds(client: GameLiftClient, placement_id: str = "p") -> float:
    """How long a placement took."""
    placement = look_at(client, placement_id)
    return (placement["EndTime"] - placement["StartTime"]).total_seconds()


def fleet_that_fails(client: GameLiftClient, **members: Any) -> str:  # noqa: ANN401
    """A fleet whose game sessions must be activated within three seconds, which they are not."""
    runtime = server_processes(1) | {"GameSessionActivationTimeoutSeconds": 3}
    return new_ec2_fleet(client, RuntimeConfiguration=runtime, **members)


def test_placement_that_waits_is_tried_when_a_fleet_grows(emulator: Running) -> None:
    emulator.freeze(NOW)
    client = emulator.client()
    fleet_id = new_ec2_fleet(client, RuntimeConfiguration=server_processes(1))
    new_queue(client, fleet_arn(fleet_id))
    for placement_id in ("a", "b", "c"):
        start(client, placement_id)
    assert [status_of(client, each) for each in ("a", "b", "c")] == ["FULFILLED", "PENDING", "PENDING"]
    client.update_fleet_capacity(FleetId=fleet_id, DesiredInstances=2, MaxSize=2)
    assert [status_of(client, each) for each in ("b", "c")] == ["FULFILLED", "PENDING"]
    client.update_runtime_configuration(FleetId=fleet_id, RuntimeConfiguration=server_processes(2))
    assert (status_of(client, "c"), seconds(client, "c")) == ("FULFILLED", 0)


def test_placement_that_waits_is_tried_when_an_anywhere_fleet_gets_a_compute(emulator: Running) -> None:
    emulator.freeze(NOW)
    client = emulator.client()
    fleet_id = new_anywhere_fleet(client, RuntimeConfiguration=server_processes(1))
    new_queue(client, fleet_arn(fleet_id))
    start(client)
    assert status_of(client) == "PENDING"
    client.register_compute(FleetId=fleet_id, ComputeName="pc", Location=LOCATION, IpAddress="127.0.0.1")
    assert (status_of(client), seconds(client)) == ("FULFILLED", 0)


def test_placement_that_waits_is_tried_when_a_fleet_may_activate_another(slow: Running) -> None:
    client = slow.client()
    one = server_processes(9) | {"MaxConcurrentGameSessionActivations": 1}
    fleet_id = new_ec2_fleet(client, RuntimeConfiguration=one)
    new_queue(client, fleet_arn(fleet_id))
    for placement_id in ("a", "b", "c", "d"):
        start(client, placement_id)
    slow.advance(4)
    (first,) = client.describe_game_sessions(FleetId=fleet_id)["GameSessions"]
    slow.control("POST", f"/game-sessions/{first['GameSessionId'].rpartition('/')[2]}/activate")
    slow.advance(15)
    client.update_runtime_configuration(FleetId=fleet_id, RuntimeConfiguration=server_processes(9))
    slow.advance(3_600)
    # a is activated at 4 s, b takes its ten seconds, then c; d is let in beside it at 19 s.
    assert [seconds(client, each) for each in ("a", "b", "c", "d")] == [4, 14, 24, 29]


def test_placement_is_pending_until_its_game_session_is_active(slow: Running) -> None:
    client = slow.client()
    new_queue(client)
    start(client, DesiredPlayerSessions=desired("alice"))
    placement = look_at(client)
    assert placement["Status"] == "PENDING"
    arn = placement["GameSessionArn"]
    assert "PlacedPlayerSessions" not in placement
    assert client.describe_player_sessions(PlayerId="alice")["PlayerSessions"] == []
    (session,) = client.describe_game_sessions(GameSessionId=arn)["GameSessions"]
    assert (session["Status"], session["CurrentPlayerSessionCount"]) == ("ACTIVATING", 0)
    told = slow.advance(3_600)
    assert told["counts"] == {"ACTIVE": 1, "FULFILLED": 1, "TIMEDOUT": 1}
    assert [(each["before"], each["after"], each["time"][17:23]) for each in told["changes"]] == [
        ("ACTIVATING", "ACTIVE", "10.000"),
        ("PENDING", "FULFILLED", "10.000"),
        ("RESERVED", "TIMEDOUT", "10.000"),
    ]
    assert told["changes"][1]["placement_id"] == "p"
    (player,) = client.describe_player_sessions(PlayerId="alice")["PlayerSessions"]
    assert (player["TerminationTime"] - player["CreationTime"]).total_seconds() == 60
    assert player["CreationTime"] == look_at(client)["EndTime"]
    assert seconds(client) == 10


def test_placement_cannot_be_stopped_once_it_has_a_game_session(slow: Running) -> None:
    client = slow.client()
    new_queue(client)
    start(client)
    text = refused("InvalidRequestException", client.stop_game_session_placement, PlacementId="p")
    assert "was created" in text
    assert status_of(client) == "PENDING"


def test_activation_by_hand_fulfils_a_placement(slow: Running) -> None:
    client = slow.client()
    new_queue(client)
    start(client, DesiredPlayerSessions=desired("alice"))
    arn = look_at(client)["GameSessionArn"]
    slow.advance(4)
    slow.control("POST", f"/game-sessions/{arn}/activate", {})
    assert (status_of(client), seconds(client)) == ("FULFILLED", 4)
    slow.advance(60)
    assert (status_of(client), seconds(client)) == ("FULFILLED", 4)
    assert len(client.describe_player_sessions(PlayerId="alice")["PlayerSessions"]) == 1


def test_failed_attempt_is_followed_by_one_elsewhere(slow: Running) -> None:
    client = slow.client()
    bad, good = fleet_that_fails(client), new_ec2_fleet(client)
    new_queue(client, fleet_arn(bad), fleet_arn(good))
    start(client)
    assert bad in look_at(client)["GameSessionArn"]
    slow.advance(3)
    assert good in look_at(client)["GameSessionArn"]
    assert sessions(client, bad) == ["TERMINATED"]
    slow.advance(100)
    assert (status_of(client), seconds(client)) == ("FULFILLED", 13)


def test_only_place_is_tried_again_and_again_until_the_time_is_over(slow: Running) -> None:
    client = slow.client()
    bad = fleet_that_fails(client)
    new_queue(client, fleet_arn(bad), TimeoutInSeconds=20)
    start(client)
    for _ in range(6):
        slow.advance(3)
        assert sessions(client, bad) == ["ACTIVATING"], "the earlier one has made room for its namesake"
    slow.advance(30)
    placement = look_at(client)
    assert (placement["Status"], seconds(client)) == ("TIMED_OUT", 20)
    assert "GameSessionArn" not in placement
    assert sessions(client, bad) == ["TERMINATED"]
    (session,) = client.describe_game_sessions(FleetId=bad)["GameSessions"]
    assert session["TerminationTime"] == placement["EndTime"]


@pytest.mark.parametrize("act", ["end", "crash", "terminate", "delete the fleet"])
def test_game_session_that_ends_while_it_is_activating_is_a_failed_attempt(slow: Running, act: str) -> None:
    client = slow.client()
    first, second = new_ec2_fleet(client), new_ec2_fleet(client)
    new_queue(client, fleet_arn(first), fleet_arn(second))
    start(client)
    arn = look_at(client)["GameSessionArn"]
    slow.advance(4)
    if act == "terminate":
        client.terminate_game_session(GameSessionId=arn, TerminationMode="TRIGGER_ON_PROCESS_TERMINATE")
    elif act == "delete the fleet":
        client.delete_fleet(FleetId=first)
    else:
        slow.control("POST", f"/game-sessions/{arn}/{act}", {})
    assert second in look_at(client)["GameSessionArn"]
    slow.advance(10)
    assert (status_of(client), seconds(client)) == ("FULFILLED", 14)


def test_other_reading_of_a_failed_attempt(tmp_path: Path) -> None:
    flags = ("--activation-seconds", "10", "--clock", NOW, "--placement-on-activation-failure", "fail")
    with running(tmp_path, *flags) as emulator:
        client = emulator.client()
        new_queue(client, fleet_arn(fleet_that_fails(client)), fleet_arn(new_ec2_fleet(client)))
        start(client)
        emulator.advance(100)
        assert (status_of(client), seconds(client)) == ("FAILED", 3)


def test_queue_that_goes_ends_the_game_session_that_is_tried(slow: Running) -> None:
    client = slow.client()
    fleet_id = new_ec2_fleet(client)
    new_queue(client, fleet_arn(fleet_id))
    start(client)
    client.delete_game_session_queue(Name="queue")
    assert status_of(client) == "FAILED"
    assert sessions(client, fleet_id) == ["TERMINATED"]


def test_id_of_a_game_session_that_is_there_is_not_taken_over(slow: Running) -> None:
    client = slow.client()
    first, second = new_ec2_fleet(client), new_ec2_fleet(client)
    asked: dict[str, Any] = {"FleetId": first, "MaximumPlayerSessionCount": 1, "IdempotencyToken": "p"}
    client.create_game_session(**asked)
    new_queue(client, fleet_arn(first), fleet_arn(second))
    start(client)
    assert second in look_at(client)["GameSessionArn"]
    asked["FleetId"] = second
    refused("IdempotentParameterMismatchException", client.create_game_session, **asked)


class TestRealProcesses:
    def test_placement_waits_for_a_process_and_is_fulfilled_by_its_activation(self, real: Running) -> None:
        client = real.client()
        new_queue(client)
        start(client, DesiredPlayerSessions=desired("alice"), GameSessionName="duel", GameSessionData="{}")
        assert status_of(client) == "PENDING"

        async def play() -> None:
            async with connected(real.url, pID="one") as process:
                real.advance(5)
                await process.ready(port=7_001)
                push = await process.pushed("CreateGameSession")
                told = (
                    push["GameSessionName"],
                    push["GameSessionData"],
                    push["MaximumPlayerSessionCount"],
                    push["Port"],
                )
                assert told == ("duel", "{}", 4, 7_001)
                assert push["GameSessionId"].endswith("/p")
                assert await asyncio.to_thread(status_of, client) == "PENDING"
                real.advance(2)
                await process.do("ActivateGameSession", GameSessionId=push["GameSessionId"])
                placement = await asyncio.to_thread(look_at, client)
                assert (placement["Status"], placement["Port"]) == ("FULFILLED", 7_001)
                (placed,) = placement["PlacedPlayerSessions"]
                await process.do(
                    "AcceptPlayerSession",
                    GameSessionId=push["GameSessionId"],
                    PlayerSessionId=placed["PlayerSessionId"],
                )

        asyncio.run(play())
        assert seconds(client) == 7
        (player,) = client.describe_player_sessions(PlayerId="alice")["PlayerSessions"]
        assert player["Status"] == "ACTIVE"

    def test_those_that_have_waited_longest_come_first(self, real: Running) -> None:
        client = real.client()
        new_queue(client)
        for placement_id in ("first", "second", "third"):
            start(client, placement_id)
            real.advance(1)

        async def given(process: ServerProcess) -> str:
            await process.ready()
            return str((await process.pushed("CreateGameSession"))["GameSessionId"]).rpartition("/")[2]

        async def play() -> None:
            async with connected(real.url, pID="a") as one, connected(real.url, pID="b") as other:
                assert [await given(one), await given(other)] == ["first", "second"]

        asyncio.run(play())
        assert status_of(client, "third") == "PENDING"

    def test_process_that_ends_while_activating_makes_way_for_the_next(self, real: Running) -> None:
        client = real.client()
        new_queue(client)
        start(client)

        async def play() -> None:
            async with connected(real.url, pID="bad") as bad, connected(real.url, pID="good") as good:
                await bad.ready()
                await bad.pushed("CreateGameSession")
                await good.ready()
                await bad.do("TerminateServerProcess")
                push = await good.pushed("CreateGameSession")
                await good.do("ActivateGameSession", GameSessionId=push["GameSessionId"])

        asyncio.run(play())
        assert status_of(client) == "FULFILLED"
        assert sessions(client, FLEET_ID) == ["ACTIVE"]

    def test_deadline_tells_the_process_to_end_and_it_is_never_free_again(self, real: Running) -> None:
        client = real.client()
        new_queue(client, TimeoutInSeconds=30)
        start(client)

        async def play() -> None:
            async with connected(real.url, pID="late") as process:
                await process.ready()
                push = await process.pushed("CreateGameSession")
                real.advance(30)
                await process.pushed("TerminateProcess")
                status, _ = await process.refused("ActivateGameSession", GameSessionId=push["GameSessionId"])
                assert status == 400
                await asyncio.to_thread(start, client, "next")
                assert await asyncio.to_thread(status_of, client, "next") == "PENDING"
                assert process.pushes.empty()

        asyncio.run(play())
        assert (status_of(client), seconds(client)) == ("TIMED_OUT", 30)

    def test_retry_at_the_same_place_leaves_the_old_process_to_end_alone(self, real: Running) -> None:
        client = real.client()
        new_queue(client)
        start(client)

        async def play() -> None:
            async with connected(real.url, pID="old") as old, connected(real.url, pID="new") as new:
                await old.ready()
                push = await old.pushed("CreateGameSession")
                client.terminate_game_session(
                    GameSessionId=push["GameSessionId"], TerminationMode="TRIGGER_ON_PROCESS_TERMINATE"
                )
                await old.pushed("TerminateProcess")
                await new.ready()
                again = await new.pushed("CreateGameSession")
                assert again["GameSessionId"] == push["GameSessionId"]
                await old.do("TerminateServerProcess")
                await new.do("ActivateGameSession", GameSessionId=again["GameSessionId"])

        asyncio.run(play())
        assert status_of(client) == "FULFILLED"
        assert sessions(client, FLEET_ID) == ["ACTIVE"]


def test_without_a_call_the_emulator_settles_when_something_is_due(tmp_path: Path) -> None:
    """The log alone is read: no call settles."""
    with running(tmp_path, "--activation-seconds", "1") as emulator:
        client = emulator.client()
        new_queue(client)
        start(client)
        emulator.wait_for_log("PENDING → FULFILLED")
