"""What takes over from uvicorn where a connection goes on otherwise than it does: a second parser, a slow close."""

import asyncio
from typing import Protocol

LINGER_SECONDS = 2.0


class Told(Protocol):
    """What a parser tells of a request."""

    def on_message_begin(self) -> None: ...
    def on_url(self, url: bytes) -> None: ...
    def on_header(self, name: bytes, value: bytes) -> None: ...
    def on_headers_complete(self) -> None: ...
    def on_body(self, body: bytes) -> None: ...
    def on_message_complete(self) -> None: ...


class Retold:
    """What a parser tells that has taken over: nothing of the head that it is told once more, then all."""

    def __init__(self, protocol: "Told") -> None:
        self._protocol = protocol
        self._retelling = True
        self.on_body = protocol.on_body
        self.on_message_complete = protocol.on_message_complete

    def on_message_begin(self) -> None:
        if not self._retelling:
            self._protocol.on_message_begin()

    def on_url(self, url: bytes) -> None:
        if not self._retelling:
            self._protocol.on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self._retelling:
            self._protocol.on_header(name, value)

    def on_headers_complete(self) -> None:
        if not self._retelling:
            self._protocol.on_headers_complete()
        self._retelling = False


class LingeringTransport(asyncio.Transport):
    """A transport that lets the client finish: a close with bytes unread would reset the connection, and take the
    answer away with it."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._transport = transport
        self._loop = loop
        self._lingering = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self._transport.write(data)

    def is_closing(self) -> bool:
        return self._transport.is_closing()

    def abort(self) -> None:
        self._transport.abort()

    def close(self) -> None:
        """Ends what is sent; the second time, all. TLS has a goodbye of its own, for which it waits."""
        if self._lingering or self.is_closing() or not self._transport.can_write_eof():
            self._transport.close()
            return
        self._lingering = True
        self._transport.write_eof()
        self._loop.call_later(LINGER_SECONDS, self._transport.close)
