"""The control API below `/_emulator/`, put together. It is imported late (web/late_control.py)."""

from collections.abc import Sequence
from types import ModuleType
from typing import Any, NamedTuple

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from emulator import __version__
from emulator.control import (
    advice,
    changes,
    clock,
    console,
    events,
    faults,
    game_servers,
    game_session_logs,
    journal,
    matchmaking,
    matchmaking_tickets,
    operations,
    overview,
    placements,
    server_processes,
    status,
    worlds,
)
from emulator.control.api_page import INTRODUCTION, DescribedAPI, show_api_page
from emulator.control.prefix import ROOT
from emulator.control.requests import WORLD_LIMIT_BYTES, BodyLimit, Refusal, world_of
from emulator.dispatch.delivery import Deliverer
from emulator.quoting import LONGEST_TEXT, MOST_LISTED, listed, shortened
from emulator.seed.errors import SeedError
from emulator.store.errors import NothingWritten
from emulator.world import World


class Group(NamedTuple):
    """Routes that belong together for whoever uses them."""

    name: str
    description: str
    parts: tuple[ModuleType, ...]


GROUPS = (
    Group("Clock", "Time is yours: nobody waits for 60 seconds.", (clock,)),
    Group("World", "All that is there: fresh, seeded, taken out, put back.", (worlds,)),
    Group("Look", "Game sessions and players, and what has changed.", (overview, changes)),
    Group(
        "Act as a game server",
        "Let players in and out, activate and end game sessions; and the real game servers that have connected.",
        (game_servers, server_processes, game_session_logs),
    ),
    Group(
        "Placements and matchmaking",
        "Why they are where they are, and their events.",
        (placements, matchmaking, matchmaking_tickets, events),
    ),
    Group(
        "Calls", "What clients asked, what would break on AWS, and calls that are to fail.", (journal, advice, faults)
    ),
    Group("Operations", "GameLift's own, outside of journal, faults and metrics.", (operations,)),
    Group("The emulator itself", "Whether it lives, what it is, its figures.", (status, console)),
)
"""In the order of the API page."""


def control_app(world: World, deliverer: Deliverer) -> FastAPI:
    """The control API and its page, whose assets are in a package: nothing is fetched from elsewhere."""
    app = DescribedAPI(
        title="gamelift-emulator",
        version=__version__,
        description=INTRODUCTION,
        openapi_tags=[{"name": group.name, "description": group.description} for group in GROUPS],
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{ROOT}/openapi.json",
        redirect_slashes=False,
        max_body_size=WORLD_LIMIT_BYTES,
        # FastAPI would export traces where OpenTelemetry's variables ask for them.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        exception_handlers=dict.fromkeys(
            (Refusal, SeedError, RequestValidationError, NothingWritten, ClientDisconnect, HTTPException, Exception),
            refuse,
        ),
    )
    app.state.world = world
    app.state.deliverer = deliverer
    app.add_middleware(BodyLimit)
    app.state.changes = changes.Changes()
    for group in GROUPS:
        for part in group.parts:
            app.include_router(part.routes, prefix=ROOT, tags=[group.name])
    app.mount(f"{ROOT}/assets", StaticFiles(packages=[("fastapi_offline", "static")]))
    app.add_api_route(f"{ROOT}/docs", show_api_page, include_in_schema=False, response_class=HTMLResponse)
    return app


async def refuse(request: Request, error: Exception) -> Response:
    """Errors of the control API, in plain words."""
    match error:
        case Refusal():
            return JSONResponse({"message": in_utf8(str(error))}, error.status)
        case SeedError():
            details = {"file": error.file, "path": error.path, "rule": error.rule}
            return JSONResponse({"message": str(error), **details}, 400)
        case RequestValidationError():
            return JSONResponse({"message": in_utf8(all_told(error.errors()))}, 400)
        case NothingWritten():
            return JSONResponse({"message": str(error)}, 503)
        case ClientDisconnect():
            return JSONResponse({"message": "The client went away; nothing was changed."}, 400)
        case HTTPException():
            message = f"{error.detail}. The API page is {ROOT}/docs, the console {ROOT}/console"
            return JSONResponse({"message": message}, error.status_code, error.headers)
    (await world_of(request)).record_failure(error)
    message = f"The emulator failed ({type(error).__name__}); its log tells more."
    return JSONResponse({"message": message}, 500, {"Connection": "close"})


def in_utf8(text: str) -> str:
    """A text that can be sent: what quotes a request may hold half a surrogate pair, which JSON can escape."""
    return text.encode(errors="backslashreplace").decode()


def all_told(errors: Sequence[dict[str, Any]]) -> str:
    """FastAPI's complaints in plain words, the first of them."""
    return listed([validation_text(error) for error in errors[:MOST_LISTED]], "; ", len(errors))


def validation_text(error: dict[str, Any]) -> str:
    """One of FastAPI's complaints in plain words."""
    if error["type"] == "json_invalid":
        return f"The body is not JSON: {error['ctx']['error']}"
    text = error["msg"].removeprefix("Value error, ")
    return f"{shortened('.'.join(map(str, error['loc'][1:]))) or 'body'}: {shortened(text, LONGEST_TEXT)}"
