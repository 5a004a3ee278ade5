"""HTTP/1.1 on a connection: uvicorn's protocol, with limits, and with a word for whoever speaks something else.

It leans on members of uvicorn's `HttpToolsProtocol` that are not documented; its test names each.
"""

import asyncio
import weakref
from functools import partial
from typing import cast

from httptools import HttpParserError, HttpParserInvalidURLError, HttpParserUpgrade, HttpRequestParser
from starlette.responses import PlainTextResponse
from starlette.types import Scope
from uvicorn._types import ASGI3Application
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from emulator.logs.lines import RareWarnings
from emulator.web.continuing import LingeringTransport, Retold
from emulator.web.descriptors import descriptor_limit
from emulator.web.joining_transport import JoiningTransport
from emulator.web.unreadable import (
    HEAD_LIMIT_BYTES,
    MAX_HEADERS,
    MAX_WAITING_REQUESTS,
    TOO_LARGE,
    Unreadable,
    head_too_large,
    http2_preface,
    malformed,
    no_http,
    tls_hello,
    too_many_waiting,
    unreadable_target,
)

SPARE_DESCRIPTORS = 32
"""For the database's files while connections have taken all others."""


class PlainHttpProtocol(HttpToolsProtocol):
    """One connection. What cannot be read ends it, once all that came before has been answered.

    A request that offers an upgrade is read on, as Java's own does with `Upgrade: h2c`: the parser stops behind the
    head of such a request, and would drop its body. A new parser takes over (`Retold`).
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, object],
        _loop: asyncio.AbstractEventLoop | None = None,
        *,
        warnings: RareWarnings,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.url = b""
        self.headers = []
        self.warnings = warnings
        self._ended = False
        self._stalled_bytes = 0
        """How many have come since a head was complete, or a part of a body."""
        self._got_on = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn narrows it too
        super().connection_made(transport)
        self._plain_transport = transport
        self.transport = JoiningTransport(transport, self.loop)
        limit = descriptor_limit()
        if limit is not None and transport.get_extra_info("socket").fileno() >= limit - SPARE_DESCRIPTORS:
            text = f"connections are closed at once: {limit} open files are all that this process may have (ulimit -n)"
            self.warnings.warn("descriptors", text)
            transport.close()

    def data_received(self, data: bytes) -> None:
        if self._ended:
            return
        self._unset_keepalive_if_required()
        self._stalled_bytes += len(data)
        try:
            self.parser.feed_data(data)
        except HttpParserUpgrade as offer:
            rest = data[offer.args[0] :]
            if self._should_upgrade():
                self._upgrade(rest)
            elif self.scope["method"] != "CONNECT":
                self._decline(rest)
            return
        except HttpParserError as error:
            self._end(self._reason(error, data))
            return
        if self._got_on:
            self._got_on = False
            self._stalled_bytes = 0
        elif self._stalled_bytes > HEAD_LIMIT_BYTES:
            self._end(head_too_large())

    def on_headers_complete(self) -> None:
        """Raises: Unreadable, through the parser."""
        self._got_on = True
        if len(self.headers) > MAX_HEADERS or self._stalled_bytes > HEAD_LIMIT_BYTES < self._head_bytes():
            raise head_too_large()
        if len(self.pipeline) >= MAX_WAITING_REQUESTS and not self._ended:
            raise too_many_waiting()
        super().on_headers_complete()
        if self.parser.should_upgrade() and self._should_upgrade():
            return  # the parser stops here
        scope = cast("Scope", self.scope)
        scope["headers"] = self.headers.copy()  # chunked trailers are told like headers, and must not become any
        # A weak reference: a cycle that held itself would be left to the garbage collector, at every call.
        scope["abort"] = partial(self._abort, weakref.ref(self.cycle))

    def on_body(self, body: bytes) -> None:
        self._got_on = True
        super().on_body(body)

    def _head_bytes(self) -> int:
        return len(self.url) + sum(len(name) + len(value) + len(": \r\n") for name, value in self.headers)

    def _should_upgrade(self) -> bool:
        """Whether the request that is being read asks for a WebSocket, with nothing left to be answered before it."""
        return (
            self.parser.get_method() == b"GET"
            and self._get_upgrade() == b"websocket"
            and (self.cycle is None or self.cycle.response_complete)
        )

    def _upgrade(self, rest: bytes) -> None:
        """Hands the connection over to a WebSocket, imported for the first game server."""
        from emulator.web.web_socket import LimitedWebSocket

        self._unset_keepalive_if_required()
        self.connections.discard(self)
        head = b"GET %b HTTP/1.1\r\n" % self.url
        head += b"".join(b"%b: %b\r\n" % header for header in self.headers)
        web_socket = LimitedWebSocket(self.config, self.server_state, self.app_state, self.loop)
        web_socket.take_over(self._plain_transport, head + b"\r\n" + rest)

    def _decline(self, rest: bytes) -> None:
        """Has the rest read of a request that offers an upgrade: of its head, only what tells its length counts now."""
        head = b"POST / HTTP/1.1\r\n"
        head += b"".join(b"%b: %b\r\n" % header for header in self.headers if header[0] != b"upgrade")
        self.cycle.more_body = True
        self.parser = HttpRequestParser(Retold(self))
        self.parser.feed_data(head + b"\r\n")
        self.data_received(rest)

    def _reason(self, error: HttpParserError, data: bytes) -> Unreadable:
        """Why the parser stopped. The log shows nothing of `data`, which may be secret."""
        if isinstance(error.__context__, Unreadable):
            return error.__context__
        if isinstance(error.__context__, HttpParserInvalidURLError):
            return unreadable_target()
        if self.cycle:
            return malformed(error)
        if not self.url and data[0] == 0x16:  # a record of the kind handshake (RFC 8446, 5.1)
            return tls_hello()
        if self.parser.get_method() == b"PRI":
            return http2_preface()
        return malformed(error) if self.url else no_http(error)

    def _end(self, reason: Unreadable) -> None:
        """Reads no further: answers what has come so far, then tells the client why, and closes."""
        self._ended = True
        self.warnings.warn(reason.kind, f"{reason} (from {':'.join(map(str, self.client or ()))})")
        self.transport = LingeringTransport(self.transport, self.loop)
        cycle = self.cycle
        if cycle is not None and cycle.scope is self.scope and cycle.more_body:
            if not self.pipeline:  # it is being answered
                cycle.disconnected = True
                cycle.message_event.set()
                if cycle.response_started:
                    self.transport.close()
                else:
                    self.send_400_response(str(reason))
                return
            self.pipeline.popleft()
        self._queue_refusal(reason)

    def _queue_refusal(self, reason: Unreadable) -> None:
        """Lets uvicorn take the refusal for one more request: it is answered in its turn."""
        seen = {
            "method": self.parser.get_method().decode(),
            "path": self.url.partition(b"?")[0].decode("latin-1") or "/",
            "raw_path": self.url.partition(b"?")[0] or b"/",
            "headers": self.headers,
            "too_large": str(reason),
        }
        too_large = reason.status == TOO_LARGE
        if not too_large:
            self.app = cast("ASGI3Application", PlainTextResponse(f"{reason}\n", reason.status))
        self.parser = HttpRequestParser(self)
        self.parser.feed_data(b"GET / HTTP/1.0\r\n\r\n")
        if too_large:  # the front door answers, in the form that the client reads
            cast("Scope", self.scope).update(seen)

    def _abort(self, asking: "weakref.ref[RequestResponseCycle]") -> None:
        """Closes the connection instead of answering a request, for a fault that drops it."""
        cycle = asking()
        if cycle is not None:
            cycle.disconnected = True  # uvicorn tells only the last request that a connection has brought
        self.transport.abort()
