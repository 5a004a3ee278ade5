"""What scripts run again and again: `--version`, `healthcheck` and `clock show`, as long as no option is given.

Importing click and http.client takes longer than all that these commands do, and a container's healthcheck runs every
two seconds. Where anything is not as expected, nothing is written here: the command itself runs, and tells what is
wrong.
"""

from __future__ import annotations

from emulator import __version__
from emulator.control.prefix import ROOT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

TIMEOUT_SECONDS = 2


def answer_at_once(arguments: Sequence[str]) -> bool:
    """Whether the command that the arguments name is done."""
    match arguments:
        case ["--version"]:
            return printed(f"gamelift-emulator {__version__}")
        case ["healthcheck"]:
            return get("/ready") is not None
        case ["clock", "show"]:
            return (clock := get("/clock")) is not None and printed(indented(clock))
        case _:
            return False


def printed(text: str) -> bool:
    """Whether it could be written."""
    try:
        print(text, flush=True)
    except OSError:
        return False
    return True


def indented(found: dict[str, object]) -> str:
    import json

    return json.dumps(found, indent=2, ensure_ascii=False)


def get(path: str) -> dict[str, object] | None:
    """The JSON object that the control API of a running emulator answers; None where there is no such answer."""
    import json
    import socket

    from emulator.environment import emulator_url

    try:
        scheme, _, authority = emulator_url().partition("://")
        host, _, port = authority.rpartition(":")
        if scheme != "http":
            return None
        address = (host.encode(), int(port))  # of text, Python would import a codec of international names
        with socket.create_connection(address, TIMEOUT_SECONDS) as connection:  # type: ignore[arg-type]
            connection.sendall(f"GET {ROOT}{path} HTTP/1.0\r\nHost: {authority}\r\n\r\n".encode())
            head, _, body = b"".join(iter(lambda: connection.recv(65_536), b"")).partition(b"\r\n\r\n")
        found = json.loads(body) if b" 200 " in head.partition(b"\r\n")[0] else None
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None
