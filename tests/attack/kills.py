"""SIGKILL while clients write: what was acknowledged is there after the restart, and nothing is half done."""

import http.client
import json
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from random import Random

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.attack.connection import Connection
from tests.attack.findings import Findings, progress
from tests.attack.oracle import SLOTS, Client, SharedGame
from tests.attack.process import Health
from tests.attack.world import FLEETS, large_world
from tests.support.running import Running, running

CLIENTS = 6
CLOCK = "2026-01-01T00:00:00.000Z"
STEP_MILLISECONDS = 1
"""Of one move of the clock: so little that no reservation times out in all of the rounds."""
TWO_PROCESSES_EVERY = 3
MOST_WRITES = 150
"""Acknowledged before a kill, at most."""
MOST_SECONDS = 60
"""So long a kill waits for them, on a busy machine."""
WORLD_EVERY = 5
"""Every so many rounds a whole world is written, and the process killed in the middle of that."""


class Clock:
    """The client that moves the clock on."""

    def __init__(self) -> None:
        self.moves = 0
        """Acknowledged."""

    def write(self, connection: Connection) -> None:
        """Raises: OSError or HTTPException once the server is gone."""
        answer = connection.control("POST", "/clock/advance", {"seconds": STEP_MILLISECONDS / 1_000})
        self.moves += answer.status == 200

    def differences(self, connection: Connection) -> list[str]:
        """What differs from what was acknowledged; one move more may have been on its way."""
        shown = connection.control("GET", "/clock").value()
        seconds = float(shown["now"].removeprefix("2026-01-01T00:00:").removesuffix("Z"))
        moves = round(seconds * 1_000 / STEP_MILLISECONDS)
        wrong = not shown["frozen"] or moves not in (self.moves, self.moves + 1)
        expected, self.moves = self.moves, moves
        return [f"the clock shows {shown}, after {expected} moves of {STEP_MILLISECONDS} ms"] if wrong else []


Worker = Client | Clock


class Deadline:
    """Set once so many writes have been acknowledged: the moment of the kill, wherever the others are by then."""

    def __init__(self, writes: int) -> None:
        self._left = writes
        self._lock = threading.Lock()
        self._reached = threading.Event()

    def count(self) -> None:
        with self._lock:
            self._left -= 1
            if self._left == 0:
                self._reached.set()

    def wait(self) -> None:
        self._reached.wait(MOST_SECONDS)


def kills(folder: Path, seed: int, rounds: int, findings: Findings) -> None:
    """Kills that many processes on one database; each is started on what the one before has left."""
    tell = progress(f"kills, seed {seed}", rounds, findings)
    clock, known = Clock(), list[Client]()
    url = f"sqlite:///{folder / 'emulator.db'}"
    with running(folder, database_url=url) as emulator:
        emulator.freeze(CLOCK)
    for number in range(rounds):
        repeat = f"make attack args='--only kills --seed {seed} --kills {number + 1}' (round {number + 1})"
        random = Random(f"{seed} {number}")
        with ExitStack() as stack:
            processes = 1 + (number % TWO_PROCESSES_EVERY == 0)
            emulators = [stack.enter_context(running(folder, database_url=url)) for _ in range(processes)]
            check_all(emulators[0], folder, known[-CLIENTS:], clock, findings, repeat)
            shared = SharedGame(game_of_all(emulators[0]))
            known += [Client(Random(f"{seed} {number} {n}"), shared) for n in range(CLIENTS)]
            kill_in_the_middle(emulators, [*known[-CLIENTS:], clock], random)
        if number % WORLD_EVERY == 0:
            kill_while_a_world_is_written(folder, random, findings, repeat)
        tell(number + 1)
    with running(folder, database_url=url) as emulator:
        check_all(emulator, folder, known, clock, findings, f"make attack args='--only kills --seed {seed}' (the end)")
    acknowledged = sum(len(game.players) + 1 for client in known for game in client.games)
    print(f"kills: {acknowledged:,} game and player sessions were acknowledged, and {clock.moves:,} moves of the clock")


def game_of_all(emulator: Running) -> str:
    with Connection(emulator.url) as connection:
        made = connection.call(
            "CreateGameSession", FleetId=FLEET_ID, Location=LOCATION, MaximumPlayerSessionCount=SLOTS
        )
    identifier: str = made.value()["GameSession"]["GameSessionId"]
    return identifier


