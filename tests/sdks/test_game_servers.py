"""A game server built on the official Server SDK for Go: its whole life, as examples/go-server lives it."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from emulator import Emulator
from emulator.testing import READY_MADE_FLEET, READY_MADE_LOCATION, GameLift
from tests.sdks.clients import BUILD, Unavailable, built, run, tool
from tests.support.backfills import new_pairs
from tests.support.running import PATIENCE, environment, until
from tests.support.tickets import look_at_ticket, start_ticket, statuses

pytestmark = pytest.mark.sdks
SOURCE = Path(__file__).parent.parent.parent / "examples" / "go-server"
PLAY: dict[str, Any] = {"FleetId": READY_MADE_FLEET, "Location": READY_MADE_LOCATION, "MaximumPlayerSessionCount": 2}


@pytest.fixture(scope="module")
def game_server() -> Path:
    """The program, built."""
    folder = BUILD / "go-server"
    program = folder / "game-server"
    try:
        go = tool("go")
        built(folder, SOURCE, lambda: run(go, "build", "-o", program, ".", folder=SOURCE))
    except Unavailable as reason:
        pytest.skip(str(reason))
    return program


@contextmanager
def started(
    program: Path, gamelift: GameLift, name: str, folder: Path, **variables: str
) -> Iterator["subprocess.Popen[str]"]:
    """A game server with the usual variables, in a folder for its log."""
    client = gamelift.client()
    token = client.get_compute_auth_token(FleetId=READY_MADE_FLEET, ComputeName="local")["AuthToken"]
    (compute,) = client.list_compute(FleetId=READY_MADE_FLEET)["ComputeList"]
    process = subprocess.Popen(
        [program],
        cwd=folder,
        env=environment(
            GAMELIFT_SDK_WEBSOCKET_URL=compute["GameLiftServiceSdkEndpoint"],
            GAMELIFT_SDK_AUTH_TOKEN=token,
            GAMELIFT_SDK_FLEET_ID=READY_MADE_FLEET,
            GAMELIFT_SDK_HOST_ID="local",
            GAMELIFT_SDK_PROCESS_ID=name,
            HEALTHCHECK_INTERVAL="2s",
            HEALTHCHECK_MAX_JITTER="1s",
            DISCONNECT_WEBSOCKET_TIMEOUT="200ms",
            **variables,
        ),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def said(port: int, line: str) -> tuple[socket.socket, str]:
    """A player's connection, and what the game server answers its first line."""
    player = socket.create_connection(("127.0.0.1", port), PATIENCE)
    player.sendall(f"{line}\n".encode())
    return player, player.recv(4_096).decode()


def status(gamelift: GameLift, match: str) -> str:
    (session,) = gamelift.client().describe_game_sessions(GameSessionId=match)["GameSessions"]
    return session["Status"]


def test_players_come_to_a_real_game_server_and_leave_it(game_server: Path, tmp_path: Path) -> None:
    with Emulator(strict_auth=True) as gamelift, started(game_server, gamelift, "server-1", tmp_path) as process:
        (shown,) = gamelift.wait_for_server(timeout_seconds=PATIENCE)
        assert (shown["ProcessId"], shown["SdkLanguage"]) == ("server-1", "Go")
        client = gamelift.client()
        made = client.create_game_session(**PLAY)["GameSession"]
        match, port = made["GameSessionId"], made["Port"]
        assert port == shown["Port"]
        until(lambda: status(gamelift, match) == "ACTIVE")
        joined = client.create_player_session(GameSessionId=match, PlayerId="alice")["PlayerSession"]
        stranger, answer = said(port, "psess-nobody")
        assert answer.startswith("refused: ")
        stranger.close()
        player, answer = said(port, joined["PlayerSessionId"])
        assert answer == "welcome\n"
        (found,) = client.describe_player_sessions(PlayerId="alice")["PlayerSessions"]
        assert found["Status"] == "ACTIVE"
        player.close()
        assert process.wait(PATIENCE) == 0
        (found,) = client.describe_player_sessions(PlayerId="alice")["PlayerSessions"]
        assert (found["Status"], status(gamelift, match)) == ("COMPLETED", "TERMINATED")
        gamelift.assert_called("AcceptPlayerSession", source="server", times=2)
        assert gamelift.failures() == []


