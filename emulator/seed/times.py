"""The three ways to write a time in a seed document."""

import math
import re

from emulator.domain.clock import DAY, EARLIEST, LATEST, SECOND, parse_instant
from emulator.quoting import quoted
from emulator.seed.entry import Time

_RELATIVE = re.compile(r"([+-]?)(\d+(?:\.\d+)?)(ms|s|m|h|d|w)")
_UNITS = {"ms": 1, "s": SECOND, "m": 60 * SECOND, "h": 3600 * SECOND, "d": DAY, "w": 7 * DAY}


def is_relative(time: Time) -> bool:
    return isinstance(time, str) and _RELATIVE.fullmatch(time) is not None


def read_time(time: Time, now: int) -> int:
    """The instant that `time` means when it is read at `now`.

    Raises: ValueError.
    """
    try:
        instant = meant(time, now)
    except OverflowError:
        instant = LATEST + 1
    if not EARLIEST <= instant <= LATEST:
        raise ValueError(f"{str(time)[:40]} lies outside of the years 1970 to 9999")
    return instant


def meant(time: Time, now: int) -> int:
    """That instant, wherever it lies. Raises: ValueError, OverflowError."""
    if isinstance(time, float) and not math.isfinite(time):
        raise ValueError(f"{time} is not a time")
    if not isinstance(time, str):
        return round(time * SECOND)
    if relative := _RELATIVE.fullmatch(time):
        sign, amount, unit = relative.groups()
        distance = round(float(amount) * _UNITS[unit])
        return now - distance if sign == "-" else now + distance
    try:
        return parse_instant(time)
    except ValueError:
        raise ValueError(
            f"{quoted(time)} is not a time: epoch seconds, ISO-8601 as 2026-01-31T12:00:00Z, or relative as -30s"
        ) from None
