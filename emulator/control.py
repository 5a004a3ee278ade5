"""The control API below `/_emulator/`: typed FastAPI routes for people and tests, not for AWS clients."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, closing
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from msgspec.structs import asdict
from starlette.exceptions import HTTPException

from emulator import __version__
from emulator.context import Stopping, World
from emulator.control_models import (
    LISTED_CHANGES,
    Advance,
    Advanced,
    ClockChange,
    ClockState,
    Health,
    Info,
    ResetDone,
    SeedReport,
    StatusChange,
)
from emulator.domain.clock import SECOND, Clock, format_instant, parse_instant, wall_clock
from emulator.operations import OPERATIONS
from emulator.seed.loading import Report, load
from emulator.seed.reading import SeedError, Source, parse, read_path
from emulator.store.engine import writing
from emulator.store.schema import HEAD
from emulator.store.store import TimeOut

ROOT = "/_emulator"
SEED_LIMIT_BYTES = 512 * 1024 * 1024
JSON_TYPE = "application/json"
YAML_TYPE = "application/yaml"


class Refusal(Exception):
    """A request that cannot be done, told in plain words."""

    def __init__(self, status: int, message: str, **details: str) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"message": message, **details}


def world_of(request: Request) -> World:
    world = request.app.state.world
    assert isinstance(world, World)
    return world


def written_as_json(request: Request) -> None:
    """Refuses a write that a page of another site could have sent without asking: only JSON makes browsers ask."""
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    allowed = (JSON_TYPE, YAML_TYPE) if request.url.path == f"{ROOT}/seed" else (JSON_TYPE,)
    if content_type not in allowed:
        example = {"/clock": " -d '{\"frozen\": true}'", "/clock/advance": " -d '{\"seconds\": 61}'"}
        data = example.get(request.url.path.removeprefix(ROOT), "")
        raise Refusal(
            415,
            f"Content-Type must be {' or '.join(allowed)}, not {content_type!r}. This works: "
            f"curl -X {request.method} -H 'Content-Type: {JSON_TYPE}'{data} '{request.url}'",
        )


ThisWorld = Annotated[World, Depends(world_of)]
reads = APIRouter()
writes = APIRouter(dependencies=[Depends(written_as_json)])


@reads.api_route("/health", methods=["GET", "HEAD"], operation_id="health")
async def health() -> Health:
    """The process is alive."""
    return Health(status="alive")


@reads.api_route("/ready", methods=["GET", "HEAD"], operation_id="ready", responses={503: {"model": Health}})
async def ready(world: ThisWorld, response: Response) -> Health:
    """200 when calls are answered; 503 while the emulator stops, or when its database cannot be used."""
    trouble = "stopping" if world.draining else world.trouble()
    if trouble is None:
        return Health(status="ready")
    response.status_code = 503
    return Health(status=trouble)


@reads.get("/info")
async def info(world: ThisWorld) -> Info:
    """What this emulator is, answers and runs with."""
    return Info(
        version=__version__,
        operations=sorted(OPERATIONS),
        protocols=["AWS JSON 1.1"],
        schema_revision=HEAD,
        clock=clock_state(world),
        settings=world.settings.shown(),
    )


@reads.get("/clock")
async def show_clock(world: ThisWorld) -> ClockState:
    """The emulator's clock."""
    return clock_state(world)


@writes.put("/clock")
async def change_clock(change: ClockChange, world: ThisWorld) -> ClockState:
    """Sets, freezes or resumes the clock. Backwards is allowed: what time did is computed afresh."""
    if change.now is None and change.frozen is None:
        raise Refusal(400, "Give now, frozen, or both.")
    wall = wall_clock()
    with world.writing() as store:
        clock = store.shared().clock
        if change.frozen is not None:
            clock = clock.froze(wall) if change.frozen else clock.resumed(wall)
        if change.now is not None:
            clock = moved(clock, parse_instant(change.now), wall)
        store.set_clock(clock)
    return clock_state(world)


@writes.post("/clock/advance")
async def advance_clock(step: Advance, world: ThisWorld) -> Advanced:
    """Moves the clock forward, and tells what that changed."""
    wall = wall_clock()
    with world.writing() as store:
        before = store.shared().clock
        since = before.now(wall)
        after = moved(before, since + round(step.seconds * SECOND), wall)
        store.set_clock(after)
        until = after.now(wall)
        counts = store.count_time_outs(since, until)
        changes = [status_change(each) for each in store.time_outs(since, until, LISTED_CHANGES)]
    return Advanced(
        now=format_instant(until),
        frozen=after.frozen,
        counts={"TIMEDOUT": counts} if counts else {},
        changes=changes,
    )


