"""Every SDK tells the whole story, in the protocol that it picks by itself."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from tests.sdks.asking import ask
from tests.sdks.clients import CLIENTS, Client, Unavailable
from tests.sdks.story import STEPS, complaint
from tests.support.running import Running, running

pytestmark = pytest.mark.sdks
BROKEN = "fleet-broken"


class Told(NamedTuple):
    """What a client printed, step by step, what it said besides, and in which protocols it called."""

    client: Client
    steps: dict[str, dict[str, Any]]
    rest: str
    protocols: set[str]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The one emulator that all clients call."""
    with running(tmp_path_factory.mktemp("sdks"), "--log-format", "json") as emulator:
        yield emulator


@pytest.fixture(scope="module", params=CLIENTS, ids=lambda client: client.name)
def told(request: pytest.FixtureRequest, shared: Running) -> Told:
    """The story of one client, told once."""
    client: Client = request.param
    try:
        command = client.prepare()
    except Unavailable as reason:
        pytest.skip(str(reason))
    shared.reset()
    shared.freeze("2026-01-01T00:00:00.123Z")
    shared.seed({"Fleets": [{"FleetId": BROKEN, "Status": "ERROR"}]})
    before = len(shared.log())
    done = ask(command, shared, STORY_BROKEN=BROKEN, **client.environment)
    steps = {line["step"]: line for line in map(json.loads, done.stdout.splitlines())}
    calls = [json.loads(line) for line in shared.log()[before:].splitlines()]
    protocols = {call["protocol"] for call in calls if "protocol" in call}
    return Told(client, steps, f"exit code {done.returncode}\n{done.stderr[-3_000:]}", protocols)


@pytest.mark.parametrize("step", STEPS)
def test_client_tells_the_story_as_it_is(told: Told, step: str) -> None:
    line = told.steps.get(step)
    assert line is not None, f"{told.client.name} said nothing of it: {told.rest}"
    if "skip" in line:
        pytest.skip(line["skip"])
    assert complaint(step, line["value"]) is None


def test_client_speaks_the_protocol_that_it_picks(told: Told) -> None:
    assert told.protocols == {told.client.protocol}
