"""Fixtures for pytest: an emulator that is fresh for each test. Nothing is imported before one of them is used."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types_boto3_gamelift import GameLiftClient

    from emulator.testing import GameLift


EMULATOR: "pytest.StashKey[GameLift]" = pytest.StashKey()
"""The emulator that a test uses."""
TOLD: "pytest.StashKey[int]" = pytest.StashKey()
"""How many of its failures the test has been told of."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("gamelift").addoption(
        "--gamelift-url",
        metavar="URL",
        help="an emulator that runs already, for the gamelift fixtures to use; else GAMELIFT_EMULATOR_URL",
    )


@pytest.fixture(scope="session")
def gamelift_settings() -> Mapping[str, Any]:
    """Arguments of `emulator.Emulator`: to be overridden in a conftest.py, as by `{"clock": "frozen"}`."""
    return {}


@pytest.fixture(scope="session")
def gamelift_server(pytestconfig: pytest.Config, gamelift_settings: Mapping[str, Any]) -> "Iterator[GameLift]":
    """The emulator of the session, one in each pytest-xdist worker; tests take `gamelift` instead."""
    from emulator.settings import running_url
    from emulator.testing import GameLift

    if url := pytestconfig.getoption("--gamelift-url") or running_url():
        yield GameLift(url)
        return
    from emulator import Emulator

    with Emulator(**gamelift_settings) as emulator:
        yield emulator


@pytest.fixture
def gamelift(gamelift_server: "GameLift", request: pytest.FixtureRequest) -> "Iterator[GameLift]":
    """The emulator, its world and clock as they were at its start. Faults end with the test."""
    request.node.stash[EMULATOR], request.node.stash[TOLD] = gamelift_server, 0
    gamelift_server.reset()
    yield gamelift_server
    gamelift_server.faults.end_of_test()


@pytest.fixture(scope="session")
def _gamelift_client(gamelift_server: "GameLift") -> "GameLiftClient":
    return gamelift_server.client()


@pytest.fixture
def gamelift_client(gamelift: "GameLift", _gamelift_client: "GameLiftClient") -> "GameLiftClient":
    """A boto3 client of the emulator of `gamelift`, the same for all tests: making one costs more than a test."""
    return _gamelift_client


@pytest.fixture
def gamelift_endpoint(gamelift: "GameLift") -> str:
    """The URL of the emulator of `gamelift`."""
    return gamelift.url


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    yield from failing_with_emulator(item, "setup")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    yield from failing_with_emulator(item, "call")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    yield from failing_with_emulator(item, "teardown")


def failing_with_emulator(item: pytest.Item, when: str) -> Iterator[None]:
    """Fails a test in which the emulator itself has failed, with its traceback."""
    try:
        yield
    finally:
        emulator = item.stash.get(EMULATOR, None)
        failures = emulator.failures()[item.stash[TOLD] :] if emulator is not None else []
        if failures:
            item.stash[TOLD] += len(failures)
            item.add_report_section(when, "gamelift-emulator", "\n".join(failures))
    if failures:
        pytest.fail("The emulator itself has failed:\n" + "\n".join(failures), pytrace=False)
