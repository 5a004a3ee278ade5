"""What the database knows, as domain values. One `Store` is one transaction.

Each page has an index that holds its rows in its order, and is told to use it: what a page costs does not depend on
how many player sessions there are, nor on which page it is.
"""

from typing import NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    case,
    delete,
    func,
    select,
    tuple_,
    union_all,
    update,
)
from sqlalchemy import literal_column as literal

from emulator.domain import paging
from emulator.domain.arn import fleet_arn
from emulator.domain.clock import Clock
from emulator.domain.game_session import RETENTION, Host
from emulator.domain.player_session import STATUSES, PlayerSession, Status
from emulator.store.statement import Cursor, Row, Statement
from emulator.store.tables import EMULATOR, FLEET, GAME_SESSION, PLAYER_SESSION

_player = PLAYER_SESSION.c
_now: BindParameter[int] = bindparam("now")
_PLAYER_SESSION = [_player[name] for name in PlayerSession.__struct_fields__]
_HOST = [
    GAME_SESSION.c.key,
    GAME_SESSION.c.game_session_id,
    FLEET.c.region,
    FLEET.c.account,
    FLEET.c.fleet_id,
    GAME_SESSION.c.ip_address,
    GAME_SESSION.c.dns_name,
    GAME_SESSION.c.port,
]
_IN_REGION = (FLEET.c.account == bindparam("account"), FLEET.c.region == bindparam("region"))
_REMEMBERED = func.coalesce(GAME_SESSION.c.termination_time + literal(str(RETENTION)) > _now, literal("1"))
_HOSTED = PLAYER_SESSION.join(GAME_SESSION).join(FLEET)


class Shared(NamedTuple):
    """What all processes on one database share."""

    token_key: bytes
    clock: Clock


class TimeOut(NamedTuple):
    """A reservation that nobody accepted in time."""

    player_session_id: str
    game_session_id: str
    player_id: str
    creation_time: int
    deadline: int


_SHARED = Statement(select(EMULATOR.c.token_key, EMULATOR.c.clock_offset, EMULATOR.c.clock_frozen_at))
_SET_CLOCK = Statement(
    update(EMULATOR).values(clock_offset=bindparam("offset"), clock_frozen_at=bindparam("frozen_at"))
)
_RENEW = Statement(update(EMULATOR).values(token_key=bindparam("new_token_key")))
_EMPTY = tuple(Statement(delete(table)) for table in (PLAYER_SESSION, GAME_SESSION, FLEET))

_HOST_BY_ID = Statement(
    select(*_HOST)
    .select_from(GAME_SESSION.join(FLEET))
    .where(GAME_SESSION.c.game_session_id == bindparam("game_session_id"), *_IN_REGION, _REMEMBERED)
)
_PLAYER_SESSION_BY_ID = Statement(
    select(*_PLAYER_SESSION, *_HOST)
    .select_from(_HOSTED)
    .where(_player.player_session_id == bindparam("player_session_id"), *_IN_REGION, _REMEMBERED)
)
_PLACES = select(FLEET.c.region, FLEET.c.account).where(_REMEMBERED).order_by(FLEET.c.region, FLEET.c.account)
_PLACES_OF_GAME_SESSION = Statement(
    _PLACES.select_from(GAME_SESSION.join(FLEET)).where(GAME_SESSION.c.game_session_id == bindparam("id"))
)
_PLACES_OF_PLAYER_SESSION = Statement(_PLACES.select_from(_HOSTED).where(_player.player_session_id == bindparam("id")))


def _page(index: str, *conditions: ColumnElement[bool]) -> Select[Row]:
    return (
        select(*_PLAYER_SESSION)
        .where(
            *conditions,
            tuple_(_player.creation_time, _player.key) > tuple_(bindparam("after_time"), bindparam("after_key")),
        )
        .with_hint(PLAYER_SESSION, f"INDEXED BY {index}", "sqlite")
    )


def _page_of_game_session(index: str, status: Status | None, *conditions: ColumnElement[bool]) -> Select[Row]:
    # Statuses stand in the text of the statement: the indexes of reservations hold only rows of that status.
    stored = () if status is None else (_player.status == literal(f"'{status}'"),)
    return _page(index, _player.game_session_key == bindparam("game_session_key"), *stored, *conditions)


def _first_rows(*pages: Select[Row]) -> Statement:
    if len(pages) == 1:
        return Statement(pages[0].order_by(_player.creation_time, _player.key).limit(bindparam("limit")))
    return Statement(union_all(*pages).order_by("creation_time", "key").limit(bindparam("limit")))


_STATUS_PAGE = "ix_player_session_status_page"
# What `settled` says of one player session, said of a whole table: a property test holds the two equal.
_PAGES_OF_GAME_SESSION: dict[Status | None, Statement] = {
    None: _first_rows(_page_of_game_session("ix_player_session_page", None)),
    # Few: a reservation holds a player slot.
    "RESERVED": _first_rows(_page_of_game_session("ix_player_session_reserved", "RESERVED", _player.deadline > _now)),
    "ACTIVE": _first_rows(_page_of_game_session(_STATUS_PAGE, "ACTIVE")),
    "COMPLETED": _first_rows(_page_of_game_session(_STATUS_PAGE, "COMPLETED")),
    "TIMEDOUT": _first_rows(
        _page_of_game_session(_STATUS_PAGE, "TIMEDOUT"),
        _page_of_game_session(_STATUS_PAGE, "RESERVED", _player.deadline <= _now),
    ),
}
_PAGE_OF_PLAYER = _first_rows(
    _page("ix_player_session_player_page", _player.player_id == bindparam("player_id"), *_IN_REGION, _REMEMBERED)
    .add_columns(*_HOST)
    .select_from(_HOSTED)
)

