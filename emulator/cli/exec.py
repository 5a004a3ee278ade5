"""`exec`: a command that runs beside an emulator of its own, a test runner of any language."""

import sys
from collections.abc import Sequence
from dataclasses import asdict

import click

from emulator.cli.children import CannotRun, pass_on, start_command
from emulator.cli.options import options
from emulator.cli.printing import fail
from emulator.cli.serve import logged_settings
from emulator.cli.signals import exit_at_signals, install_handlers
from emulator.environment import child_environment
from emulator.settings import FOR_TESTS, Settings


@click.command(
    "exec",
    params=[
        *options(**FOR_TESTS, log_level="warning"),
        click.Argument(["command"], nargs=-1, required=True, type=click.UNPROCESSED),
    ],
    context_settings={"allow_interspersed_args": False},  # options behind COMMAND are its own
)
@click.pass_context
def execute(context: click.Context, /, command: tuple[str, ...], **values: object) -> None:
    """Run COMMAND beside an emulator of its own, and end with its exit code.

    COMMAND finds the emulator by AWS_ENDPOINT_URL_GAMELIFT and GAMELIFT_EMULATOR_URL, and has a region and credentials.
    """
    settings = logged_settings(context, values)
    from emulator.seed.errors import SeedError
    from emulator.store.errors import DatabaseError
    from emulator.web.address import StartError

    try:
        sys.exit(run_beside_emulator(command, settings))
    except (CannotRun, StartError, DatabaseError, SeedError) as error:
        fail(error, getattr(error, "exit_code", 1))


def run_beside_emulator(command: Sequence[str], settings: Settings) -> int:
    """The exit code of `command`, as a shell would tell it: 128 and more for the signal that ended it.

    Signals go to the command, which decides what becomes of them; before it runs, they end this. Raises: CannotRun,
    StartError, DatabaseError, SeedError; SystemExit at such a signal.
    """
    from emulator.testing.in_process import Emulator

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
