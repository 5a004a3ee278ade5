"""An emulator in a thread of this process: for tests without pytest, and for its fixture.

It is asked over HTTP, as an emulator elsewhere is, but for a fresh world, the settings and the failures: what a test
needs before it begins, and at its end, waits for no control API (decision 23).
"""

import asyncio
import json
import os
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import ExitStack, closing
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from emulator.control_client import ClientError
from emulator.logs.time_outs import catch_up
from emulator.seed.configured import configured_sources
from emulator.seed.errors import SeedError
from emulator.seed.progress import unseen
from emulator.settings import FOR_TESTS, settings_named
from emulator.store.errors import NothingWritten
from emulator.store.temporary import TemporaryFolder
from emulator.testing.control import written
from emulator.testing.gamelift import Document, GameLift
from emulator.testing.server_processes import State
from emulator.web.address import StartError, held
from emulator.web.server import Server, opened
from emulator.world import World

if TYPE_CHECKING:
    from emulator.seed.reading import Source

RESET_SECONDS = 600
"""So long a reset may take, as it may over HTTP."""


class Emulator(GameLift):
    """An emulator that runs for as long as the context lasts, `with Emulator() as emulator` or `async with` alike.

    `seed` is a seed document, or the path of one or of a folder. `settings` are those of `serve`, under the names of
    the fields of `emulator.settings.Settings`, as `clock="frozen"`. Where something is wrong, its beginning raises
    StartError, DatabaseError, SeedError, SettingError or, for a setting that there is none of, TypeError.
    """

    def __init__(self, seed: Document | str | Path | None = None, **settings: object) -> None:
        self._seed = seed
        self._settings = FOR_TESTS | settings
        self._resources = ExitStack()
        self._loop: asyncio.AbstractEventLoop | None = None
        """The server's, from its start on."""
        self._process = 0
        self._failures: list[str] = []
        self.server: Server | None = None
        """The server, while it runs."""

    def start(self) -> "Emulator":
        """Itself, once it answers. To be stopped by the caller; a context does both."""
        if self.server is not None:
            raise StartError("this emulator runs already")
        with ExitStack() as resources:
            settings = settings_named(self._settings | {"seed": self._seed_file(resources)})
            address = resources.enter_context(held(settings))
            ready: Future[asyncio.AbstractEventLoop] = Future()

            def tell_ready() -> None:
                ready.set_result(asyncio.get_running_loop())

            try:
                server = resources.enter_context(opened(settings, address, unseen, tell_ready))
            except SeedError as error:
                if isinstance(self._seed, Mapping):  # whoever gave it knows no file
                    raise SeedError("seed", error.path, error.rule) from None
                raise
            thread = threading.Thread(target=run, args=(server, ready), name="gamelift-emulator", daemon=True)
            thread.start()
            resources.callback(thread.join)
            resources.callback(server.stop)
            self._loop = ready.result()
            for each in ("settings", "tls_url"):  # of an earlier run
                vars(self).pop(each, None)
            super().__init__(address.url)
            self._resources = resources.pop_all()
        self.server = server
        self._failures = server.world.failures
        self._process = os.getpid()
        RUNNING.add(self)
        return self

    def stop(self) -> None:
        """Ends it. In a fork of the process that began it, only forgets it."""
        self.server = None
        RUNNING.discard(self)
        if self._process == os.getpid():
            self._resources.close()

    @cached_property
    def settings(self) -> State:
        return self.server.world.settings.shown() if self.server is not None else super().settings

    def reset(self) -> None:
        loop = self._loop
        if self.server is None or loop is None or loop.is_closed() or self._process != os.getpid():
            super().reset()  # which says that nobody answers, or asks the process that this one is a fork of
            return
        world = self.server.world
        try:
            resetting = begin_anew(world, configured_sources(world.settings))
            asyncio.run_coroutine_threadsafe(resetting, loop).result(RESET_SECONDS)
        except (NothingWritten, SeedError) as error:
            raise ClientError(str(error)) from None
        except (CancelledError, TimeoutError):
            raise ClientError(f"the emulator at {self.url} was not reset: it ends, or takes too long") from None
        self._filled.clear()

    def failures(self) -> list[str]:
        return self._failures.copy()

    def _seed_file(self, resources: ExitStack) -> Path | None:
        if self._seed is None:
            return None
        if isinstance(self._seed, str | Path):
            return Path(self._seed).absolute()  # a test may change the folder that it works in
        folder = resources.enter_context(closing(TemporaryFolder()))
        file = folder.path / "seed.json"
        file.write_text(json.dumps(self._seed, default=written))
        return file

    def __enter__(self) -> "Emulator":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    async def __aenter__(self) -> "Emulator":
        starting = asyncio.create_task(asyncio.to_thread(self.start))
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:  # a thread cannot be cancelled
            await asyncio.gather(starting, return_exceptions=True)
            await asyncio.to_thread(self.stop)
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.stop)


async def begin_anew(world: World, sources: "Sequence[Source]") -> None:
    """What the control API's reset does."""
    await catch_up(world)
    await world.reset(sources)


def run(server: Server, ready: Future[asyncio.AbstractEventLoop]) -> None:
    """Serves in this thread. Whatever ends it before it is ready is told to whoever waits for that."""
    try:
        server.run()
    except BaseException as error:
        if ready.done():
            raise
        ready.set_exception(error)
    else:
        if not ready.done():
            ready.set_exception(StartError("the server ended before it was ready; its log tells more"))


RUNNING: set[Emulator] = set()
"""They go on until they are stopped, whether anybody holds them or not."""


def forget_in_child() -> None:
    """Lets go of the ports of emulators that run in the parent: a fork has no thread that would answer there."""
    for emulator in RUNNING:
        if emulator.server is not None:
            emulator.server.address.close_copies()
    RUNNING.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=forget_in_child)
