"""Commands for who is to call a running emulator: whether it is ready, and how AWS clients find it."""

import click

from emulator import client_environment, control_client
from emulator.cli.printing import fail
from emulator.cli.running import ask, url_option
from emulator.environment import client_variables


@click.command("healthcheck")
@url_option
def healthcheck(url: str) -> None:
    """Exit with 0 where the emulator is ready, else with 1."""
    try:
        control_client.call(url, "GET", "/ready", timeout=2)
    except control_client.ClientError as error:
        fail(f"not ready: {error}")


@click.command("env")
@url_option
@click.option("--format", "form", type=click.Choice([*client_environment.FORMS]), default="sh", show_default=True)
def env(url: str, form: str) -> None:
    """Print what an AWS client needs in its environment: eval "$(gamelift-emulator env)"."""
    region = ask(url, "GET", "/info")["settings"]["region"]
    click.echo(client_environment.FORMS[form](client_variables(url, region)))
