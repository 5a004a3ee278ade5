"""Who may connect, and what a refusal says: HTTP 403 before the upgrade, and a line in the log, without the token."""

import asyncio
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import websockets
from websockets.exceptions import InvalidStatus

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.running import Running, running, until
from tests.support.server_sdk import CPP, GO, Dialect, address, connected, reset_alone

FLEET = "fleet-11111111-2222-4333-8444-555555555555"
OWN = {"FleetId": FLEET, "ComputeId": "pc"}
SIGNED = {
    "Authorization": "SigV4",
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": "test/20260101/us-east-1/gamelift/aws4_request",
    "X-Amz-Date": "20260101T000000Z",
    "X-Amz-Signature": "0" * 64,
}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("admission")) as emulator:
        yield emulator


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("strict"), "--strict-auth") as emulator:
        yield emulator


async def connect(emulator: Running, parameters: Mapping[str, str], dialect: Dialect = GO) -> None:
    async with connected(emulator.url, dialect, **parameters) as process:
        await process.do("ActivateServerProcess", Port=1)


def refusal(emulator: Running, parameters: Mapping[str, str], headers: Mapping[str, str] | None = None) -> str:
    """The line of the log that tells of a refusal with 403."""
    before = len(emulator.log())

    async def attempt() -> int:
        try:
            async with websockets.connect(
                address(emulator.url, GO, **parameters), additional_headers=headers, compression=None, proxy=None
            ):
                return 101
        except InvalidStatus as error:
            return error.response.status_code

    assert asyncio.run(attempt()) == 403
    emulator.wait_for_log("was refused: ")
    (line,) = [each for each in emulator.log()[before:].splitlines() if "was refused: " in each]
    assert "secret" not in emulator.log()
    return line


def token_of(emulator: Running, fleet: str, compute: str) -> str:
    token: Any = emulator.client().get_compute_auth_token(FleetId=fleet, ComputeName=compute)["AuthToken"]
    return str(token)


def registered(emulator: Running) -> str:
    """A token for the compute `pc` of a fleet of one's own."""
    reset_alone(emulator)
    client = emulator.client()
    client.create_location(LocationName="custom-own")
    emulator.seed(
        {"Fleets": [{"FleetId": FLEET, "ComputeType": "ANYWHERE", "Locations": [{"Location": "custom-own"}]}]}
    )
    client.register_compute(FleetId=FLEET, ComputeName="pc", IpAddress="127.0.0.1", Location="custom-own")
    return token_of(emulator, FLEET, "pc")


@pytest.mark.parametrize("token", ["any", "a+b/c=", "", "secret"])
def test_any_token_is_good_on_the_ready_made_fleet(shared: Running, token: str) -> None:
    asyncio.run(connect(shared, {"Authorization": token, "pID": f"with-{len(token)}-{token[:1]}"}, CPP))


def test_token_that_was_issued_is_good_elsewhere(shared: Running) -> None:
    token = registered(shared)
    asyncio.run(connect(shared, OWN | {"Authorization": token, "pID": "issued"}))


@pytest.mark.parametrize("token", ["secret", "00000000-0000-4000-8000-000000000000"])
def test_other_tokens_are_refused_elsewhere(shared: Running, token: str) -> None:
    registered(shared)
    assert "its token is none of GetComputeAuthToken" in refusal(shared, OWN | {"Authorization": token})


def test_token_of_another_compute_is_refused(shared: Running) -> None:
    token = registered(shared)
    shared.client().register_compute(FleetId=FLEET, ComputeName="mac", IpAddress="127.0.0.1", Location="custom-own")
    assert "its token is none" in refusal(shared, OWN | {"ComputeId": "mac", "Authorization": token})


def test_token_expires_by_the_emulators_clock(shared: Running) -> None:
    token = registered(shared)
    shared.advance(3 * 60 * 60 + 1)
    assert "has expired" in refusal(shared, OWN | {"Authorization": token})


def test_signature_is_taken_for_its_region(shared: Running) -> None:
    registered(shared)
    asyncio.run(connect(shared, OWN | SIGNED | {"pID": "signed"}))
    other = SIGNED | {"X-Amz-Credential": "test/20260101/eu-west-1/gamelift/aws4_request"}
    assert f"there is no fleet '{FLEET}'" in refusal(shared, OWN | other)


