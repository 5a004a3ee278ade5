"""Station 4: one file per operation. OPERATIONS is the table of contents and the coverage list."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from emulator.api.shapes import Shape
from emulator.context import Context
from emulator.operations.describe_player_sessions import describe_player_sessions


class Operation(NamedTuple):
    """An operation that is answered here: its input's type, and what it does."""

    asked: type[Shape]
    perform: Callable[[Any, Context], Shape]


def reads(perform: Callable[[Any, Context], Shape]) -> Operation:
    """An operation that changes nothing."""
    return Operation(next(iter(inspect.signature(perform).parameters.values())).annotation, perform)


OPERATIONS: Mapping[str, Operation] = {
    "DescribePlayerSessions": reads(describe_player_sessions),
}
