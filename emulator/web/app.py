"""Stations 1 and 6: HTTP in, HTTP out. One front door, and two rooms behind it: the AWS API and the control API."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import perf_counter_ns
from uuid import uuid4

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from emulator.calls.metrics import SUCCESS
from emulator.control import control_app
from emulator.control.requests import ROOT
from emulator.logs.time_outs import reporting
from emulator.quoting import shortened
from emulator.web.aws_api import AwsApi, error_response
from emulator.web.guard import Guard
from emulator.wire.call import WireError
from emulator.wire.protocols import operation_named, protocol_named
from emulator.world import World

log = logging.getLogger(__name__)

QUIET = (f"{ROOT}/health", f"{ROOT}/ready", f"{ROOT}/metrics")  # asked for all the time, by machines


def create_app(world: World) -> ASGIApp:
    """The emulator as an ASGI application."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with reporting(world):
            yield

    api = AwsApi(world)
    aws = ServerErrorMiddleware(api, handler=api.failed)
    control = control_app(world, lifespan)

    async def rooms(scope: Scope, receive: Receive, send: Send) -> None:
        app = control if scope["type"] == "lifespan" or is_control(scope["path"]) else aws
        await app(scope, receive, send)

    if not world.settings.web_origins:
        return FrontDoor(rooms, world)
    with_cors = CORSMiddleware(
        rooms,
        allow_origins=world.settings.web_origins,
        allow_methods=["GET", "HEAD", "POST", "PUT", "DELETE"],
        allow_headers=["*"],
        allow_private_network=True,  # browsers ask when a page of a public site calls this machine
        expose_headers=["x-amzn-requestid", "x-amzn-errortype", "smithy-protocol", "date"],
    )
    return FrontDoor(with_cors, world)


class FrontDoor:
    """Every request comes in here: it gets its id, is let in or refused, is counted, and leaves a line in the log."""

    def __init__(self, app: ASGIApp, world: World) -> None:
        self.app = app
        self.guard = Guard(world.settings)
        self.world = world
        self.lines: list[tuple[Scope, str, int, float]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = perf_counter_ns()
        headers: dict[bytes, bytes] = dict(scope["headers"])
        scope["by_name"] = headers  # for all who look for one
        scope["request_id"] = str(uuid4())
        status = 0

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            refusal = self.guard.refusal(scope["method"], headers)
            if len(headers) < len(scope["headers"]) and [name for name, _ in scope["headers"]].count(b"host") > 1:
                refusal = "There is more than one Host header."
            if refusal is not None:
                await refusal_response(scope, WireError("AccessDeniedException", refusal, 403))(scope, receive, noting)
            elif "too_large" in scope:
                await refusal_response(scope, head_too_large_error(scope["too_large"]))(scope, receive, noting)
            else:
                await self.app(scope, receive, noting)
        except asyncio.CancelledError:
            if not self.world.draining:
                raise
            scope["abort"]()  # the server ends, and does not wait for clients that read slowly
        finally:
            seconds = (perf_counter_ns() - started) / 1e9
            operation = operation_named(headers, scope["path"])
            if not is_control(scope["path"]) and (operation or status != 200):
                self.world.calls.record(operation, scope.get("error") or (SUCCESS if status == 200 else ""), seconds)
            self.lines.append((scope, operation, status, seconds))
            if len(self.lines) == 1:
                asyncio.get_running_loop().call_soon(self.write_lines)

    def write_lines(self) -> None:
        """Writes the log lines of all answers that have left since the event loop last came round."""
        lines, self.lines = self.lines, []
        for scope, operation, status, seconds in lines:
            log.log(
                logging.DEBUG if scope["path"] in QUIET else logging.INFO,
                "%(call)s %(status)d %(request_id)s %(milliseconds).1f ms",
                {
                    "call": subject(scope, operation),
                    "status": status,
                    "request_id": scope["request_id"],
                    "milliseconds": round(seconds * 1e3, 3),
                    **({"protocol": protocol_named(scope["by_name"])} if operation else {}),
                },
            )


def subject(scope: Scope, operation: str) -> str:
    """What a request is about, in the log, which a long path does not fill."""
    return shortened(operation or f"{scope['method']} {scope['raw_path'].decode('ascii', 'backslashreplace')}")


def is_control(path: str) -> bool:
    return path == ROOT or path.startswith(ROOT + "/")


def refusal_response(scope: Scope, error: WireError) -> Response:
    """A refusal by the front door, in the form that the path's clients read."""
    if is_control(scope["path"]):
        return JSONResponse({"message": error.message}, error.status)
    return error_response(scope, error)


def head_too_large_error(message: str) -> WireError:
    return WireError("RequestHeaderFieldsTooLargeException", message, 431)
