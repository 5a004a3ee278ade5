"""What tests pay for their emulator: the first for its start, each for a fresh world and one page of a list."""

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

from tests.bench import imports, startup
from tests.bench.commands import milliseconds
from tests.bench.findings import Aim, Effort, Finding, Part, Skipped, interleaved
from tests.bench.installing import NotInstalled, moto_command
from tests.bench.servers import start

WHAT = "a test's fresh world and one call"
FIRST = """
from http.client import HTTPConnection
from emulator import Emulator

with Emulator() as gamelift:
    gamelift.reset()
    connection = HTTPConnection(gamelift.url.removeprefix("http://"))
    connection.request("POST", "/", '{"PlayerId": "alice"}', {
        "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "GameLift.DescribePlayerSessions"
    })
    assert connection.getresponse().read() == b'{"PlayerSessions":[]}'
    print("answered", flush=True)
"""
"""What the first test of a process does, without boto3, which tests have anyhow."""


def measure(cache: Path, effort: Effort) -> Part:
    return Part([start_up(effort), *each_test(cache, effort).rows])


def start_up(effort: Effort) -> Finding:
    measures: dict[str, Callable[[], float]] = {
        "emulator": until_answered,
        "libraries": partial(milliseconds, imports.LIBRARIES),
    }
    found = interleaved("fixture's start", effort.rounds, measures)
    what = "in process: start, reset, one call"
    return Finding(what, "ms", found["emulator"], startup.LIBRARIES, found["libraries"], Aim("≤", 0.9))


def until_answered() -> float:
    """Milliseconds from the start of the interpreter to the first answer."""
    begun = perf_counter()
    process = start([sys.executable, "-c", FIRST], log=subprocess.PIPE)
    try:
        assert process.stdout is not None
        if process.stdout.readline() != b"answered\n":
            raise RuntimeError(f"the first test failed: {process.stdout.read().decode()}")
        return (perf_counter() - begun) * 1000
    finally:
        process.communicate()


def each_test(cache: Path, effort: Effort) -> Part:
    interpreters = {"emulator": Path(sys.executable)}
    try:
        interpreters["moto"] = moto_command(cache, install=effort.install).with_name("python")
    except NotInstalled as error:
        return Part([Skipped(WHAT, str(error))])
    costs = interleaved(
        "fixture",
        effort.rounds,
        {name: partial(microseconds, python, name, effort.seconds) for name, python in interpreters.items()},
    )
    return Part([Finding(WHAT, "µs", costs["emulator"], "moto's mock_aws and one call", costs["moto"], Aim("≤", 1))])


def microseconds(python: Path, name: str, seconds: float) -> float:
    """What a test takes in one of them, as a process of its own finds it."""
    command: list[str | Path] = [python, Path(__file__).with_name("one_test.py"), name, str(seconds)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
