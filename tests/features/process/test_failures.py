"""When the emulator itself fails: AWS's form on the AWS API, plain words elsewhere, and the reason in the log."""

import json
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import cbor2
import pytest

from tests.support.running import PATIENCE, Running, running
from tests.support.worlds import players, world


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[Running]:
    """An emulator whose database file has been overwritten."""
    file = tmp_path / "emulator.db"
    with running(tmp_path, database_url=f"sqlite:///{file}") as emulator:
        emulator.seed(world(players(50)))
        for each in tmp_path.glob("emulator.db*"):
            with each.open("r+b") as opened:
                opened.write(b"x" * max(each.stat().st_size, 8192))
        yield emulator


def test_unusable_database_is_an_internal_service_exception(broken: Running) -> None:
    response = broken.call("DescribePlayerSessions", {"PlayerId": "player-1"})
    assert response.status_code == 500
    assert response.headers["x-amzn-errortype"] == response.json()["__type"] == "InternalServiceException"
    assert response.headers["content-type"] == "application/x-amz-json-1.1"


def test_unusable_database_is_told_in_the_protocol_of_the_call(broken: Running) -> None:
    response = broken.call_cbor("DescribePlayerSessions", {"PlayerId": "player-1"})
    assert response.status_code == 500
    assert cbor2.loads(response.content)["__type"] == "com.amazonaws.gamelift#InternalServiceException"


def test_unusable_database_is_no_failure_of_the_emulator(broken: Running) -> None:
    message = broken.call("DescribePlayerSessions", {"PlayerId": "player-1"}).json()["message"]
    assert "database cannot be used" in message
    assert broken.control("GET", "/failures") == {"failures": []}
    assert "Traceback" not in broken.log()


def test_unusable_database_is_told_by_the_control_api_in_plain_words(broken: Running) -> None:
    response = broken.http.get("/_emulator/clock")
    assert response.status_code == 503
    assert "database cannot be used" in response.json()["message"]


def test_emulator_with_a_broken_database_is_not_ready(broken: Running) -> None:
    response = broken.http.get("/_emulator/ready")
    assert (response.status_code, "database" in response.json()["status"]) == (503, True)


def exchange(emulator: Running, request: bytes) -> bytes:
    host, port = emulator.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


def test_two_host_headers_are_refused(emulator: Running) -> None:
    answer = exchange(emulator, b"GET / HTTP/1.1\r\nHost: evil.example\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 403")
    assert b"more than one Host" in answer


def test_what_is_not_http_is_refused(emulator: Running) -> None:
    assert exchange(emulator, b"nonsense\r\n\r\n").startswith(b"HTTP/1.1 400")


def test_log_of_json_is_one_object_per_line(tmp_path: Path) -> None:
    with running(tmp_path, "--log-format", "json") as emulator:
        answer = emulator.call("DescribePlayerSessions", {"PlayerId": "a"})
        request_id = answer.headers["x-amzn-requestid"]
        lines = [json.loads(line) for line in emulator.wait_for_log(request_id).splitlines()]
    (line,) = [line for line in lines if line.get("request_id") == request_id]
    assert (line["call"], line["status"], line["level"]) == ("DescribePlayerSessions", 200, "info")
    assert {"time", "level", "message"} <= set.intersection(*map(set, lines))


def test_log_of_json_holds_tracebacks(tmp_path: Path) -> None:
    file = tmp_path / "emulator.db"
    with running(tmp_path, "--log-format", "json", database_url=f"sqlite:///{file}") as emulator:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("ALTER TABLE fleet RENAME TO elsewhere")
        emulator.call("ListFleets", {})
        lines = [json.loads(line) for line in emulator.wait_for_log("Traceback").splitlines()]
    assert any("no such table" in line.get("exception", "") for line in lines)
