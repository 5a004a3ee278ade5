"""The process: how it starts, tells that it is ready, refuses to start, and ends."""

import http.client
import json
import re
import signal
import socket
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.support.commands import command, one_line, ready_line, serving
from tests.support.running import JSON, PATIENCE, running, until
from tests.support.worlds import GAME_SESSION, players, world

STOPPING = pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
HUGE = 100_000


def is_being_written(database: Path) -> bool:
    """Whether somebody has a writing transaction open on a database file."""
    with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            return "locked" in str(error)
        connection.execute("ROLLBACK")
        return False


# The start.


def test_ready_line_is_written_to_stdout_exactly_once(tmp_path: Path) -> None:
    with serving(tmp_path, "serve", "--port", "0", "--database-url", "sqlite://") as process:
        found = re.fullmatch(r"gamelift-emulator ready url=(http://127\.0\.0\.1:\d+) pid=(\d+)\n", ready_line(process))
        assert found is not None
        assert int(found[2]) == process.pid
        assert httpx.get(f"{found[1]}/_emulator/ready", trust_env=False).status_code == 200
        process.terminate()
        assert process.wait(PATIENCE) == 0
        assert process.stdout is not None
        assert process.stdout.read() == ""


@pytest.mark.parametrize("arguments", [(), ("--port", "0"), ("serve",)], ids=["nothing", "a flag", "serve"])
def test_serve_is_the_command_where_none_is_named(arguments: tuple[str, ...], tmp_path: Path) -> None:
    with serving(
        tmp_path, *arguments, GAMELIFT_EMULATOR_PORT="0", GAMELIFT_EMULATOR_DATABASE_URL="sqlite://"
    ) as process:
        assert ready_line(process).startswith("gamelift-emulator ready url=http://127.0.0.1:")


def test_default_database_is_a_file_in_data_below_the_working_directory(tmp_path: Path) -> None:
    with serving(tmp_path, "--port", "0") as process:
        assert "ready" in ready_line(process)
        assert (tmp_path / "data" / "emulator.db").is_file()


def test_database_in_memory_leaves_no_file(tmp_path: Path) -> None:
    with serving(tmp_path, "--port", "0", "--database-url", "sqlite://") as process:
        assert "ready" in ready_line(process)
        assert list(tmp_path.iterdir()) == []


def test_serve_on_all_addresses_warns_and_names_one_that_can_be_called(tmp_path: Path) -> None:
    with running(tmp_path, "--host", "0.0.0.0") as emulator:
        assert emulator.url.startswith("http://127.0.0.1:")
        assert "WARNING listening at 0.0.0.0" in emulator.log()


def test_serve_for_every_web_page_warns_and_says_what_that_means(tmp_path: Path) -> None:
    with running(tmp_path, "--allowed-origins", "*") as emulator:
        (line,) = [line for line in emulator.log().splitlines() if "--allowed-origins" in line]
    assert " WARNING --allowed-origins *: every web page " in line


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_serve_on_an_ipv6_address_is_found_by_url_and_by_host_and_port(tmp_path: Path) -> None:
    with running(tmp_path, "--host", "::1") as emulator:
        assert emulator.url.startswith("http://[::1]:")
        assert emulator.http.get("/_emulator/ready").status_code == 200
        port = emulator.url.rpartition(":")[2]
        env = {"GAMELIFT_EMULATOR_HOST": "::1", "GAMELIFT_EMULATOR_PORT": port}
        assert command("healthcheck", folder=tmp_path, **env).returncode == 0


# Reasons not to start.


def test_port_that_is_taken_ends_serve_with_one_line(tmp_path: Path) -> None:
    with running(tmp_path) as emulator:
        port = emulator.url.rpartition(":")[2]
        line = one_line(command("serve", "--port", port, "--database-url", "sqlite://", folder=tmp_path))
    assert line.startswith(f"gamelift-emulator: cannot listen at 127.0.0.1:{port}: ")
    assert "--port 0" in line


def test_host_that_is_unknown_ends_serve_with_one_line(tmp_path: Path) -> None:
    flags = ("--host", "nowhere.invalid", "--port", "0", "--database-url", "sqlite://")
    assert "cannot listen at nowhere.invalid:0: " in one_line(command("serve", *flags, folder=tmp_path))


def test_database_below_a_file_ends_serve_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    url = f"sqlite:///{tmp_path / 'file' / 'emulator.db'}"
    line = one_line(command("serve", "--port", "0", "--database-url", url, folder=tmp_path))
    assert line.startswith(f"gamelift-emulator: cannot use the database {url}: ")


