"""A command that runs beside an emulator of its own: a test runner of any language."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from types import FrameType

from emulator.cli.signals import exit_at_signals, install_handlers
from emulator.settings import Settings, child_environment
from emulator.testing.in_process import Emulator

KEYBOARD_SIGNALS = ("SIGINT", "SIGQUIT")  # at a terminal
TIED = str(Path(__file__).with_name("tied.py"))


class CannotRun(Exception):
    """The command cannot be run; the text says why, `exit_code` is what a shell would end with."""

    def __init__(self, command: str, error: OSError) -> None:
        super().__init__(f"cannot run {command}: {error.strerror}")
        self.exit_code = 127 if isinstance(error, FileNotFoundError) else 126


def run_beside_emulator(command: Sequence[str], settings: Settings) -> int:
    """The exit code of `command`, as a shell would tell it: 128 and more for the signal that ended it.

    Signals go to the command, which decides what becomes of them; before it runs, they end this. Raises: CannotRun,
    StartError, DatabaseError, SeedError; SystemExit at such a signal.
    """
    exit_at_signals()
    with Emulator(**asdict(settings)) as emulator:
        early: list[int] = []  # they came while the command was being started
        install_handlers(lambda number, _: early.append(number))
        try:
            program = shutil.which(command[0]) or command[0]  # on Windows this finds npm.cmd too
            child = start_command([program, *command[1:]], child_environment(emulator.url, settings.region))
        except OSError as error:
            raise CannotRun(command[0], error) from None

        def pass_on(number: int, _frame: FrameType | None) -> None:
            if not (signal.Signals(number).name in KEYBOARD_SIGNALS and is_in_foreground()):
                child.send_signal(number)

        install_handlers(pass_on)
        for number in early:
            child.send_signal(number)
        code = child.wait()
    return code if code >= 0 else 128 - code


def start_command(command: Sequence[str], env: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    """The command, which runs. On Linux it does not outlive this process, killed or not. Raises: OSError."""
    return tied(command, env) if sys.platform == "linux" else subprocess.Popen(command, env=env)


def tied(command: Sequence[str], env: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    """The command, which dies with the thread that calls this: it has to be the main one. Raises: OSError."""
    reader, writer = os.pipe()  # the writing end is closed as the command begins
    with open(reader, "rb") as told:
        try:
            program = [sys.executable, "-I", "-S", TIED, str(os.getpid()), str(writer), *command]
            child = subprocess.Popen(program, env=env, pass_fds=[writer])
        finally:
            os.close(writer)
        number = told.read()
    if number:
        child.wait()
        raise OSError(int(number), os.strerror(int(number)))
    return child


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