_EXPIRED = (_player.status == literal("'RESERVED'")) & (_player.deadline <= _now)
_STATUSES = Statement(
    select(case((_EXPIRED, literal("'TIMEDOUT'")), else_=_player.status).label("settled"), func.count())
    .select_from(PLAYER_SESSION.join(GAME_SESSION))
    .where(_REMEMBERED)
    .group_by("settled")
)
_OVERDUE = (
    _player.status == literal("'RESERVED'"),
    _player.deadline > bindparam("since"),
    _player.deadline <= bindparam("until"),
)
_COUNT_TIME_OUTS = Statement(select(func.count()).select_from(PLAYER_SESSION).where(*_OVERDUE))
_TIME_OUTS = Statement(
    select(
        _player.player_session_id,
        GAME_SESSION.c.game_session_id,
        _player.player_id,
        _player.creation_time,
        _player.deadline,
    )
    .select_from(PLAYER_SESSION.join(GAME_SESSION))
    .where(*_OVERDUE)
    .order_by(_player.deadline, _player.key)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)


class Store:
    """The queries and commands of one transaction."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor

    def shared(self) -> Shared:
        """The clock, and the key that seals NextTokens."""
        row = _SHARED.one(self.cursor)
        assert row is not None
        token_key, offset, frozen_at = row
        return Shared(token_key, Clock(offset, frozen_at))

    def set_clock(self, clock: Clock) -> None:
        _SET_CLOCK.run(self.cursor, offset=clock.offset, frozen_at=clock.frozen_at)

    def empty(self, token_key: bytes) -> None:
        """Forgets all but the clock; NextTokens that others sealed are no longer valid."""
        for statement in _EMPTY:
            statement.run(self.cursor)
        _RENEW.run(self.cursor, new_token_key=token_key)

    def host(self, game_session_id: str, region: str, account: str, now: int) -> Host | None:
        """The game session of that id, None where it is unknown or forgotten."""
        row = _HOST_BY_ID.one(self.cursor, game_session_id=game_session_id, region=region, account=account, now=now)
        return None if row is None else _host(row)

    def player_session(
        self, player_session_id: str, region: str, account: str, now: int
    ) -> tuple[PlayerSession, Host] | None:
        """The player session of that id as it is stored, with its game session; None where unknown or forgotten."""
        row = _PLAYER_SESSION_BY_ID.one(
            self.cursor, player_session_id=player_session_id, region=region, account=account, now=now
        )
        return None if row is None else _with_host(row)

    def places_of_game_session(self, game_session_id: str, now: int) -> list[tuple[str, str]]:
        """The (region, account) pairs in which a game session of that id exists."""
        return [
            (region, account)
            for region, account in _PLACES_OF_GAME_SESSION.all(self.cursor, id=game_session_id, now=now)
        ]

    def places_of_player_session(self, player_session_id: str, now: int) -> list[tuple[str, str]]:
        """The (region, account) pairs in which a player session of that id exists."""
        rows = _PLACES_OF_PLAYER_SESSION.all(self.cursor, id=player_session_id, now=now)
        return [(region, account) for region, account in rows]

    def player_sessions_of_game_session(
        self, host: Host, status: Status | None, after: paging.Cursor, limit: int, now: int
    ) -> list[PlayerSession]:
        """The first `limit` player sessions behind `after`, as stored; with `status`, those that have it at `now`."""
        rows = _PAGES_OF_GAME_SESSION[status].all(
            self.cursor,
            game_session_key=host.key,
            after_time=after.creation_time,
            after_key=after.key,
            limit=limit,
            now=now,
        )
        return [PlayerSession(*row) for row in rows]

    def player_sessions_of_player(
        self, player_id: str, region: str, account: str, after: paging.Cursor, limit: int, now: int
    ) -> list[tuple[PlayerSession, Host]]:
        """The first `limit` player sessions of a player behind `after`, as stored, with their game sessions."""
        rows = _PAGE_OF_PLAYER.all(
            self.cursor,
            player_id=player_id,
            region=region,
            account=account,
            after_time=after.creation_time,
            after_key=after.key,
            limit=limit,
            now=now,
        )
        return [_with_host(row) for row in rows]

    def statuses(self, now: int) -> dict[str, int]:
        """How many player sessions there are of each status at `now`, in all regions and accounts.

        It reads all of them.
        """
        return dict.fromkeys(map(str, STATUSES), 0) | dict(_STATUSES.all(self.cursor, now=now))

    def count_time_outs(self, since: int, until: int) -> int:
        """How many reservations time out after `since` and not after `until`."""
        row = _COUNT_TIME_OUTS.one(self.cursor, since=since, until=until)
        assert row is not None
        return int(row[0])

    def time_outs(self, since: int, until: int, limit: int, offset: int = 0) -> list[TimeOut]:
        """Those reservations, in the order of their deadlines."""
        rows = _TIME_OUTS.all(self.cursor, since=since, until=until, limit=limit, offset=offset)
        return [TimeOut(*row) for row in rows]


def _host(row: Row) -> Host:
    key, game_session_id, region, account, fleet_id, *endpoint = row
    return Host(key, game_session_id, fleet_id, fleet_arn(region, account, fleet_id), *endpoint)


def _with_host(row: Row) -> tuple[PlayerSession, Host]:
    width = len(_PLAYER_SESSION)
    return PlayerSession(*row[:width]), _host(row[width:])
