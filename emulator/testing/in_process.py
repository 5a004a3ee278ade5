"""An emulator in a thread of this process: for tests without pytest, and for its fixture."""

import asyncio
import json
import os
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import ExitStack, closing
from pathlib import Path
from types import TracebackType

from emulator.seed.errors import SeedError
from emulator.seed.progress import unseen
from emulator.settings import FOR_TESTS, settings_named
from emulator.store.temporary import TemporaryFolder
from emulator.testing.control import written
from emulator.testing.gamelift import Document, GameLift
from emulator.web.address import StartError, held
from emulator.web.server import Server, opened


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
            ready: Future[None] = Future()
            try:
                server = resources.enter_context(opened(settings, address, unseen, lambda: ready.set_result(None)))
            except SeedError as error:
                if isinstance(self._seed, Mapping):  # whoever gave it knows no file
                    raise SeedError("seed", error.path, error.rule) from None
                raise
            thread = threading.Thread(target=run, args=(server, ready), name="gamelift-emulator", daemon=True)
            thread.start()
            resources.callback(thread.join)
            resources.callback(server.stop)
            ready.result()
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


def run(server: Server, ready: Future[None]) -> None:
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
