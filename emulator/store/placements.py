"""Placements: by their ids, and those on which time, or a process that becomes free, acts next."""

from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy import Float, bindparam, case, cast, exists, func, null, select, tuple_, update

from emulator.domain.candidates import Candidate
from emulator.domain.placement import STATUSES, Placement
from emulator.store.records import columns_of, record_reader
from emulator.store.statements import DbCursor, Statement
from emulator.store.tables import EMULATOR, FLEET, FLEET_LOCATION, GAME_SESSION, PLACEMENT
from emulator.store.time import text

ROW = PLACEMENT.c
SESSION = GAME_SESSION.c
_placement = record_reader(Placement)
_COLUMNS = columns_of(Placement)
_PENDING = ROW.due_time.is_not(None)
_WAITING = (_PENDING, ROW.game_session_key.is_(None))
_TRYING = (_PENDING, ROW.game_session_key.is_not(None))

_BY_ID = Statement(
    select(*_COLUMNS).where(ROW.placement_id == bindparam("placement_id"), ROW.account == bindparam("account"))
)
_EVERYWHERE = Statement(select(*_COLUMNS).where(ROW.placement_id == bindparam("placement_id")).order_by(ROW.account))
_FIRST_DUE = Statement(select(*_COLUMNS).where(_PENDING).order_by(ROW.due_time, ROW.key).limit(1))
_NEXT_WAITING = Statement(
    select(*_COLUMNS)
    .where(
        *_WAITING,
        tuple_(ROW.start_time, ROW.key) > tuple_(bindparam("after_time"), bindparam("after_key")),
        ROW.queue_key.not_in(select(func.json_each(bindparam("but_queues")).table_valued("value").c.value)),
    )
    .order_by(ROW.start_time, ROW.key)
    .limit(1)
)
_OF_GAME_SESSION = Statement(select(*_COLUMNS).where(*_TRYING, ROW.game_session_key == bindparam("hosted")))
_OF_QUEUE = Statement(select(*_COLUMNS).where(_PENDING, ROW.queue_key == bindparam("of_queue")).order_by(ROW.key))
_ON_FLEET = Statement(
    select(*_COLUMNS)
    .select_from(PLACEMENT.join(GAME_SESSION, SESSION.key == ROW.game_session_key))
    .where(*_TRYING, SESSION.fleet_key == bindparam("on_fleet"))
    .order_by(ROW.key)
)
_LOOK_AT = Statement(select(EMULATOR.c.look_at))
_LOOKED = Statement(update(EMULATOR).values(look_at=null()))
_LOOK_AGAIN = Statement(
    update(EMULATOR)
    .where(
        exists().where(*_WAITING),
        func.coalesce(EMULATOR.c.look_at > bindparam("at"), True),
    )
    .values(look_at=bindparam("at"))
)
_NEXT_CHANGE = Statement(select(func.min(SESSION.due_time)).where(SESSION.due_time > bindparam("after")))
_STATUSES = Statement(select(ROW.status, func.count()).group_by(ROW.status))


_WANTED = func.json_each(bindparam("wanted")).table_valued("key", "value")
CANDIDATES = Statement(
    select(
        _WANTED.c.key,
        FLEET_LOCATION.c.key,
        FLEET.c.key,
        FLEET.c.region,
        FLEET.c.status,
        FLEET_LOCATION.c.location,
        case((FLEET.c.compute_type == text("ANYWHERE"), cast(FLEET.c.cost, Float))),
    )
    .select_from(_WANTED)
    # SQLite's planner would read all fleets of the account, and all that is wanted for each of them.
    .with_hint(FLEET, "INDEXED BY sqlite_autoindex_fleet_1", "sqlite")
    .join(FLEET, (FLEET.c.fleet_id == _WANTED.c.value) & (FLEET.c.account == bindparam("account")))
    .join(FLEET_LOCATION, FLEET_LOCATION.c.fleet_key == FLEET.c.key)
)


class Placements:
    """The placements of one transaction."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def find(self, placement_id: str, account: str) -> Placement | None:
        """The placement of that id, in whatever region of an account."""
        row = _BY_ID.one(self._cursor, placement_id=placement_id, account=account)
        return None if row is None else _placement(row)

    def everywhere(self, placement_id: str) -> list[Placement]:
        """The placements of that id, of whatever account."""
        return [_placement(row) for row in _EVERYWHERE.all(self._cursor, placement_id=placement_id)]

    def of_game_session(self, game_session_key: int) -> Placement | None:
        """The placement that waits for a game session to become ACTIVE."""
        row = _OF_GAME_SESSION.one(self._cursor, hosted=game_session_key)
        return None if row is None else _placement(row)

    def pending_of_queue(self, queue_key: int) -> list[Placement]:
        """The PENDING placements of a queue."""
        return [_placement(row) for row in _OF_QUEUE.all(self._cursor, of_queue=queue_key)]

    def trying_on_fleet(self, fleet_key: int) -> list[Placement]:
        """The placements that wait for a game session of a fleet to become ACTIVE."""
        return [_placement(row) for row in _ON_FLEET.all(self._cursor, on_fleet=fleet_key)]

    def candidates(self, fleets: Sequence[tuple[str, str] | None], account: str) -> list[Candidate]:
        """The locations of those fleets that exist, of which ids and regions are given; None is none.

        What an hour costs is known of Anywhere fleets that say it.
        """
        wanted = msgspec.json.encode([each and each[0] for each in fleets])
        regions = [each and each[1] for each in fleets]
        rows = CANDIDATES.all(self._cursor, wanted=wanted, account=account)
        return [found for found in map(Candidate._make, rows) if found.fleet_region == regions[found.destination]]

    # What is due

    def first_due(self) -> Placement | None:
        """The placement on which time acts next."""
        row = _FIRST_DUE.one(self._cursor)
        return None if row is None else _placement(row)

    def next_waiting(self, after: Placement | None, but_queues: Collection[int]) -> Placement | None:
        """The placement that has waited longest, of those that began after one, and whose queue is none of those."""
        after_time, after_key = (-1, -1) if after is None else (after.start_time, after.key)
        row = _NEXT_WAITING.one(
            self._cursor, after_time=after_time, after_key=after_key, but_queues=msgspec.json.encode(list(but_queues))
        )
        return None if row is None else _placement(row)

    def look_at(self) -> int | None:
        """The instant at which placements that wait are to be looked at again."""
        row = _LOOK_AT.one(self._cursor)
        assert row is not None
        instant: int | None = row[0]
        return instant

    def look_again(self, instant: int) -> None:
        """Has the placements that wait, if any do, looked at again at that instant: something may be free then."""
        _LOOK_AGAIN.run(self._cursor, at=instant)

    def have_looked(self) -> None:
        """Notes that they have been looked at."""
        _LOOKED.run(self._cursor)

    def next_change(self, now: int) -> int | None:
        """The next instant at which time alone ends or activates a game session: its fleet may then host another."""
        row = _NEXT_CHANGE.one(self._cursor, after=now)
        assert row is not None
        instant: int | None = row[0]
        return instant

    # What is told

    def statuses(self) -> dict[str, int]:
        """How many placements there are of each status, in all regions and accounts."""
        return dict.fromkeys(map(str, STATUSES), 0) | dict(_STATUSES.all(self._cursor))
