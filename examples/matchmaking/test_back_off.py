"""Whether the backend stands AWS's limits on calls: an emulator of its own refuses what comes too fast, as AWS does."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from matchmaker import Matchmaker

from emulator import Emulator
from emulator.testing import READY_MADE_FLEET, READY_MADE_LOCATION, GameLift

WORKERS = 16
"""More than may ask for one player session at once."""


@pytest.fixture(scope="module")
def throttling() -> Iterator[GameLift]:
    with Emulator(throttle="aws") as emulator:
        yield emulator


def test_many_workers_that_ask_for_one_seat_are_all_answered(throttling: GameLift) -> None:
    """Time is the machine's here: a back-off takes a second or two."""
    patient = throttling.client(retries={"mode": "standard", "total_max_attempts": 20})
    matchmaker = Matchmaker(patient, READY_MADE_FLEET, READY_MADE_LOCATION, size=2)
    seat = matchmaker.seat("alice")
    throttling.accept(seat.player_session_id)
    with ThreadPoolExecutor(WORKERS) as workers:
        assert list(workers.map(matchmaker.has_arrived, [seat] * WORKERS)) == [True] * WORKERS
    outcomes = [call.outcome for call in throttling.calls("DescribePlayerSessions")]
    assert outcomes.count("success") == WORKERS
    assert "ThrottlingException" in outcomes
    assert throttling.advice() == []
