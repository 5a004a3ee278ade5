"""When an event is delivered: at once, again where that failed; twice and in disorder where a setting asks for that."""

import hashlib
from collections.abc import Sequence

MOST_ATTEMPTS = 8
"""About a minute: 0.5, 1, 2, … 32 seconds lie between them."""
FIRST_PAUSE_MS = 500
DISORDER_MS = 500
"""So much later an event can come, or come again."""


def pause_after(attempt: int) -> int | None:
    """How many milliseconds lie between an attempt that failed and the next; None where it was the last."""
    return FIRST_PAUSE_MS << (attempt - 1) if attempt < MOST_ATTEMPTS else None


def first_delays(event_id: str, duplicates: float, *, shuffle: bool) -> Sequence[int]:
    """After how many milliseconds an event is delivered; more than one where it is delivered more than once.

    `duplicates` is the part of the events that are. They, and the delays, follow from the event's id.
    """
    first = round(share(event_id, "delay") * DISORDER_MS) if shuffle else 0
    if share(event_id, "again") >= duplicates:
        return [first]
    return [first, first + round(share(event_id, "delay of the second") * DISORDER_MS)]


def share(event_id: str, what: str) -> float:
    """A number from 0 to 1, not 1 itself: the same for the same event, and as good as random over many."""
    digest = hashlib.blake2b(f"{what} {event_id}".encode(), digest_size=4).digest()
    return int.from_bytes(digest) / 2**32
