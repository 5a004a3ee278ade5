"""Calls that are made again at once after AWS was in trouble."""

from collections.abc import Iterator

from emulator.advice.kind import DEVELOPER_GUIDE, Entries, Kind, asked_for
from emulator.calls.journal import UNFORESEEN, JournalEntry

AT_ONCE = 0.05
"""Seconds."""
IN_TROUBLE = {"ThrottlingException", UNFORESEEN}


def no_back_off(entries: Entries) -> Iterator[JournalEntry]:
    """The calls that ask the same within 50 ms of the answer that AWS cannot.

    Further attempts of an SDK wait as it says. While an SDK waits before its next attempt, who asks the same is another
    client, or another worker of one.
    """
    last_attempts = {entry.call.caller.invocation_id: attempt_of(entry) for entry in entries}
    failed: dict[tuple[object, ...], float] = {}
    for entry in entries:
        in_trouble = entry.outcome in IN_TROUBLE
        if entry.source != "aws" or not (failed or in_trouble):
            continue
        question = asked_for(entry)
        before = failed.pop(question, None)
        if before is not None and entry.instant - before < AT_ONCE and attempt_of(entry) == 1:
            yield entry
        invocation_id = entry.call.caller.invocation_id
        if in_trouble and (invocation_id is None or last_attempts[invocation_id] == attempt_of(entry)):
            failed[question] = entry.instant


def attempt_of(entry: JournalEntry) -> int:
    return entry.call.caller.attempt or 1


NO_BACK_OFF = Kind(
    "no-back-off",
    no_back_off,
    "goes on to throttle who asks again at once, and the others of the account with them.",
    f"{DEVELOPER_GUIDE}api-limits-common.html",
    "Wait longer before each further attempt, with some chance in it, as SDKs do by themselves.",
)
