"""Where every request comes in, is let in or refused, is counted, and leaves a line in the log."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from random import Random
from time import perf_counter_ns

from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from emulator.api.catalogue import OPERATION_NAMES
from emulator.calls.journal import SUCCESS
from emulator.control.prefix import ROOT
from emulator.domain.uuids import uuid4_of
from emulator.game_servers.connection import deny_upgrade
from emulator.logs.request_lines import RequestLines
from emulator.quoting import one_line, shortened
from emulator.web.aws_api import error_response
from emulator.web.exchange import KEY, Exchange, no_abort
from emulator.web.guard import Guard
from emulator.wire import json11
from emulator.wire.call import WireError
from emulator.wire.protocols import MARK, WIRES
from emulator.world import World

log = logging.getLogger(__name__)
_random_bits = Random().getrandbits  # of this process, and no system call for each
# Asked for all the time, by machines.
QUIET = tuple(f"{ROOT}/{name}" for name in ("health", "ready", "metrics", "changes", "server-processes"))


class FrontDoor:
    """The emulator as an ASGI application: one door, and three rooms behind it, for the AWS API, the control API, and
    game servers.

    Two keys of the scope are the server's (web/protocol.py), and may be missing: `abort` closes the connection, and
    `too_large` says why a head was not read to its end.
    """

    def __init__(
        self,
        aws: ASGIApp,
        control: ASGIApp,
        game_servers: ASGIApp,
        world: World,
        *,
        beside: Callable[[], AbstractAsyncContextManager[None]],
        behind_first_answer: Callable[[], object],
    ) -> None:
        """`beside` lasts as long as the server serves; `behind_first_answer` is called once an AWS call has been."""
        self.beside = beside
        self.behind_first_answer: Callable[[], object] | None = behind_first_answer
        self.aws = aws
        self.control = control
        self.game_servers = game_servers
        self.guard = Guard(world.settings)
        self.world = world
        self.lines = RequestLines()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._upgrade(scope, receive, send)
            return
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        started = perf_counter_ns()
        headers: dict[bytes, bytes] = dict(scope["headers"])
        wire = WIRES.get(headers.get(MARK, b"").lower(), json11)
        operation = wire.operation_named(headers, scope["path"])
        exchange = Exchange(uuid4_of(_random_bits(128)), headers, wire, operation, scope.get("abort", no_abort))
        scope[KEY] = exchange
        controls = scope["path"].startswith(ROOT) and is_control(scope["path"])

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                exchange.status = message["status"]
            await send(message)

        try:
            refusal = self.guard.refusal(scope["method"], scope["headers"], headers)
            if refusal is not None or "too_large" in scope:
                error = access_denied(refusal) if refusal is not None else head_refusal(scope["too_large"])
                await answer_of(error, exchange, controls=controls)(scope, receive, noting)
            elif controls:
                await self.control(scope, receive, noting)
            else:  # what answers a POST there notes the status itself
                await self.aws(scope, receive, send if scope["method"] == "POST" else noting)
                if self.behind_first_answer is not None:
                    self.behind_first_answer()
                    self.behind_first_answer = None
        except asyncio.CancelledError:
            if not self.world.draining:
                raise
            exchange.abort()  # the server ends, and does not wait for clients that read slowly
        finally:
            self._note(scope, exchange, (perf_counter_ns() - started) / 1e9, controls=controls)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()  # lifespan.startup
        async with self.beside():
            await send({"type": "lifespan.startup.complete"})
            await receive()  # lifespan.shutdown
        await send({"type": "lifespan.shutdown.complete"})

    async def _upgrade(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a game server in. A web page can ask any host for a WebSocket, and CORS does not count for that."""
        refusal = self.guard.refusal("GET", scope["headers"], dict(scope["headers"]))
        if refusal is None:
            await self.game_servers(scope, receive, send)
            return
        log.warning("a WebSocket was refused: %s", refusal)
        await receive()
        await deny_upgrade(403, refusal, send)

    def _note(self, scope: Scope, exchange: Exchange, seconds: float, *, controls: bool) -> None:
        """Counts an answer, and leaves its line in the log."""
        operation, status = exchange.operation, exchange.status
        if not controls and (operation or status != 200):
            self.world.calls.record(operation, exchange.error or (SUCCESS if status == 200 else ""), seconds)
        protocol = exchange.wire.SHORT_NAME if operation else None
        if (entry := exchange.entry) is not None:
            entry.status, entry.seconds, entry.protocol = status, seconds, protocol
        self.lines.add(
            logging.DEBUG if scope["path"] in QUIET else logging.INFO,
            operation if operation in OPERATION_NAMES else shortened(operation or subject(scope)),
            status,
            exchange.request_id,
            seconds,
            protocol,
            None if exchange.message is None else f"{exchange.error}: {one_line(exchange.message)}",
        )


def subject(scope: Scope) -> str:
    """What a request is about that names no operation."""
    return f"{scope['method']} {scope['raw_path'].decode('ascii', 'backslashreplace')}"


def is_control(path: str) -> bool:
    return path == ROOT or path.startswith(ROOT + "/")


def access_denied(message: str) -> WireError:
    return WireError("AccessDeniedException", message, 403)


def head_refusal(message: str) -> WireError:
    return WireError("RequestHeaderFieldsTooLargeException", message, 431)


def answer_of(refusal: WireError, exchange: Exchange, *, controls: bool) -> Response:
    """A refusal by the front door, in the form that the room's clients read."""
    if controls:
        return JSONResponse({"message": refusal.message}, refusal.status)
    return error_response(exchange, refusal)