def test_data_folder_that_cannot_be_made_ends_serve_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    line = one_line(command("serve", "--port", "0", folder=tmp_path))
    assert line.startswith("gamelift-emulator: cannot use the database sqlite:///data/emulator.db: ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("serve", "--nothing"), "--nothing"),
        (("serve", "extra"), "extra"),
        (("serv",), "serv"),
        (("--port", "http"), "--port"),
        (("--port", "65536"), "--port: must be 0 to 65535"),
        (("--region", "US East"), "--region: must be a region's name"),
        (("--account-id", "123"), "--account-id: must be 12 digits"),
        (("--clock", "noon"), "--clock: must be system, frozen or a time"),
        (("--player-session-timeout-seconds", "0"), "--player-session-timeout-seconds: must be"),
        (("--default-limit", "0"), "--default-limit: must be 1 to 2147483647"),
        (("--max-limit", "many"), "--max-limit"),
        (("--log-level", "loud"), "--log-level"),
        (("--host", ""), "--host: must be a name or an address"),
        (("clock",), "Usage: "),
        (("clock", "advance"), "SECONDS"),
        (("clock", "advance", "soon"), "SECONDS"),
        (("seed",), "PATH"),
        (("reset", "--nothing"), "--nothing"),
    ],
)
def test_bad_usage_ends_with_code_2_and_a_word_on_it(arguments: tuple[str, ...], words: str, tmp_path: Path) -> None:
    ended = command(*arguments, folder=tmp_path)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr
    assert list(tmp_path.iterdir()) == []


# The end.


@STOPPING
def test_signal_ends_the_process_with_code_0(stop: signal.Signals, tmp_path: Path) -> None:
    with running(tmp_path) as emulator:
        assert emulator.stop(stop) == 0
        assert "Traceback" not in emulator.log()


@STOPPING
def test_signal_ends_the_process_while_a_connection_is_kept_alive(stop: signal.Signals, tmp_path: Path) -> None:
    with running(tmp_path) as emulator:
        address = emulator.url.removeprefix("http://")
        with closing(http.client.HTTPConnection(address)) as connection:
            connection.request("GET", "/_emulator/ready")
            assert connection.getresponse().read() != b""
            assert emulator.stop(stop) == 0


@STOPPING
def test_signal_ends_the_process_while_a_body_is_on_its_way(stop: signal.Signals, tmp_path: Path) -> None:
    with running(tmp_path) as emulator:
        host, port = emulator.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as connection:
            head = f"Host: {host}\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"
            connection.sendall(f"POST /_emulator/seed HTTP/1.1\r\n{head}{{".encode())
            assert emulator.http.get("/_emulator/ready").status_code == 200
            assert emulator.stop(stop) == 0


def huge_seed() -> bytes:
    return json.dumps(world(players(HUGE, Status="COMPLETED"), CreationTime="-9d")).encode()


@STOPPING
def test_signal_ends_the_process_during_a_large_seed_and_undoes_it(
    stop: signal.Signals, database_url: str, tmp_path: Path
) -> None:
    body = huge_seed()
    with running(tmp_path, database_url=database_url) as emulator:
        host, port = emulator.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as connection:
            head = f"Host: {host}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
            connection.sendall(f"POST /_emulator/seed HTTP/1.1\r\n{head}".encode() + body)
            until(lambda: is_being_written(tmp_path / "emulator.db"))
            assert emulator.stop(stop) == 0
    with running(tmp_path, database_url=database_url) as emulator:
        answer = emulator.call("DescribePlayerSessions", {"GameSessionId": GAME_SESSION})
        assert answer.json()["__type"] == "NotFoundException"


@STOPPING
def test_signal_ends_the_process_before_it_is_ready(stop: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "huge.json").write_bytes(huge_seed())
    database = tmp_path / "data" / "emulator.db"
    with serving(tmp_path, "--port", "0", "--seed", "huge.json") as process:
        until(lambda: (tmp_path / "data" / "emulator.db-wal").exists())  # the migration is done or under way
        until(lambda: has_revision(database) and is_being_written(database))
        process.send_signal(stop)
        assert process.wait(PATIENCE) == 0
        assert ready_line(process) == ""


def has_revision(database: Path) -> bool:
    with closing(sqlite3.connect(database, timeout=5)) as connection:
        return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'player_session'").fetchall())


def test_acknowledged_writes_survive_sigkill(database_url: str, tmp_path: Path) -> None:
    acknowledged: list[str] = []

    def seed_one_after_the_other(url: str, name: str) -> None:
        with httpx.Client(base_url=url, trust_env=False, timeout=PATIENCE) as http:
            for n in range(10_000):
                player = {"GameSessionId": GAME_SESSION, "PlayerId": f"{name}-{n}", "Status": "COMPLETED"}
                document = json.dumps({"PlayerSessions": [player]})
                try:
                    answer = http.post("/_emulator/seed", content=document, headers=JSON)
                except httpx.TransportError:
                    return
                if answer.status_code == 200:
                    acknowledged.append(f"{name}-{n}")

    with running(tmp_path, database_url=database_url) as emulator:
        emulator.seed(world())
        writers = [threading.Thread(target=seed_one_after_the_other, args=(emulator.url, name)) for name in "ab"]
        for writer in writers:
            writer.start()
        until(lambda: len(acknowledged) >= 40)
        emulator.process.kill()
        for writer in writers:
            writer.join(60)
    with running(tmp_path, database_url=database_url) as emulator:
        for player_id in acknowledged:
            found = emulator.call("DescribePlayerSessions", {"PlayerId": player_id}).json()["PlayerSessions"]
            assert [each["Status"] for each in found] == ["COMPLETED"], player_id
