"""The control API but for its clock: reset, health, info, its page and its refusals."""

import asyncio
import importlib
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from emulator import __version__
from emulator.control import requests
from emulator.settings import Settings
from emulator.store.engine import Database
from emulator.web.app import create_app
from emulator.world import World
from tests.support.running import JSON, Running, running
from tests.support.worlds import GAME_SESSION, players, world

NOON = "2026-01-31T12:00:00.000Z"


def status(emulator: Running, player_id: str) -> str:
    (found,) = emulator.call("DescribePlayerSessions", {"PlayerId": player_id}).json()["PlayerSessions"]
    return str(found["Status"])


def refusal(emulator: Running, method: str, path: str, body: str) -> str:
    """The plain words of a refusal with 400."""
    response = emulator.http.request(method, f"/_emulator{path}", content=body, headers=JSON)
    assert response.status_code == 400, response.text
    assert set(response.json()) == {"message"}
    return str(response.json()["message"])


# Reset.


def test_reset_empties_the_world(emulator: Running) -> None:
    emulator.seed(world([{"PlayerId": "alice"}]))
    assert emulator.reset().get("seed") is None
    assert emulator.call("DescribePlayerSessions", {"PlayerId": "alice"}).json() == {"PlayerSessions": []}
    assert (
        emulator.call("DescribePlayerSessions", {"GameSessionId": GAME_SESSION}).json()["__type"] == "NotFoundException"
    )


@pytest.mark.parametrize("clock", [None, "system", NOON])
def test_reset_brings_the_clock_back_to_how_it_started(clock: str | None, tmp_path: Path) -> None:
    with running(tmp_path, *(("--clock", clock) if clock else ())) as emulator:
        emulator.freeze("2030-01-01")
        after = emulator.reset()
        assert after["frozen"] is (clock == NOON)
        assert after["now"] == NOON if clock == NOON else after["now"] < "2030"


def test_reset_makes_earlier_next_tokens_invalid(emulator: Running) -> None:
    question = {"GameSessionId": GAME_SESSION, "Limit": 1}
    emulator.seed(world(players(2)))
    token = emulator.call("DescribePlayerSessions", question).json()["NextToken"]
    emulator.reset()
    emulator.seed(world(players(2)))
    answer = emulator.call("DescribePlayerSessions", question | {"NextToken": token})
    assert (answer.status_code, answer.json()["__type"]) == (400, "InvalidRequestException")


def test_reset_with_seed_loads_what_serve_was_given(tmp_path: Path) -> None:
    path = tmp_path / "world.json"
    path.write_text(json.dumps(world([{"PlayerId": "alice"}])))
    with running(tmp_path, "--seed", str(path)) as emulator:
        emulator.seed({"PlayerSessions": [{"GameSessionId": GAME_SESSION, "PlayerId": "bob"}]})
        report = emulator.control("POST", "/reset?seed=1")["seed"]
        assert report["added"] == {"Fleets": 1, "GameSessions": 1, "PlayerSessions": 1}
        assert status(emulator, "alice") == "RESERVED"
        assert emulator.call("DescribePlayerSessions", {"PlayerId": "bob"}).json() == {"PlayerSessions": []}


def test_reset_with_a_seed_that_cannot_be_loaded_changes_nothing(emulator: Running) -> None:
    emulator.seed(world([{"PlayerId": "alice"}]))
    emulator.freeze(NOON)
    assert "There is no seed to load" in refusal(emulator, "POST", "/reset?seed=1", "")
    assert emulator.control("GET", "/clock")["now"] == NOON
    assert emulator.call("DescribePlayerSessions", {"PlayerId": "alice"}).json()["PlayerSessions"] != []


# Health, information, and the front of the control API.


@pytest.mark.parametrize(("path", "word"), [("health", "alive"), ("ready", "ready")])
def test_health_and_readiness_are_told(path: str, word: str, emulator: Running) -> None:
    assert emulator.control("GET", f"/{path}") == {"status": word, "version": __version__}
    head = emulator.http.head(f"/_emulator/{path}")
    assert (head.status_code, head.content) == (200, b"")


def test_ready_is_503_while_the_database_cannot_be_used(database_url: str, tmp_path: Path) -> None:
    with running(tmp_path, database_url=database_url) as emulator:
        with closing(sqlite3.connect(tmp_path / "emulator.db")) as connection:
            connection.execute("ALTER TABLE emulator RENAME TO elsewhere")
        ready = emulator.http.get("/_emulator/ready")
        assert ready.status_code == 503
        assert ready.json()["status"].startswith("the database cannot be used: ")
        assert emulator.http.head("/_emulator/ready").status_code == 503
        assert emulator.http.get("/_emulator/health").status_code == 200