@writes.post("/reset")
async def reset(
    world: ThisWorld,
    seed: Annotated[bool, Query(description="Then load the path that --seed names.")] = False,
) -> ResetDone:
    """Back to a fresh emulator, its clock as it was at the start."""
    report = None
    if seed:
        report = await load_in_thread(await asyncio.to_thread(configured_seed, world), world, after_reset=True)
    else:
        with world.writing() as store:
            world.reset(store)
    return ResetDone(**clock_state(world).model_dump(), seed=report)


@writes.post("/seed")
async def load_seed(request: Request, world: ThisWorld) -> SeedReport:
    """Loads a seed document, JSON or YAML; without a body, the path that --seed names. All of it or nothing."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > SEED_LIMIT_BYTES:
            raise Refusal(413, f"A seed document can have {SEED_LIMIT_BYTES} bytes.")
    if not body:
        return await load_in_thread(await asyncio.to_thread(configured_seed, world), world)
    name = "body.yaml" if request.headers["content-type"].startswith(YAML_TYPE) else "body"
    document = await asyncio.to_thread(parse, bytes(body), name)
    return await load_in_thread([Source(name, document)], world)


def configured_seed(world: World) -> Sequence[Source]:
    if world.settings.seed is None:
        raise Refusal(400, "There is no seed to load: send one, or start the emulator with --seed PATH.")
    return read_path(world.settings.seed)


async def load_in_thread(sources: Sequence[Source], world: World, *, after_reset: bool = False) -> SeedReport:
    """Loads on a connection of its own, so that the event loop goes on answering."""

    def run() -> Report:
        with closing(world.connect()) as connection, writing(connection) as store:
            if after_reset:
                world.reset(store)
            return load(sources, store, world.settings, lambda _: world.go_on())

    return SeedReport(**asdict(await asyncio.to_thread(run)))


def clock_state(world: World) -> ClockState:
    with world.reading() as store:
        clock = store.shared().clock
    return ClockState(now=format_instant(clock.now(wall_clock())), frozen=clock.frozen)


def moved(clock: Clock, instant: int, wall: int) -> Clock:
    try:
        return clock.moved_to(instant, wall)
    except ValueError as error:
        raise Refusal(400, f"{error}".capitalize() + ".") from None


def status_change(each: TimeOut) -> StatusChange:
    return StatusChange(
        player_session_id=each.player_session_id,
        game_session_id=each.game_session_id,
        before="RESERVED",
        after="TIMEDOUT",
        time=format_instant(each.deadline),
    )


async def refuse(_: Request, error: Exception) -> Response:
    """Errors of the control API, in plain words."""
    match error:
        case Refusal():
            return JSONResponse(error.body, error.status)
        case SeedError():
            details = {"file": error.file, "path": error.path, "rule": error.rule}
            return JSONResponse({"message": str(error), **details}, 400)
        case RequestValidationError():
            parts = [f"{'.'.join(map(str, each['loc'][1:])) or 'body'}: {each['msg']}" for each in error.errors()]
            return JSONResponse({"message": "; ".join(parts)}, 400)
        case Stopping():
            return JSONResponse({"message": "The emulator stops; nothing was changed."}, 503)
        case HTTPException():
            message = f"{error.detail}. The API page is {ROOT}/docs"
            return JSONResponse({"message": message}, error.status_code, error.headers)
    return JSONResponse({"message": f"The emulator failed ({type(error).__name__}); its log tells more."}, 500)


def control_app(world: World, lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]]) -> FastAPI:
    """The control API and its page, whose assets are in a package: nothing is fetched from elsewhere."""
    app = FastAPI(
        title="gamelift-emulator",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{ROOT}/openapi.json",
        lifespan=lifespan,
        # FastAPI would export traces where OpenTelemetry's variables ask for them.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        exception_handlers=dict.fromkeys(
            (Refusal, SeedError, RequestValidationError, Stopping, HTTPException, Exception), refuse
        ),
    )
    app.state.world = world
    app.include_router(reads, prefix=ROOT)
    app.include_router(writes, prefix=ROOT)
    app.mount(f"{ROOT}/assets", StaticFiles(packages=[("fastapi_offline", "static")]))

    @app.get(f"{ROOT}/docs", include_in_schema=False)
    async def page() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url=f"{ROOT}/openapi.json",
            title="gamelift-emulator",
            swagger_js_url=f"{ROOT}/assets/swagger-ui-bundle.js",
            swagger_css_url=f"{ROOT}/assets/swagger-ui.css",
            swagger_favicon_url=f"{ROOT}/assets/favicon.png",
            swagger_ui_parameters={"validatorUrl": None},
        )

    return app
