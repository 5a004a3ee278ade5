"""What a measurement finds: ours beside another, their ratio, and what it should be."""

import statistics
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeVar

Key = TypeVar("Key")


class Effort(NamedTuple):
    """How long to measure, and how much."""

    rounds: int
    seconds: float
    """How long each round asks each server."""
    small: int
    big: int
    """Player sessions in the small and in the big world."""
    seeded: int
    """Player sessions that are seeded while the clock ticks."""
    install: bool
    """Whether to install what others are made of, where it is not there."""


FULL = Effort(rounds=7, seconds=1.5, small=10_000, big=1_000_000, seeded=100_000, install=True)
QUICK = Effort(rounds=2, seconds=0.05, small=2_000, big=4_000, seeded=1_000, install=False)


class Aim(NamedTuple):
    """What the ratio should be; with a unit, what our own median should be."""

    sign: Literal["≥", "≤"]
    value: float
    unit: str = "×"

    def __str__(self) -> str:
        return f"{self.sign} {self.value:g} {self.unit}"


@dataclass(frozen=True)
class Finding:
    """One row of the table. `ours` and `theirs` hold a value for each round; `theirs` none where there is no other."""

    what: str
    unit: str
    ours: list[float]
    than: str
    theirs: list[float]
    aim: Aim | None = None

    @property
    def ratio(self) -> float | None:
        """The median of the rounds' ratios: each compares what was measured at about the same time."""
        if not self.theirs:
            return None
        return statistics.median(a / b for a, b in zip(self.ours, self.theirs, strict=True))

    @property
    def aimed_at(self) -> float | None:
        """The figure that the aim speaks of."""
        return self.ratio if self.aim is None or self.aim.unit == "×" else statistics.median(self.ours)

    @property
    def reached(self) -> bool | None:
        """None where there is no aim."""
        figure = self.aimed_at
        if self.aim is None or figure is None:
            return None
        return figure >= self.aim.value if self.aim.sign == "≥" else figure <= self.aim.value


class Skipped(NamedTuple):
    """What could not be measured here, and why."""

    what: str
    reason: str


class Part(NamedTuple):
    """What a part of the benchmark gives."""

    rows: list[Finding | Skipped]
    appendix: str = ""
    """More to show below the table, in Markdown."""


def progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def interleaved(name: str, rounds: int, measures: Mapping[Key, Callable[[], float]]) -> dict[Key, list[float]]:
    """What each measure gives in each round. A first round warms up, and does not count.

    All measures take turns, so that a noisy machine disturbs all alike.
    """
    found: dict[Key, list[float]] = {key: [] for key in measures}
    for number in range(rounds + 1):
        for key, measure in measures.items():
            value = measure()
            if number > 0:
                found[key].append(value)
        progress(f"{name}: " + (f"round {number} of {rounds}" if number else "warmed up"))
    return found
