"""The emulator's own features, as people and scripts use them: seed, control API, process, log."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.running import PATIENCE, environment


def command(*arguments: object, folder: Path, **env: str) -> "subprocess.CompletedProcess[str]":
    """The command `gamelift-emulator` with those arguments, run in `folder` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "emulator", *map(str, arguments)],
        cwd=folder,
        env=environment(**env),
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


def one_line(ended: "subprocess.CompletedProcess[str]") -> str:
    """The only line that a command which failed has written to stderr, but for the log of how far it came."""
    assert ended.returncode == 1, ended
    assert ended.stdout == ""
    (line,) = [line for line in ended.stderr.splitlines() if " INFO " not in line]
    assert line.startswith("gamelift-emulator: "), line
    return line


@contextmanager
def serving(folder: Path, *arguments: object, **env: str) -> Iterator["subprocess.Popen[str]"]:
    """`gamelift-emulator` with just these arguments, killed at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "emulator", *map(str, arguments)],
        cwd=folder,
        env=environment(**env),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    with process.stdout:
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def ready_line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline()
