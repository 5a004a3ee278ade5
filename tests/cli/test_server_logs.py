"""The logs of game sessions: what run-server collects, what it leaves alone, and how they are fetched."""

import io
import os
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from zipfile import ZipFile

import pytest
from botocore.exceptions import ClientError

from emulator import control_client
from emulator.cli.launching import free_port
from emulator.cli.server_logs import ROOM_BYTES, files_at, write_zip
from emulator.testing.control import Control
from tests.cli.test_run_server import SERVER, has_status, play, run_server
from tests.support.running import Running, running, until

LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
MINUTE = 60
DAY = 86_400


def url_of_log(emulator: Running, match: str) -> str:
    """The URL that GetGameSessionLogUrl gives, once the log is there."""
    client = emulator.client()
    url = ""

    def is_there() -> bool:
        nonlocal url
        try:
            url = client.get_game_session_log_url(GameSessionId=match)["PreSignedUrl"]
        except ClientError as error:
            if error.response["Error"]["Code"] not in ("NotFoundException", "InvalidRequestException"):
                raise
        return bool(url)

    until(is_there)
    return url


def fetched(url: str) -> dict[str, str]:
    """The files of the zip at a URL, by name."""
    with urllib.request.urlopen(url) as answer, ZipFile(io.BytesIO(answer.read())) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def refusal(url: str) -> int:
    with pytest.raises(HTTPError) as refused:
        urllib.request.urlopen(url)
    with refused.value as answer:
        return answer.code


def test_logs_are_collected_kept_and_fetched_for_15_minutes_and_14_days(tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    (tmp_path / "secret").write_text("secret")
    database = f"sqlite:///{tmp_path}/kept.db"
    port = str(free_port())
    options = ("--log", "logs/server.log", "--named", "../secret", "--named", "/etc/hostname", "--named", ".")
    (work / "logs").mkdir()
    with (
        running(tmp_path, "--port", port, database_url=database) as emulator,
        run_server(emulator, work, "--", *SERVER, "--short", *options) as ran,
    ):
        ran.said("waits for a game session")
        match = play(emulator)
        until(has_status(emulator, match, "TERMINATED"))
        url = url_of_log(emulator, match)
        assert fetched(url) == {
            "stdout.log": "ready\nCreateGameSession\n",
            "stderr.log": "",
            "logs/server.log": f"log of {match}\n",
        }
        ran.said("no log at '(.*)', or not below", times=3)
        assert refusal(url.replace("Signature=", "Signature=0")) == 403
        assert refusal(url.replace("Expires=", "Expires=1")) == 403
        assert ran.ends() == 0
    with running(tmp_path, "--port", port, database_url=database) as emulator:
        assert "logs/server.log" in fetched(url), "it survives a restart"
        emulator.advance(15 * MINUTE - 30)
        assert "logs/server.log" in fetched(url)
        emulator.advance(30)
        assert refusal(url) == 403
        assert "logs/server.log" in fetched(url_of_log(emulator, match))
        emulator.advance(14 * DAY)
        with pytest.raises(ClientError, match="14 days"):
            emulator.client().get_game_session_log_url(GameSessionId=match)


def test_log_is_there_only_once_the_game_session_has_ended_and_goes_with_the_world(tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    with running(tmp_path) as emulator, run_server(emulator, work, "--", *SERVER) as ran:
        ran.said("waits for a game session")
        match = play(emulator)
        ran.said(f"hosts {match}")
        with pytest.raises(ClientError, match="has handed in no logs of it"):
            emulator.client().get_game_session_log_url(GameSessionId=match)
        emulator.client().terminate_game_session(GameSessionId=match, TerminationMode="TRIGGER_ON_PROCESS_TERMINATE")
        url = url_of_log(emulator, match)
        assert "CreateGameSession\nTerminateProcess\n" in fetched(url)["stdout.log"]
        emulator.reset()
        assert refusal(url) == 403


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path) as emulator:
        yield emulator


def put(emulator: Running, body: bytes, content_type: str = "application/zip") -> str:
    """The refusal of a log that is handed in for a process that nobody knows."""
    with pytest.raises(control_client.ClientError) as refused:
        control_client.call(emulator.url, "PUT", "/server-processes/none/log", body, content_type=content_type)
    return str(refused.value)


def test_what_is_no_log_is_refused(emulator: Running) -> None:
    empty = io.BytesIO()
    ZipFile(empty, "w").close()
    assert put(emulator, empty.getvalue()) == "There is no server process none that has had a game session."
    assert put(emulator, b"hello") == "The body is no zip."
    assert "Content-Type must be application/zip" in put(emulator, empty.getvalue(), "application/json")
    assert put(emulator, bytes(64 * 1024 * 1024 + 1)) == "This body can have 67108864 bytes."
    with pytest.raises(control_client.ClientError, match="no URL of GetGameSessionLogUrl"):
        Control(emulator.url)("GET", "/game-session-logs/1?Expires=99999999999&Signature=%ED%A0%80")


# What is collected.


def found(path: str, *roots: Path) -> list[str]:
    return [each.name for each in files_at(path, roots)]


@LINKS
def test_only_what_is_below_the_folders_is_collected(tmp_path: Path) -> None:
    work, own, outside = tmp_path / "work", tmp_path / "own", tmp_path / "outside"
    for folder in (work / "logs" / "deep", own, outside):
        folder.mkdir(parents=True)
    for file in (work / "a.log", work / "logs" / "b.log", work / "logs" / "deep" / "c.log", outside / "secret"):
        file.write_text(file.name)
    (work / "logs" / "link").symlink_to(outside / "secret")
    (work / "logs" / "folder").symlink_to(outside)
    (work / "logs" / "own").symlink_to(work / "a.log")
    (work / "loop").symlink_to(work / "loop")
    (work / "logs" / "loop").symlink_to(work / "logs" / "loop")
    (work / "way").symlink_to(outside)
    os.mkfifo(work / "logs" / "pipe")
    assert found("a.log", work, own) == ["a.log"]
    assert found(str(work / "a.log"), work, own) == ["a.log"]
    assert sorted(found("logs", work, own)) == ["a.log", "b.log", "c.log"]
    for path in (
        ".",
        "..",
        "../outside",
        "../outside/secret",
        str(outside),
        "way",
        "way/secret",
        "loop",
        "no",
        "\0",
        "/",
    ):
        assert found(path, work, own) == [], path


def test_logs_that_are_too_large_are_cut_at_their_beginning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "small.log").write_bytes(b"small")
    with (tmp_path / "large.log").open("wb") as large:
        large.truncate(ROOM_BYTES)
        large.seek(0, os.SEEK_END)
        large.write(b"the end")
    target = io.BytesIO()
    write_zip([tmp_path / "small.log", tmp_path / "large.log"], [tmp_path], target, "server 1")
    with ZipFile(target) as archive:
        assert archive.read("small.log") == b"small"
        kept = archive.read("large.log")
        assert (len(kept), kept[-8:]) == (ROOM_BYTES - 5, b"\0the end")
    assert "server 1: its logs were cut" in capsys.readouterr().out
    assert target.tell() < 1024 * 1024, "it is compressed"
