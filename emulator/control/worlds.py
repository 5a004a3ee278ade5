"""The world as a whole: reset, seeded, taken out and put back. Each all together or not at all.

What reads and writes documents is imported by the routes that need it: it brings all that documents can say.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Annotated

from fastapi import Query, Request
from fastapi.responses import StreamingResponse
from msgspec.structs import asdict

from emulator.control.api_page import body_of, json_body
from emulator.control.clock import clock_state
from emulator.control.models import ResetDone, SeedReport
from emulator.control.requests import JSON_TYPE, YAML_TYPE, Refusal, ThisWorld, control_routes, read_control_body
from emulator.logs.time_outs import catch_up
from emulator.seed.configured import configured_sources
from emulator.store.store import Store
from emulator.world import World

if TYPE_CHECKING:
    from emulator.seed.reading import Source

PIECE_ROWS = 1_000
PIECE_BYTES = 256 * 1024
SMALL_BYTES = 16 * 1024
"""A seed of at most so many bytes, and of few entries, is loaded on the event loop."""
MEMORY_BYTES = 16 * 1024 * 1024
"""A state of more bytes goes through a file."""
SEEDED = {
    "Fleets": [{"FleetId": "fleet-1"}],
    "GameSessions": [{"GameSessionId": "gsess-1", "FleetId": "fleet-1"}],
    "PlayerSessions": [{"GameSessionId": "gsess-1", "PlayerId": "alice"}],
}
SEED_BODY = body_of(
    {each: {"schema": {"type": "object"}, "example": SEEDED} for each in (JSON_TYPE, YAML_TYPE)}, required=False
)
routes = control_routes()


@routes.post("/reset")
async def reset(
    world: ThisWorld, seed: Annotated[bool, Query(description="Then load the path that --seed names.")] = False
) -> ResetDone:
    """Back to a fresh emulator, its clock as it was at the start."""
    await catch_up(world)
    report = await world.reset(await asyncio.to_thread(configured_seed, world) if seed else ())
    return ResetDone(**clock_state(world).model_dump(), seed=None if report is None else SeedReport(**asdict(report)))


@routes.post("/seed", openapi_extra=SEED_BODY)
async def load_seed(request: Request, world: ThisWorld) -> SeedReport:
    """Loads a seed document, JSON or YAML; without a body, the path that --seed names."""
    await catch_up(world)
    body = await read_control_body(request)
    name = "body.yaml" if request.headers["content-type"].lower().startswith(YAML_TYPE) else "body"

    def sources() -> "Sequence[Source]":
        from emulator.seed.document import Document
        from emulator.seed.reading import Source, parse

        return [Source(name, parse(body, name, Document))] if body else configured_seed(world)

    found = await asyncio.to_thread(sources)
    if is_small(body, found):
        world.look_for_loss()  # a connection of its own would find it
        async with world.write() as store:
            report = world.load(found, store)
    else:
        report = await world.write_in_thread(lambda store: world.load(found, store))
    return SeedReport(**asdict(report))


@routes.get("/state", response_class=StreamingResponse, responses={200: {"content": {JSON_TYPE: {}}}})
async def take_state(request: Request, world: ThisWorld) -> StreamingResponse:
    """The whole world and the clock, as a seed document that says everything."""
    # Written whole before it is sent: a client that reads slowly, or goes away, holds no snapshot of the database.
    state = SpooledTemporaryFile(MEMORY_BYTES, dir=world.database.folder)  # noqa: SIM115 - closed by the answer
    try:
        # In turn: at once, they would take twice as long for all, and the memory of each.
        async with world.taking_state:
            if await request.is_disconnected():
                raise Refusal(503, "Whoever asked for the state went away before it was gathered.")
            await world.read_in_thread(lambda store: write_out(store, state, world))
    except OSError as error:
        state.close()
        raise Refusal(503, f"The state cannot be gathered beside the database: {error.strerror}.") from None
    except BaseException:
        state.close()
        raise
    return StreamingResponse(pieces(state), media_type=JSON_TYPE)


@routes.put("/state", openapi_extra=json_body({"Format": "as GET answers it"}))
async def put_state(request: Request, world: ThisWorld) -> SeedReport:
    """Replaces the whole world and the clock by a state that GET has given."""
    from emulator.seed.state import read_state, replace_world

    await catch_up(world)
    body = await read_control_body(request)
    state = await asyncio.to_thread(read_state, body, "body")

    def replace(store: Store, secret: bytes) -> SeedReport:
        return SeedReport(**asdict(replace_world(state, "body", store, world.settings, secret, world.go_on)))

    return await world.replace(replace, salt=sha256(body).digest())


def is_small(body: bytes, sources: "Sequence[Source]") -> bool:
    from emulator.seed.loading import is_quick

    return 0 < len(body) <= SMALL_BYTES and is_quick(sources)


def configured_seed(world: World) -> "Sequence[Source]":
    """Raises: Refusal, SeedError."""
    sources = configured_sources(world.settings)
    if not sources:
        raise Refusal(
            400, "There is no seed to load: start the emulator with --seed PATH, or send one to /_emulator/seed."
        )
    return sources


def write_out(store: Store, file: IO[bytes], world: World) -> None:
    """Writes the state to a file. Raises: Stopping."""
    from emulator.seed.state import write_state

    for number, piece in enumerate(write_state(store)):
        if number % PIECE_ROWS == 0:
            world.raise_if_stopping()
        file.write(piece)


async def pieces(file: IO[bytes]) -> AsyncIterator[bytes]:
    """What is in a file, which is closed when nobody wants more."""
    with file:
        file.seek(0)
        while piece := file.read(PIECE_BYTES):
            yield piece
