"""Stations 1 and 6: HTTP in, HTTP out. One front door, and two rooms behind it: the AWS API and the control API."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from time import perf_counter_ns
from typing import cast
from urllib.parse import parse_qs
from uuid import uuid4

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.requests import ClientDisconnect
from starlette.requests import Request as StarletteRequest
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from emulator import __version__
from emulator.context import NothingWritten, World
from emulator.control import control_app
from emulator.control.requests import ROOT
from emulator.dispatch import perform
from emulator.errors import GameLiftError, InternalServiceException
from emulator.guard import Guard
from emulator.metrics import SUCCESS
from emulator.time_outs import reporting
from emulator.wire import json11
from emulator.wire.call import Reply, Request, WireError

log = logging.getLogger(__name__)

QUIET = (f"{ROOT}/health", f"{ROOT}/ready", f"{ROOT}/metrics")  # asked for all the time, by machines
BANNER = f"""gamelift-emulator {__version__}: a local Amazon GameLift, as far as player sessions need it.

  aws gamelift describe-player-sessions --player-id alice --endpoint-url {{url}}

API page of the emulator's own controls (clock, seed, reset): {{url}}{ROOT}/docs
"""


def create_app(world: World) -> ASGIApp:
    """The emulator as an ASGI application. Its lifespan closes `world`."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with reporting(world):
            yield
        world.close()

    aws = ServerErrorMiddleware(AwsApi(world), handler=failed)
    control = control_app(world, lifespan)

    async def rooms(scope: Scope, receive: Receive, send: Send) -> None:
        app = control if scope["type"] == "lifespan" or is_control(scope["path"]) else aws
        await app(scope, receive, send)

    if not world.settings.web_origins:
        return FrontDoor(rooms, world)
    with_cors = CORSMiddleware(
        rooms,
        allow_origins=world.settings.web_origins,
        allow_methods=["GET", "HEAD", "POST", "PUT"],
        allow_headers=["*"],
        expose_headers=["x-amzn-requestid", "x-amzn-errortype", "date"],
    )
    return FrontDoor(with_cors, world)


