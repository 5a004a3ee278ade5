"""The command line. What a command does not need is not imported: a container's healthcheck runs often."""

import gc
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from emulator import __version__, client_environment, control_client
from emulator.cli import signals
from emulator.cli.group import DefaultsToServe
from emulator.cli.options import options, settings_of
from emulator.settings import FOR_TESTS, Settings, client_variables, misspelt, running_url

URL_DEFAULT = "GAMELIFT_EMULATOR_URL, else the configured host and port, http://127.0.0.1:4600"
Command = TypeVar("Command", bound=Callable[..., object])


def fail(message: object, exit_code: int = 1) -> NoReturn:
    click.echo(f"gamelift-emulator: {message}", err=True)
    sys.exit(exit_code)


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
    from emulator.cli import exec
    from emulator.seed.errors import SeedError
    from emulator.store.errors import DatabaseError
    from emulator.web.address import StartError

    try:
        sys.exit(exec.run_beside_emulator(command, settings))
    except (exec.CannotRun, StartError, DatabaseError, SeedError) as error:
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


def default_url() -> str:
    """Where a running emulator is expected: GAMELIFT_EMULATOR_URL, else the configured host and port."""
    if url := running_url():
        return url
    context = click.Context(main.commands["serve"])
    host, port = (
        option.get_default(context) if (value := option.resolve_envvar_value(context)) is None else value
        for option in main.commands["serve"].params
        if option.name in ("host", "port")
    )
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in str(host) else f"http://{host}:{port}"


def client_command(name: str, group: click.Group = main) -> Callable[[Command], Command]:
    """A command that talks to a running emulator."""
    url = click.option("--url", default=default_url, help="The running emulator.", show_default=URL_DEFAULT)

    def add(function: Command) -> Command:
        group.command(name)(url(function))
        return function

    return add


def ask(url: str, method: str, path: str, document: dict[str, object] | None = None) -> dict[str, Any]:
    try:
        return control_client.call(url, method, path, None if document is None else json.dumps(document).encode())
    except control_client.ClientError as error:
        fail(error)


def print_json(answer: dict[str, Any]) -> None:
    click.echo(json.dumps(answer, indent=2, ensure_ascii=False))


@client_command("healthcheck")
def healthcheck(url: str) -> None:
    """Exit with 0 where the emulator is ready, else with 1."""
    try:
        control_client.call(url, "GET", "/ready", timeout=2)
    except control_client.ClientError as error:
        fail(f"not ready: {error}")


@client_command("env")
@click.option("--format", "form", type=click.Choice([*client_environment.FORMS]), default="sh", show_default=True)
def env(url: str, form: str) -> None:
    """Print what an AWS client needs in its environment: eval "$(gamelift-emulator env)"."""
    region = ask(url, "GET", "/info")["settings"]["region"]
    click.echo(client_environment.FORMS[form](client_variables(url, region)))


@client_command("reset")
@click.option("--seed", is_flag=True, help="Then load what serve's --seed names.")
def reset_emulator(url: str, seed: bool) -> None:
    """Bring the emulator back to its fresh state."""
    print_json(ask(url, "POST", "/reset?seed=1" if seed else "/reset"))


@client_command("seed")
@click.argument("path", type=click.Path(path_type=Path))
def seed(url: str, path: Path) -> None:
    """Load the seed document at PATH, or all of a folder."""
    from emulator.seed.errors import SeedError
    from emulator.seed.sending import send

    try:
        print_json(send(path, url, seed_progress))
    except (SeedError, control_client.ClientError) as error:
        fail(error)


@client_command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export_state(url: str, file: Path) -> None:
    """Write the emulator's whole state to FILE."""
    signals.exit_at_signals()
    try:
        control_client.save(url, "/state", file)
    except (OSError, control_client.ClientError) as error:
        fail(error)


@client_command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def import_state(url: str, file: Path) -> None:
    """Replace the emulator's whole state by that in FILE."""
    size = file.stat().st_size
    try:
        with file.open("rb") as source, seed_progress(size) as progress:
            print_json(control_client.call(url, "PUT", "/state", control_client.chunks(source, progress), size))
    except OSError as error:
        fail(error)
    except control_client.ClientError as error:
        if error.answer.get("file") != "body":
            fail(error)
        hint = " (seed documents are loaded by `seed`)" if "Format" in str(error) or "JSON" in str(error) else ""
        fail(f"{file}: {str(error).removeprefix('body: ')}{hint}")


@main.group()
def clock() -> None:
    """Show or change the emulator's clock."""


@client_command("show", clock)
def print_clock(url: str) -> None:
    """Show the instant, and whether the clock stands still."""
    print_json(ask(url, "GET", "/clock"))


@client_command("freeze", clock)
def freeze_clock(url: str) -> None:
    """Let the clock stand still."""
    print_json(ask(url, "PUT", "/clock", {"frozen": True}))


@client_command("resume", clock)
def resume_clock(url: str) -> None:
    """Let the clock run on."""
    print_json(ask(url, "PUT", "/clock", {"frozen": False}))


@client_command("advance", clock)
@click.argument("seconds", type=float)
def move_clock_on(url: str, seconds: float) -> None:
    """Move the clock forward."""
    print_json(ask(url, "POST", "/clock/advance", {"seconds": seconds}))


@client_command("set", clock)
@click.argument("instant", metavar="ISO-8601")
def set_clock(url: str, instant: str) -> None:
    """Move the clock to an instant, backwards too."""
    print_json(ask(url, "PUT", "/clock", {"now": instant}))
