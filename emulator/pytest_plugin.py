"""Fixtures for pytest: an emulator that is fresh for each test. Nothing is imported before one of them is used."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types_boto3_gamelift import GameLiftClient

    from emulator.testing import GameLift


EMULATOR: "pytest.StashKey[GameLift]" = pytest.StashKey()


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
    request.node.stash[EMULATOR] = gamelift_server
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
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fails a test in which the emulator itself has failed, with its traceback."""
    emulator = item.stash.get(EMULATOR, None)
    try:
        yield
    finally:
        failures = emulator.failures() if emulator is not None else []
        if failures:
            item.add_report_section("call", "gamelift-emulator", "\n".join(failures))
    if failures:
        pytest.fail("The emulator itself has failed:\n" + "\n".join(failures), pytrace=False)
