"""What the routes of the control API share: the world, refusals, and the rules for bodies."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.routing import APIRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from emulator.control.prefix import ROOT
from emulator.dispatch.delivery import Deliverer
from emulator.quoting import quoted, shortened
from emulator.world import World

LOG_LIMIT_BYTES = 64 * 1024 * 1024
"""Of the logs of a game session, which go through a file."""
WORLD_LIMIT_BYTES = 512 * 1024 * 1024
"""Of a seed or a state, which are read in a thread."""
BODY_LIMIT_BYTES = 256 * 1024
"""Of any other body: FastAPI reads those on the event loop, where everybody waits."""
JSON_TYPE = "application/json"
YAML_TYPE = "application/yaml"
ZIP_TYPE = "application/zip"
EXAMPLES = {
    "/clock": """ -d '{"frozen": true}'""",
    "/clock/advance": """ -d '{"seconds": 61}'""",
    "/faults": """ -d '{"operation": "DescribePlayerSessions", "error": "ThrottlingException"}'""",
    "/seed": """ -d '{"Fleets": [{"FleetId": "fleet-1"}]}'""",
    "/state": " --data-binary @state.json",
}


def limit_text(limit: int) -> str:
    return f"This body can have {limit} bytes."


def is_read_piecemeal(path: str) -> bool:
    """Whether a route reads its body itself, and knows its limit."""
    return path in ("/seed", "/state") or takes_log(path)


def takes_log(path: str) -> bool:
    return path.startswith("/server-processes/") and path.endswith("/log")


class BodyLimit:
    """Middleware: refuses bodies that are read on the event loop and are too large for that."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or is_read_piecemeal(scope["path"].removeprefix(ROOT)):
            await self.app(scope, receive, send)
            return
        received = 0

        async def counting() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > BODY_LIMIT_BYTES:
                raise HTTPException(413, limit_text(BODY_LIMIT_BYTES).rstrip("."))
            return message

        await self.app(scope, counting, send)


class Refusal(Exception):
    """A request that cannot be done, told in plain words."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


async def world_of(request: Request) -> World:
    world = request.app.state.world
    assert isinstance(world, World)
    return world


ThisWorld = Annotated[World, Depends(world_of)]


async def deliverer_of(request: Request) -> Deliverer:
    deliverer = request.app.state.deliverer
    assert isinstance(deliverer, Deliverer)
    return deliverer


ThisDeliverer = Annotated[Deliverer, Depends(deliverer_of)]


class ControlRoute(APIRoute):
    """A route of the control API. One that writes takes no body that a page of another site could have sent."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[None, None, Response]]:
        handler = super().get_route_handler()
        if not (self.methods or set()) - {"GET", "HEAD"}:
            return handler

        async def checked(request: Request) -> Response:
            refuse_other_types(request)
            return await handler(request)

        return checked


def control_routes(prefix: str = "", *, include_in_schema: bool = True) -> APIRouter:
    """What takes the routes of a module."""
    return APIRouter(prefix=prefix, route_class=ControlRoute, include_in_schema=include_in_schema)


def refuse_other_types(request: Request) -> None:
    """Refuses what a page of another site could have sent without asking: only JSON makes browsers ask.

    Raises: Refusal.
    """
    path = request.url.path.removeprefix(ROOT)
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    allowed = (JSON_TYPE, YAML_TYPE) if path == "/seed" else (ZIP_TYPE,) if takes_log(path) else (JSON_TYPE,)
    if content_type not in allowed:
        example = EXAMPLES.get(path, "") if request.method != "DELETE" else ""
        raise Refusal(
            415,
            f"Content-Type must be {' or '.join(allowed)}, not {quoted(content_type)}. This works: "
            f"curl -X {request.method} -H 'Content-Type: {allowed[0]}'{example} '{shortened(str(request.url))}'",
        )


async def read_control_body(request: Request) -> bytes:
    """The whole body of a request. Raises: Refusal where it is too large."""
    return b"".join([chunk async for chunk in limited(request, WORLD_LIMIT_BYTES)])


async def limited(request: Request, limit: int) -> AsyncIterator[bytes]:
    """A body as it comes. Raises: Refusal where it is larger than `limit`."""
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise Refusal(413, limit_text(limit))
        yield chunk
