"""Many clients at once: the last player slot is given once, on each kind of database and between two processes."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.racing import at_once
from tests.support.refusing import refusal_code
from tests.support.running import PATIENCE, Running, running

CLIENTS = 64
MADE = "made"


@pytest.fixture(params=["memory", "file", "two processes"])
def emulators(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[Running]]:
    """One emulator on each kind of database, or two on one file."""
    url = "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path / 'emulator.db'}"
    with ExitStack() as stack:
        count = 2 if request.param == "two processes" else 1
        yield [stack.enter_context(running(tmp_path, database_url=url)) for _ in range(count)]


@pytest.fixture
def clients(emulators: list[Running]) -> list[GameLiftClient]:
    """As many clients as race, spread over the emulators."""
    return [
        emulators[n % len(emulators)].client(retries={"total_max_attempts": 1}, read_timeout=PATIENCE)
        for n in range(CLIENTS)
    ]


def game_session(client: GameLiftClient, maximum: int) -> str:
    made = client.create_game_session(FleetId=FLEET_ID, Location=LOCATION, MaximumPlayerSessionCount=maximum)
    return made["GameSession"]["GameSessionId"]


def race(clients: list[GameLiftClient], game_session_id: str, players: int = 1) -> Counter[str]:
    """What the clients were answered that all ask for that many slots at the same moment."""

    def ask(number: int, client: GameLiftClient) -> str:
        names = [f"player-{number}-{n}" for n in range(players)]
        call = partial(client.create_player_sessions, GameSessionId=game_session_id, PlayerIds=names)
        return refusal_code(call) or MADE

    return Counter(at_once([partial(ask, number, client) for number, client in enumerate(clients)]))


def count(client: GameLiftClient, game_session_id: str) -> int:
    (found,) = client.describe_game_sessions(GameSessionId=game_session_id)["GameSessions"]
    return found["CurrentPlayerSessionCount"]


def test_last_slot_is_given_to_exactly_one_of_64_clients(clients: list[GameLiftClient]) -> None:
    for free in (1, 5):
        taken = game_session(clients[0], maximum=free + 1)
        clients[0].create_player_session(GameSessionId=taken, PlayerId="first")
        answers = race(clients, taken)
        assert answers == {MADE: free, "GameSessionFullException": CLIENTS - free}
        assert [count(client, taken) for client in clients[:2]] == [free + 1] * 2


def test_groups_get_all_of_their_slots_or_none(clients: list[GameLiftClient]) -> None:
    taken = game_session(clients[0], maximum=20)
    answers = race(clients, taken, players=3)
    assert answers == {MADE: 6, "GameSessionFullException": CLIENTS - 6}
    assert count(clients[0], taken) == 18


def test_slot_that_timed_out_is_given_on_once(emulators: list[Running], clients: list[GameLiftClient]) -> None:
    emulators[0].freeze("2026-01-01T00:00:00Z")
    taken = game_session(clients[0], maximum=1)
    clients[0].create_player_session(GameSessionId=taken, PlayerId="first")
    emulators[0].advance(60)
    assert race(clients, taken) == {MADE: 1, "GameSessionFullException": CLIENTS - 1}
    assert count(clients[-1], taken) == 1


def test_token_makes_one_game_session_for_all_who_bring_it(clients: list[GameLiftClient]) -> None:
    def ask(client: GameLiftClient) -> str:
        made = client.create_game_session(
            FleetId=FLEET_ID, Location=LOCATION, MaximumPlayerSessionCount=1, IdempotencyToken="same"
        )
        return made["GameSession"]["GameSessionId"]

    assert len(set(at_once([partial(ask, client) for client in clients]))) == 1
