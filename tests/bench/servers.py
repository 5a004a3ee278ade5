"""Servers in processes of their own: on one core, the load on another, and none left behind."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep
from typing import NamedTuple

from tests.bench.load import Call, NoAnswer, ask, aws_request
from tests.support.running import environment

ROOT = Path(__file__).parent.parent.parent
PLAIN = {"COVERAGE_PROCESS_CONFIG": "", "COVERAGE_PROCESS_START": "", "PYTHONDONTWRITEBYTECODE": ""}
"""A server runs without a tracer, and finds its modules compiled from its second start on."""
EMULATOR = (sys.executable, "-m", "emulator")
CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
POLL_SECONDS = 0.005
PATIENCE = 600  # a server that loads a seed answers only then


class Server(NamedTuple):
    """A server that answers."""

    url: str
    pid: int
    started_in: float
    """Seconds from its start to its first answer."""


def stay_on_server_core() -> None:
    if len(CORES) > 1:
        os.sched_setaffinity(0, CORES[:1])


def stay_on_load_core() -> None:
    if len(CORES) > 1:
        os.sched_setaffinity(0, CORES[1:2])


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def start(
    command: Sequence[str | Path], log: int = subprocess.DEVNULL, folder: Path = ROOT, **env: str
) -> "subprocess.Popen[bytes]":
    """Starts a command on the servers' core, in `folder`; `log` takes what it writes."""
    return subprocess.Popen(
        command,
        stdout=log,
        stderr=log,
        cwd=folder,
        env=environment(**PLAIN, **env),
        preexec_fn=stay_on_server_core if CORES else None,
    )


def stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(10)
    finally:
        process.kill()


@contextmanager
def server(command: Sequence[str | Path], port: int, first: Call, folder: Path = ROOT, **env: str) -> Iterator[Server]:
    """The server that `command` starts at `port` in `folder`, once it has answered its `first` call.

    Raises: RuntimeError where it ends before that.
    """
    url = f"http://127.0.0.1:{port}"
    request = aws_request(url, first)
    with tempfile.TemporaryFile() as log:
        begun = perf_counter()
        process = start(command, log.fileno(), folder, **env)
        try:
            while not answers(url, request):
                if process.poll() is not None or perf_counter() - begun > PATIENCE:
                    log.seek(0)
                    raise RuntimeError(f"{command} did not answer:\n{log.read().decode(errors='replace')}")
                sleep(POLL_SECONDS)
            yield Server(url, process.pid, perf_counter() - begun)
        finally:
            stop(process)


def answers(url: str, request: bytes) -> bool:
    try:
        ask(url, request)
    except (OSError, NoAnswer):
        return False
    return True


@contextmanager
def emulator(database: Path, *flags: str, first: Call) -> Iterator[Server]:
    """Our emulator on a database file."""
    port = free_port()
    with server(emulator_command(database, port, *flags), port, first) as running:
        yield running


def emulator_command(database: Path, port: int, *flags: str, program: Sequence[str] = EMULATOR) -> list[str]:
    return [*program, "serve", "--port", str(port), "--database-url", f"sqlite:///{database}", *flags]
