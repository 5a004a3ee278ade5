"""A command that runs beside an emulator of its own: a test runner of any language."""

from collections.abc import Sequence
from dataclasses import asdict

from emulator.cli.children import pass_on, start_command
from emulator.cli.signals import exit_at_signals, install_handlers
from emulator.environment import child_environment
from emulator.settings import Settings
from emulator.testing.in_process import Emulator


def run_beside_emulator(command: Sequence[str], settings: Settings) -> int:
    """The exit code of `command`, as a shell would tell it: 128 and more for the signal that ended it.

    Signals go to the command, which decides what becomes of them; before it runs, they end this. Raises: CannotRun,
    StartError, DatabaseError, SeedError; SystemExit at such a signal.
    """
    exit_at_signals()
    with Emulator(**asdict(settings)) as emulator:
        early: list[int] = []  # they came while the command was being started
        install_handlers(lambda number, _: early.append(number))
        child = start_command(command, child_environment(emulator.url, settings.region))
        install_handlers(lambda number, _: pass_on(number, [child]))
        for number in early:
            child.send_signal(number)
        code = child.wait()
    return code if code >= 0 else 128 - code
