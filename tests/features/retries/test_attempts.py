"""The attempts of an SDK to make one call, in whatever order they come: the call is done once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import httpx
import pytest

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.running import REGION, Running, running

Door = Callable[..., httpx.Response]
"""A raw call: the operation, its members, and headers."""


def headers_of(invocation: str, attempt: int) -> dict[str, str]:
    return {"amz-sdk-invocation-id": invocation, "amz-sdk-request": f"attempt={attempt}; max=3"}


def game_session(emulator: Running, maximum: int = 4) -> str:
    made = emulator.client().create_game_session(FleetId=FLEET_ID, Location=LOCATION, MaximumPlayerSessionCount=maximum)
    return made["GameSession"]["GameSessionId"]


def players_of(emulator: Running, game_session_id: str) -> list[str]:
    found = emulator.client().describe_player_sessions(GameSessionId=game_session_id)["PlayerSessions"]
    return [each["PlayerId"] for each in found]


@pytest.fixture(params=["call", "call_cbor"])
def protocol(request: pytest.FixtureRequest) -> str:
    """How `Running` makes a raw call, in each protocol."""
    return str(request.param)


def test_first_attempt_that_comes_last_gets_the_answer_of_the_second(emulator: Running) -> None:
    taken = game_session(emulator)
    emulator.control("POST", "/faults", {"operation": "CreatePlayerSession", "delay_seconds": 0.5, "times": 1})
    body = {"GameSessionId": taken, "PlayerId": "alice"}
    invocation = str(uuid4())
    with ThreadPoolExecutor() as pool:
        first = pool.submit(emulator.call, "CreatePlayerSession", body, **headers_of(invocation, 1))
        while not emulator.control("GET", "/faults")["faults"][0]["fired"]:
            pass
        second = emulator.call("CreatePlayerSession", body, **headers_of(invocation, 2))
    assert first.result().json() == second.json()
    assert players_of(emulator, taken) == ["alice"]


def race(processes: Sequence[Running], protocol: str) -> None:
    """Makes three attempts of each of forty calls at once, in random order: each call must be done once."""
    taken = game_session(processes[0], maximum=40)
    doors: list[Door] = [getattr(process, protocol) for process in processes]
    random = Random(1)
    with ThreadPoolExecutor(3) as pool:
        for player in range(40):
            body = {"GameSessionId": taken, "PlayerId": f"player-{player}"}
            invocation = str(uuid4())
            attempts = random.sample([1, 2, 3], 3)
            answers = [
                pool.submit(random.choice(doors), "CreatePlayerSession", body, **headers_of(invocation, attempt))
                for attempt in attempts
            ]
            assert {answer.result().status_code for answer in answers} == {200}
            assert len({answer.result().content for answer in answers}) == 1
    assert players_of(processes[0], taken) == [f"player-{player}" for player in range(40)]


def test_attempts_that_race_make_one_player_session(emulator: Running, protocol: str) -> None:
    race([emulator], protocol)


def test_attempts_that_race_at_two_processes_make_one_player_session(protocol: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'emulator.db'}"
    with running(tmp_path, database_url=url) as first, running(tmp_path, database_url=url) as second:
        race([first, second], protocol)


@pytest.mark.parametrize(
    "different",
    [
        {"operation": "CreatePlayerSessions", "PlayerId": None, "PlayerIds": ["alice"]},
        {"PlayerId": "bob"},
        {"region": "eu-west-1"},
        {"key": "123456789012"},
    ],
    ids=["operation", "parameters", "region", "account"],
)
def test_answer_is_given_to_no_other_call_of_the_same_id(emulator: Running, different: dict[str, Any]) -> None:
    def answer(operation: str = "CreatePlayerSession", region: str = REGION, key: str = "test", **body: object) -> Any:  # noqa: ANN401
        signed = f"AWS4-HMAC-SHA256 Credential={key}/20260131/{region}/gamelift/aws4_request"
        headers = headers_of(invocation, 2) | {
            "authorization": f"{signed}, SignedHeaders=host, Signature=0",
            "x-amz-date": "20260131T120000Z",
        }
        asked = {name: value for name, value in ({"PlayerId": "alice"} | body).items() if value is not None}
        return emulator.call(operation, {"GameSessionId": taken} | asked, **headers).json()

    invocation = str(uuid4())
    taken = game_session(emulator)
    first = answer()
    other = answer(**different)
    assert first["PlayerSession"]["PlayerId"] == "alice"
    assert first != other
    if {"region", "key"} & different.keys():
        assert other["__type"] == "NotFoundException"  # the game session is not there
    assert answer() == first
