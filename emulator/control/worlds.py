"""The world as a whole: reset, seeded, taken out and put back. Each all together or not at all."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import closing
from hashlib import sha256
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from msgspec.structs import asdict

from emulator.context import World, new_secret
from emulator.control.clock import clock_state
from emulator.control.models import ResetDone, SeedReport
from emulator.control.requests import JSON_TYPE, WRITES, YAML_TYPE, Refusal, ThisWorld, read_body
from emulator.seed.document import Document
from emulator.seed.loading import Report, load
from emulator.seed.reading import Source, parse, read_path
from emulator.seed.state import read_state, replace_world, write_state
from emulator.store.engine import reading, writing
from emulator.store.store import Store

PIECE_ROWS = 1_000
routes = APIRouter()


@routes.post("/reset", dependencies=WRITES)
async def reset(
    world: ThisWorld, seed: Annotated[bool, Query(description="Then load the path that --seed names.")] = False
) -> ResetDone:
    """Back to a fresh emulator, its clock as it was at the start."""
    report = None
    if seed:
        sources = await asyncio.to_thread(configured_seed, world)

        def reset_and_load(store: Store) -> Report:
            ids = world.reset(store)
            report = load(sources, store, world.settings, lambda _: world.go_on())
            world.ids = ids  # at last, and while nobody else can make any
            return report

        report = await written_in_thread(world, reset_and_load)
    else:
        async with world.changing() as store:
            ids = world.reset(store)
        world.ids = ids
    world.forget()
    world.reported_until = world.instant()
    return ResetDone(**clock_state(world).model_dump(), seed=report)


@routes.post("/seed", dependencies=WRITES)
async def load_seed(request: Request, world: ThisWorld) -> SeedReport:
    """Loads a seed document, JSON or YAML; without a body, the path that --seed names."""
    body = await read_body(request)
    name = "body.yaml" if request.headers["content-type"].lower().startswith(YAML_TYPE) else "body"

    def sources() -> Sequence[Source]:
        return [Source(name, parse(body, name, Document))] if body else configured_seed(world)

    found = await asyncio.to_thread(sources)
    return await written_in_thread(world, lambda store: load(found, store, world.settings, lambda _: world.go_on()))


@routes.get("/state", response_class=StreamingResponse, responses={200: {"content": {JSON_TYPE: {}}}})
async def take_state(world: ThisWorld) -> StreamingResponse:
    """The whole world and the clock, as a seed document that says everything."""

    async def pieces() -> AsyncIterator[bytes]:
        with closing(world.connect()) as connection, reading(connection) as store:
            rows = write_state(store)
            while piece := await asyncio.to_thread(lambda: b"".join(islice(rows, PIECE_ROWS))):
                yield piece

    return StreamingResponse(pieces(), media_type=JSON_TYPE)


@routes.put("/state", dependencies=WRITES)
async def put_state(request: Request, world: ThisWorld) -> SeedReport:
    """Replaces the whole world and the clock by a state that `GET` has given."""
    body = await read_body(request)
    state = await asyncio.to_thread(read_state, body, "body")

    def replace(store: Store) -> Report:
        ids = world.new_ids(sha256(body).digest())
        report = replace_world(state, "body", store, world.settings, new_secret(ids), lambda _: world.go_on())
        world.ids = ids
        return report

    report = await written_in_thread(world, replace)
    world.reported_until = world.instant()
    return report


def configured_seed(world: World) -> Sequence[Source]:
    if world.settings.seed is None:
        raise Refusal(400, "There is no seed to load: send one, or start the emulator with --seed PATH.")
    return read_path(world.settings.seed)


async def written_in_thread(world: World, work: Callable[[Store], Report]) -> SeedReport:
    """What `work` reports, done on a connection of its own, so that the event loop goes on answering."""

    def run() -> Report:
        with closing(world.connect()) as connection, writing(connection) as store:
            return work(store)

    return SeedReport(**asdict(await asyncio.to_thread(run)))
