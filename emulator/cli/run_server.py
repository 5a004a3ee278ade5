"""Game servers that run beside a running emulator, and are started again when they end.

Theory of operation
-------------------
Each of `count` places has a game server. A loop looks a few times a second at the children of this process and at the
emulator's list of server processes, and tells what has changed. The game servers find the emulator by the variables
that every Server SDK 5 reads; nothing else is between them and it.

What a game server writes goes to files of its own: a pipe that nobody empties in time would stop it. Once it has ended,
the logs of its game session are handed to the emulator.

A game server that the emulator has forgotten, because it began a new world, would wait for ever: the SDKs connect again
and do not say again that they are ready. It is told to end, and its successor is new to the emulator. So is one that
runs on though it has ended for GameLift: it can host nothing any more. One that does not end is killed.
"""

import signal
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from emulator import control_client
from emulator.cli.children import CannotRun, Child, pass_on
from emulator.cli.game_server import GameServer
from emulator.cli.launching import Launch, find_tls, say
from emulator.cli.printing import fail
from emulator.cli.running import url_option
from emulator.cli.signals import install_handlers
from emulator.control_client import ClientError

LOOK_SECONDS = 0.2
ENDING_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")
State = dict[str, Any]


@click.command("run-server", context_settings={"allow_interspersed_args": False})
@url_option
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
    try:
        launch = Launch(command, **{name: value for name, value in where.items() if value is not None})
        run_game_servers(launch, count, log_folder, tls=tls)
    except (CannotRun, OSError, ClientError) as error:
        fail(error, getattr(error, "exit_code", 1))


def run_game_servers(launch: Launch, count: int, log_folder: Path | None, *, tls: bool) -> None:
    """Runs so many game servers until a signal ends it. Raises: CannotRun, ClientError, OSError."""
    with tempfile.TemporaryDirectory(prefix="gamelift-emulator-") as temporary:
        folder = (log_folder or Path(temporary)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        if tls:
            launch = replace(launch, tls=find_tls(launch.url, Path(temporary)))
        Supervisor(launch, count, folder).run()


class Supervisor:
    """All places, and what is done for them."""

    def __init__(self, launch: Launch, count: int, folder: Path) -> None:
        self._url = launch.url
        self._servers = [GameServer(f"server {number}", launch, folder) for number in range(1, count + 1)]
        self._answers = True
        """Whether the emulator answered the last time."""
        self._signals: list[int] = []
        """Those that have come, and were not passed on yet."""
        self._ending = False

    def run(self) -> None:
        """Returns once it was told to end, and all game servers have ended. Raises: as their first start does."""
        install_handlers(lambda number, _: self._signals.append(number))
        try:
            for server in self._servers:
                server.start()
            while self._children() or not self._ending:
                self._look()
                time.sleep(LOOK_SECONDS)
            self._look()  # the last ones' logs
        finally:
            for child in self._children():
                child.kill()
                child.wait()

    def _look(self) -> None:
        while self._signals:
            self._heed(self._signals.pop(0))
        processes = self._processes()
        for server in self._servers:
            server.look(processes, again=not self._ending)

    def _processes(self) -> dict[str, State] | None:
        """What the emulator knows of server processes, by their ids; None where it does not answer."""
        try:
            found = control_client.call(self._url, "GET", "/server-processes", timeout=5)["server_processes"]
        except ClientError as error:
            if self._answers:
                say(str(error))
            self._answers = False
            return None
        if not self._answers:
            say("the emulator answers again")
        self._answers = True
        return {each["ProcessId"]: each for each in found}

    def _children(self) -> list[Child]:
        return [server.run.child for server in self._servers if server.run is not None]

    def _heed(self, number: int) -> None:
        """Passes a signal on. The second one that is to end all is not left to the game servers."""
        ends = signal.Signals(number).name in ENDING_SIGNALS
        if ends and self._ending:
            for child in self._children():
                child.kill()
        else:
            pass_on(number, self._children())
        if ends and not self._ending:
            say("the game servers were told to end; told again, they are killed")
        self._ending = self._ending or ends
