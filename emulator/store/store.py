"""What the database knows, as domain values. One `Store` is one transaction."""

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, case, delete, exists, insert, null, select, update
from sqlalchemy import text as sql_text

from emulator.domain.clock import EARLIEST, LATEST, Clock
from emulator.domain.game_session import ENDED
from emulator.domain.player_session import TRANSITIONS, Event
from emulator.store.computes import Computes
from emulator.store.derived_ids import DerivedIds
from emulator.store.due import Due
from emulator.store.event_deliveries import EventDeliveries
from emulator.store.events import Events
from emulator.store.fleet_events import FleetEvents
from emulator.store.fleets import Fleets
from emulator.store.game_session_logs import GameSessionLogs
from emulator.store.game_sessions import GameSessions
from emulator.store.locations import Locations
from emulator.store.matchmaking import Matchmaking
from emulator.store.outbox import Outbox
from emulator.store.placements import Placements
from emulator.store.places import Places
from emulator.store.player_sessions import PlayerSessions
from emulator.store.queues import Queues
from emulator.store.repeated_calls import RepeatedCalls
from emulator.store.resources import Resources
from emulator.store.server_processes import ServerProcesses
from emulator.store.statements import DbCursor, Statement
from emulator.store.tables import (
    EMULATOR,
    EVENT_RECIPIENT,
    GAME_SESSION,
    METADATA,
    OPENED_REGION,
    PLAYER_SESSION,
)
from emulator.store.time import FIRST_DUE, FIRST_INSTANTS, NEVER, NOW, STORED_AS_RESERVED, between, text

if TYPE_CHECKING:
    from emulator.store.overview import Overview


class DueInstants(NamedTuple):
    """The first instant at which time has to write something, by what is due; NEVER where there is none.

    In the order of `FIRST_INSTANTS` (store/time.py), behind the region's.
    """

    region: int
    placements_look: int
    process_deadline: int
    token_refresh: int
    placement: int
    ticket: int
    pool_look: int


# Each call asks for the clock, which is mostly the same as before.
stored_clock = lru_cache(16)(Clock)


class EmulatorState(NamedTuple):
    """What all processes on one database share."""

    token_key: bytes
    clock: Clock
    due_at: int = NEVER
    """The first instant for which time has to write something before a call is answered."""


_SHARED_COLUMNS = (EMULATOR.c.token_key, EMULATOR.c.clock_offset, EMULATOR.c.clock_frozen_at)
_SHARED = Statement(select(*_SHARED_COLUMNS))
_IS_OPEN = (
    exists()
    .where(OPENED_REGION.c.account == bindparam("account"), OPENED_REGION.c.region == bindparam("region"))
    .select()
    .scalar_subquery()
)
_SHARED_AND_OPEN = Statement(select(*_SHARED_COLUMNS, _IS_OPEN, FIRST_DUE).select_from(EMULATOR))
_IS_READY = Statement(select(_IS_OPEN))
_DUE_INSTANTS = Statement(select(_IS_OPEN, *FIRST_INSTANTS).select_from(EMULATOR))
_OPEN = Statement(insert(OPENED_REGION))
_OPENED = Statement(select(OPENED_REGION.c.region, OPENED_REGION.c.account).order_by("region", "account"))
_SET_CLOCK = Statement(
    update(EMULATOR).values(clock_offset=bindparam("offset"), clock_frozen_at=bindparam("frozen_at"))
)
_BEGIN = Statement(
    update(EMULATOR).values(
        token_key=bindparam("new_token_key"),
        clock_offset=bindparam("offset"),
        clock_frozen_at=bindparam("frozen_at"),
        began_at=bindparam("began"),
        derived_ids=0,
        look_at=null(),
    )
)
_BEGAN_AT = Statement(select(EMULATOR.c.began_at))
_TOUCH = Statement(update(EMULATOR).values(key=EMULATOR.c.key))
_SIZE = Statement(
    sql_text(
        "SELECT (page_count - freelist_count) * page_size"
        " FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
    )
)
# What belongs to the database, whatever world is in it, stays.
_WORLD = [table for table in reversed(METADATA.sorted_tables) if table not in (EMULATOR, EVENT_RECIPIENT)]
_DELETE_ALL = [Statement(delete(table)) for table in _WORLD]
# Which of these tables have rows. A look at each costs a hundredth of what a DELETE costs that finds nothing.
_HAS_ROWS = Statement(select(*(exists(select(1).select_from(table)) for table in _WORLD)))

# What time did between `now` and `was`, where somebody has built on it since: a player came into the slot of a
# reservation that had timed out, or into a game session that had become ACTIVE.
_LATER = PLAYER_SESSION.alias("later")
_PLAYER, _SESSION = PLAYER_SESSION.c, GAME_SESSION.c

