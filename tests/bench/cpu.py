"""What a call costs the server's processor: the figure to trust on a machine that others use too."""

import sys
import time
from collections.abc import Callable
from math import nan
from typing import NamedTuple

from tests.bench.load import Answered

KNOWN = sys.platform == "linux"
"""Whether this system tells how long another process has run."""
UNKNOWN = "this system does not tell it of another process"


class Cost(NamedTuple):
    """What a server needed while it was asked."""

    cpu: float
    """Microseconds of the processor for each call."""
    rate: float
    """Calls per second."""


def cpu_seconds(pid: int) -> float:
    """How long the process has run: user and system, all its threads, in nanoseconds; nan where that is not KNOWN.

    Source: clock_getcpuclockid(3), which Python offers for threads only.
    """
    return time.clock_gettime((~pid << 3) | 2) if KNOWN else nan


def cost(pid: int, ask: Callable[[], Answered]) -> Cost:
    """What the process of a server needs while it is asked."""
    before = cpu_seconds(pid)
    answered = ask()
    spent = cpu_seconds(pid) - before
    return Cost(spent / answered.calls * 1_000_000, answered.calls / answered.seconds)
