"""The control API, imported behind the first answer of the AWS API.

Theory of operation
-------------------
FastAPI and what it needs are more than half of all that a start would import, and no call of the AWS API uses them. So
they are imported once an AWS call has been answered, or at the first control call, whichever comes first; a control
call that comes sooner than the import ends waits for it. Nobody is refused.

A thread imports them. Meanwhile Python takes turns ten times as often as it usually does: an AWS call lets go of the
interpreter at each of its statements, and would wait for a whole turn each time until it had it back.
"""

import asyncio
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from starlette.types import ASGIApp, Receive, Scope, Send

from emulator.dispatch.delivery import Deliverer
from emulator.world import World

TURN_SECONDS = 0.0005
_importing = threading.Lock()  # several emulators of a process import one after the other: the turns are everybody's


class LateControl:
    """The control API as an ASGI application that is not there at first."""

    def __init__(self, world: World, deliverer: Deliverer) -> None:
        self._world = world
        self._deliverer = deliverer
        self._made: asyncio.Future[ASGIApp] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = await asyncio.shield(self.begin())  # for all who wait, whoever of them goes away
        await app(scope, receive, send)

    def begin(self) -> "asyncio.Future[ASGIApp]":
        """Begins to import it, where nobody has."""
        if self._made is None:
            thread = ThreadPoolExecutor(1, "gamelift-emulator-imports")
            self._made = asyncio.get_running_loop().run_in_executor(thread, self._make)
            thread.shutdown(wait=False)  # it ends with its work
        return self._made

    def _make(self) -> ASGIApp:
        with short_turns():
            from emulator.control.app import control_app

            return control_app(self._world, self._deliverer)


@contextmanager
def short_turns() -> Iterator[None]:
    """Lets other threads run more often than usual."""
    with _importing:
        usual = sys.getswitchinterval()
        sys.setswitchinterval(min(usual, TURN_SECONDS))
        try:
            yield
        finally:
            sys.setswitchinterval(usual)
