"""Game sessions, each with the number of its player slots that are held."""

from typing import NamedTuple

from sqlalchemy import bindparam, case, delete, exists, func, null, or_, select, update

from emulator.domain import paging
from emulator.domain.arn import fleet_arn
from emulator.domain.game_session import ENDED, STATUSES, Admission, GameSession, Host, Status
from emulator.store.game_session_pages import (
    ADMISSION_COLUMNS,
    COLUMNS,
    HOST_COLUMNS,
    IN_REGION,
    NO_LIMIT,
    SESSION,
    page_statement,
)
from emulator.store.records import columns_of, record_reader
from emulator.store.statements import DbCursor, Row, Statement
from emulator.store.tables import FLEET, GAME_SESSION
from emulator.store.time import HELD, NOW, ONE, REMEMBERED, STATUS_NOW, text

_IN_FLEETS = GAME_SESSION.join(FLEET)
_BY_ID = Statement(
    select(*COLUMNS)
    .select_from(_IN_FLEETS)
    .where(SESSION.game_session_id == bindparam("game_session_id"), *IN_REGION, REMEMBERED)
)
_BY_KEY = Statement(select(*columns_of(GameSession)).where(SESSION.key == bindparam("wanted")))
_HOST_BY_ID = Statement(
    select(*HOST_COLUMNS)
    .select_from(_IN_FLEETS)
    .where(SESSION.game_session_id == bindparam("game_session_id"), *IN_REGION, REMEMBERED)
)
_ADMISSION_BY_ID = Statement(
    select(*HOST_COLUMNS, *ADMISSION_COLUMNS)
    .select_from(_IN_FLEETS)
    .where(SESSION.game_session_id == bindparam("game_session_id"), *IN_REGION, REMEMBERED)
)
_OF_FLEET_BY_ID_STRING = Statement(
    select(*COLUMNS).where(
        SESSION.id_string == bindparam("id_string"), SESSION.fleet_key == bindparam("fleet_key"), REMEMBERED
    )
)
# By the ARN, or by its last part.
_EVERYWHERE = Statement(
    select(*COLUMNS).where(
        SESSION.id_string == bindparam("id_string"),
        or_(SESSION.game_session_id == bindparam("id"), bindparam("id") == SESSION.id_string),
        REMEMBERED,
    )
)
_PLACES = Statement(
    select(FLEET.c.region, FLEET.c.account)
    .select_from(_IN_FLEETS)
    .where(SESSION.game_session_id == bindparam("id"), REMEMBERED)
    .order_by(FLEET.c.region, FLEET.c.account)
)
_OF_CREATOR = Statement(
    select(func.count())
    .select_from(GAME_SESSION)
    .where(
        SESSION.fleet_key == bindparam("fleet_key"),
        SESSION.creator_id == bindparam("creator_id"),
        SESSION.creation_time > bindparam("since"),
        SESSION.creation_time <= NOW,
    )
)
_IS_STORED = Statement(select(exists().where(SESSION.game_session_id == bindparam("id"))))
_KEEP_ACTIVE = Statement(
    update(GAME_SESSION)
    .where(SESSION.key == bindparam("wanted"))
    .values(status=text("ACTIVE"), due_time=null(), due_status=null())
)
_FORGET = Statement(
    delete(GAME_SESSION).where(
        SESSION.game_session_id == bindparam("id"), SESSION.fleet_key == bindparam("of_fleet"), ~REMEMBERED
    )
)


_HELD_BY_KEY = Statement(select(HELD).where(SESSION.key == bindparam("wanted")))


class Use(NamedTuple):
    """How much of a fleet is in use: its game sessions that have not ended, and those that are ACTIVE."""

    processes: int
    active: int
    held: int
    maximum: int


_USE = Statement(
    select(
        func.count(),
        func.count(case((text("ACTIVE") == STATUS_NOW, ONE))),
        func.coalesce(func.sum(HELD), 0),
        func.coalesce(func.sum(case((text("ACTIVE") == STATUS_NOW, SESSION.maximum_player_session_count))), 0),
    ).where(
        SESSION.fleet_key == bindparam("fleet_key"),
        SESSION.status.in_([text(status) for status in STATUSES if status not in ENDED]),
        STATUS_NOW.not_in([text(status) for status in sorted(ENDED)]),
        func.coalesce(bindparam("place"), SESSION.location) == SESSION.location,
    )
)


