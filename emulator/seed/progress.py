"""Progress through long work, for whoever watches."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Progress = Callable[[int], object]
"""Is told, now and then, how many more steps have been done."""
ProgressBar = Callable[[int], AbstractContextManager[Progress]]
"""Of a number of steps, a context that shows progress through them."""


@contextmanager
def unseen(_steps: int) -> Iterator[Progress]:
    """Shows nothing."""
    yield lambda _: None
