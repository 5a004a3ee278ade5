"""Calls faster than AWS lets an operation, or a resource, be called: for a whole minute, by the machine's clock.

A minute begins with a call. It is judged when a later call has come, so that a fast test is not scolded. The calls that
are kept may be those of a few seconds: minutes are counted on from batch to batch of calls.
"""

from collections.abc import Iterator

from emulator.advice.kind import DEVELOPER_GUIDE, Entries, Kind
from emulator.calls.journal import JournalEntry
from emulator.domain.rate import OF_A_RESOURCE, rate_of, resource_of

MINUTE = 60.0
Counted = tuple[float, int]
"""When a minute began, and how many calls it has had."""
Key = tuple[str, str | None, str | None, str | None]
"""Operation, region, account, and the resource that is asked for; None for the operation as a whole."""
Minutes = dict[Key, Counted]


def too_fast(entries: Entries, minutes: Minutes) -> Iterator[JournalEntry]:
    """The first call behind each minute that had too many, which `minutes` goes on to count."""
    for entry in entries:
        if entry.source == "aws":
            call = entry.call
            key = (call.operation, call.caller.region, call.caller.account)
            found = over((*key, None), entry.instant, minutes)
            resource = resource_of(call.operation, call.params)
            if resource is not None:
                found |= over((*key, resource), entry.instant, minutes)
            if found:
                yield entry


def over(key: Key, instant: float, minutes: Minutes) -> bool:
    """Counts a call. Whether it ends a minute that had more than are allowed."""
    began, count = minutes.get(key, (instant, 0))
    if instant - began < MINUTE:
        minutes[key] = (began, count + 1)
        return False
    minutes[key] = (instant, 1)
    return count > allowed(key) * MINUTE and instant - began < 2 * MINUTE


def allowed(key: Key) -> float:
    """How many calls a second AWS lets through."""
    operation, *_, resource = key
    return (rate_of(operation) if resource is None else OF_A_RESOURCE).per_second


def worth_counting(minutes: Minutes, now: float) -> Minutes:
    """The minutes that a later call can still end, without those of the many who ask now and then."""
    return {
        key: (began, count)
        for key, (began, count) in minutes.items()
        if now - began < 2 * MINUTE and count >= allowed(key) / 2 * (now - began)
    }


TOO_FAST = Kind(
    "too-fast",
    lambda entries: too_fast(entries, {}),
    "answers calls above the rate of an operation, or of one resource, with ThrottlingException.",
    f"{DEVELOPER_GUIDE}api-limits-common.html",
    "Ask less often, keep what was answered, and let the SDK try again with a back-off.",
)
