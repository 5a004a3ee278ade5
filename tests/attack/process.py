"""What an emulator's process holds, and whether it is well; Linux only for the numbers, which are 0 elsewhere."""

import http.client
import os
import re
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tests.attack.connection import Connection
from tests.attack.findings import Findings
from tests.support.running import Running

TRACEBACK = "Traceback (most recent call last)"
SETTLING_SECONDS = 20
"""So long a server may take to notice that clients are gone, on a busy machine."""


class Sample(NamedTuple):
    """What a process holds at a moment."""

    resident_kib: int
    descriptors: int
    threads: int


def sample(emulator: Running) -> Sample:
    proc = Path("/proc") / str(emulator.process.pid)
    if not proc.exists():
        return Sample(0, 0, 0)
    lines = (proc / "status").read_text().splitlines()
    resident = next(line for line in lines if line.startswith("VmRSS"))
    return Sample(int(resident.split()[1]), len(list((proc / "fd").iterdir())), len(list((proc / "task").iterdir())))


def cpu_seconds(emulator: Running) -> float:
    """The processor time that a process has used."""
    stat = Path("/proc") / str(emulator.process.pid) / "stat"
    if not stat.exists():
        return 0.0
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def wait_for_baseline(emulator: Running, before: Sample, spare_threads: int = 0) -> Sample:
    """The sample, once descriptors and threads are no more than before; or the last one that was waited for.

    `spare_threads`: the thread pool keeps the threads that it once needed.
    """
    deadline = time.monotonic() + SETTLING_SECONDS
    while True:
        now = sample(emulator)
        pooled = max(now.threads - before.threads, 0)
        settled = now.descriptors <= before.descriptors + pooled and pooled <= spare_threads
        if settled or time.monotonic() > deadline:
            return now
        time.sleep(0.05)  # for another process, not for time to pass


class Health:
    """Whether a process is well: alive, ready, without failures and tracebacks. Tells each thing once."""

    def __init__(self, emulator: Running, findings: Findings) -> None:
        self._emulator = emulator
        self._findings = findings
        self._failures_told = 0

    def check(self, after: str, repeat: str) -> bool:
        """Whether it lives, after what was just done to it; a failure may be an earlier deed's."""
        with Connection(self._emulator.url) as connection:
            try:
                ready = connection.control("GET", "/ready")
                failures: list[str] = connection.control("GET", "/failures").value()["failures"]
            except (OSError, http.client.HTTPException, ValueError, KeyError) as error:
                self._tell_death(error, after, repeat)
                return False
        self._findings.check(ready.status == 200, f"not ready {after}", f"{ready.status} {ready.body!r}", repeat)
        for last in sorted({last_line(each) for each in failures[self._failures_told :]}):
            self._findings.add(f"failure kept: {last}", f"seen {after}", repeat)
        log = self._emulator.log()
        if not failures and TRACEBACK in log:
            self._findings.add(f"traceback in the log {after}", log.partition(TRACEBACK)[2][:2_000][-600:], repeat)
        self._failures_told = len(failures)
        return True

    def _tell_death(self, error: Exception, after: str, repeat: str) -> None:
        with suppress(subprocess.TimeoutExpired):
            self._emulator.process.wait(SETTLING_SECONDS)
        code = self._emulator.process.poll()
        what = "is alive" if code is None else f"is dead, exit code {code}"
        self._findings.add(
            f"no answer {after}", f"{error!r}; the process {what}; {self._emulator.log()[-300:]!r}", repeat
        )


def last_line(traceback: str) -> str:
    """What a failure has in common with others of its kind."""
    return re.sub("0x[0-9a-f]+", "0x…", traceback.strip().splitlines()[-1])


def check_round_trip(emulator: Running, findings: Findings, after: str, repeat: str) -> None:
    """Checks that the state can be taken out, put back into the same emulator, and is then the same."""
    with Connection(emulator.url) as connection:
        try:
            connection.control("PUT", "/clock", {"frozen": True})
            before = connection.control("GET", "/state")
            put = connection.control("PUT", "/state", before.body)
            again = connection.control("GET", "/state")
        except (OSError, http.client.HTTPException) as error:
            findings.add(f"no state {after}", f"{error!r}; {emulator.log()[-600:]!r}", repeat)
            return
    findings.check(before.status == 200, f"no state {after}", f"{before.status} {before.body[:300]!r}", repeat)
    findings.check(put.status == 200, f"state refused {after}", f"{put.status} {put.body[:300]!r}", repeat)
    same = again.body == before.body
    findings.check(same, f"state changed by its round trip {after}", differ(before.body, again.body), repeat)


def differ(first: bytes, second: bytes) -> str:
    """The first lines that differ."""
    pairs = zip(first.splitlines(), second.splitlines(), strict=False)
    return repr(next(((a[:300], b[:300]) for a, b in pairs if a != b), (len(first), len(second))))
