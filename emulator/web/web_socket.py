"""A WebSocket: uvicorn's protocol, which ends in peace, and a limit for clients that send and never read.

Imported for the first game server: it imports websockets.
"""

import asyncio
import logging
from typing import TYPE_CHECKING

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

if TYPE_CHECKING:
    from uvicorn._types import ASGISendEvent

log = logging.getLogger(__name__)
WAITING_LIMIT_BYTES = 1024 * 1024
"""So much may wait for a client to read it. A single answer may be larger: the next one is too much."""


class LimitedWebSocket(WebSocketsSansIOProtocol):
    """One WebSocket."""

    def take_over(self, transport: asyncio.Transport, head: bytes) -> None:
        """Goes on with a connection on which that request to upgrade has come, and what came behind it."""
        transport.set_write_buffer_limits(WAITING_LIMIT_BYTES)
        self.connection_made(transport)
        transport.set_protocol(self)
        self.data_received(head)

    def data_received(self, data: bytes) -> None:
        if self._cut_off():
            return
        super().data_received(data)

    async def send(self, message: "ASGISendEvent") -> None:
        """Raises: ClientDisconnected."""
        self._cut_off()
        await super().send(message)
        # Where the connection ends, so does the handshake. uvicorn does not see that after an answer of HTTP, or where
        # the client has gone, and logs an error as of an application that does not answer.
        self.handshake_complete = self.handshake_complete or self.transport.is_closing()

    def shutdown(self) -> None:
        """Says goodbye as the server ends. uvicorn would say it again to a client that is going, and fail."""
        if not self.transport.is_closing():
            super().shutdown()

    def _cut_off(self) -> bool:
        """Closes a connection that is given more while too much waits already, and says whether it did."""
        if self.writable.is_set():
            return False
        log.warning(
            "a game server is cut off: more than %d bytes wait for it, and it does not read (from %s)",
            WAITING_LIMIT_BYTES,
            ":".join(map(str, self.client or ())),
        )
        self.transport.abort()
        return True
