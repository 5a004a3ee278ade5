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
    """AssertionError where the work on the material of some size costs more than 2.5 times that of half the size."""
    size = 1 << 10
    while True:
        small, large = material_of(size), material_of(2 * size)
        least = [seconds(work, small), seconds(work, large)]
        # The least of many: whatever else the machine does, it only adds. Few rounds will do where the ratio is good;
        # the others go on for longer than what disturbs them.
        for _ in range(400):
            if least[1] <= BOUND * least[0] or least[1] < ENOUGH_SECONDS / 10:
                break
            least = [min(least[0], seconds(work, small)), min(least[1], seconds(work, large))]
        else:
            raise AssertionError(f"{what}: size {size:,} costs {least[0]:.4f} s, twice that {least[1]:.4f} s")
        if least[0] > ENOUGH_SECONDS or size >= LARGEST:
            return
        size *= 8


def seconds(work: Callable[[Material], object], material: Material) -> float:
    """The CPU time of the work, without the collector's: when that comes round depends on all that was done before."""
    gc.disable()
    try:
        begin = thread_time()
        work(material)
        return thread_time() - begin
    finally:
        gc.enable()
