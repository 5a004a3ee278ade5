"""What a rule says of a match in the making."""

from collections.abc import Callable, Sequence
from enum import IntEnum

from emulator.domain.matchmaking.candidate import Candidate


class Outcome(IntEnum):
    """From good to bad. A match that is complete has to pass; the others tell whether it can come to that."""

    PASSED = 0
    OPEN = 1
    """Not yet: players are missing to judge by, or more players can only help."""
    FAILED = 2
    """More players could help, as they could an average. The documented filling takes the last one out again."""
    DOOMED = 3
    """No further player can help."""


Judge = Callable[[Candidate, Sequence[Outcome]], Outcome]
"""Judges a candidate; also given: what the rules before this one have said of it."""
PASSED, OPEN, FAILED, DOOMED = Outcome


def failure(*, doomed: bool, hopeful: bool) -> Outcome:
    """The outcome of a rule that does not hold."""
    if doomed:
        return DOOMED
    return OPEN if hopeful else FAILED
