"""What time changes while the clock is moved on: how much, by new status, and the first of it."""

from collections import Counter
from operator import attrgetter

from msgspec import Struct

from emulator.control.models import LISTED_CHANGES, StatusChange
from emulator.domain.clock import format_instant
from emulator.domain.matchmaking_ticket import MatchmakingTicket
from emulator.domain.placement import Placement
from emulator.store.store import Store


class StatusChanges:
    """The changes behind an instant. What is written at one instant changes the next ones, so it goes step by step."""

    def __init__(self, store: Store, since: int) -> None:
        self._store = store
        self._since = since
        self._instant = since
        self.counts: Counter[str] = Counter()
        self.listed: list[StatusChange] = []
        store.on_update = self._collect_written

    def reach(self, instant: int) -> None:
        """Collects what time alone has changed until then. What is written from now on changes at that instant."""
        self._instant = instant
        if instant > self._since:
            self._collect_computed(self._since, instant)
            self._since = instant
            self._keep_first()

    def _collect_computed(self, since: int, until: int) -> None:
        """Collects what nobody writes."""
        due, left = self._store.due, LISTED_CHANGES - len(self.listed)
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
                player_id=each.player_id,
                game_session_id=each.game_session_id,
                before="RESERVED",
                after="TIMEDOUT",
                time=format_instant(each.deadline),
            )
            for each in due.time_outs(since, until, left)
        ]

    def _collect_written(self, record: Struct) -> None:
        """Collects what comes to a new status by being written: placements and tickets."""
        if not isinstance(record, Placement | MatchmakingTicket):
            return
        before = self._store.status_of(record)
        if before is None or before == record.status:
            return
        self.counts[record.status] += 1
        if len(self.listed) < LISTED_CHANGES:
            self.listed.append(
                StatusChange(
                    placement_id=record.placement_id if isinstance(record, Placement) else None,
                    ticket_id=record.ticket_id if isinstance(record, MatchmakingTicket) else None,
                    before=before,
                    after=record.status,
                    time=format_instant(self._instant),
                )
            )

    def _keep_first(self) -> None:
        self.listed.sort(key=attrgetter("time"))
        del self.listed[LISTED_CHANGES:]
