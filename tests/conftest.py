"""Fixtures for all tests. Each xdist worker has one emulator; each test finds it fresh."""

from collections.abc import Iterator
from pathlib import Path

import botocore.model
import pytest
from hypothesis import settings
from types_boto3_gamelift import GameLiftClient

from tests.support.running import Running, running

CBOR = "smithy-rpc-v2-cbor"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--protocol", choices=["json", "cbor"], default="json", help="what boto3 is to speak")
    parser.addoption("--write-screenshot", action="store_true", help="write docs/console.png afresh")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--protocol") == "cbor":  # botocore prefers JSON, and has no switch of its own
        botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS = (CBOR,)


settings.register_profile("emulator", deadline=None, print_blob=True)
settings.load_profile("emulator")


@pytest.fixture(scope="session")
def shared_emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One emulator that keeps nothing, for all tests of a worker; tests take `emulator` instead."""
    with running(tmp_path_factory.mktemp("emulator"), "--log-level", "debug") as emulator:
        yield emulator


@pytest.fixture
def emulator(shared_emulator: Running) -> Running:
    """A running emulator in its fresh state."""
    shared_emulator.reset()
    return shared_emulator


@pytest.fixture
def client(emulator: Running) -> GameLiftClient:
    """A boto3 client of `emulator`."""
    return emulator.client()


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """A SQLite file of this test's own."""
    return f"sqlite:///{tmp_path / 'emulator.db'}"