def kill_in_the_middle(emulators: Sequence[Running], workers: Sequence[Worker], random: Random) -> None:
    """Lets the workers write, and kills the processes that serve them, one after the other."""
    threads = []
    deadlines = [Deadline(random.randint(1, MOST_WRITES)) for _ in emulators]
    for n, worker in enumerate(workers):
        chosen = n % len(emulators)
        threads.append(threading.Thread(target=work, args=(worker, emulators[chosen].url, deadlines[chosen].count)))
        threads[-1].start()
    for emulator, deadline in zip(emulators, deadlines, strict=True):
        deadline.wait()
        emulator.process.kill()
    for thread in threads:
        thread.join()


def work(worker: Worker, url: str, acknowledged: Callable[[], None]) -> None:
    with Connection(url) as connection:
        try:
            while True:
                worker.write(connection)
                acknowledged()
        except (OSError, http.client.HTTPException):
            return


def check_database(file: Path, findings: Findings, repeat: str) -> None:
    """Checks the file itself, while a server has it open."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        whole = connection.execute("PRAGMA integrity_check").fetchall()
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    findings.check(whole == [("ok",)], "database damaged", repr(whole[:3]), repeat)
    findings.check(not orphans, "rows without what they belong to", repr(orphans[:3]), repeat)


def check_all(
    emulator: Running, folder: Path, clients: Sequence[Client], clock: Clock, findings: Findings, repeat: str
) -> None:
    """Checks what is there against all that was acknowledged; then repeats what was on its way, and checks again."""
    check_database(folder / "emulator.db", findings, repeat)
    with Connection(emulator.url) as connection:
        for text in clock.differences(connection):
            findings.add("clock differs after a kill", text, repeat)
        for text in differences(clients, connection):
            findings.add("acknowledged writes differ after a kill", text, repeat)
        for client in clients:
            client.retry(connection)
        for text in differences(clients, connection):
            findings.add("a repeated call was not done exactly once after a kill", text, repeat)
        for client in clients:
            for text in client.refused:
                findings.add("a call was refused that should have been done", text, repeat)
            client.refused.clear()
    Health(emulator, findings).check("after a kill", repeat)


def differences(clients: Sequence[Client], connection: Connection) -> list[str]:
    """What differs from all that these clients know."""
    texts = [text for client in clients for text in client.differences(connection)]
    for shared in {client.shared.game_session_id: client.shared for client in clients}.values():
        wanting = [client.pending for client in clients if client.shared is shared and client.pending is not None]
        texts += shared.differences(connection, sum(act.wants_shared for act in wanting))
    return texts


def kill_while_a_world_is_written(folder: Path, random: Random, findings: Findings, repeat: str) -> None:
    """Kills a process that is sent a seed or a state: afterwards all of it is there, or none."""
    file = folder / "world.db"
    whole = large_world(sessions=40, players=50)
    state = {"Format": 2, "Clock": {"FrozenAt": CLOCK}} | whole
    method, path, document = random.choice((("POST", "/seed", whole), ("PUT", "/state", state)))
    with running(folder, "--fresh", database_url=f"sqlite:///{file}") as emulator:
        emulator.seed({"Fleets": [{"FleetId": FLEETS[2]}]})
        body = json.dumps(document).encode()
        thread = threading.Thread(target=send_world, args=(emulator.url, method, path, body))
        thread.start()
        time.sleep(random.uniform(0, 0.5))
        emulator.process.kill()
        thread.join()
    with running(folder, database_url=f"sqlite:///{file}") as emulator:
        check_database(file, findings, repeat)
        found = json.loads(emulator.http.get("/_emulator/state").content)
        fleets = {each["FleetId"] for each in found["Fleets"]}
        counts = len(found.get("GameSessions", [])), len(found.get("PlayerSessions", []))
    before = counts == (0, 0) and FLEETS[2] in fleets and FLEETS[1] not in fleets
    after = counts == (40, 2_000) and FLEETS[1] in fleets and (FLEETS[2] in fleets) == (path == "/seed")
    text = f"{method} {path} left {counts} of (40, 2000) game and player sessions, fleets {sorted(fleets)}"
    findings.check(before or after, "world half written after a kill", text, repeat)


def send_world(url: str, method: str, path: str, body: bytes) -> None:
    with Connection(url) as connection:
        try:
            connection.control(method, path, body)
        except (OSError, http.client.HTTPException):
            return
