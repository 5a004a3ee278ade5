"""The fuzz: requests of all kinds over keep-alive connections; each answer is judged."""

import heapq
import http.client
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from time import perf_counter

from tests.attack.connection import Connection
from tests.attack.findings import Findings, progress
from tests.attack.judging import complaint
from tests.attack.making import Made, made
from tests.attack.process import Health, check_round_trip, cpu_seconds
from tests.attack.world import FORGED
from tests.support.running import Running, running

CONNECTIONS = 8
SLOWEST = 3 * CONNECTIONS
"""So many slow requests are looked at: one that is costly delays those of all other connections."""
COSTLY_SECONDS = 1.0
"""Of processor time: the largest body that is taken costs a small part of it."""


class Fuzz:
    """One run against one emulator."""

    def __init__(self, emulator: Running, seed: int, numbers: range, findings: Findings) -> None:
        self._emulator = emulator
        self._seed = seed
        self._numbers = numbers
        self._findings = findings
        self._next: Iterator[int] = iter(numbers)
        self._done = count(1)
        self._tell = progress(f"fuzz, seed {seed}", len(numbers), findings)
        self._lock = threading.Lock()
        self.answers: Counter[str] = Counter()
        """How many answers of each status there were; 'dropped' by a fault that asks for it."""
        self._slowest: list[tuple[float, int]] = []

    def run(self, connections: int) -> None:
        """Sends all requests."""
        workers = [threading.Thread(target=self._work) for _ in range(connections)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    def _work(self) -> None:
        with Connection(self._emulator.url) as connection:
            while (number := self._take()) is not None:
                request = made(self._seed, number)
                started = perf_counter()
                outcome = self._send(connection, number, request)
                with self._lock:
                    self._slowest = heapq.nlargest(SLOWEST, [*self._slowest, (perf_counter() - started, number)])
                    self.answers[outcome] += 1
                    self._tell(next(self._done))

    def _take(self) -> int | None:
        with self._lock:
            dead = self._emulator.process.poll() is not None
            return None if dead else next(self._next, None)

    def _send(self, connection: Connection, number: int, request: Made) -> str:
        """What came of a request: its status, or why there was none."""
        wire = request.sent_to(self._emulator.url)
        kept_alive = connection.is_open
        try:
            answer = connection.ask(wire)
        except TimeoutError:
            self._found(number, request, "hang", "no answer within the bound")
            return "hang"
        except (OSError, http.client.HTTPException) as error:
            if request.may_be_dropped:
                return "dropped"
            if kept_alive:  # a server may end a connection while nothing is asked; then the request was not heard
                return self._send(connection, number, request)
            self._found(number, request, "no answer", repr(error))
            return "no answer"
        found = complaint(request, answer)
        if found:
            self._found(number, request, *found)
        return str(answer.status)

    def check_slowest(self) -> None:
        """Sends the slowest requests once more, each alone, and looks what they cost the server's processor."""
        costs = []
        for seconds, number in self._slowest:
            request = made(self._seed, number)
            before = cpu_seconds(self._emulator)
            with Connection(self._emulator.url) as connection, suppress(OSError, http.client.HTTPException):
                connection.ask(request.sent_to(self._emulator.url))
            cost = cpu_seconds(self._emulator) - before
            costs.append((cost, f"request {number}, {request.what}, {seconds:.2f} s"))
            if cost > COSTLY_SECONDS:
                self._found(number, request, "costly", f"{cost:.2f} s of processor time for one request")
        print("fuzz: the costliest of the slow ones, alone: {:.2f} s of processor time; {}".format(*max(costs)))

    def _found(self, number: int, request: Made, kind: str, text: str) -> None:
        first = max(self._numbers.start, number - 100)
        repeat = (
            f"make attack args='--only fuzz --seed {self._seed} --first {first} "
            f"--requests {number - first + 1} --connections 1' (its last request is number {number})"
        )
        named = f"{kind}: {request.what}" if kind[:3].isdigit() or kind in ("hang", "costly") else kind
        self._findings.add(named, f"request {number}, {request.what}: {text}", repeat, request.sent_to("http://host:1"))


def fuzz(folder: Path, seed: int, first: int, requests: int, connections: int, findings: Findings) -> None:
    """Sends that many requests of a seed, from number `first` on."""
    repeat = f"make attack args='--only fuzz --seed {seed} --first {first} --requests {requests}'"
    with running(folder, "--log-level", "debug", "--log-players") as emulator:
        attack = Fuzz(emulator, seed, range(first, first + requests), findings)
        attack.run(connections)
        attack.check_slowest()
        check_log(emulator.log(), findings, repeat)
        print(f"fuzz: answers {dict(sorted(attack.answers.items()))}")
        if Health(emulator, findings).check("after the fuzz", repeat):
            check_round_trip(emulator, findings, "after the fuzz", repeat)


def check_log(log: str, findings: Findings, repeat: str) -> None:
    """Checks that nothing that a client sent has ended a line of the log, or moves a terminal's cursor."""
    forged = [line for line in log.splitlines() if line.startswith(FORGED)]
    findings.check(not forged, "line of the log forged", repr(forged[:1]), repeat)
    control = re.search("[\x00-\x08\x0b-\x1f\x7f]", log)
    around = repr(log[control.start() - 200 : control.end() + 50]) if control else ""
    findings.check(control is None, "control character in the log", around, repeat)
