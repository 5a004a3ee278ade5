"""The emulator's clock: the machine's, shifted or standing still."""

import time
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from emulator.quoting import quoted

SECOND = 1_000
DAY = 24 * 60 * 60 * SECOND
EARLIEST = 0
EPOCH = datetime.fromtimestamp(0, UTC)
LATEST = 253_402_300_799_999  # the last millisecond of the year 9999
OUT_OF_RANGE = "the clock can only be set to the years 1970 to 9999"


def wall_clock() -> int:
    """The machine's time, in whole milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


def within(instant: int) -> int:
    """The instant, or the end of the years 1970 to 9999 that it lies beyond: texts and pages know no other years."""
    if EARLIEST <= instant <= LATEST:
        return instant
    return EARLIEST if instant < EARLIEST else LATEST


def instant_of(seconds: float) -> int:
    """The instant that a client has written as seconds since the epoch, within those years; whatever is no number
    comes before all.
    """
    return round(min(LATEST, max(EARLIEST, seconds * SECOND)))


class Clock(Struct, frozen=True):
    """A clock that is `offset` milliseconds ahead of the machine's, or stands at `frozen_at`.

    It shows the years 1970 to 9999, whatever the machine's clock shows: at the end of these it stays.
    Raises: ValueError where it would stand elsewhere, or be further off than these years are long.
    """

    offset: int = 0
    frozen_at: int | None = None

    def __post_init__(self) -> None:
        standing = EARLIEST if self.frozen_at is None else self.frozen_at
        if not (EARLIEST <= standing <= LATEST and -LATEST <= self.offset <= LATEST):
            raise ValueError(OUT_OF_RANGE)

    @classmethod
    def ahead(cls, offset: int, wall: int) -> "Clock":
        """A clock that is so far ahead of the machine's, which shows `wall`. One may have run to the end of its years.

        Raises: ValueError, also where it would show an instant before 1970, which no clock runs to.
        """
        if wall + offset < EARLIEST:
            raise ValueError(OUT_OF_RANGE)
        return cls(offset=offset)

    @property
    def frozen(self) -> bool:
        return self.frozen_at is not None

    def now(self, wall: int) -> int:
        """The instant that this clock shows when the machine's shows `wall`."""
        return within(wall + self.offset) if self.frozen_at is None else self.frozen_at

    def moved_to(self, instant: int, wall: int) -> "Clock":
        """This clock, showing `instant` from now on, frozen or running as before.

        Raises: ValueError outside of the years 1970 to 9999.
        """
        standing = Clock(frozen_at=instant)
        return standing if self.frozen else standing.resumed(wall)

    def froze(self, wall: int) -> "Clock":
        """This clock, standing still at the instant that it shows."""
        return Clock(frozen_at=self.now(wall))

    def resumed(self, wall: int) -> "Clock":
        """This clock, running on from the instant that it shows."""
        return Clock(offset=self.now(wall) - wall)

    def advanced(self, milliseconds: int, wall: int) -> "Clock":
        """This clock, moved by `milliseconds`; ValueError as `moved_to`."""
        return self.moved_to(self.now(wall) + milliseconds, wall)


def parse_instant(text: str) -> int:
    """The instant that an ISO-8601 text names, UTC where it has no offset of its own.

    Raises: ValueError.
    """
    try:
        named = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{quoted(text)} is not an ISO-8601 time such as 2026-01-31T12:00:00Z") from None
    if named.tzinfo is None:
        named = named.replace(tzinfo=UTC)
    return (named - EPOCH) // timedelta(milliseconds=1)


def format_instant(instant: int) -> str:
    """An instant as ISO-8601 in UTC, with milliseconds."""
    named = datetime.fromtimestamp(instant // SECOND, UTC)
    return f"{named:%Y-%m-%dT%H:%M:%S}.{instant % SECOND:03}Z"
