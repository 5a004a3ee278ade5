"""One request and its answer: what the front door has read of it, and what the rooms behind it add."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from emulator.calls.journal import JournalEntry
from emulator.wire.protocols import Wire

KEY = "exchange"
"""Where an ASGI scope holds it."""


class Exchange(Struct):
    """A request of either API. The front door makes it; every room finds it in its scope."""

    request_id: str
    headers: Mapping[bytes, bytes]
    """By lower-case name; of those that come twice, the last."""
    wire: Wire
    """The protocol in which the AWS API answers."""
    operation: str
    """The operation of GameLift that is named, whether there is one or not; empty where none is."""
    abort: Callable[[], object]
    """Closes the connection instead of answering."""
    entry: JournalEntry | None = None
    """What the journal has of it, once it is known to be a call."""
    status: int = 0
    """The HTTP status of its answer; 0 until that has begun."""
    error: str | None = None
    """The code of the error that it is answered with; `dropped` where a fault has taken the answer away."""
    message: str | None = None
    """What that error says."""


def no_abort() -> None:
    """Raises: RuntimeError under a server that knows no way to drop a connection."""
    raise RuntimeError("This server cannot close a connection without an answer: gamelift-emulator serve can.")
