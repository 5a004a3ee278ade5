"""What the emulator's clock does to server processes, and what a restart, a kill or a reset leaves of them."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.features.game_servers.test_life import game_session, players, processes, status
from tests.support.running import Running, running, until
from tests.support.server_sdk import connected

NOW = "2026-01-01T00:00:00Z"
PLAY: dict[str, Any] = {"FleetId": FLEET_ID, "Location": LOCATION, "MaximumPlayerSessionCount": 4}


async def eventually(what: Callable[[], object], reached: object) -> None:
    """Waits until a function gives a value: for the emulator, which looks twice a second, not for time."""
    await asyncio.to_thread(until, lambda: what() == reached)


def is_connected(emulator: Running) -> bool:
    (shown,) = emulator.control("GET", "/server-processes")["server_processes"]
    return bool(shown["Connected"])


def ended(emulator: Running, game_session_id: str) -> str:
    (found,) = emulator.client().describe_game_sessions(GameSessionId=game_session_id)["GameSessions"]
    return found["TerminationTime"].isoformat()


def test_process_that_does_not_come_back_is_lost_after_three_minutes(tmp_path: Path) -> None:
    async def play(emulator: Running) -> str:
        async with connected(emulator.url, pID="lost") as process:
            await process.ready()
            match = await game_session(emulator, process)
            emulator.client().create_player_session(GameSessionId=match, PlayerId="alice")
        await eventually(
            lambda: emulator.control("GET", "/server-processes")["server_processes"][0]["Connected"], False
        )
        return match

    with running(tmp_path, "--clock", NOW) as emulator:
        match = asyncio.run(play(emulator))
        emulator.advance(179)
        assert (processes(emulator)["lost"], status(emulator, match)) == ("ACTIVE", "ACTIVE")
        emulator.advance(60)
        assert status(emulator, match) == "ERROR"
        assert processes(emulator)["lost"] == "TERMINATED"
        assert ended(emulator, match) == "2026-01-01T00:03:00+00:00", "as of the instant, not of the look"
        assert players(emulator, match) == {"alice": "TIMEDOUT"}


def test_jump_of_the_clock_is_no_silence(tmp_path: Path) -> None:
    async def play(emulator: Running) -> None:
        async with connected(emulator.url, pID="patient") as process:
            await process.ready()
            match = await game_session(emulator, process)
            for _ in range(3):
                emulator.advance(3_600)
                assert (status(emulator, match), processes(emulator)["patient"]) == ("ACTIVE", "ACTIVE")
            assert process.pushes.empty()

    with running(tmp_path, "--clock", NOW) as emulator:
        asyncio.run(play(emulator))


def test_game_session_that_is_not_activated_in_time_ends_and_its_process_is_told_to(tmp_path: Path) -> None:
    async def play(emulator: Running) -> None:
        async with connected(emulator.url, pID="slow") as process:
            await process.ready()
            match = emulator.client().create_game_session(**PLAY)["GameSession"]["GameSessionId"]
            await process.pushed("CreateGameSession")
            emulator.advance(301)
            assert status(emulator, match) == "TERMINATED"
            assert ended(emulator, match) == "2026-01-01T00:05:00+00:00"
            await process.pushed("TerminateProcess")
            assert (await process.refused("ActivateGameSession", GameSessionId=match))[0] == 400
            await process.do("TerminateServerProcess")

    with running(tmp_path, "--clock", NOW) as emulator:
        asyncio.run(play(emulator))


def test_process_that_does_not_end_within_five_minutes_counts_as_ended(tmp_path: Path) -> None:
    async def play(emulator: Running) -> None:
        async with connected(emulator.url, pID="stubborn") as process:
            await process.ready()
            match = await game_session(emulator, process)
            emulator.control("POST", "/server-processes/stubborn/terminate")
            push = await process.pushed("TerminateProcess")
            assert push["TerminationTime"] == 1_767_225_600_000 + 300_000
            emulator.advance(299)
            assert status(emulator, match) == "ACTIVE"
            emulator.advance(1)
            assert (status(emulator, match), processes(emulator)["stubborn"]) == ("TERMINATED", "TERMINATED")

    with running(tmp_path, "--clock", NOW) as emulator:
        asyncio.run(play(emulator))


def test_disconnected_process_comes_back_by_itself(tmp_path: Path) -> None:
    async def play(emulator: Running) -> None:
        async with connected(emulator.url, pID="cut") as process:
            await process.ready()
            match = await game_session(emulator, process)
            emulator.control("POST", "/server-processes/cut/disconnect")
            await process.socket.wait_closed()
        async with connected(emulator.url, pID="cut") as process:
            await process.do("HeartbeatServerProcess", HealthStatus=True)
            assert status(emulator, match) == "ACTIVE"
            emulator.control("POST", "/server-processes/cut/refresh")
            push = await process.pushed("RefreshConnection")
            assert push["RefreshConnectionEndpoint"] == emulator.url.replace("http", "ws")
            async with connected(emulator.url, pID="cut", Authorization=push["AuthToken"]) as fresh:
                await fresh.do("HeartbeatServerProcess", HealthStatus=True)

    with running(tmp_path) as emulator:
        asyncio.run(play(emulator))


@pytest.mark.parametrize("how", ["crash", "end"])
def test_control_route_ends_the_process_of_a_game_session(tmp_path: Path, how: str) -> None:
    async def play(emulator: Running) -> None:
        async with connected(emulator.url, pID="hosting") as process:
            await process.ready()
            match = await game_session(emulator, process)
            emulator.control("POST", f"/game-sessions/{match.rpartition('/')[2]}/{how}")
            if how == "end":
                await process.pushed("TerminateProcess")
                await process.do("TerminateServerProcess")
            else:
                await process.socket.wait_closed()
            assert status(emulator, match) == ("TERMINATED" if how == "end" else "ERROR")

    with running(tmp_path) as emulator:
        asyncio.run(play(emulator))


def test_reset_keeps_a_free_process_and_tells_one_that_has_played_to_end(tmp_path: Path) -> None:
    async def play(emulator: Running) -> None:
        async with connected(emulator.url, pID="free") as free, connected(emulator.url, pID="used") as used:
            await used.ready()
            await game_session(emulator, used)
            await free.ready()
            emulator.reset()
            await used.pushed("TerminateProcess")
            await used.do("TerminateServerProcess")
            await game_session(emulator, free)
            assert processes(emulator) == {"free": "ACTIVE", "used": "TERMINATED"}

    with running(tmp_path) as emulator:
        asyncio.run(play(emulator))


def test_kill_between_commit_and_push_loses_nothing(tmp_path: Path, database_url: str) -> None:
    async def begin(emulator: Running) -> str:
        async with connected(emulator.url, pID="survivor") as process:
            await process.ready()
            await process.close()
            await eventually(lambda: is_connected(emulator), False)
        return ""

    async def go_on(emulator: Running) -> None:
        async with connected(emulator.url, pID="survivor") as process:
            match = await game_session(emulator, process)
            emulator.process.kill()
            emulator.process.wait()
            await process.socket.wait_closed()
            with running(tmp_path, database_url=database_url) as again:
                async with connected(again.url, pID="survivor") as back:
                    await back.do("HeartbeatServerProcess", HealthStatus=True)
                    assert (status(again, match), processes(again)["survivor"]) == ("ACTIVE", "ACTIVE")

    with running(tmp_path, database_url=database_url) as emulator:
        asyncio.run(begin(emulator))
        asyncio.run(go_on(emulator))


def test_push_reaches_a_process_that_another_emulator_holds(tmp_path: Path, database_url: str) -> None:
    async def play(here: Running, there: Running) -> None:
        async with connected(here.url, pID="far") as process:
            await process.ready()
            match = there.client().create_game_session(**PLAY)["GameSession"]["GameSessionId"]
            push = await process.pushed("CreateGameSession")
            await process.do("ActivateGameSession", GameSessionId=push["GameSessionId"])
            assert status(there, match) == "ACTIVE"
            here.process.kill()
            here.process.wait()
            await eventually(lambda: is_connected(there), False)
            async with connected(there.url, pID="far") as moved:
                await moved.do("TerminateServerProcess")
            assert status(there, match) == "TERMINATED"

    with running(tmp_path, database_url=database_url) as here, running(tmp_path, database_url=database_url) as there:
        asyncio.run(play(here, there))


@pytest.mark.parametrize(("setting", "simulated"), [("simulated", True), ("connected", False)])
def test_setting_decides_who_hosts(tmp_path: Path, setting: str, simulated: bool) -> None:
    async def play(emulator: Running) -> None:
        async with connected(emulator.url) as process:
            if not simulated:
                with pytest.raises(ClientError, match="Unable to reserve a process"):
                    emulator.client().create_game_session(**PLAY)
            await process.ready(port=7)
            made = emulator.client().create_game_session(**PLAY)["GameSession"]
            assert (made["Port"] != 7) is simulated

    with running(tmp_path, "--server-processes", setting) as emulator:
        asyncio.run(play(emulator))


def test_log_says_why_nothing_is_simulated_once_all_game_servers_have_gone(tmp_path: Path) -> None:
    why = "no game server is connected at location"

    async def play(emulator: Running) -> None:
        client = emulator.client()
        async with connected(emulator.url) as process:
            await process.ready()
            client.create_game_session(**PLAY)
            with pytest.raises(ClientError, match="Unable to reserve a process"):
                client.create_game_session(**PLAY)
            await process.do("TerminateServerProcess")
        assert why not in emulator.log()
        with pytest.raises(ClientError, match="Unable to reserve a process"):
            client.create_game_session(**PLAY)
        emulator.wait_for_log(f"WARNING {why} {LOCATION} of fleet {FLEET_ID}, and one has been there")
        emulator.reset()
        assert client.create_game_session(**PLAY)["GameSession"]["Status"] == "ACTIVATING"

    with running(tmp_path) as emulator:
        asyncio.run(play(emulator))
