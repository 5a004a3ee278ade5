"""Logs of game sessions: `run-server` hands them in, and who has a URL of GetGameSessionLogUrl fetches them.

The emulator opens no file that a client names: what it keeps is what it was sent.
"""

from collections.abc import AsyncIterator
from functools import partial
from io import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import IO, Annotated
from zipfile import is_zipfile

from fastapi import Query, Request
from fastapi.responses import StreamingResponse

from emulator.control.api_page import body_of
from emulator.control.models import LogKept
from emulator.control.requests import LOG_LIMIT_BYTES, ZIP_TYPE, Refusal, ThisWorld, control_routes, limited
from emulator.domain.clock import SECOND, wall_clock
from emulator.domain.game_session_log import KEPT, opens_log
from emulator.logs.time_outs import catch_up
from emulator.quoting import shortened
from emulator.store.store import Store
from emulator.world import World

PIECE_BYTES = 256 * 1024
MEMORY_BYTES = 1024 * 1024
"""Logs of more bytes wait in a file until they are kept."""
routes = control_routes()


@routes.put(
    "/server-processes/{process_id}/log",
    openapi_extra=body_of({ZIP_TYPE: {"schema": {"type": "string", "format": "binary"}}}),
)
async def keep_log(process_id: str, request: Request, world: ThisWorld) -> LogKept:
    """Keeps a zip of the logs of the game session that a server process hosts, or has hosted."""
    with SpooledTemporaryFile(MEMORY_BYTES, dir=world.database.folder) as file:
        async for chunk in limited(request, LOG_LIMIT_BYTES):
            file.write(chunk)
        if not is_zipfile(file):
            raise Refusal(400, "The body is no zip.")
        await catch_up(world)
        await world.write_in_thread(lambda store: keep_in(store, process_id, file))
        return LogKept(bytes=file.seek(0, SEEK_END))


def keep_in(store: Store, process_id: str, file: IO[bytes]) -> None:
    """Writes the log to the store. Raises: Refusal where the process is unknown, or has had no game session."""
    found = [each.game_session_key for each in store.server_processes.everywhere(process_id)]
    keys = [each for each in found if each is not None and store.game_sessions.by_key(each) is not None]
    if len(keys) != 1:
        raise Refusal(404, f"There is no server process {shortened(process_id)} that has had a game session.")
    store.game_session_logs.forget(store.shared().clock.now(wall_clock()) - KEPT)
    file.seek(0)
    store.game_session_logs.keep(keys[0], iter(partial(file.read, PIECE_BYTES), b""))


@routes.get("/game-session-logs/{key}", response_class=StreamingResponse, responses={200: {"content": {ZIP_TYPE: {}}}})
async def fetch_log(
    key: int,
    expires: Annotated[int, Query(alias="Expires")],
    signature: Annotated[str, Query(alias="Signature")],
    world: ThisWorld,
) -> StreamingResponse:
    """The logs of a game session, by a URL of GetGameSessionLogUrl."""
    with world.reading as store:
        state = store.shared()
        count = store.game_session_logs.pieces(key)
    if not opens_log(key, expires, signature, state.token_key):
        raise Refusal(403, "This is no URL of GetGameSessionLogUrl, or the world that gave it is gone.")
    if expires * SECOND <= state.clock.now(wall_clock()):
        raise Refusal(403, "This URL has expired: GetGameSessionLogUrl gives another one.")
    if not count:
        raise Refusal(404, "The log is gone.")
    headers = {"Content-Disposition": 'attachment; filename="game-session-log.zip"'}
    return StreamingResponse(pieces_of_log(key, count, world), media_type=ZIP_TYPE, headers=headers)


async def pieces_of_log(key: int, count: int, world: World) -> AsyncIterator[bytes]:
    """What is kept, read as it is sent."""
    for number in range(count):
        with world.reading as store:
            piece = store.game_session_logs.piece(key, number)
        if piece is None:
            return  # it went meanwhile
        yield piece
