"""How a game server is started: where it connects, as whom, and at which port players come to it."""

import socket
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from ssl import get_default_verify_paths
from time import monotonic
from typing import Any, NamedTuple

import click

from emulator.cli.children import Child, start_command
from emulator.control_client import ClientError, aws_call, call, download
from emulator.environment import game_server_environment
from emulator.hosting.ready_made import COMPUTE, FLEET_ID, LOCATION

LAST_PORT = 60_000
"""The SDKs refuse the ports behind it."""


class Run(NamedTuple):
    """A game server that was started."""

    child: Child
    process_id: str
    folder: Path
    """Where it writes: stdout.log and stderr.log."""
    began: float


class Tls(NamedTuple):
    """The emulator's TLS port."""

    url: str
    roots: Path
    """A file of all certificates that a game server is to trust: it takes the place of the system's in Go, on Linux."""


@dataclass(frozen=True)
class Launch:
    """What is started, and for which emulator."""

    command: Sequence[str]
    url: str
    region: str | None = None
    """None: the emulator's own."""
    fleet_id: str = FLEET_ID
    location: str | None = None
    """Where the compute is registered, if it is not yet."""
    compute: str = COMPUTE
    tls: Tls | None = None
    """None: without TLS."""

    def start(self, folder: Path) -> Run:
        """A new game server, which the emulator will let in. Raises: ClientError, CannotRun, OSError."""
        self._register()
        process_id = str(uuid.uuid4())
        given = {
            "GAMELIFT_SDK_WEBSOCKET_URL": "ws" + (self.tls or self).url.rstrip("/").removeprefix("http"),
            "GAMELIFT_SDK_AUTH_TOKEN": self._ask("GetComputeAuthToken")["AuthToken"],
            "GAMELIFT_SDK_FLEET_ID": self.fleet_id,
            "GAMELIFT_SDK_HOST_ID": self.compute,
            "GAMELIFT_SDK_PROCESS_ID": process_id,
        }
        if self.tls is not None:
            given["SSL_CERT_FILE"] = str(self.tls.roots)
        own = folder / process_id
        own.mkdir()
        port = str(free_port())
        command = [word.replace("{port}", port) for word in self.command]
        with (own / "stdout.log").open("wb") as stdout, (own / "stderr.log").open("wb") as stderr:
            child = start_command(command, game_server_environment(self.url, given), stdout, stderr)
        return Run(child, process_id, own, monotonic())

    def _register(self) -> None:
        """Sees to it that the fleet has the compute. Raises: ClientError."""
        try:
            there = self._ask("DescribeCompute")["Compute"]["Location"]
        except ClientError as error:
            if error.answer.get("__type") != "NotFoundException":
                raise
            location = self.location or (LOCATION if self.fleet_id == FLEET_ID else None)
            try:
                members = {} if location is None else {"Location": location}
                self._ask("RegisterCompute", IpAddress="127.0.0.1", **members)
            except ClientError as refusal:
                if "Location is required" not in str(refusal):
                    raise
                raise ClientError(
                    f"fleet {self.fleet_id} has no compute {self.compute}: --compute names one that it has, or with "
                    "--location, one of the fleet's locations, a new one"
                ) from None
            say(f"compute {self.compute} is registered with fleet {self.fleet_id}")
            return
        if self.location not in (None, there):
            raise ClientError(f"compute {self.compute} is at location {there}; --compute names another, or a new one")

    def _ask(self, operation: str, **members: object) -> dict[str, Any]:
        """What an operation answers for the compute. Raises: ClientError."""
        return aws_call(
            self.url, operation, {"FleetId": self.fleet_id, "ComputeName": self.compute, **members}, self.region
        )


def find_tls(url: str, folder: Path) -> Tls:
    """The TLS port of an emulator; what to trust is written to `folder`. Raises: ClientError, OSError."""
    tls_url = call(url, "GET", "/info").get("tls_url")
    if tls_url is None:
        raise ClientError("the emulator has no TLS port: `serve --tls-port` opens one")
    roots = folder / "roots.pem"
    with roots.open("wb") as file:
        system = get_default_verify_paths().cafile
        if system is not None:
            file.write(Path(system).read_bytes() + b"\n")
        download(url, "/certificate", file)
    return Tls(str(tls_url), roots)


def free_port() -> int:
    """A port that nobody uses, be it for TCP or for UDP."""
    while True:
        with socket.socket() as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
            tcp.bind(("", 0))
            port: int = tcp.getsockname()[1]
            try:
                udp.bind(("", port))
            except OSError:
                continue
        if port <= LAST_PORT:
            return port


def say(event: str) -> None:
    """One line on the terminal."""
    click.echo(event)
