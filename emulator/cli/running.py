"""Commands that talk to a running emulator: where it is, and what it is asked."""

import json
from typing import Any

import click

from emulator import control_client
from emulator.cli.printing import fail
from emulator.environment import emulator_url

URL_DEFAULT = "GAMELIFT_EMULATOR_URL, else the configured host and port, http://127.0.0.1:4600"
url_option = click.option("--url", default=emulator_url, help="The running emulator.", show_default=URL_DEFAULT)


def ask(url: str, method: str, path: str, document: dict[str, object] | None = None) -> dict[str, Any]:
    """What the control API answers; where it refuses, the command ends."""
    try:
        return control_client.call(url, method, path, None if document is None else json.dumps(document).encode())
    except control_client.ClientError as error:
        fail(error)
