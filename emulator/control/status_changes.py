"""What time changes while the clock is moved on: how much, by new status, and the first of it."""

from collections import Counter
from operator import attrgetter

from emulator.control.models import LISTED_CHANGES, StatusChange
from emulator.domain.clock import format_instant
from emulator.store.store import Store


class StatusChanges:
    """The changes behind an instant, collected step by step: what is written at one instant changes the next ones."""

    def __init__(self, store: Store, since: int) -> None:
        self._store = store
        self._since = since
        self._counts: Counter[str] = Counter()
        self.listed: list[StatusChange] = []

    @property
    def counts(self) -> dict[str, int]:
        return dict(self._counts)

    def collect_until(self, instant: int) -> None:
        """Collects what changes after what was collected, and not after that instant."""
        if instant <= self._since:
            return
        due, since, left = self._store.due, self._since, LISTED_CHANGES - len(self.listed)
        self._since = instant
        self._counts.update(due.count_due(since, instant))
        if timed_out := due.count_time_outs(since, instant):
            self._counts["TIMEDOUT"] += timed_out
        listed = [
            *(
                StatusChange(
                    game_session_id=each.game_session_id,
                    before="ACTIVATING",
                    after=each.status,
                    time=format_instant(each.due_time),
                )
                for each in due.due(since, instant, left)
            ),
            *(
                StatusChange(
                    player_session_id=each.player_session_id,
                    game_session_id=each.game_session_id,
                    before="RESERVED",
                    after="TIMEDOUT",
                    time=format_instant(each.deadline),
                )
                for each in due.time_outs(since, instant, left)
            ),
        ]
        listed.sort(key=attrgetter("time"))
        self.listed += listed[:left]
