"""Is it alive, is it ready, what is it."""

from fastapi import Response
from fastapi.responses import PlainTextResponse

from emulator import __version__
from emulator.calls.metrics import render
from emulator.control.clock import clock_state
from emulator.control.models import Health, Info
from emulator.control.requests import Refusal, ThisWorld, control_routes
from emulator.domain.clock import wall_clock
from emulator.operations import OPERATIONS
from emulator.store.schema import HEAD
from emulator.wire import cbor, json11

routes = control_routes()


@routes.head("/health", include_in_schema=False)
@routes.get("/health")
async def health() -> Health:
    """The process is alive."""
    return Health(status="alive")


@routes.head("/ready", include_in_schema=False)
@routes.get("/ready", responses={503: {"model": Health}})
async def ready(world: ThisWorld, response: Response) -> Health:
    """200 when calls are answered; 503 while the emulator stops, or when its database cannot be used."""
    error = "stopping" if world.draining else await world.look()
    if error is None:
        return Health(status="ready")
    response.status_code = 503
    return Health(status=error)


@routes.get("/metrics", response_class=PlainTextResponse)
async def metrics(world: ThisWorld) -> Response:
    """For Prometheus: calls by operation and outcome, and their latency; by status player sessions, placements,
    matchmaking tickets and matches."""

    # It may read millions of rows.
    statuses = await world.read_in_thread(
        lambda store: {
            "player_sessions": store.player_sessions.statuses(store.shared().clock.now(wall_clock())),
            "placements": store.placements.statuses(),
            "matchmaking_tickets": store.matchmaking.statuses(),
            "matches": store.matchmaking.match_statuses(),
        }
    )
    text, content_type = render(world.calls, statuses)
    return Response(text, media_type=content_type)


@routes.get("/certificate", response_class=PlainTextResponse)
async def certificate(world: ThisWorld) -> Response:
    """The certificates that a client of the TLS port has to trust, as PEM: the emulator's own CA, or those given."""
    if world.tls is None:
        raise Refusal(404, "TLS is off: start the emulator with --tls-port (GAMELIFT_EMULATOR_TLS_PORT).")
    return Response(world.tls.trusted, media_type="application/x-pem-file")


@routes.get("/info")
async def info(world: ThisWorld) -> Info:
    """What this emulator is, answers and runs with."""
    return Info(
        version=__version__,
        operations=sorted(OPERATIONS),
        protocols=[json11.NAME, cbor.NAME],
        schema_revision=HEAD,
        clock=clock_state(world),
        tls_url=None if world.tls is None else world.tls.url,
        settings=world.settings.shown(),
    )
