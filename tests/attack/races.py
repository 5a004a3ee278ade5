"""Races on one process, and on two that share a database: each with what must hold whoever comes first."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.attack.connection import Answer, Connection
from tests.attack.findings import Findings, progress
from tests.attack.process import Health, check_round_trip
from tests.support.racing import at_once
from tests.support.running import Running, running

CLIENTS = 64
LIVE = ("RESERVED", "ACTIVE")


class Crowd:
    """Clients that are connected already, spread over the processes."""

    def __init__(self, emulators: Sequence[Running], stack: ExitStack) -> None:
        self.connections = [stack.enter_context(Connection(emulators[n % len(emulators)].url)) for n in range(CLIENTS)]
        for connection in self.connections:
            connection.open()
        self.first = self.connections[0]

    def race(self, *calls: Callable[[Connection, int], Answer]) -> list[Answer]:
        """The answers of all clients; the calls are dealt out among them, all made at the same moment."""
        made = [partial(calls[n % len(calls)], connection, n) for n, connection in enumerate(self.connections)]
        return at_once(made)

    def game_session(self, maximum: int, **members: object) -> str:
        asked: dict[str, Any] = {"FleetId": FLEET_ID, "Location": LOCATION} | members
        made = self.first.call("CreateGameSession", MaximumPlayerSessionCount=maximum, **asked)
        identifier: str = made.value()["GameSession"]["GameSessionId"]
        return identifier

    def players(self, game_session_id: str) -> list[dict[str, Any]]:
        """The player sessions of a game session, as the last client sees them (the other process's, of two)."""
        answer = self.connections[-1].call("DescribePlayerSessions", GameSessionId=game_session_id)
        found: list[dict[str, Any]] = answer.value().get("PlayerSessions", [])
        return found


def codes(answers: Sequence[Answer]) -> Counter[str]:
    """How often each error came; the empty one is success."""
    return Counter(answer.code for answer in answers)


def reserve(game_session_id: str) -> Callable[[Connection, int], Answer]:
    return lambda client, n: client.call("CreatePlayerSession", GameSessionId=game_session_id, PlayerId=f"player-{n}")


def last_slot(crowd: Crowd) -> str | None:
    """Of the last three slots exactly three are given."""
    game = crowd.game_session(3)
    found = codes(crowd.race(reserve(game)))
    if found == {"": 3, "GameSessionFullException": CLIENTS - 3} and len(crowd.players(game)) == 3:
        return None
    return f"3 slots, {CLIENTS} clients: {dict(found)}, {len(crowd.players(game))} player sessions"


def one_token(crowd: Crowd) -> str | None:
    """One idempotency token makes one game session."""
    token = f"token-{uuid4()}"
    place = {"FleetId": FLEET_ID, "Location": LOCATION}
    asked: dict[str, Any] = place | {"MaximumPlayerSessionCount": 1, "IdempotencyToken": token}
    answers = crowd.race(lambda client, _: client.call("CreateGameSession", **asked))
    made = {answer.value().get("GameSession", {}).get("GameSessionId") for answer in answers}
    return None if len(made) == 1 and codes(answers) == {"": CLIENTS} else f"{len(made)} made; {dict(codes(answers))}"


def one_invocation(crowd: Crowd) -> str | None:
    """All attempts of one call of an SDK, whichever arrives first, reserve one slot and are answered alike."""
    game, invocation = crowd.game_session(CLIENTS), str(uuid4())
    answers = crowd.race(
        lambda client, n: client.call(
            "CreatePlayerSession", invocation, attempt=n + 1, GameSessionId=game, PlayerId="alice"
        )
    )
    made = {answer.value().get("PlayerSession", {}).get("PlayerSessionId") for answer in answers}
    stored = len(crowd.players(game))
    return None if stored == 1 == len(made) else f"{stored} player sessions, {len(made)} different answers"


def reserve_and_end(crowd: Crowd) -> str | None:
    """Nobody sits in a game session that has ended, and whoever was promised a slot is remembered."""
    game = crowd.game_session(CLIENTS)
    name = game.rpartition("/")[2]

    def end(client: Connection, n: int) -> Answer:
        return client.control("POST", f"/game-sessions/{name}/end") if n == 15 else reserve(game)(client, n)

    answers = crowd.race(reserve(game), reserve(game), reserve(game), end)
    players = crowd.players(game)
    promised = {answer.value()["PlayerSession"]["PlayerSessionId"] for answer in answers if b"psess-" in answer.body}
    refusals = set(codes(answers)) - {"", "InvalidGameSessionStatusException"}
    live = [each for each in players if each["Status"] in LIVE]
    lost = promised - {each["PlayerSessionId"] for each in players}
    return f"live after the end: {len(live)}, lost: {len(lost)}, {refusals}" if live or lost or refusals else None


def fleet_deleted(crowd: Crowd) -> str | None:
    """A fleet that is deleted while game sessions are made on it takes all of them with it."""
    made = crowd.first.call("CreateFleet", Name="short", BuildId="build-1", EC2InstanceType="c5.large")
    fleet = made.value()["FleetAttributes"]["FleetId"]

    def create(client: Connection, _: int) -> Answer:
        return client.call("CreateGameSession", FleetId=fleet, MaximumPlayerSessionCount=2)

    def delete(client: Connection, n: int) -> Answer:
        return client.call("DeleteFleet", FleetId=fleet) if n in (7, 8, 39) else create(client, n)

    answers = crowd.race(create, delete)
    known = ("", "NotFoundException", "InvalidFleetStatusException", "FleetCapacityExceededException")
    strange = set(codes(answers)) - set(known)
    left = [text for text in crowd.first.control("GET", "/state").body.decode().splitlines() if fleet in text]
    return f"{strange}, left: {left[:2]}" if strange or left else None


def one_acceptance(crowd: Crowd) -> str | None:
    """A player is accepted once, and removed once, however many ask for it."""
    game = crowd.game_session(1)
    player = reserve(game)(crowd.first, 0).value()["PlayerSession"]["PlayerSessionId"]

    def act(how: str) -> Callable[[Connection, int], Answer]:
        return lambda client, _: client.control("POST", f"/player-sessions/{player}/{how}")

    answers = crowd.race(act("accept"), act("remove"))
    accepted = sum(answer.status == 200 for answer in answers[0::2])
    removed = sum(answer.status == 200 for answer in answers[1::2])
    (stored,) = crowd.players(game)
    fits = accepted == 1 and stored["Status"] == ("COMPLETED" if removed == 1 else "ACTIVE") and removed <= 1
    return None if fits else f"accepted {accepted} times, removed {removed} times, and is {stored['Status']}"


def clock_moved(crowd: Crowd) -> str | None:
    """No move of the clock is lost."""
    crowd.first.control("PUT", "/clock", {"now": "2026-01-01T00:00:00Z", "frozen": True})
    crowd.race(lambda client, _: client.control("POST", "/clock/advance", {"seconds": 0.5}))
    now = crowd.connections[-1].control("GET", "/clock").value()["now"]
    crowd.first.control("PUT", "/clock", {"frozen": False})
    return None if now == "2026-01-01T00:00:32.000Z" else f"{CLIENTS} moves of half a second: {now}"


def seeds_and_resets(crowd: Crowd) -> str | None:
    """Seeds and resets at once leave all of each seed, or none."""

    def seed(client: Connection, n: int) -> Answer:
        hosts = [{"FleetId": f"fleet-{n}"}]
        games = [{"GameSessionId": f"gsess-{n}-{each}", "FleetId": f"fleet-{n}"} for each in range(20)]
        return client.control("POST", "/seed", {"Fleets": hosts, "GameSessions": games})

    def reset(client: Connection, n: int) -> Answer:
        return client.control("POST", "/reset") if n % 16 == 1 else seed(client, n)

    answers = crowd.race(seed, reset)
    refused = Counter(answer.status for answer in answers if answer.status != 200)
    state = json.loads(crowd.first.control("GET", "/state").body)
    counts = Counter(each["FleetId"] for each in state["GameSessions"])
    broken = {fleet: count for fleet, count in counts.items() if count != 20}
    return f"half a seed: {broken}; refused: {refused}" if broken or refused else None


RACES = (
    last_slot, one_token, one_invocation, reserve_and_end, fleet_deleted, one_acceptance, clock_moved, seeds_and_resets,
)  # fmt: skip


def races(folder: Path, rounds: int, findings: Findings) -> None:
    """Runs each race that many times, on one process and on two."""
    for processes in (1, 2):
        where = f"with {processes} process{'es' if processes == 2 else ''}"
        url = f"sqlite:///{folder / f'races-{processes}.db'}"
        tell = progress(f"races {where}", rounds, findings)
        with ExitStack() as stack:
            emulators = [stack.enter_context(running(folder, database_url=url)) for _ in range(processes)]
            crowd = Crowd(emulators, stack)
            for number in range(rounds):
                repeat = f"make attack args='--only races --rounds {rounds}' (round {number + 1}; who wins differs)"
                for race in RACES:
                    wrong = race(crowd)
                    findings.check(wrong is None, f"race {race.__name__} {where}", str(wrong), repeat)
                tell(number + 1)
            for emulator in emulators:
                Health(emulator, findings).check(f"after races {where}", repeat)
            check_round_trip(emulators[0], findings, f"after races {where}", repeat)
