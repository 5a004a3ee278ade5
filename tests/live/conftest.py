"""Uniquely named Anywhere resources in the AWS account of the environment; all of them are deleted again."""

import asyncio
import os
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from functools import partial
from typing import NamedTuple

import boto3
import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.server_sdk import GO, ServerProcess, connected


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.environ.get("GAMELIFT_LIVE") != "1":
        reason = "asks AWS itself, in your account, which costs a little: GAMELIFT_LIVE=1 make live"
        for item in items:
            if item.get_closest_marker("live"):
                item.add_marker(pytest.mark.skip(reason=reason))


class Live(NamedTuple):
    """A fleet of this run in the account of the environment, with one compute."""

    client: GameLiftClient
    fleet_id: str
    location: str
    compute_name: str

    @asynccontextmanager
    async def game_session(self, maximum: int = 4) -> AsyncIterator[tuple[str, ServerProcess]]:
        """The id of an ACTIVE game session, and the game server that hosts it: this test."""
        token = self.client.get_compute_auth_token(FleetId=self.fleet_id, ComputeName=self.compute_name)["AuthToken"]
        compute = self.client.describe_compute(FleetId=self.fleet_id, ComputeName=self.compute_name)["Compute"]
        names = {"FleetId": self.fleet_id, "ComputeId": self.compute_name, "pID": f"live-{uuid.uuid4()}"}
        url = compute["GameLiftServiceSdkEndpoint"]
        async with connected(url, GO, Authorization=token, **names) as server:
            await server.ready()
            created = await asyncio.to_thread(
                self.client.create_game_session,
                FleetId=self.fleet_id, Location=self.location, MaximumPlayerSessionCount=maximum,
            )  # fmt: skip
            match = created["GameSession"]["GameSessionId"]
            await server.pushed("CreateGameSession")
            await server.do("ActivateGameSession", GameSessionId=match)
            yield match, server
            await server.do("TerminateServerProcess")


@pytest.fixture(scope="session")
def live() -> Iterator[Live]:
    """Deletes in the opposite order what it made, whatever fails meanwhile."""
    client = boto3.client("gamelift")
    name = f"gamelift-emulator-{uuid.uuid4().hex[:12]}"
    location = f"custom-{name}"
    with ExitStack() as cleaning:
        client.create_location(LocationName=location)
        cleaning.callback(partial(client.delete_location, LocationName=location))
        fleet = client.create_fleet(
            Name=name, ComputeType="ANYWHERE", Locations=[{"Location": location}], AnywhereConfiguration={"Cost": "1"}
        )["FleetAttributes"]["FleetId"]
        cleaning.callback(partial(client.delete_fleet, FleetId=fleet))
        client.register_compute(FleetId=fleet, ComputeName=name, Location=location, IpAddress="127.0.0.1")
        cleaning.callback(partial(client.deregister_compute, FleetId=fleet, ComputeName=name))
        yield Live(client, fleet, location, name)
