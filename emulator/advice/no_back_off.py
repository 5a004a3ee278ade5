"""Calls that are made again at once after AWS was in trouble."""

from collections.abc import Iterator

from emulator.advice.kind import DEVELOPER_GUIDE, Entries, Kind, asked_for
from emulator.calls.journal import UNFORESEEN, JournalEntry

AT_ONCE = 0.05
"""Seconds."""
IN_TROUBLE = {"ThrottlingException", UNFORESEEN}


def no_back_off(entries: Entries) -> Iterator[JournalEntry]:
    """The calls that ask the same within 50 ms of the answer that AWS cannot. Attempts of an SDK wait as it says."""
    failed: dict[tuple[object, ...], float] = {}
    for entry in entries:
        if entry.source != "aws" or not (failed or entry.outcome in IN_TROUBLE):
            continue
        question = asked_for(entry)
        before = failed.pop(question, None)
        if before is not None and entry.instant - before < AT_ONCE and (entry.call.caller.attempt or 1) == 1:
            yield entry
        if entry.outcome in IN_TROUBLE:
            failed[question] = entry.instant


NO_BACK_OFF = Kind(
    "no-back-off",
    no_back_off,
    "goes on to throttle who asks again at once, and the others of the account with them.",
    f"{DEVELOPER_GUIDE}api-limits-common.html",
    "Wait longer before each further attempt, with some chance in it, as SDKs do by themselves.",
)
