"""The command line. What a command does not need is not imported: a container's healthcheck runs often."""

import gc
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from emulator import __version__, client_environment, control_client
from emulator.cli import signals
from emulator.cli.acting import add_acts
from emulator.cli.clock import clock
from emulator.cli.group import DefaultsToServe
from emulator.cli.looking import show_sessions
from emulator.cli.matchmaking import matchmake, validate_rule_set
from emulator.cli.options import options, settings_of
from emulator.cli.running import ask, client_command, fail, print_report
from emulator.environment import client_variables, misspelt
from emulator.settings import FOR_TESTS, Settings


@click.group(cls=DefaultsToServe, context_settings={"help_option_names": ["--help"], "terminal_width": 110})
@click.version_option(__version__, prog_name="gamelift-emulator", message="%(prog)s %(version)s")
def main() -> None:
    """A local emulator of Amazon GameLift player sessions. Without a command: serve."""


def logged_settings(context: click.Context, values: Mapping[str, object]) -> Settings:
    """The settings; the log is set up as they say, and warns of variables that look like settings and are none."""
    settings = settings_of(context, values)
    from emulator.logs import lines

    lines.configure(settings.log_level, settings.log_format)
    for warning in misspelt():
        lines.log.warning("%s", warning)
    return settings


@click.pass_context
def serve(context: click.Context, /, **values: object) -> None:
    """Run the emulator until Ctrl-C or SIGTERM."""
    gc.disable()  # next to nothing that a start makes goes away again; `run` enables it once all is there
    settings = logged_settings(context, values)
    from emulator.web.address import StartError, held

    try:
        with held(settings) as address:  # before the imports, which take most of a start
            from emulator.seed.errors import SeedError
            from emulator.store.errors import DatabaseError
            from emulator.web.server import run_server as run

            try:
                run(settings, address, seed_progress)
            except (DatabaseError, SeedError) as error:
                fail(error)
    except StartError as error:
        fail(error)


main.add_command(click.Command("serve", params=options(), callback=serve, help=serve.__doc__))


@click.pass_context
def execute(context: click.Context, /, command: tuple[str, ...], **values: object) -> None:
    """Run COMMAND beside an emulator of its own, and end with its exit code.

    COMMAND finds the emulator by AWS_ENDPOINT_URL_GAMELIFT and GAMELIFT_EMULATOR_URL, and has a region and credentials.
    """
    settings = logged_settings(context, values)
    from emulator.cli.children import CannotRun
    from emulator.cli.exec import run_beside_emulator
    from emulator.seed.errors import SeedError
    from emulator.store.errors import DatabaseError
    from emulator.web.address import StartError

    try:
        sys.exit(run_beside_emulator(command, settings))
    except (CannotRun, StartError, DatabaseError, SeedError) as error:
        fail(error, getattr(error, "exit_code", 1))


main.add_command(
    click.Command(
        "exec",
        params=[
            *options(**FOR_TESTS, log_level="warning"),
            click.Argument(["command"], nargs=-1, required=True, type=click.UNPROCESSED),
        ],
        callback=execute,
        help=execute.__doc__,
        context_settings={"allow_interspersed_args": False},  # options behind COMMAND are its own
    )
)


