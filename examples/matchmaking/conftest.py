"""The fixtures come with the emulator. Here the clock stands still, so that all times are the same in each run."""

from typing import TYPE_CHECKING

import pytest
from matchmaker import Matchmaker

from emulator.testing import READY_MADE_FLEET, READY_MADE_LOCATION

if TYPE_CHECKING:
    from types_boto3_gamelift import GameLiftClient


@pytest.fixture(scope="session")
def gamelift_settings() -> dict[str, object]:
    return {"clock": "2026-01-01T12:00:00Z"}


@pytest.fixture
def matchmaker(gamelift_client: "GameLiftClient") -> Matchmaker:
    return Matchmaker(gamelift_client, READY_MADE_FLEET, READY_MADE_LOCATION, size=2)