@pytest.mark.parametrize(
    "broken",
    [
        {"X-Amz-Credential": "test/20260101/us-east-1/s3/aws4_request"},
        {"X-Amz-Credential": "test"},
        {"X-Amz-Signature": ""},
    ],
)
def test_signature_that_is_not_complete_is_refused(strict: Running, broken: dict[str, str]) -> None:
    assert "the SigV4 parameters are not complete" in refusal(strict, SIGNED | broken)


def test_strict_emulator_takes_no_token_that_it_has_not_issued(strict: Running) -> None:
    assert "its token is none" in refusal(strict, {"Authorization": "secret"})
    token = token_of(strict, FLEET_ID, "local")
    asyncio.run(connect(strict, {"Authorization": token, "pID": "strict-1"}))
    asyncio.run(connect(strict, SIGNED | {"pID": "strict-2"}))


def test_token_is_renewed_before_it_expires(tmp_path: Path) -> None:
    with running(tmp_path, "--strict-auth", "--auth-token-minutes", "0.05") as emulator:
        asyncio.run(renew(emulator))


async def renew(emulator: Running) -> None:
    """Connects afresh with each new token, and is given the next."""
    token = token_of(emulator, FLEET_ID, "local")
    seen = [token]
    for _ in range(3):
        async with connected(emulator.url, pID="renewed", Authorization=token) as process:
            while token == seen[-1]:  # what was told last may be told once more
                push = await process.pushed("RefreshConnection")
                assert push["RefreshConnectionEndpoint"] == emulator.url.replace("http", "ws")
                token = push["AuthToken"]
            seen.append(token)


async def jump(emulator: Running) -> str:
    token = token_of(emulator, FLEET_ID, "local")
    async with connected(emulator.url, pID="jumping", Authorization=token) as process:
        await process.ready()
        emulator.advance(24 * 60 * 60)
        emulator.control("POST", "/server-processes/jumping/refresh")
        push = await process.pushed("RefreshConnection")
        assert process.pushes.empty(), "a jump is no silence, and uses up no token"
    await connect(emulator, {"pID": "jumping", "Authorization": push["AuthToken"]})
    return token


def test_jump_of_the_clock_renews_no_token_of_a_connected_process(strict: Running) -> None:
    token = asyncio.run(jump(strict))
    assert "or has expired" in refusal(strict, {"pID": "jumping", "Authorization": token})


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"FleetId": "fleet-unknown"}, "there is no fleet 'fleet-unknown'"),
        ({"ComputeId": "nobody"}, "has no compute 'nobody': RegisterCompute makes one"),
        ({"pID": ""}, "the parameter pID is missing"),
        ({"pID": "a\nb"}, "the parameter pID is missing"),
        ({"FleetId": ""}, "the parameter FleetId is missing"),
        ({"ComputeId": "x" * 2_000}, "the parameter ComputeId is missing"),
    ],
)
def test_what_does_not_exist_is_refused_by_name(shared: Running, parameters: dict[str, str], words: str) -> None:
    reset_alone(shared)
    assert words in refusal(shared, {"Authorization": "secret"} | parameters)


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_web_page_cannot_connect(shared: Running, headers: dict[str, str]) -> None:
    assert "a WebSocket was refused: " in refusal(shared, {}, headers)


async def end(emulator: Running) -> None:
    async with connected(emulator.url, pID="ended") as process:
        await process.ready()
        await process.do("TerminateServerProcess")


def test_process_that_has_ended_cannot_come_back(shared: Running) -> None:
    reset_alone(shared)
    asyncio.run(end(shared))
    assert "has ended: a new one needs an id of its own" in refusal(shared, {"pID": "ended"})


def test_refusals_are_no_errors_of_the_emulator(shared: Running) -> None:
    reset_alone(shared)
    for headers in ({}, {"Origin": "null"}, {}):  # what is said behind an answer has come before the next one
        refusal(shared, {"FleetId": "fleet-unknown"}, headers)
    assert " ERROR " not in shared.log()


def test_location_of_the_compute_counts(shared: Running) -> None:
    reset_alone(shared)
    asyncio.run(connect(shared, {"pID": "here"}))

    def shown() -> dict[str, Any]:
        (found,) = shared.control("GET", "/server-processes")["server_processes"]
        return dict(found)

    assert shown()["Location"] == LOCATION
    until(lambda: shown()["Connected"] is False)
