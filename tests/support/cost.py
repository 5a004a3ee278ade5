"""Whether work grows no faster than its size: CPU time of one thread for a size and for twice that, many times over."""

import gc
from collections.abc import Callable
from time import thread_time
from typing import TypeVar

Material = TypeVar("Material")

ENOUGH_SECONDS = 0.005
"""What takes longer than that can be measured."""
LARGEST = 1 << 13
"""Work that grows faster than its size is long enough to measure by then: 8,192 squared is 67 million."""
BOUND = 2.5
"""Twice the size may cost so much more."""


def assert_linear(material_of: Callable[[int], Material], work: Callable[[Material], object], what: object) -> None:
    """AssertionError where the work on the material of some size costs more than 2.5 times that of half the size.

    Twice in a row: where the material no longer fits into a cache, or into the memory at hand, costs take one step.
    """
    size = 1 << 10
    while True:
        small, large = costs(material_of, work, size)
        if dear(small, large):
            larger, largest = costs(material_of, work, 2 * size)
            text = f"size {size:,} costs {small:.4f} s, twice that {large:.4f} s; then {larger:.4f} s, {largest:.4f} s"
            assert not dear(larger, largest), f"{what}: {text}"
        if small > ENOUGH_SECONDS or size >= LARGEST:
            return
        size *= 8


def costs(material_of: Callable[[int], Material], work: Callable[[Material], object], size: int) -> tuple[float, float]:
    """The CPU time of the work for a size, and for twice that.

    The least of many: whatever else the machine does, it only adds. Few rounds will do where the ratio is good; the
    others go on for longer than what disturbs them.
    """
    small, large = material_of(size), material_of(2 * size)
    least = seconds(work, small), seconds(work, large)
    for _ in range(400):
        if not dear(*least):
            break
        least = min(least[0], seconds(work, small)), min(least[1], seconds(work, large))
    return least


def dear(small: float, large: float) -> bool:
    """Whether twice the size costs too much more, of what can be measured."""
    return large > BOUND * small and large >= ENOUGH_SECONDS / 10


def seconds(work: Callable[[Material], object], material: Material) -> float:
    """The CPU time of the work, without the collector's: when that comes round depends on all that was done before."""
    gc.disable()
    try:
        begin = thread_time()
        work(material)
        return thread_time() - begin
    finally:
        gc.enable()