def test_game_server_that_is_told_to_end_does(game_server: Path, tmp_path: Path) -> None:
    with Emulator() as gamelift, started(game_server, gamelift, "server-2", tmp_path) as process:
        gamelift.wait_for_server(timeout_seconds=PATIENCE)
        client = gamelift.client()
        match = client.create_game_session(**PLAY)["GameSession"]["GameSessionId"]
        until(lambda: status(gamelift, match) == "ACTIVE")
        client.terminate_game_session(GameSessionId=match, TerminationMode="TRIGGER_ON_PROCESS_TERMINATE")
        assert process.wait(PATIENCE) == 0
        assert status(gamelift, match) == "TERMINATED"


def test_game_server_is_told_of_automatic_backfill(game_server: Path, tmp_path: Path) -> None:
    with Emulator() as gamelift, started(game_server, gamelift, "server-3", tmp_path) as process:
        gamelift.wait_for_server(timeout_seconds=PATIENCE)
        client = gamelift.client()
        new_pairs(client, BackfillMode="AUTOMATIC")
        for name in "ab":
            start_ticket(client, name)
        until(lambda: statuses(client, "a", "b") == ["COMPLETED"] * 2)
        start_ticket(client, "c")
        until(lambda: statuses(client, "c") == ["COMPLETED"])
        match = look_at_ticket(client, "c")["GameSessionConnectionInfo"]["GameSessionArn"]
        client.terminate_game_session(GameSessionId=match, TerminationMode="TRIGGER_ON_PROCESS_TERMINATE")
        _, log = process.communicate(timeout=PATIENCE)
        told = [line.split("backfill: ")[1].split() for line in log.splitlines() if "backfill: " in line]
        assert [reason for reason, _ in told] == ["MATCHMAKING_DATA_UPDATED"] * 2
        ((_, first), (_, filled)) = told
        assert first == filled
        assert gamelift.failures() == []


def test_several_game_servers_host_one_game_session_each(game_server: Path, tmp_path: Path) -> None:
    with Emulator() as gamelift, ExitStack() as servers:
        for number in range(5):
            folder = tmp_path / str(number)
            folder.mkdir()
            servers.enter_context(started(game_server, gamelift, f"server-{number}", folder))
        gamelift.wait_for_server(5, timeout_seconds=PATIENCE)
        made = [gamelift.client().create_game_session(**PLAY)["GameSession"] for _ in range(5)]
        until(lambda: {status(gamelift, each["GameSessionId"]) for each in made} == {"ACTIVE"})
        assert len({each["Port"] for each in made}) == 5


@pytest.mark.skipif(sys.platform != "linux", reason="Go reads SSL_CERT_FILE on Linux")
def test_game_server_connects_over_tls_once_it_trusts_the_ca(game_server: Path, tmp_path: Path) -> None:
    with Emulator(tls_port=0) as gamelift:
        (compute,) = gamelift.client().list_compute(FleetId=READY_MADE_FLEET)["ComputeList"]
        assert gamelift.tls_url is not None
        assert compute["GameLiftServiceSdkEndpoint"] == gamelift.tls_url.replace("https", "wss")
        authority = tmp_path / "ca.pem"
        authority.write_text(gamelift.certificate())
        with started(game_server, gamelift, "server-tls", tmp_path, SSL_CERT_FILE=str(authority)):
            (shown,) = gamelift.wait_for_server(timeout_seconds=PATIENCE)
            assert (shown["ProcessId"], shown["SdkLanguage"]) == ("server-tls", "Go")
            match = gamelift.client().create_game_session(**PLAY)["GameSession"]["GameSessionId"]
            until(lambda: status(gamelift, match) == "ACTIVE")