_KEEP_TIME_OUTS = Statement(
    update(PLAYER_SESSION)
    .where(
        STORED_AS_RESERVED,
        *between(_PLAYER.deadline, NOW, bindparam("was")),
        exists().where(
            _LATER.c.game_session_key == _PLAYER.game_session_key,
            _LATER.c.key > _PLAYER.key,
            _LATER.c.creation_time >= _PLAYER.deadline,
        ),
    )
    .values(status=text(TRANSITIONS["RESERVED", Event.DEADLINE_PASSED]), termination_time=_PLAYER.deadline)
)
_KEEP_ACTIVATIONS = Statement(
    update(GAME_SESSION)
    .where(
        *between(_SESSION.due_time, NOW, bindparam("was")),
        exists().where(_PLAYER.game_session_key == _SESSION.key),
    )
    .values(
        status=_SESSION.due_status,
        termination_time=case((_SESSION.due_status.in_([text(each) for each in sorted(ENDED)]), _SESSION.due_time)),
        due_time=null(),
        due_status=null(),
    )
)


class Store(Resources):
    """The queries and commands of one transaction, by what they are about."""

    def __init__(self, cursor: DbCursor) -> None:
        super().__init__(cursor)
        self.locations = Locations(cursor)
        self.fleets = Fleets(cursor)
        self.fleet_events = FleetEvents(cursor)
        self.computes = Computes(cursor)
        self.places = Places(cursor)
        self.queues = Queues(cursor)
        self.game_sessions = GameSessions(cursor)
        self.game_session_logs = GameSessionLogs(cursor)
        self.player_sessions = PlayerSessions(cursor)
        self.placements = Placements(cursor)
        self.matchmaking = Matchmaking(cursor)
        self.due = Due(cursor)
        self.derived_ids = DerivedIds(cursor)
        self.events = Events(cursor)
        self.event_deliveries = EventDeliveries(cursor)
        self.outbox = Outbox(cursor)
        self.server_processes = ServerProcesses(cursor)
        self.repeated_calls = RepeatedCalls(cursor)

    def overview(self) -> "Overview":
        """What people look at. No call needs it."""
        from emulator.store.overview import Overview

        return Overview(self.cursor)

    def shared(self) -> EmulatorState:
        """The clock, and the key that seals NextTokens."""
        row = _SHARED.one(self.cursor)
        assert row is not None
        token_key, offset, frozen_at = row
        return EmulatorState(token_key, stored_clock(offset, frozen_at))

    def state_for_region(self, region: str, account: str) -> EmulatorState:
        """The same, for a call to a region, which is given its ready-made world for the first instant of all."""
        row = _SHARED_AND_OPEN.one(self.cursor, region=region, account=account)
        assert row is not None
        token_key, offset, frozen_at, is_open, first_due = row
        return EmulatorState(token_key, stored_clock(offset, frozen_at), first_due if is_open else EARLIEST)

    def due_instants(self, region: str, account: str) -> DueInstants:
        """When time writes next. A region's is the first of all, until it has its ready-made world."""
        row = _DUE_INSTANTS.one(self.cursor, region=region, account=account)
        assert row is not None
        is_open, *instants = row
        return DueInstants(NEVER if is_open else EARLIEST, *instants)

    def is_region_ready(self, region: str, account: str) -> bool:
        """Whether a region of an account has its ready-made world."""
        return bool(_IS_READY.number(self.cursor, region=region, account=account))

    def mark_region_ready(self, region: str, account: str) -> None:
        """Notes that a region of an account has its ready-made world."""
        _OPEN.run(self.cursor, region=region, account=account)

    def opened_regions(self) -> list[tuple[str, str]]:
        """The (region, account) pairs that have it."""
        return [(region, account) for region, account in _OPENED.all(self.cursor)]

    def set_clock(self, clock: Clock, wall: int) -> None:
        """Sets the clock when the machine's shows `wall`. Set back, it undoes only what nobody has built on.

        A jump is no silence: connected server processes have as long to report as before.
        """
        was, now = self.shared().clock.now(wall), clock.now(wall)
        self.server_processes.move_deadlines(now - was, LATEST)
        if now < was:
            _KEEP_TIME_OUTS.run(self.cursor, was=was, now=now)
            _KEEP_ACTIVATIONS.run(self.cursor, was=was, now=now)
        _SET_CLOCK.run(self.cursor, offset=clock.offset, frozen_at=clock.frozen_at)

    def size_bytes(self) -> int:
        """How much of the database's file is in use."""
        return _SIZE.number(self.cursor)

    def touch(self) -> None:
        """Writes, and changes nothing. SQLite writes no page for such an update of any other column."""
        _TOUCH.run(self.cursor)

    def begin_world(self, token_key: bytes, clock: Clock, wall: int) -> None:
        """Forgets all. A new world begins, at the instant that its clock shows when the machine's shows `wall`.

        NextTokens that the old one sealed are no longer valid.
        """
        filled = _HAS_ROWS.one(self.cursor)
        assert filled is not None
        for statement, has_rows in zip(_DELETE_ALL, filled, strict=True):
            if has_rows:
                statement.run(self.cursor)
        _BEGIN.run(
            self.cursor,
            new_token_key=token_key,
            offset=clock.offset,
            frozen_at=clock.frozen_at,
            began=clock.now(wall),
        )

    def began_at(self) -> int:
        """The instant at which this world began."""
        return _BEGAN_AT.number(self.cursor)