class GameSessions:
    """The game sessions of one transaction. Those that ended more than 30 days ago are as if they had never been."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def forget(self, game_session_id: str, fleet_key: int, now: int) -> None:
        """Removes what is left of a game session of that id that is no longer remembered."""
        _FORGET.run(self._cursor, id=game_session_id, of_fleet=fleet_key, now=now)

    def keep_active(self, key: int) -> None:
        """Writes that time has made a game session ACTIVE: it stays so when the clock goes back."""
        _KEEP_ACTIVE.run(self._cursor, wanted=key)

    def is_stored(self, game_session_id: str) -> bool:
        """Whether there is a game session of that ARN, be it one that is not remembered."""
        return bool(_IS_STORED.number(self._cursor, id=game_session_id))

    def find(self, game_session_id: str, region: str, account: str, now: int) -> tuple[GameSession, int] | None:
        """The game session of that ARN, and how many of its player slots are held."""
        row = _BY_ID.one(self._cursor, game_session_id=game_session_id, region=region, account=account, now=now)
        return None if row is None else _counted(row)

    def by_key(self, key: int) -> GameSession | None:
        """The game session of that key, as stored."""
        row = _BY_KEY.one(self._cursor, wanted=key)
        return None if row is None else _game_session(row)

    def find_by_id_string(self, id_string: str, fleet_key: int, now: int) -> tuple[GameSession, int] | None:
        """A fleet's game session whose ARN has that last part."""
        row = _OF_FLEET_BY_ID_STRING.one(self._cursor, id_string=id_string, fleet_key=fleet_key, now=now)
        return None if row is None else _counted(row)

    def everywhere(self, name: str, now: int) -> list[tuple[GameSession, int]]:
        """The game sessions of an ARN, or whose ARN has that last part, in whatever region and account."""
        id_string = name.rpartition("/")[2]
        return [_counted(row) for row in _EVERYWHERE.all(self._cursor, id=name, id_string=id_string, now=now)]

    def host(self, game_session_id: str, region: str, account: str, now: int) -> Host | None:
        row = _HOST_BY_ID.one(self._cursor, game_session_id=game_session_id, region=region, account=account, now=now)
        return None if row is None else host_of(row)

    def admission(self, game_session_id: str, region: str, account: str, now: int) -> tuple[Host, Admission] | None:
        """Where a game session is, and what decides whether players can come to it."""
        row = _ADMISSION_BY_ID.one(
            self._cursor, game_session_id=game_session_id, region=region, account=account, now=now
        )
        if row is None:
            return None
        width = len(HOST_COLUMNS)
        return host_of(row[:width]), Admission(*row[width:])

    def places(self, game_session_id: str, now: int) -> list[tuple[str, str]]:
        """The (region, account) pairs in which a game session of that id exists."""
        return [(region, account) for region, account in _PLACES.all(self._cursor, id=game_session_id, now=now)]

    def page(
        self, fleet_key: int, location: str | None, status: Status | None, after: paging.PageKey, limit: int, now: int
    ) -> list[tuple[GameSession, int]]:
        """The first `limit` game sessions of a fleet behind `after`, as stored, with the slots that are held.

        With a location those that are there, with a status those that have it at `now`.
        """
        rows = page_statement(status, at_location=location is not None).all(
            self._cursor,
            fleet_key=fleet_key,
            place=location,
            after_time=after.creation_time,
            after_key=after.key,
            limit=limit,
            now=now,
        )
        return [_counted(row) for row in rows]

    def active(self, fleet_key: int, location: str | None, now: int) -> list[tuple[GameSession, int]]:
        """All game sessions of a fleet, or of one of its locations, that are ACTIVE at `now`, oldest first."""
        return self.page(fleet_key, location, "ACTIVE", paging.START, NO_LIMIT, now)

    def count_of_creator(self, fleet_key: int, creator_id: str, since: int, now: int) -> int:
        """How many game sessions of a fleet a creator has made after `since`, and not after `now`."""
        return _OF_CREATOR.number(self._cursor, fleet_key=fleet_key, creator_id=creator_id, since=since, now=now)

    def current_player_sessions(self, key: int, now: int) -> int:
        """How many player slots of a game session are held at `now`; 0 where it is not there yet."""
        row = _HELD_BY_KEY.one(self._cursor, wanted=key, now=now)
        return 0 if row is None else int(row[0])

    def use(self, fleet_key: int, location: str | None, now: int) -> Use:
        """How much of a fleet, or of one of its locations, is in use at `now`."""
        row = _USE.one(self._cursor, fleet_key=fleet_key, place=location, now=now)
        assert row is not None
        return Use(*row)


_game_session = record_reader(GameSession)


def _counted(row: Row) -> tuple[GameSession, int]:
    return _game_session(row), row[-1]


def host_of(row: Row) -> Host:
    """The host in the columns HOST_COLUMNS."""
    key, game_session_id, region, account, fleet_id, *endpoint = row
    return Host(key, game_session_id, fleet_id, fleet_arn(region, account, fleet_id), *endpoint)
