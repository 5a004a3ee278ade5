"""The journal: the last calls, what they asked and what came of them, so that a test can look."""

from collections import deque
from collections.abc import Callable, Iterator
from math import isfinite
from time import monotonic
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from emulator.calls.cutting import DEEPEST, cut
from emulator.wire.call import Call

CALLS = 1_000
BYTES = 16 * 1024 * 1024
"""Of memory that all calls hold which are kept."""
SMALL_BODY_BYTES = 512
"""A call whose body is no larger is kept whole, and not measured: most are. A thousand hold 37 MB at the worst."""
SUCCESS = "success"
PENDING = "pending"
UNFORESEEN = "InternalServiceException"
DROPPED = "dropped"


Source = Literal["aws", "server"]


class JournalEntry(Struct):
    """A call, and what came of it."""

    call: Call
    """Long values of a large one are cut."""
    bytes: int
    """How much memory its members hold."""
    source: Source
    """A call of the AWS API, or a message of a server process."""
    number: int = 0
    """The first that this process has recorded is 1."""
    time: int | None = None
    """The instant at which it happened, by the emulator's clock; None until it has."""
    outcome: str = PENDING
    """`success`, the code of an error, or `dropped`; `pending` until it is known."""
    fault: int | None = None
    """The number of the fault that struck it."""
    instant: float = 0.0
    """When it came, in seconds of the machine's own clock, which never goes back."""
    message: str | None = None
    """Why it was refused."""
    next_token: str | None = None
    """That of its answer."""
    game_session: tuple[str, str | None] | None = None
    """GameSessionId and Status, where its answer shows one game session."""
    status: int | None = None
    """The HTTP status of its answer, or the StatusCode of a message's; None until it is answered."""
    seconds: float | None = None
    """From its coming to its answer."""
    protocol: str | None = None
    """`json` or `cbor`, of a call of the AWS API."""


class Journal:
    """The last calls, the oldest first. Bounded by their number and by the memory that they hold."""

    def __init__(self) -> None:
        self._entries: deque[JournalEntry] = deque()
        self._bytes = 0
        self.last_number = 0
        self.cleared = 0
        """How often it was emptied."""
        self.judged = 0
        """The number of the last entry that may leave."""
        self.judge_leaving: Callable[[], int] | None = None
        """What looks at the entries before others leave; it answers which is `judged` then."""

    def begin(self, call: Call, source: Source = "aws") -> JournalEntry:
        """The entry of a call that has just come, for its outcome to be noted in."""
        self.last_number += 1
        entry = JournalEntry(call, call.size, source, self.last_number, instant=monotonic())
        if call.size > SMALL_BODY_BYTES:
            params, entry.bytes = cut(call.params)
            entry.call = replace(call, params=params)
        self._entries.append(entry)
        self._bytes += entry.bytes
        while len(self._entries) > CALLS or self._bytes > BYTES:
            if self.judge_leaving is not None and self._entries[0].number > self.judged:
                self.judged = self.judge_leaving()
            self._bytes -= self._entries.popleft().bytes
        return entry

    def entries(self) -> Iterator[JournalEntry]:
        return iter(self._entries)

    def clear(self) -> None:
        self._entries.clear()
        self._bytes = 0
        self.cleared += 1


def plain(value: object, levels: int = DEEPEST) -> object:
    """A value as all readers of JSON can hold it: what else a call can carry is shown as text."""
    match value:
        case dict() | list() | tuple() if levels == 0:
            return "…"
        case dict():
            return {str(key): plain(item, levels - 1) for key, item in value.items()}
        case list() | tuple():
            return [plain(item, levels - 1) for item in value]
        case float():
            return value if isfinite(value) else str(value)
        case int():
            return value if value.bit_length() <= 64 else hex(value)
        case str() | None:
            return value
    try:
        return str(value)
    except ValueError:  # Python writes no integer of more than 4,300 digits
        return f"a {type(value).__name__} that is too long to be shown"
