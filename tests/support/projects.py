"""The emulator inside of test suites: `Emulator` in a test's own process, pytest fixtures, `exec` and `env`."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

from tests.support.running import PATIENCE, environment, until

NOON = "2026-01-31T12:00:00.000Z"
HEAVY = ("fastapi", "starlette", "sqlalchemy", "uvicorn", "pydantic", "alembic", "yaml", "boto3", "botocore")
FLEET = {"Fleets": [{"FleetId": "fleet-1"}]}
POSIX = pytest.mark.skipif(os.name != "posix", reason="forks, and signals that are passed on, are POSIX's")
SLOW_STEP = re.compile(r"Executing <.*> took \d+\.\d+ seconds\n")
STRICT = ("-X", "dev", "-W", "error")  # what is left open, or not awaited, is told


def python(code: str, *arguments: object, folder: Path, **env: str) -> "subprocess.CompletedProcess[str]":
    """A script, run to its end in `folder`, with nothing on stderr: a Python that keeps silent about nothing.

    But for steps of an event loop that took long: so much the machine has to do.
    """
    done = subprocess.run(
        [sys.executable, *STRICT, "-c", code, *map(str, arguments)],
        cwd=folder,
        env=environment(**env),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert SLOW_STEP.sub("", done.stderr) == "", done.stderr
    return done


@contextmanager
def started(*command: str, folder: Path, **env: str) -> "Iterator[tuple[subprocess.Popen[bytes], str]]":
    """A process that works in `folder`, and the URL that it has written to the file `url` there.

    It has a session of its own; whoever is left of that at the end is killed.
    """
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment(**env),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            until((folder / "url").exists)
            yield process, (folder / "url").read_text()
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def is_refused(url: str) -> bool:
    """Whether nobody accepts connections at a URL."""
    host, port = url.removeprefix("http://").split(":")
    with socket.socket() as connection:
        return connection.connect_ex((host, int(port))) != 0


def left_in(folder: Path) -> list[str]:
    """What emulators have left in a folder for temporary files."""
    return [each.name for each in folder.glob("gamelift-emulator-*")]


def threads_left(before: set[threading.Thread], seconds: float = PATIENCE) -> set[threading.Thread]:
    """The threads begun since `before` that go on. Those that have been told to end are given the time for it."""
    deadline = time.monotonic() + seconds
    for thread in set(threading.enumerate()) - before:
        thread.join(max(0, deadline - time.monotonic()))
    return set(threading.enumerate()) - before


class Ran(NamedTuple):
    """A run of pytest: its exit code, all that it has printed, and what came of each test."""

    code: int
    text: str
    outcomes: Mapping[str, str]


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text)


def pytest_command(*arguments: object) -> list[str]:
    return [sys.executable, *STRICT, "-m", "pytest", "-p", "no:cacheprovider", *map(str, arguments)]


def run_pytest(folder: Path, *arguments: object, beside: tuple[str, ...] = (), **env: str) -> Ran:
    """pytest in a project of its own; `beside` stands in front of its command."""
    report = folder / f"report-{time.monotonic_ns()}.xml"
    done = subprocess.run(
        [*beside, *pytest_command(f"--junitxml={report}", *arguments)],
        cwd=folder,
        env=environment(**env),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    cases = ElementTree.parse(report).iter("testcase") if report.exists() else ()
    # A test that was interrupted has no name.
    outcomes = {each.attrib["name"]: outcome_of(each) for each in cases if "name" in each.attrib}
    return Ran(done.returncode, done.stdout, outcomes)


def outcome_of(case: ElementTree.Element) -> str:
    kinds = {"failure": "failed", "error": "error", "skipped": "skipped"}
    return next((kinds[child.tag] for child in case if child.tag in kinds), "passed")


def section(text: str, title: str) -> str:
    """What stands below a title of pytest's, up to the next."""
    found = re.search(rf"^[-_=]+ {re.escape(title)} [-_=]+$\n(.*?)(?=^(?:-{{5,}}|_{{5,}}|={{5,}}))", text, re.M | re.S)
    return found[1] if found else ""
