"""What this process's environment says, and what other processes get of it. The only file that reads os.environ."""

import difflib
import os
from collections.abc import Mapping
from dataclasses import fields

from emulator.client_environment import (
    URL_VARIABLE,
    changed_environment,
    past_proxies,
    variables,
)
from emulator.settings import PREFIX, Settings, variable

COMPUTE_TYPE_VARIABLE = "GAMELIFT_COMPUTE_TYPE"
"""Makes a Server SDK ask a container's host who it is, whatever the other variables say."""


def running_url() -> str | None:
    """Where a running emulator is, if the environment says."""
    return os.environ.get(URL_VARIABLE)


def client_variables(url: str, region: str) -> dict[str, str]:
    """What an AWS client needs in its environment, to call the emulator at `url`."""
    return variables(os.environ, url, region)


def child_environment(url: str, region: str) -> dict[str, str]:
    """The environment of a child whose AWS clients are to call the emulator at `url`."""
    return changed_environment(os.environ, url, region)


def game_server_environment(url: str, given: Mapping[str, str]) -> dict[str, str]:
    """The environment of a game server that is to connect to the emulator at `url`, with what it is given."""
    kept = {name: value for name, value in os.environ.items() if name != COMPUTE_TYPE_VARIABLE}
    return {**kept, **past_proxies(os.environ, url), **given}


def misspelt(environ: Mapping[str, str] = os.environ) -> list[str]:
    """A warning for each variable that looks like a setting and is none, with the nearest that is one."""
    known = {variable(each.name) for each in fields(Settings)} | {URL_VARIABLE}
    warnings = []
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0)
            warnings.append(f"unknown environment variable {name}; did you mean {near[0]}?")
    return warnings
