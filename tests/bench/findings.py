"""What a measurement finds: ours beside another, their ratio, and what it should be."""

import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import comb, inf
from typing import Literal, NamedTuple, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


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
    slices: int
    """How many times in a round two commits take turns, for each kind of call."""
    processes: int
    """Server processes that are connected at once."""
    placements: int
    """Placements that are started at once."""
    install: bool
    """Whether to install what others are made of, where it is not there."""


FULL = Effort(
    rounds=7,
    seconds=1.5,
    small=10_000,
    big=1_000_000,
    seeded=100_000,
    slices=20,
    processes=2_000,
    placements=1_000,
    install=True,
)
QUICK = Effort(
    rounds=2,
    seconds=0.05,
    small=2_000,
    big=4_000,
    seeded=1_000,
    slices=2,
    processes=20,
    placements=100,
    install=False,
)


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
    def ratios(self) -> list[float]:
        """One for each round: it compares what was measured at about the same time."""
        return [a / b for a, b in zip(self.ours, self.theirs, strict=True)] if self.theirs else []

    @property
    def ratio(self) -> float | None:
        """The median of the rounds' ratios."""
        return statistics.median(self.ratios) if self.theirs else None

    @property
    def bounds(self) -> tuple[float, float]:
        """Between which the ratio lies, with 95 % certainty."""
        return bounds(self.ratios)

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


def bounds(values: Sequence[float]) -> tuple[float, float]:
    """Between which the median lies of all that could have been measured, with at least 95 % certainty.

    Those are two of the values themselves, by the binomial distribution: it is wrong as often as n throws of a coin
    show one side at most k times. No noise, however it is distributed, makes that wrong. Fewer than six values tell
    nothing.
    """
    ranked = sorted(values)
    n = len(ranked)
    certain = [k for k in range(n // 2) if 2 * sum(comb(n, i) for i in range(k + 1)) <= 0.05 * 2**n]
    return (ranked[max(certain)], ranked[-1 - max(certain)]) if certain else (0, inf)


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


def interleaved(name: str, rounds: int, measures: Mapping[Key, Callable[[], Value]]) -> dict[Key, list[Value]]:
    """What each measure gives in each round. A first round warms up, and does not count.

    All measures take turns, so that a noisy machine disturbs all alike.
    """
    found: dict[Key, list[Value]] = {key: [] for key in measures}
    for number in range(rounds + 1):
        for key, measure in measures.items():
            value = measure()
            if number > 0:
                found[key].append(value)
        progress(f"{name}: " + (f"round {number} of {rounds}" if number else "warmed up"))
    return found