def in_process(world: World, method: str, path: str, **options: Any) -> httpx.Response:  # noqa: ANN401
    """The answer of an emulator in this process, closed afterwards."""

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(create_app(world))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, f"/_emulator{path}", **options)

    with closing(world):
        return asyncio.run(ask())


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_ready_is_503_while_the_emulator_stops(method: str) -> None:
    stopping = World(Settings(), Database("sqlite://"))
    stopping.draining = True
    assert in_process(stopping, method, "/ready").status_code == 503


@pytest.mark.parametrize(("method", "path"), [("POST", "/seed"), ("PUT", "/state")])
def test_body_that_is_too_large_is_refused_with_413(method: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    importlib.import_module("emulator.control.app")  # whose limit is FastAPI's, and stays as it is
    monkeypatch.setattr(requests, "WORLD_LIMIT_BYTES", 1000)
    small = World(Settings(), Database("sqlite://"))
    response = in_process(small, method, path, content=b" " * 1001, headers=JSON)
    assert response.status_code == 413
    assert "1000 bytes" in response.json()["message"]


@pytest.mark.parametrize(("method", "path"), [("PUT", "/clock"), ("POST", "/clock/advance"), ("POST", "/faults")])
def test_body_that_is_read_on_the_event_loop_is_small(emulator: Running, method: str, path: str) -> None:
    """A megabyte of JSON members would hold up everybody for the better part of a second."""
    response = emulator.http.request(method, f"/_emulator{path}", content=b" " * (256 * 1024 + 1), headers=JSON)
    assert response.status_code == 413
    assert response.json()["message"]


def test_info_tells_what_runs(emulator: Running) -> None:
    emulator.freeze(NOON)
    info = emulator.control("GET", "/info")
    assert info["version"] == __version__
    assert "DescribePlayerSessions" in info["operations"]
    assert info["clock"] == {"now": NOON, "frozen": True}
    assert (info["settings"]["database_url"], info["settings"]["log_level"]) == ("sqlite://", "debug")


def test_api_page_and_its_assets_are_served_locally(emulator: Running) -> None:
    page = emulator.http.get("/_emulator/docs")
    assert page.status_code == 200
    assert re.findall(r"(?:https?:)?//[\w.-]+", page.text) == []
    assets = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(assets) >= 2
    for asset in assets:
        assert emulator.http.get(asset).status_code == 200, asset


def test_api_page_lists_every_route(emulator: Running) -> None:
    paths = emulator.http.get("/_emulator/openapi.json").json()["paths"]
    found = {(method, path.removeprefix("/_emulator/")) for path, item in paths.items() for method in item}
    expected = [("put", "clock"), ("post", "clock/advance"), ("post", "reset"), ("post", "seed"), ("put", "state")]
    reads = [("get", name) for name in ("clock", "health", "info", "ready", "state")]
    assert found >= {*expected, *reads}
    assert not any(method == "head" for method, _ in found), "HEAD says nothing that GET does not"


def test_api_page_names_each_operation_once(emulator: Running) -> None:
    paths = emulator.http.get("/_emulator/openapi.json").json()["paths"]
    names = [operation["operationId"] for item in paths.values() for operation in item.values()]
    assert len(names) == len(set(names)), names


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [("GET", "/nothing", 404), ("POST", "/nothing", 404), ("GET", "", 404), ("DELETE", "/clock", 405)],
)
def test_unknown_path_or_method_is_refused_in_json_with_the_way_to_the_page(
    method: str, path: str, code: int, emulator: Running
) -> None:
    response = emulator.http.request(method, f"/_emulator{path}")
    assert response.status_code == code
    assert "/_emulator/docs" in response.json()["message"]


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
@pytest.mark.parametrize(
    ("method", "path"),
    [("PUT", "clock"), ("POST", "clock/advance"), ("POST", "reset"), ("POST", "seed"), ("PUT", "state")],
)
def test_write_that_is_no_json_is_refused_with_a_command_that_works(
    method: str, path: str, content_type: str, emulator: Running
) -> None:
    emulator.freeze(NOON)
    headers = {"Content-Type": content_type} if content_type else {}
    response = emulator.http.request(method, f"/_emulator/{path}", content=b'{"frozen": false}', headers=headers)
    assert response.status_code == 415
    assert f"curl -X {method} -H 'Content-Type: application/json'" in response.json()["message"]
    assert emulator.control("GET", "/clock") == {"now": NOON, "frozen": True}
