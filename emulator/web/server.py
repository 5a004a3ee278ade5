"""Running the emulator: a socket, a database, a seed, and uvicorn between them and the clients."""

import asyncio
import gc
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, cast

import uvicorn

from emulator.logs.lines import RareWarnings
from emulator.seed.configured import configured_sources
from emulator.seed.progress import ProgressBar
from emulator.settings import Settings
from emulator.store.engine import Database
from emulator.store.errors import DatabaseError, NothingWritten
from emulator.store.store import Store
from emulator.web.address import Address, StartError
from emulator.web.app import create_app
from emulator.web.descriptors import raise_descriptor_limit
from emulator.web.protocol import PlainHttpProtocol
from emulator.world import Tls, World

if TYPE_CHECKING:
    from emulator.seed.reading import Source
    from emulator.web.tls import ServerTls

log = logging.getLogger(__name__)

MESSAGE_LIMIT_BYTES = 1024 * 1024
"""Of a message of a game server."""


def run_server(settings: Settings, address: Address, progress_bar: ProgressBar) -> None:
    """Runs the emulator until SIGINT or SIGTERM.

    Raises: StartError, DatabaseError, SeedError. SystemExit(0) where a signal comes before it is ready.
    """
    raise_descriptor_limit()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signal_number, lambda *_: sys.exit(0))

    def announce() -> None:
        gc.freeze()  # what a start has made stays; no collection need look at it again
        gc.enable()
        tls = f" tls_url={address.tls_url}" if address.tls_url else ""
        print(f"gamelift-emulator ready url={address.url} pid={os.getpid()}{tls}", flush=True)

    with opened(settings, address, progress_bar, announce) as server:
        server.run()


@contextmanager
def opened(
    settings: Settings, address: Address, progress_bar: ProgressBar, ready: Callable[[], object]
) -> Iterator["Server"]:
    """A server that has its world, and is about to run; `ready` is called once it answers.

    Raises: StartError, DatabaseError, SeedError.
    """
    sources = configured_sources(settings)
    with closing(Database(settings.database_url)) as database:
        try:
            with closing(World(settings, database)) as world:
                world.origin = address.url
                world.write_here(lambda store: begin(world, store, sources, progress_bar))
                database.watch_files()
                tls = tls_of(world, address)
                yield Server(world, address, tls, ready)
        except NothingWritten as error:
            reason = getattr(error, "reason", error)
            raise DatabaseError(f"cannot use the database {database.url}: {reason}") from None


def begin(world: World, store: Store, sources: "Sequence[Source]", progress_bar: ProgressBar) -> None:
    """Makes the world that the emulator starts with. Raises: SeedError, DatabaseError."""
    if world.settings.fresh:
        check_unused(world.database)  # in the transaction that empties it: nobody else can begin meanwhile
    world.initialize(store)
    if sources:
        from emulator.seed.loading import load, steps

        with progress_bar(steps(sources)) as progress:
            load(sources, store, world.settings, progress)


def tls_of(world: World, address: Address) -> "ServerTls | None":
    """What the TLS port shows, None where there is none; what it needs is imported for it alone. Raises: StartError."""
    if address.tls_url is None:
        return None
    from emulator.web.tls import given_tls, own_tls

    settings = world.settings
    if settings.tls_certificate is not None and settings.tls_key is not None:
        tls = given_tls(settings.tls_certificate, settings.tls_key)
    else:
        file = world.database.beside("-tls.pem")
        tls = world.write_here(lambda _: own_tls(settings, address.host, file))
    world.tls = Tls(address.tls_url, tls.trusted)
    world.tls_port = address.tls_port
    return tls


def check_unused(database: Database) -> None:
    """Raises: DatabaseError where other emulators use a database that is about to be emptied."""
    others = database.other_processes()
    if others:
        who = ", ".join(f"process {other.pid}{other.url and f' at {other.url}'}" for other in others)
        raise DatabaseError(
            f"cannot empty the database {database.url}: another emulator uses it ({who}). Stop that one, leave out "
            "--fresh, or take another --database-url"
        )


class Server(uvicorn.Server):
    """uvicorn, telling when it is ready, and ending with exit code 0 when it is asked to."""

    def __init__(self, world: World, address: Address, tls: "ServerTls | None", ready: Callable[[], object]) -> None:
        super().__init__(
            uvicorn.Config(
                create_app(world),
                http=cast("type[PlainHttpProtocol]", partial(PlainHttpProtocol, warnings=RareWarnings())),
                ws="none",  # web/protocol.py does it
                ws_max_size=MESSAGE_LIMIT_BYTES,
                ws_ping_interval=None,  # a game server may stand at a breakpoint
                ws_per_message_deflate=False,
                lifespan="on",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,  # anybody can send them, and nothing here asks for what they say
                timeout_keep_alive=75,  # longer than the SDKs' pools keep a connection
                timeout_graceful_shutdown=cast("int", 0.5),
            )
        )
        self.world = world
        self.address = address
        self.tls = tls
        self.ready = ready
        self.start_error: StartError | None = None

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        """Serves until it is told to stop. Raises: StartError."""
        self.address.listen()
        super().run(sockets or [self.address.listener])
        if self.start_error is not None:
            raise self.start_error

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Serves at the port, and at the TLS port where there is one: the same protocol, the same connections."""
        await super().startup(sockets)
        if self.tls is not None and self.address.tls_listener is not None:
            protocol = cast("type[PlainHttpProtocol]", self.config.http_protocol_class)
            listening = await asyncio.get_running_loop().create_server(
                lambda: protocol(self.config, self.server_state, self.lifespan.state),  # type: ignore[call-arg]
                sock=self.address.tls_listener,
                ssl=self.tls.context,
                backlog=self.config.backlog,
            )
            self.servers.append(listening)

    async def main_loop(self) -> None:
        if not self.address.is_loopback:
            log.warning("listening at %s: whoever reaches this machine reaches the emulator", self.address.host)
        if "*" in self.world.settings.web_origins:
            log.warning("--allowed-origins *: every web page that a browser here has open may read and change all")
        with ExitStack() as resources:  # the port file goes before the port is closed
            try:
                resources.enter_context(self.address.announced())
            except StartError as error:
                self.start_error = error
                return  # for uvicorn to end as it does otherwise
            self.world.database.tell_address(self.address.url)
            self.ready()
            await super().main_loop()

    def stop(self) -> None:
        """Ends it, from whatever thread; what long work has begun is undone."""
        self.world.draining = True
        self.should_exit = True

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Ends at a signal. The signal is not raised again afterwards, as uvicorn would."""
        self.force_exit = self.should_exit
        self.stop()
