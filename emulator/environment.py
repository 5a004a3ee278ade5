"""What this process's environment says, and what other processes get of it. The only file that reads os.environ."""

from __future__ import annotations

import os

from emulator.client_environment import (
    HOST,
    PORT,
    PREFIX,
    URL_VARIABLE,
    changed_environment,
    past_proxies,
    variables,
)

TYPE_CHECKING = False  # importing it would take longer than all else here
if TYPE_CHECKING:
    from collections.abc import Mapping

COMPUTE_TYPE_VARIABLE = "GAMELIFT_COMPUTE_TYPE"
"""Makes a Server SDK ask a container's host who it is, whatever the other variables say."""


def running_url() -> str | None:
    """Where a running emulator is, if the environment says."""
    return os.environ.get(URL_VARIABLE)


def emulator_url() -> str:
    """Where a running emulator is expected: where the environment says, else at the configured host and port."""
    if url := running_url():
        return url
    host = os.environ.get(f"{PREFIX}HOST") or HOST
    port = os.environ.get(f"{PREFIX}PORT") or PORT
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


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
    import difflib
    from dataclasses import fields

    from emulator.settings import Settings, variable

    known = {variable(each.name) for each in fields(Settings)} | {URL_VARIABLE}
    warnings = []
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0)
            warnings.append(f"unknown environment variable {name}; did you mean {near[0]}?")
    return warnings