@contextmanager
def seed_progress(steps: int) -> Iterator[Callable[[int], object]]:
    """A progress bar on a terminal, nothing elsewhere."""
    with click.progressbar(length=steps, label="seed", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield bar.update


@client_command("healthcheck", main)
def healthcheck(url: str) -> None:
    """Exit with 0 where the emulator is ready, else with 1."""
    try:
        control_client.call(url, "GET", "/ready", timeout=2)
    except control_client.ClientError as error:
        fail(f"not ready: {error}")


@client_command("env", main)
@click.option("--format", "form", type=click.Choice([*client_environment.FORMS]), default="sh", show_default=True)
def env(url: str, form: str) -> None:
    """Print what an AWS client needs in its environment: eval "$(gamelift-emulator env)"."""
    region = ask(url, "GET", "/info")["settings"]["region"]
    click.echo(client_environment.FORMS[form](client_variables(url, region)))


@client_command("reset", main)
@click.option("--seed", is_flag=True, help="Then load what serve's --seed names.")
def reset_emulator(url: str, seed: bool) -> None:
    """Bring the emulator back to its fresh state."""
    print_report(ask(url, "POST", "/reset?seed=1" if seed else "/reset"))


@client_command("seed", main)
@click.argument("path", type=click.Path(path_type=Path))
def seed(url: str, path: Path) -> None:
    """Load the seed document at PATH, or all of a folder."""
    from emulator.seed.errors import SeedError
    from emulator.seed.sending import send

    try:
        print_report(send(path, url, seed_progress))
    except (SeedError, control_client.ClientError) as error:
        fail(error)


@client_command("export", main)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export_state(url: str, file: Path) -> None:
    """Write the emulator's whole state to FILE."""
    signals.exit_at_signals()
    try:
        control_client.save(url, "/state", file)
    except (OSError, control_client.ClientError) as error:
        fail(error)


@client_command("import", main)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def import_state(url: str, file: Path) -> None:
    """Replace the emulator's whole state by that in FILE."""
    size = file.stat().st_size
    try:
        with file.open("rb") as source, seed_progress(size) as progress:
            print_report(control_client.call(url, "PUT", "/state", control_client.chunks(source, progress), size))
    except OSError as error:
        fail(error)
    except control_client.ClientError as error:
        if error.answer.get("file") != "body":
            fail(error)
        hint = " (seed documents are loaded by `seed`)" if "Format" in str(error) or "JSON" in str(error) else ""
        fail(f"{file}: {str(error).removeprefix('body: ')}{hint}")


client_command("sessions", main)(show_sessions)
add_acts(main)


@client_command("watch", main)
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each change.")
def watch(url: str, as_json: bool) -> None:
    """Print one line for each change of anything, until Ctrl-C."""
    from emulator.cli.watching import watch_emulator

    watch_emulator(url, as_json=as_json)


@client_command("run-server", main, context_settings={"allow_interspersed_args": False})
@click.option("--region", envvar=["AWS_REGION", "AWS_DEFAULT_REGION"], help="Of the fleet.", show_default="emulator's")
@click.option("--fleet-id", metavar="ID", help="An Anywhere fleet.", show_default="ready-made")
@click.option("--location", metavar="NAME", help="Of the compute, where it has to be registered first.")
@click.option("--compute", metavar="NAME", help="The compute that this machine is.", show_default="local")
@click.option("--count", type=click.IntRange(1, 200), default=1, show_default=True, help="How many are to run.")
@click.option("--tls", is_flag=True, help="Connect to the emulator's TLS port (wss), trusting its certificate.")
@click.option("--log-folder", type=click.Path(path_type=Path, file_okay=False), help="Keep there what they write.")
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def run_command_as_game_servers(
    command: tuple[str, ...],
    count: int,
    log_folder: Path | None,
    *,
    tls: bool,
    **where: Any,  # noqa: ANN401 - fields of Launch, as the options are named
) -> None:
    """Run the game server COMMAND against a running emulator, and start it again when it ends.

    The game server finds it by the variables that every Server SDK 5 reads. {port} in COMMAND is a free port.
    """
    from emulator.cli.children import CannotRun
    from emulator.cli.launching import Launch
    from emulator.cli.run_server import run_game_servers

    try:
        launch = Launch(command, **{name: value for name, value in where.items() if value is not None})
        run_game_servers(launch, count, log_folder, tls=tls)
    except (CannotRun, OSError, control_client.ClientError) as error:
        fail(error, getattr(error, "exit_code", 1))


main.add_command(clock)
main.add_command(validate_rule_set)
main.add_command(matchmake)
