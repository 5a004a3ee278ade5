"""An emulator in this process, for the tests of the helpers."""

import signal
from collections.abc import Iterator

import pytest

from emulator import Emulator
from emulator.testing import GameLift
from tests.support.projects import NOON


@pytest.fixture(scope="session")
def gamelift_server() -> Iterator[GameLift]:
    """One whose clock stands still at noon, whatever GAMELIFT_EMULATOR_URL says."""
    with Emulator(clock=NOON) as emulator:
        yield emulator


@pytest.fixture(scope="session", autouse=True)
def _children_hear_signals() -> Iterator[None]:
    """Signals that these tests were begun without, by nohup or in the background, are not ignored by children too."""
    ignored = [
        number
        for name in ("SIGINT", "SIGHUP", "SIGQUIT")
        if (number := getattr(signal, name, None)) is not None and signal.getsignal(number) == signal.SIG_IGN
    ]
    for number in ignored:
        signal.signal(number, lambda *_: None)
    yield
    for number in ignored:
        signal.signal(number, signal.SIG_IGN)
