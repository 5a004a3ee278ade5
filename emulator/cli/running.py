"""Commands that talk to a running emulator: where it is, what it is asked, how they fail."""

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any, NoReturn, TypeVar

import click

from emulator import control_client
from emulator.cli.options import options
from emulator.environment import running_url

URL_DEFAULT = "GAMELIFT_EMULATOR_URL, else the configured host and port, http://127.0.0.1:4600"
Command = TypeVar("Command", bound=Callable[..., object])


def fail(message: object, exit_code: int = 1) -> NoReturn:
    click.echo(f"gamelift-emulator: {message}", err=True)
    sys.exit(exit_code)


def default_url() -> str:
    """Where a running emulator is expected: GAMELIFT_EMULATOR_URL, else the configured host and port."""
    if url := running_url():
        return url
    context = click.Context(click.Command("serve"))
    host, port = (
        option.get_default(context) if (value := option.resolve_envvar_value(context)) is None else value
        for option in options()
        if option.name in ("host", "port")
    )
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in str(host) else f"http://{host}:{port}"


def client_command(name: str, group: click.Group, **attributes: Any) -> Callable[[Command], Command]:  # noqa: ANN401 - click's
    """A command that talks to a running emulator."""
    url = click.option("--url", default=default_url, help="The running emulator.", show_default=URL_DEFAULT)

    def add(function: Command) -> Command:
        group.command(name, **attributes)(url(function))
        return function

    return add


def ask(url: str, method: str, path: str, document: dict[str, object] | None = None) -> dict[str, Any]:
    try:
        return control_client.call(url, method, path, None if document is None else json.dumps(document).encode())
    except control_client.ClientError as error:
        fail(error)


def print_json(answer: Mapping[str, Any]) -> None:
    click.echo(json.dumps(answer, indent=2, ensure_ascii=False))


def print_report(answer: Mapping[str, Any]) -> None:
    """Writes what a world has been given; on a terminal without the lists that had no entries."""
    print_json(without_nothing(answer) if sys.stdout.isatty() else answer)


def without_nothing(report: Mapping[str, Any]) -> dict[str, Any]:
    """The report without zeros, and without lists and maps that are empty then."""
    members = {name: without_nothing(each) if isinstance(each, dict) else each for name, each in report.items()}
    return {name: each for name, each in members.items() if each is False or each not in (0, [], {})}
