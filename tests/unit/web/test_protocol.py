"""What `emulator.web.protocol` takes from uvicorn and httptools beyond their documents.

An upgrade that changes it fails here. Each name is looked for where a real connection has it: in the middle of a
request, with another one waiting.
"""

import asyncio
import inspect
import socket
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import httptools
import pytest
import uvicorn
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState

METHODS = {
    "__init__": ["config", "server_state", "app_state", "_loop"],
    "connection_made": ["transport"],
    "data_received": ["data"],
    "on_message_begin": [],
    "on_url": ["url"],
    "on_header": ["name", "value"],
    "on_headers_complete": [],
    "on_body": ["body"],
    "on_message_complete": [],
    "send_400_response": ["msg"],
    "_unset_keepalive_if_required": [],
    "_should_upgrade": [],
    "_get_upgrade": [],
}
OF_A_CONNECTION = [
    "app", "app_state", "client", "config", "connections", "cycle", "flow", "headers", "loop", "parser", "pipeline",
    "scope", "server_state", "transport", "url",
]  # fmt: skip
OF_A_REQUEST = [
    "disconnected", "message_event", "more_body", "response_complete", "response_started", "scope", "transport",
]  # fmt: skip
HEAD = b"POST /path HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n"


def broken(what: str) -> str:
    versions = f"uvicorn {uvicorn.__version__}, httptools {httptools.__version__}"
    return f"emulator/web/protocol.py relies on what these have changed ({versions}): {what}"


async def silent(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401
    """Answers nothing until it is cancelled."""
    await asyncio.Event().wait()


def seen(look: Callable[[HttpToolsProtocol], object], sent: bytes) -> object:
    """What `look` finds in uvicorn's own protocol after it has read these bytes."""

    async def visit() -> object:
        config = uvicorn.Config(silent, ws="none", lifespan="off", log_config=None)
        loop = asyncio.get_running_loop()
        state = ServerState()
        ours, theirs = socket.socketpair()
        with theirs:
            transport, protocol = await loop.connect_accepted_socket(
                lambda: HttpToolsProtocol(config, state, {}, loop), ours
            )
            protocol.data_received(sent)
            found = look(protocol)
            for task in state.tasks:
                task.cancel()
            transport.abort()
            await asyncio.sleep(0)
            return found

    return asyncio.run(visit())


@pytest.mark.parametrize(("name", "parameters"), METHODS.items())
def test_method_of_the_protocol_is_there_and_takes_the_same(name: str, parameters: list[str]) -> None:
    method = getattr(HttpToolsProtocol, name, None)
    assert method is not None, broken(f"HttpToolsProtocol.{name} is gone")
    assert list(inspect.signature(method).parameters)[1:] == parameters, broken(f"HttpToolsProtocol.{name}")


def test_each_member_of_a_connection_is_there() -> None:
    missing = seen(lambda protocol: [name for name in OF_A_CONNECTION if not hasattr(protocol, name)], HEAD)
    assert missing == [], broken(f"HttpToolsProtocol lacks {missing}")


def test_each_member_of_a_request_is_there() -> None:
    missing = seen(lambda protocol: [name for name in OF_A_REQUEST if not hasattr(protocol.cycle, name)], HEAD)
    assert missing == [], broken(f"RequestResponseCycle lacks {missing}")


def test_request_that_is_read_is_the_last_one_of_the_connection() -> None:
    def look(protocol: HttpToolsProtocol) -> tuple[object, ...]:
        cycle = protocol.cycle
        return (
            isinstance(cycle, RequestResponseCycle),
            isinstance(protocol.flow, FlowControl),
            cycle.scope is protocol.scope,
            protocol.scope["headers"] is protocol.headers,
            (cycle.more_body, cycle.response_started, cycle.disconnected, len(protocol.pipeline)),
            protocol.url,
        )

    expected = (True, True, True, True, (True, False, False, 0), b"/path")
    assert seen(look, HEAD) == expected, broken("what a request in progress looks like")


def test_requests_that_wait_come_in_at_the_left_end_of_the_pipeline() -> None:
    def look(protocol: HttpToolsProtocol) -> tuple[object, ...]:
        return (
            len(protocol.pipeline),
            protocol.pipeline[0][0] is protocol.cycle,
            protocol.pipeline[0][1] is protocol.app,
        )

    assert seen(look, (HEAD + b"{}") * 3) == (2, True, True), broken("the order of HttpToolsProtocol.pipeline")


def test_head_in_progress_has_a_scope_of_its_own() -> None:
    def look(protocol: HttpToolsProtocol) -> object:
        return protocol.cycle.scope is protocol.scope, protocol.headers, protocol.url

    found = seen(look, HEAD + b"{}GET /next HTTP/1.1\r\nA: b\r\nC: d\r\n")
    assert found == (False, [(b"a", b"b")], b"/next"), broken("what a head in progress looks like")


def test_old_http_is_answered_and_closed() -> None:
    kept = seen(lambda protocol: protocol.cycle.keep_alive, b"GET / HTTP/1.0\r\n\r\n")
    assert kept is False, broken("an HTTP/1.0 request keeps its connection")


def test_trailers_are_told_like_headers() -> None:
    chunked = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Trailer: x\r\n\r\n"
    names = seen(lambda protocol: [name for name, _ in protocol.headers], chunked)
    assert names == [b"transfer-encoding", b"x-trailer"], broken("trailers; our copy of the headers may be needless")


def test_failure_of_a_callback_comes_with_what_it_raised() -> None:
    failure = LookupError("ours")

    def fail() -> None:
        raise failure

    parser = httptools.HttpRequestParser(SimpleNamespace(on_headers_complete=fail))
    with pytest.raises(httptools.HttpParserError) as caught:
        parser.feed_data(HEAD)
    assert caught.value.__context__ is failure, broken("the context of an error in a callback")


def test_preface_of_http2_is_an_error_with_a_method_of_its_own() -> None:
    parser = httptools.HttpRequestParser(SimpleNamespace())
    with pytest.raises(httptools.HttpParserError):
        parser.feed_data(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
    assert parser.get_method() == b"PRI", broken("the method of HTTP/2's preface")


def test_offer_to_upgrade_ends_the_parser_behind_the_head() -> None:
    parser = httptools.HttpRequestParser(SimpleNamespace())
    head = b"POST / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 2\r\n\r\n"
    with pytest.raises(httptools.HttpParserUpgrade) as offer:
        parser.feed_data(head + b"{}")
    assert offer.value.args[0] == len(head), broken("where an offer to upgrade stops the parser")


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("__init__", ["config", "server_state", "app_state", "_loop"]),
        ("connection_made", ["transport"]),
        ("data_received", ["data"]),
        ("send", ["message"]),
        ("shutdown", []),
    ],
)
def test_protocol_of_web_sockets_takes_a_connection_over_as_it_did(name: str, parameters: list[str]) -> None:
    found = list(inspect.signature(getattr(WebSocketsSansIOProtocol, name)).parameters)
    assert found == ["self", *parameters], broken(f"WebSocketsSansIOProtocol.{name}")


def test_each_member_of_a_web_socket_is_there() -> None:
    def look(protocol: HttpToolsProtocol) -> object:
        socket = WebSocketsSansIOProtocol(protocol.config, protocol.server_state, {}, protocol.loop)
        socket.connection_made(protocol.transport)
        before = socket.writable.is_set()
        socket.pause_writing()
        return before, socket.writable.is_set(), socket.transport is protocol.transport, hasattr(socket, "client")

    assert seen(look, HEAD) == (True, False, True, True), broken("what a WebSocket knows of its connection")
