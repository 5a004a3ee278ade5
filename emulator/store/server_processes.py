"""Server processes that Server SDKs have connected."""

from sqlalchemy import bindparam, func, select, update

from emulator.domain.server_process import ServerProcess
from emulator.store.places import IS_READY
from emulator.store.records import columns_of, record_reader
from emulator.store.statements import DbCursor, Statement
from emulator.store.tables import SERVER_PROCESS
from emulator.store.time import text

PROCESS = SERVER_PROCESS.c
_process = record_reader(ServerProcess)
_ALL_COLUMNS = columns_of(ServerProcess)
_OF_FLEET = PROCESS.fleet_key == bindparam("fleet_key")
_AT = PROCESS.location == bindparam("place")
_BY_ID = Statement(select(*_ALL_COLUMNS).where(PROCESS.process_id == bindparam("process_id"), _OF_FLEET))
_BY_KEY = Statement(select(*_ALL_COLUMNS).where(PROCESS.key == bindparam("wanted")))
_BY_NAME = Statement(select(*_ALL_COLUMNS).where(PROCESS.process_id == bindparam("process_id")).order_by(PROCESS.key))
_EACH = Statement(select(*_ALL_COLUMNS).order_by(PROCESS.key))
_OF_GAME_SESSION = Statement(
    select(*_ALL_COLUMNS).where(
        PROCESS.game_session_key == bindparam("game_session_key"), PROCESS.status != text("TERMINATED")
    )
)
_FREE = Statement(select(*_ALL_COLUMNS).where(_OF_FLEET, _AT, *IS_READY).order_by(PROCESS.key).limit(1))
_AT_PLACE = Statement(
    select(*_ALL_COLUMNS).where(_OF_FLEET, _AT, PROCESS.status != text("TERMINATED")).order_by(PROCESS.key)
)
_DUE = Statement(
    select(*_ALL_COLUMNS).where(PROCESS.deadline.is_not(None)).order_by(PROCESS.deadline, PROCESS.key).limit(1)
)
_TO_REFRESH = Statement(
    select(*_ALL_COLUMNS).where(PROCESS.refresh_time.is_not(None)).order_by(PROCESS.refresh_time, PROCESS.key).limit(1)
)
_HELD_BY = Statement(select(*_ALL_COLUMNS).where(PROCESS.holder == bindparam("holder")).order_by(PROCESS.key))
_HOLDERS = Statement(select(PROCESS.holder).where(PROCESS.holder.is_not(None)).distinct())
_MOVE_DEADLINES = Statement(
    update(SERVER_PROCESS)
    .where(
        PROCESS.holder.is_not(None), PROCESS.deadline.is_not(None), PROCESS.status.in_([text("READY"), text("ACTIVE")])
    )
    .values(
        deadline=func.min(func.max(PROCESS.deadline + bindparam("by"), 0), bindparam("latest")),
        healthy_at=func.min(func.max(PROCESS.healthy_at + bindparam("by"), 0), bindparam("latest")),
    )
)
_MOVE_REFRESHES = Statement(
    update(SERVER_PROCESS)
    .where(PROCESS.refresh_time.is_not(None))
    .values(refresh_time=func.min(func.max(PROCESS.refresh_time + bindparam("by"), 0), bindparam("latest")))
)


class ServerProcesses:
    """The server processes of one transaction."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def find(self, process_id: str, fleet_key: int) -> ServerProcess | None:
        """The process of a fleet that has chosen that id."""
        row = _BY_ID.one(self._cursor, process_id=process_id, fleet_key=fleet_key)
        return None if row is None else _process(row)

    def by_key(self, key: int) -> ServerProcess | None:
        row = _BY_KEY.one(self._cursor, wanted=key)
        return None if row is None else _process(row)

    def everywhere(self, process_id: str) -> list[ServerProcess]:
        """The processes of that id, of whatever fleet."""
        return [_process(row) for row in _BY_NAME.all(self._cursor, process_id=process_id)]

    def each(self) -> list[ServerProcess]:
        """All of them, in the order in which they first connected."""
        return [_process(row) for row in _EACH.all(self._cursor)]

    def of_game_session(self, game_session_key: int) -> ServerProcess | None:
        """The process that hosts a game session, None where it has ended, or where nobody real hosts it."""
        row = _OF_GAME_SESSION.one(self._cursor, game_session_key=game_session_key)
        return None if row is None else _process(row)

    def free(self, fleet_key: int, location: str) -> ServerProcess | None:
        """The oldest process at a location of a fleet that is ready, healthy and without a game session."""
        row = _FREE.one(self._cursor, fleet_key=fleet_key, place=location)
        return None if row is None else _process(row)

    def at_place(self, fleet_key: int, location: str) -> list[ServerProcess]:
        """The processes at a location of a fleet that have not ended."""
        return [_process(row) for row in _AT_PLACE.all(self._cursor, fleet_key=fleet_key, place=location)]

    def first_due(self) -> ServerProcess | None:
        """The process on which time acts next."""
        row = _DUE.one(self._cursor)
        return None if row is None else _process(row)

    def first_to_refresh(self) -> ServerProcess | None:
        """The process that is to be given a new token next."""
        row = _TO_REFRESH.one(self._cursor)
        return None if row is None else _process(row)

    def held_by(self, holder: str) -> list[ServerProcess]:
        """The processes whose sockets an emulator process holds."""
        return [_process(row) for row in _HELD_BY.all(self._cursor, holder=holder)]

    def holders(self) -> list[str]:
        """The emulator processes that hold sockets."""
        return [holder for (holder,) in _HOLDERS.all(self._cursor)]

    def move_deadlines(self, by: int, latest: int) -> None:
        """Moves the times by which connected processes must report, and be given new tokens.

        The clock jumped, and they were not silent.
        """
        _MOVE_DEADLINES.run(self._cursor, by=by, latest=latest)
        _MOVE_REFRESHES.run(self._cursor, by=by, latest=latest)