class FrontDoor:
    """Every request comes in here: it gets its id, is let in or refused, is counted, and leaves a line in the log."""

    def __init__(self, app: ASGIApp, world: World) -> None:
        self.app = app
        self.guard = Guard(world.settings)
        self.calls = world.calls
        self.lines: list[tuple[Scope, str, int, float]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = perf_counter_ns()
        headers: dict[bytes, bytes] = dict(scope["headers"])
        scope["request_id"] = str(uuid4())
        status, outcome = 0, SUCCESS

        async def noting(message: Message) -> None:
            nonlocal status, outcome
            if message["type"] == "http.response.start":
                status = message["status"]
                if status != 200:
                    outcome = dict(message["headers"]).get(b"x-amzn-errortype", b"").decode()
            await send(message)

        try:
            refusal = self.guard.refusal(headers)
            if len(headers) < len(scope["headers"]) and [name for name, _ in scope["headers"]].count(b"host") > 1:
                refusal = "There is more than one Host header."
            if refusal is None:
                await self.app(scope, receive, noting)
            else:
                await refused(scope, refusal)(scope, receive, noting)
        finally:
            seconds = (perf_counter_ns() - started) / 1e9
            target = headers.get(b"x-amz-target", b"").decode("latin-1")
            if not is_control(scope["path"]) and (target or status != 200):
                self.calls.record(target.rpartition(".")[2], outcome, seconds)
            self.lines.append((scope, target, status, seconds))
            if len(self.lines) == 1:
                asyncio.get_running_loop().call_soon(self.write_lines)

    def write_lines(self) -> None:
        """Writes the log lines of all answers that have left since the event loop last came round."""
        lines, self.lines = self.lines, []
        for scope, target, status, seconds in lines:
            log.log(
                logging.DEBUG if scope["path"] in QUIET else logging.INFO,
                "%(call)s %(status)d %(request_id)s %(milliseconds).1f ms",
                {
                    "call": subject(scope, target),
                    "status": status,
                    "request_id": scope["request_id"],
                    "milliseconds": round(seconds * 1e3, 3),
                },
            )


def subject(scope: Scope, target: str) -> str:
    """What a request is about, in the log, where nothing that a client sends may break a line."""
    if target:
        operation = target.rpartition(".")[2]
        return operation if operation.isascii() and operation.isprintable() else ascii(target)
    return f"{scope['method']} {scope['raw_path'].decode('ascii', 'backslashreplace')}"


def is_control(path: str) -> bool:
    return path == ROOT or path.startswith(ROOT + "/")


def refused(scope: Scope, message: str, status: int = 403) -> Response:
    """A refusal by the front door, in the form that the path's clients read."""
    if is_control(scope["path"]):
        return JSONResponse({"message": message}, status)
    return response(json11.write_error(WireError("AccessDeniedException", message, status), scope["request_id"]))


def response(reply: Reply) -> Response:
    answer = Response(status_code=reply.status)
    answer.raw_headers = reply.headers
    answer.body = reply.body
    return answer


async def failed(request: StarletteRequest, error: Exception) -> Response:
    """The answer to a failure of our own. The server logs its traceback."""
    message = f"The emulator failed ({type(error).__name__}); its log tells more."
    return response(json11.write_error(InternalServiceException(message), request.scope["request_id"]))


class AwsApi:
    """The AWS API: every path but the control API's, as on AWS, where the path does not count.

    It stands beside FastAPI, not below it: FastAPI's validation never answers in AWS's place, and its stack, which
    costs more than all that happens here, is not on the way.
    """

    def __init__(self, world: World) -> None:
        self.world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers: dict[bytes, bytes] = dict(scope["headers"])
        if headers.get(b"upgrade", b"").lower() == b"websocket":
            await no_game_servers(scope)(scope, receive, send)
            return
        if scope["path"] == "/" and scope["method"] in ("GET", "HEAD"):
            banner = BANNER.format(url=str(StarletteRequest(scope).base_url).rstrip("/"))
            await PlainTextResponse(banner)(scope, receive, send)
            return
        limit = self.world.settings.body_limit_bytes
        try:
            body = await read_body(headers, receive, limit)
        except ClientDisconnect:
            return  # nobody is there to answer, and half a body asks nothing
        if body is None:
            reply = json11.write_error(too_large(limit), scope["request_id"])
        else:
            reply = await answer(Request(scope["method"], headers, body, scope["request_id"]), self.world)
        await send({"type": "http.response.start", "status": reply.status, "headers": reply.headers})
        await send({"type": "http.response.body", "body": reply.body})


def no_game_servers(scope: Scope) -> Response:
    """The refusal of a game server that wants to connect, which the log tells too. Its token stays out of it."""
    query = parse_qs(scope["query_string"].decode("latin-1"))
    told = [f"{name}={query[name][0]!r}" for name in ("FleetId", "ComputeId", "pID", "sdkLanguage") if name in query]
    message = "Game servers cannot connect to this version of the emulator: it simulates server processes."
    log.warning("a WebSocket was asked for (%s): %s", ", ".join(told) or "without FleetId", message)
    return JSONResponse({"message": message}, 501)


async def read_body(headers: Mapping[bytes, bytes], receive: Receive, limit: int) -> bytes | None:
    """The whole body, None where it is larger than `limit`. Raises: ClientDisconnect before its end."""
    declared = headers.get(b"content-length", b"")
    if declared.isdigit() and int(declared) > limit:
        return None
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += cast("bytes", message.get("body", b""))
        if len(body) > limit:
            return None
        if not message.get("more_body", False):
            return body


def too_large(limit: int) -> WireError:
    return WireError(
        "RequestEntityTooLargeException",
        f"The body is larger than {limit} bytes. If it has to be, start the emulator with --body-limit-bytes "
        "(GAMELIFT_EMULATOR_BODY_LIMIT_BYTES).",
        413,
    )


async def answer(request: Request, world: World) -> Reply:
    """The reply to a request of the AWS API: the river from end to end."""
    try:
        call = json11.read_call(request)
        output = await perform(call, world)
    except NothingWritten as error:
        return json11.write_error(InternalServiceException(str(error)), request.request_id)
    except (GameLiftError, WireError) as error:
        return json11.write_error(error, request.request_id)
    return json11.write_answer(output, request.request_id)
