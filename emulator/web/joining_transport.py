"""What sends an answer: its head and its body with one system call."""

import asyncio

JOINED_BYTES = 64 * 1024
"""What is larger is worth a system call of its own, rather than a copy."""


class JoiningTransport(asyncio.Transport):
    """A transport that sends the head of an answer and its body with one system call, where uvicorn writes twice.

    What is written is held until more is, or until the event loop comes round: a stream, and a head whose body takes
    its time, wait no longer than that.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._transport = transport
        self._call_soon = loop.call_soon
        self._held = b""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        if len(data) > JOINED_BYTES:
            self.flush()
            self._pass_on(data)
        elif self._held:
            held, self._held = self._held, b""
            self._pass_on(held + data)
        else:
            self._held = bytes(data)
            self._call_soon(self.flush)

    def flush(self) -> None:
        if self._held:
            held, self._held = self._held, b""
            self._pass_on(held)

    def _pass_on(self, data: bytes | bytearray | memoryview) -> None:
        """Writes, where the connection is not lost: uvicorn tells only its last request of that, and uvloop raises."""
        if not self._transport.is_closing():
            self._transport.write(data)

    def is_closing(self) -> bool:
        return self._transport.is_closing()

    def can_write_eof(self) -> bool:
        return self._transport.can_write_eof()

    def write_eof(self) -> None:
        self.flush()
        self._transport.write_eof()

    def close(self) -> None:
        self.flush()
        self._transport.close()

    def abort(self) -> None:
        self._held = b""
        self._transport.abort()
