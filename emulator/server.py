"""Running the emulator: a socket, a database, a seed, and uvicorn between them and the clients."""

import errno
import gc
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from types import FrameType
from typing import cast

import uvicorn

from emulator.app import create_app
from emulator.context import World
from emulator.descriptors import raise_descriptor_limit
from emulator.logs import RareWarnings
from emulator.progress import ProgressBar
from emulator.protocol import PlainHttpProtocol
from emulator.seed.loading import load, steps
from emulator.seed.reading import read_path
from emulator.settings import Settings
from emulator.store.engine import Database, writing

log = logging.getLogger(__name__)


class StartError(Exception):
    """The emulator cannot start; the text says why, for the user."""


def serve(settings: Settings, progress_bar: ProgressBar) -> None:
    """Runs the emulator until SIGINT or SIGTERM.

    Raises: StartError, DatabaseError, SeedError. SystemExit(0) where a signal comes before it is ready.
    """
    raise_descriptor_limit()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signal_number, lambda *_: sys.exit(0))

    def announce(url: str) -> None:
        gc.freeze()  # what a start has made stays; no collection need look at it again
        gc.enable()
        print(f"gamelift-emulator ready url={url} pid={os.getpid()}", flush=True)

    with opened(settings, progress_bar, announce) as server:
        server.run()


@contextmanager
def opened(settings: Settings, progress_bar: ProgressBar, ready: Callable[[str], object]) -> Iterator["Server"]:
    """A server that holds its port and has its world, and is about to run; `ready` is told its URL once it answers.

    Raises: StartError, DatabaseError, SeedError.
    """
    if settings.port_file is not None:
        check_port_file(settings.port_file)
    with bound_socket(settings.host, settings.port) as listener:
        sources = [] if settings.seed is None else read_path(settings.seed)
        world = World(settings, Database(settings.database_url))
        try:
            world.address = address_of(listener).removeprefix("http://")
            with closing(world.connect()) as connection, writing(connection) as store:
                world.begin(store)
                if sources:
                    with progress_bar(steps(sources)) as progress:
                        load(sources, store, settings, progress)
            yield Server(world, listener, ready)
        finally:
            world.close()


def check_port_file(file: Path) -> None:
    """Raises: StartError where `file` could not be written once the port is open. What it holds stays."""
    fresh = not file.exists()
    try:
        file.open("a").close()
    except OSError as error:
        raise StartError(f"cannot write the port file {file}: {error.strerror}") from None
    if fresh:
        file.unlink()


def bound_socket(host: str, port: int) -> socket.socket:
    """A socket that holds the address, and listens only once the emulator is ready.

    Raises: StartError.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with ExitStack() as resources:
            listener = resources.enter_context(socket.socket(family, kind, protocol))
            if os.name == "posix":  # elsewhere it would let two processes listen at one port
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            resources.pop_all()
    except OSError as error:
        raise cannot_listen(host, port, error) from None
    return listener


def cannot_listen(host: str, port: int, error: OSError) -> StartError:
    return StartError(f"cannot listen at {host}:{port}: {error.strerror or error}. --port 0 takes a free port")


def address_of(listener: socket.socket) -> str:
    """The URL at which a client on this machine reaches a socket."""
    host, port = listener.getsockname()[:2]
    if ip_address(host).is_unspecified:
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Server(uvicorn.Server):
    """uvicorn, telling when it is ready, and ending with exit code 0 when it is asked to."""

    def __init__(self, world: World, listener: socket.socket, ready: Callable[[str], object]) -> None:
        super().__init__(
            uvicorn.Config(
                create_app(world),
                http=cast("type[PlainHttpProtocol]", partial(PlainHttpProtocol, warnings=RareWarnings())),
                ws="none",
                lifespan="on",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_keep_alive=75,  # longer than the SDKs' pools keep a connection
                timeout_graceful_shutdown=cast("int", 0.5),
            )
        )
        self.world = world
        self.listener = listener
        self.ready = ready

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        """Serves until it is told to stop. Raises: StartError."""
        try:
            super().run(sockets or [self.listener])
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            # Another process that began at the same time listens already.
            raise cannot_listen(self.world.settings.host, self.world.settings.port, error) from None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        host, port = self.listener.getsockname()[:2]
        if not ip_address(host).is_loopback:
            log.warning("listening at %s: whoever reaches this machine reaches the emulator", host)
        if "*" in self.world.settings.web_origins:
            log.warning("--allowed-origins *: every web page that a browser here has open may read and change all")
        if self.world.settings.port_file is not None:
            self.world.settings.port_file.write_text(f"{port}\n")
        self.ready(address_of(self.listener))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        if self.world.settings.port_file is not None:
            self.world.settings.port_file.unlink(missing_ok=True)

    def stop(self) -> None:
        """Ends it, from whatever thread; what long work has begun is undone."""
        self.world.draining = True
        self.should_exit = True

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Ends at a signal. The signal is not raised again afterwards, as uvicorn would."""
        self.force_exit = self.should_exit
        self.stop()
