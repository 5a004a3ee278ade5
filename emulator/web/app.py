"""The emulator as an ASGI application, put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import ASGIApp

from emulator.dispatch.delivery import Deliverer
from emulator.dispatch.passing_time import let_time_pass
from emulator.events.sending import send_events
from emulator.game_servers.connection import GameServers
from emulator.logs.time_outs import report
from emulator.web.aws_api import AwsApi
from emulator.web.background import background
from emulator.web.front_door import FrontDoor
from emulator.web.late_control import LateControl
from emulator.world import World


def create_app(world: World) -> ASGIApp:
    """The emulator as an ASGI application. Under a server other than the emulator's, a fault cannot drop a call."""

    deliverer = Deliverer(world)

    @asynccontextmanager
    async def beside() -> AsyncIterator[None]:
        async with (
            background(report(world), "time-outs are reported", world),
            background(deliverer.watch(), "messages are delivered", world),
            background(send_events(world, deliverer), "events are delivered", world),
            background(let_time_pass(world), "what time does is written", world),
        ):
            yield

    late = LateControl(world, deliverer)
    aws: ASGIApp = AwsApi(world)
    control: ASGIApp = late
    if world.settings.web_origins:
        aws, control = with_cors(aws, world), with_cors(control, world)
    return FrontDoor(aws, control, GameServers(world, deliverer), world, beside=beside, behind_first_answer=late.begin)


def with_cors(room: ASGIApp, world: World) -> ASGIApp:
    """A room that web pages of the allowed origins may call."""
    from starlette.middleware.cors import CORSMiddleware  # few allow any

    return CORSMiddleware(
        room,
        allow_origins=world.settings.web_origins,
        allow_methods=["GET", "HEAD", "POST", "PUT", "DELETE"],
        allow_headers=["*"],
        allow_private_network=True,  # browsers ask when a page of a public site calls this machine
        expose_headers=["x-amzn-requestid", "x-amzn-errortype", "smithy-protocol", "date"],
    )
