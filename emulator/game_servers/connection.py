"""The socket of a server process: what it says is answered in turn, and what it is to be told is told meanwhile."""

import asyncio
import logging
from contextlib import suppress

import msgspec
from starlette.types import Receive, Scope, Send

from emulator.calls.faults import Dropped
from emulator.dispatch.delivery import Deliverer
from emulator.domain import server_process
from emulator.domain.clock import wall_clock
from emulator.domain.server_process import ServerProcess
from emulator.game_servers.admission import Refused, admitted, read_request
from emulator.game_servers.performing import Performer
from emulator.hosting.connected import recipient_of
from emulator.quoting import quoted
from emulator.store.errors import NothingWritten
from emulator.world import World

log = logging.getLogger(__name__)
PEACEFUL = (OSError, NothingWritten)
"""What ends a connection otherwise than by a mistake of the emulator's: the client has gone, or the database has."""


class GameServers:
    """The room of server processes: it takes every upgrade to a WebSocket that the front door lets in."""

    def __init__(self, world: World, deliverer: Deliverer) -> None:
        self.world = world
        self.deliverer = deliverer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # websocket.connect
        try:
            process, origin, place = await self._admit(scope)
        except (Refused, NothingWritten) as error:
            log.warning("a server process was refused: %s", error)
            await deny_upgrade(403 if isinstance(error, Refused) else 503, str(error), send)
            return
        connection = Connection(process, receive, send)
        self.world.sockets[process.key] = connection.cut  # before anything is awaited: an older one may end meanwhile
        try:
            await send({"type": "websocket.accept"})
            log.info(
                "server process %s connected (%s SDK %s, compute %s)",
                quoted(process.process_id),
                process.sdk_language,
                process.sdk_version,
                process.compute_name,
            )
            performer = Performer(process.key, process.process_id, *place, origin, self.world)
            await connection.run(performer, self.deliverer)
        except PEACEFUL:
            raise
        except Exception as error:
            self.world.record_failure(error)
            raise  # the server logs its traceback
        finally:
            if self.world.sockets.get(process.key) == connection.cut:
                del self.world.sockets[process.key]
                await self._disconnected(process)

    async def _admit(self, scope: Scope) -> tuple[ServerProcess, str, tuple[str, str]]:
        """The process that connects, the origin by which it calls, and its region and account."""
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        endpoint = f"{scope['scheme']}://{host}" if host else self.world.origin.replace("http", "ws", 1)
        request = read_request(scope["query_string"], endpoint)
        async with self.world.write() as store:
            state = store.shared()
            now = state.clock.now(wall_clock())
            process = admitted(request, self.world.database.holder, now, state.token_key, self.world.settings, store)
            fleet = store.fleets.by_key(process.fleet_key)
        return process, endpoint.replace("ws", "http", 1), (fleet.region, fleet.account)

    async def _disconnected(self, process: ServerProcess) -> None:
        """Notes that a process has no socket any more: it has some minutes to come back, unless it has ended."""
        with suppress(NothingWritten):  # at the next start its holder is gone, which says the same
            async with self.world.write() as store:
                now = store.shared().clock.now(wall_clock())
                current = store.server_processes.by_key(process.key)
                if current is None or current.holder != self.world.database.holder:
                    return
                if process.key in self.world.sockets:  # it has come back meanwhile
                    return
                patience = self.world.settings.lost_connection_ms
                store.update(server_process.disconnected(current, now, patience))
            log.info("server process %s lost its connection, and may come back", quoted(process.process_id))


class Connection:
    """One socket."""

    def __init__(self, process: ServerProcess, receive: Receive, send: Send) -> None:
        self._recipient = recipient_of(process)
        self._receive = receive
        self._send = send
        self._cut = asyncio.Event()
        self._is_closed = False

    def cut(self) -> None:
        """Ends the connection, as a lost network does."""
        self._cut.set()

    async def run(self, performer: Performer, deliverer: Deliverer) -> None:
        """Speaks with the server process until its socket is closed. Raises: what should never happen."""
        tasks = [
            asyncio.create_task(each)
            for each in (self._listen(performer), self._tell(deliverer), self._wait_for_the_cut())
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            ends = await asyncio.gather(*tasks, return_exceptions=True)
        for end in ends:
            if isinstance(end, Exception) and not isinstance(end, PEACEFUL):
                raise end

    async def _listen(self, performer: Performer) -> None:
        while True:
            event = await self._receive()
            if event["type"] == "websocket.disconnect":
                return
            frame = event.get("text")
            try:
                reply = await performer.perform(event["bytes"] if frame is None else frame)
            except Dropped:
                await self._close()
                return
            await self._write(reply)

    async def _tell(self, deliverer: Deliverer) -> None:
        async for message in deliverer.messages(self._recipient):
            await self._write(message.decode())

    async def _write(self, text: str) -> None:
        if self._is_closed:
            raise ConnectionError
        await self._send({"type": "websocket.send", "text": text})

    async def _wait_for_the_cut(self) -> None:
        await self._cut.wait()
        await self._close()

    async def _close(self) -> None:
        self._is_closed = True
        await self._send({"type": "websocket.close", "code": 1011})


async def deny_upgrade(status: int, message: str, send: Send) -> None:
    """Answers an upgrade with HTTP."""
    body = msgspec.json.encode({"message": message})
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "websocket.http.response.start", "status": status, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": body})
