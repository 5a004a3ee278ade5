"""The queries of a connection that only reads.

Every call asks for the emulator's state, which hardly any call changes. So that of an open region is kept for as long
as SQLite says that nobody has committed anything, in whatever process. To ask for that costs a quarter.
"""

from sqlalchemy import text

from emulator.domain.clock import EARLIEST
from emulator.store.statements import DbCursor, Statement
from emulator.store.store import EmulatorState, Store

_DATA_VERSION = Statement(text("PRAGMA data_version"))


class ReadingStore(Store):
    """A `Store` of a connection that never commits itself: its own commits would not count as such."""

    def __init__(self, cursor: DbCursor) -> None:
        super().__init__(cursor)
        self._states: dict[tuple[str, str], EmulatorState] = {}
        self._states_version = 0

    def state_for_region(self, region: str, account: str) -> EmulatorState:
        version = data_version(self.cursor)
        if version != self._states_version:
            self._states, self._states_version = {}, version
        state = self._states.get((region, account))
        if state is None:
            state = super().state_for_region(region, account)
            if state.due_at != EARLIEST:  # a region that cannot be opened, on a full disk, would be kept for ever
                self._states[region, account] = state
        return state


def data_version(cursor: DbCursor) -> int:
    """A number that changes once another connection, of any process, has committed (sqlite.org/pragma.html)."""
    return _DATA_VERSION.number(cursor)
