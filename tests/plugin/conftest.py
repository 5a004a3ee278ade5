"""An emulator in this process, for the tests of the helpers."""

from collections.abc import Iterator

import pytest

from emulator import Emulator
from emulator.testing import GameLift
from tests.plugin import NOON


@pytest.fixture(scope="session")
def gamelift_server() -> Iterator[GameLift]:
    """One whose clock stands still at noon, whatever GAMELIFT_EMULATOR_URL says."""
    with Emulator(clock=NOON) as emulator:
        yield emulator
