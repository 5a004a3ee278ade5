"""What a test pays for its emulator: a fresh world and one page of a list, against moto's `mock_aws`."""

import subprocess
import sys
from functools import partial
from pathlib import Path

from tests.bench.findings import Aim, Effort, Finding, Part, Skipped, interleaved
from tests.bench.installing import NotInstalled, moto_command

WHAT = "a test's fresh world and one call"


def measure(cache: Path, effort: Effort) -> Part:
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
