"""The advice of one emulator process, since its world began.

Theory of operation
-------------------
Calls pay nothing for advice: it is read from the journal when somebody asks, at a reset, and when the oldest call that
was not judged is about to leave the journal. Then all calls that are kept are judged together, and what is found of the
older three quarters is counted for good: the newest quarter is what came after them, such as the next page of a list.
So each call is counted once, and most are judged once.

Whoever asks gets what is counted for good, and what is found of the calls since as things stand: a page whose NextToken
nobody has followed yet is among it.
"""

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from emulator.calls.journal import Journal, JournalEntry

if TYPE_CHECKING:
    from emulator.advice.kind import Kind
    from emulator.advice.too_fast import Minutes

log = logging.getLogger(__name__)


class Advice(Struct):
    """A mistake that calls of an operation made."""

    kind: "Kind"
    operation: str
    count: int
    example: JournalEntry
    """The first of them."""


Found = dict[tuple[str, str], Advice]
"""By kind and operation."""


class Advisor:
    """What is wrong with the calls in a journal, and with those that have left it."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._judged = 0
        """The number of the last call that is counted for good."""
        self._counted: Found = {}
        self._earlier: Found = {}
        """That of worlds which are gone."""
        self._minutes: Minutes = {}
        self._told: set[tuple[str, str]] = set()
        """Of which the log has a line."""

    def advice(self) -> list[Advice]:
        """What there is to say now, which is told in the log where it is new."""
        found: Found = {}
        merge(self._counted, found)
        self._count(self._journal.last_number, dict(self._minutes), found)
        return list(found.values())

    def advice_since_start(self) -> list[Advice]:
        """The same, with that of all worlds before this one."""
        found: Found = {}
        merge(self._earlier, found)
        merge({(each.kind.name, each.operation): each for each in self.advice()}, found)
        return list(found.values())

    def judge_leaving(self) -> int:
        """Counts for good what the older calls do, before the oldest of them leaves; the number of the last of them."""
        entries = list(self._journal.entries())
        self._judge(entries[len(entries) * 3 // 4].number, entries[-1].instant)
        return self._judged

    def judge_all(self) -> None:
        """Counts for good what all calls do, before the journal is emptied."""
        self._judge(self._journal.last_number, 0)

    def begin_anew(self) -> None:
        """Lays aside what there is to say: the calls to come are those of another world."""
        self.judge_all()
        merge(self._counted, self._earlier)
        self._counted, self._minutes, self._told = {}, {}, set()

    def _judge(self, last: int, newest: float) -> None:
        if last > self._judged:
            from emulator.advice.too_fast import worth_counting

            self._count(last, self._minutes, self._counted)
            self._judged = last
            self._minutes = worth_counting(self._minutes, newest)

    def _count(self, last: int, minutes: "Minutes", into: Found) -> None:
        """Counts the mistakes of the calls that are not counted yet, up to the one numbered `last`."""
        if last <= self._judged:
            return
        for kind, entry in self._mistakes(last, minutes):
            key = (kind.name, entry.call.operation)
            known = into.get(key)
            if known is None:
                into[key] = Advice(kind, entry.call.operation, 1, entry)
                self._tell(key, into[key])
            else:
                known.count += 1

    def _mistakes(self, last: int, minutes: "Minutes") -> "Iterator[tuple[Kind, JournalEntry]]":
        from emulator.advice.kinds import KINDS
        from emulator.advice.too_fast import TOO_FAST, too_fast

        entries = list(self._journal.entries())
        new = [entry for entry in entries if self._judged < entry.number <= last]
        yield from ((TOO_FAST, entry) for entry in too_fast(new, minutes))
        for kind in KINDS:
            if kind is not TOO_FAST:
                yield from ((kind, entry) for entry in kind.find(entries) if self._judged < entry.number <= last)

    def _tell(self, key: tuple[str, str], advice: Advice) -> None:
        if key not in self._told:
            self._told.add(key)
            log.info("advice %s: %s, as in %s: AWS %s", *key, advice.example.call.request_id, advice.kind.on_aws)


def merge(more: Found, into: Found) -> None:
    """Adds advice to other advice, whose examples stay."""
    for key, each in more.items():
        known = into.get(key)
        into[key] = replace(each, count=each.count + (known.count if known else 0), example=(known or each).example)
