"""What time changes while the clock is moved on: how much, by new status, and the first of it."""

from collections import Counter
from operator import attrgetter

from emulator.control.models import LISTED_CHANGES, StatusChange
from emulator.domain.clock import format_instant
from emulator.store.store import Store


class StatusChanges:
    """The changes behind an instant. What is written at one instant changes the next ones, so it goes step by step."""

    def __init__(self, store: Store, since: int) -> None:
        self._store = store
        self._began = self._since = since
        self.counts: Counter[str] = Counter()
        self.listed: list[StatusChange] = []

    def collect_computed(self, until: int) -> None:
        """Collects what time alone changes, and nobody writes, after what was collected and not after that instant."""
        if until <= self._since:
            return
        due, since, left = self._store.due, self._since, LISTED_CHANGES - len(self.listed)
        self._since = until
        self.counts.update(due.count_due(since, until))
        if timed_out := due.count_time_outs(since, until):
            self.counts["TIMEDOUT"] += timed_out
        self.listed += [
            StatusChange(
                game_session_id=each.game_session_id,
                before="ACTIVATING",
                after=each.status,
                time=format_instant(each.due_time),
            )
            for each in due.due(since, until, left)
        ]
        self.listed += [
            StatusChange(
                player_session_id=each.player_session_id,
                game_session_id=each.game_session_id,
                before="RESERVED",
                after="TIMEDOUT",
                time=format_instant(each.deadline),
            )
            for each in due.time_outs(since, until, left)
        ]
        self._keep_first()

    def finish(self, until: int) -> None:
        """Collects the rest, and what was written on the way: the ends of placements and of tickets."""
        self.collect_computed(until)
        self.counts.update(self._store.placements.count_ended(self._began, until))
        self.listed += [
            StatusChange(
                placement_id=each.placement_id,
                before="PENDING",
                after=each.status,
                time=format_instant(each.end_time),
            )
            for each in self._store.placements.ended(self._began, until, LISTED_CHANGES)
        ]
        self.counts.update(self._store.matchmaking.count_ended(self._began, until))
        self.listed += [
            StatusChange(
                ticket_id=each.ticket_id,
                before="SEARCHING",
                after=each.status,
                time=format_instant(each.end_time),
            )
            for each in self._store.matchmaking.ended(self._began, until, LISTED_CHANGES)
        ]
        self._keep_first()

    def _keep_first(self) -> None:
        self.listed.sort(key=attrgetter("time"))
        del self.listed[LISTED_CHANGES:]
