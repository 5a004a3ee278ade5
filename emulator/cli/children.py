"""Commands that this process starts, and tells the signals that it gets."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO

Child = subprocess.Popen[bytes]
Output = IO[bytes] | None
"""Where a command writes; None: where this process does."""
KEYBOARD_SIGNALS = ("SIGINT", "SIGQUIT")  # at a terminal
TIED = str(Path(__file__).with_name("tied.py"))


class CannotRun(Exception):
    """The command cannot be run; the text says why, `exit_code` is what a shell would end with."""

    def __init__(self, command: str, error: OSError) -> None:
        super().__init__(f"cannot run {command}: {error.strerror}")
        self.exit_code = 127 if isinstance(error, FileNotFoundError) else 126


def start_command(
    command: Sequence[str], env: Mapping[str, str], stdout: Output = None, stderr: Output = None
) -> Child:
    """The command, which runs. On Linux it does not outlive this process, killed or not. Raises: CannotRun."""
    found = [shutil.which(command[0]) or command[0], *command[1:]]  # on Windows this finds npm.cmd too
    try:
        ties = sys.platform == "linux"
        return (
            tied(found, env, stdout, stderr) if ties else subprocess.Popen(found, env=env, stdout=stdout, stderr=stderr)
        )
    except OSError as error:
        raise CannotRun(command[0], error) from None


def tied(command: Sequence[str], env: Mapping[str, str], stdout: Output, stderr: Output) -> Child:
    """The command, which dies with the thread that calls this: it has to be the main one. Raises: OSError."""
    reader, writer = os.pipe()  # the writing end is closed as the command begins
    with open(reader, "rb") as told:
        try:
            program = [sys.executable, "-I", "-S", TIED, str(os.getpid()), str(writer), *command]
            child = subprocess.Popen(program, env=env, stdout=stdout, stderr=stderr, pass_fds=[writer])
        finally:
            os.close(writer)
        number = told.read()
    if number:
        child.wait()
        raise OSError(int(number), os.strerror(int(number)))
    return child


def pass_on(number: int, children: Iterable[Child]) -> None:
    """Gives a signal that has come to children, unless the terminal has told them already."""
    if not (signal.Signals(number).name in KEYBOARD_SIGNALS and is_in_foreground()):
        for child in children:
            child.send_signal(number)


def is_in_foreground() -> bool:
    """Whether Ctrl-C is typed at a terminal that has told the command already, as it tells all that run in front."""
    if os.name == "nt":
        return True  # a console tells all that run in it
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY)
    except OSError:
        return False
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:
        return False
    finally:
        os.close(terminal)
