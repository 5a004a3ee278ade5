"""A command that runs beside an emulator of its own: a test runner of any language."""

import os
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from types import FrameType

from emulator.settings import Settings, child_environment
from emulator.testing.in_process import Emulator

PASSED_ON = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2")  # where the system has them


class CannotRun(Exception):
    """The command cannot be run; the text says why, `exit_code` is what a shell would end with."""

    def __init__(self, command: str, error: OSError) -> None:
        super().__init__(f"cannot run {command}: {error.strerror}")
        self.exit_code = 127 if isinstance(error, FileNotFoundError) else 126


def run_beside_emulator(command: Sequence[str], settings: Settings) -> int:
    """The exit code of `command`, as a shell would tell it: 128 and more for the signal that ended it.

    Signals go to the command, which decides what becomes of them. Raises: CannotRun, StartError, DatabaseError,
    SeedError.
    """
    with Emulator(**asdict(settings)) as emulator:
        try:
            child = subprocess.Popen(command, env=child_environment(emulator.url, settings.region))
        except OSError as error:
            raise CannotRun(command[0], error) from None

        def pass_on(number: int, _frame: FrameType | None) -> None:
            if not (number == signal.SIGINT and is_in_foreground()):
                child.send_signal(number)

        for name in PASSED_ON:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), pass_on)
        code = child.wait()
    return code if code >= 0 else 128 - code


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
