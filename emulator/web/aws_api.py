"""Stations 1 and 6 of the AWS API: its room behind the front door. The river runs through `answer`."""

import logging
from collections.abc import Mapping

from msgspec.structs import replace
from starlette.requests import ClientDisconnect
from starlette.requests import Request as StarletteRequest
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from emulator import __version__
from emulator.calls.faults import Dropped
from emulator.calls.journal import DROPPED
from emulator.control.prefix import PAGE_HEADERS, ROOT
from emulator.dispatch.perform import perform
from emulator.errors import GameLiftError, InternalServiceException
from emulator.web.exchange import KEY, Exchange
from emulator.wire.call import HttpRequest, Reply, WireError
from emulator.world import World

log = logging.getLogger(__name__)

BANNER = f"""gamelift-emulator {__version__}: a local Amazon GameLift: player sessions, placements, matchmaking.

  aws gamelift describe-player-sessions --player-id alice --endpoint-url {{url}}

API page of the emulator's own controls (clock, seed, reset): {{url}}{ROOT}/docs
Console, which shows what is there as it changes: {{url}}{ROOT}/console
"""


class AwsApi:
    """The AWS API: every path but the control API's, as on AWS, where the path does not count.

    It stands beside FastAPI, not below it: FastAPI's validation never answers in AWS's place, and its stack, which
    costs more than all that happens here, is not on the way.
    """

    def __init__(self, world: World) -> None:
        self.world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        exchange: Exchange = scope[KEY]
        headers = exchange.headers
        if scope["path"] == "/" and scope["method"] in ("GET", "HEAD"):
            banner = BANNER.format(url=str(StarletteRequest(scope).base_url).rstrip("/"))
            await PlainTextResponse(banner, headers=PAGE_HEADERS)(scope, receive, send)
            return
        limit = self.world.settings.body_limit_bytes
        try:
            body = await read_aws_body(headers, receive, limit)
        except ClientDisconnect:
            return  # nobody is there to answer, and half a body asks nothing
        if body is None:
            reply = exchange.wire.write_error(too_large(limit), exchange.request_id)
        else:
            request = HttpRequest(scope["method"], scope["scheme"], scope["path"], headers, body, exchange.request_id)
            try:
                reply = await answer(request, exchange, self.world)
            except Dropped:
                exchange.error = DROPPED
                exchange.abort()
                return
            except Exception as error:
                self.world.record_failure(error)
                await send_reply(failure_reply(error, exchange), exchange, send)
                raise  # the server logs its traceback, and closes the connection
        await send_reply(reply, exchange, send)


async def send_reply(reply: Reply, exchange: Exchange, send: Send) -> None:
    exchange.error, exchange.status = reply.error, reply.status
    await send({"type": "http.response.start", "status": reply.status, "headers": reply.headers})
    await send({"type": "http.response.body", "body": reply.body})


def failure_reply(error: Exception, exchange: Exchange) -> Reply:
    """The reply to a call at which the emulator itself has failed, the last on its connection."""
    message = f"The emulator failed ({type(error).__name__}); its log tells more."
    reply = exchange.wire.write_error(InternalServiceException(message), exchange.request_id)
    return replace(reply, headers=[*reply.headers, (b"connection", b"close")])


async def read_aws_body(headers: Mapping[bytes, bytes], receive: Receive, limit: int) -> bytes | None:
    """The whole body, None where it is larger than `limit`. Raises: ClientDisconnect before its end."""
    declared = headers.get(b"content-length", b"")
    if declared.isdigit() and int(declared) > limit:
        return None
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > limit:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def too_large(limit: int) -> WireError:
    return WireError(
        "RequestEntityTooLargeException",
        f"The body is larger than {limit} bytes. If it has to be, start the emulator with --body-limit-bytes "
        "(GAMELIFT_EMULATOR_BODY_LIMIT_BYTES).",
        413,
    )


async def answer(request: HttpRequest, exchange: Exchange, world: World) -> Reply:
    """The reply to a request of the AWS API: the river from end to end, in the request's protocol.

    Raises: Dropped.
    """
    wire = exchange.wire
    try:
        call = wire.read_call(request)
        exchange.entry = world.journal.begin(call)
        output = await perform(call, exchange.entry, world)
    except (GameLiftError, WireError) as error:
        exchange.message = error.message
        return wire.write_error(error, request.request_id)
    return wire.write_answer(output, request.request_id)


def error_response(exchange: Exchange, error: GameLiftError | WireError) -> Response:
    """An error outside of the river, in the protocol of the request."""
    reply = exchange.wire.write_error(error, exchange.request_id)
    exchange.error = reply.error
    answer = Response(status_code=reply.status)
    answer.raw_headers = reply.headers
    answer.body = reply.body
    return answer
