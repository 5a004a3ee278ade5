"""What people look at: all regions; of one its game sessions, players, placements and tickets, the newest first.

These are not the pages of the AWS API, and cost more than those: they sort what a region holds. They are read in a
thread of its own, where nobody waits for them.
"""

from typing import NamedTuple

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, case, func, or_, select, tuple_

from emulator.domain.game_session import ENDED, GameSession, Host
from emulator.domain.matchmaking_ticket import MatchmakingTicket
from emulator.domain.paging import PageKey
from emulator.domain.placement import Placement
from emulator.domain.player_session import PlayerSession
from emulator.store.game_session_pages import HOST_COLUMNS, IN_REGION
from emulator.store.game_sessions import host_of
from emulator.store.records import TABLES, columns_of, record_reader
from emulator.store.statements import DbCursor, Row, Statement
from emulator.store.tables import FLEET, GAME_SESSION, OPENED_REGION, PLAYER_SESSION
from emulator.store.time import HELD, ONE, OPEN_RESERVATIONS, REMEMBERED, STATUS_NOW, text

SESSION, PLAYER = GAME_SESSION.c, PLAYER_SESSION.c
NEWEST = PageKey(2**63 - 1, 2**63 - 1)
"""Before the first page."""


class RegionCounts(NamedTuple):
    """A region of an account that has been called or seeded, and what it holds."""

    region: str
    account: str
    fleets: int
    game_sessions: int
    open_game_sessions: int


SeenPlayerSession = tuple[PlayerSession, Host]


class SeenGameSession(NamedTuple):
    """A game session as stored, and how many of its player slots are taken."""

    game_session: GameSession
    held: int
    reserved: int
    """Of those that are held, by reservations."""


class Asked(NamedTuple):
    """Which placements, or which tickets: of a region, of an id, of a status, with a text in their names."""

    region: str
    account: str
    id: str | None
    status: str | None
    searched: str | None
    before: PageKey
    limit: int


_HAS_ENDED = STATUS_NOW.in_([text(status) for status in sorted(ENDED)])
_REGIONS = Statement(
    select(
        FLEET.c.region,
        FLEET.c.account,
        func.count(FLEET.c.key.distinct()),
        func.count(SESSION.key),
        func.count(case((and_(SESSION.key.is_not(None), ~_HAS_ENDED), ONE))),
    )
    .select_from(FLEET.outerjoin(GAME_SESSION, and_(SESSION.fleet_key == FLEET.c.key, REMEMBERED)))
    .group_by(FLEET.c.region, FLEET.c.account)
    .order_by(FLEET.c.region, FLEET.c.account)
)
_OPENED = Statement(select(OPENED_REGION.c.region, OPENED_REGION.c.account))


def _before(creation_time: ColumnElement[int], key: ColumnElement[int]) -> ColumnElement[bool]:
    return tuple_(creation_time, key) < tuple_(bindparam("before_time"), bindparam("before_key"))


def _absent_or(name: str, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(bindparam(name).is_(None), condition)


_SEARCHED: BindParameter[str] = bindparam("searched")


def _named(names: ColumnElement[str]) -> ColumnElement[bool]:
    """The text that is searched for is in the names, in any case; or none is."""
    return _absent_or("searched", func.instr(func.lower(names), func.lower(_SEARCHED)) > 0)


_KEYS = (
    select(SESSION.key)
    .select_from(GAME_SESSION.join(FLEET))
    .where(
        *IN_REGION,
        REMEMBERED,
        _before(SESSION.creation_time, SESSION.key),
        _absent_or("of_fleet", FLEET.c.fleet_id == bindparam("of_fleet")),
        _absent_or("of_status", bindparam("of_status") == STATUS_NOW),
        _named(SESSION.game_session_id + func.coalesce(SESSION.name, "")),
    )
    .order_by(SESSION.creation_time.desc(), SESSION.key.desc())
    .limit(bindparam("limit"))
)
# Slots are counted for the rows of the page alone.
_GAME_SESSIONS = Statement(
    select(*columns_of(GameSession), HELD, OPEN_RESERVATIONS)
    .where(SESSION.key.in_(_KEYS))
    .order_by(SESSION.creation_time.desc(), SESSION.key.desc())
)
_HOSTED = PLAYER_SESSION.join(GAME_SESSION).join(FLEET)


def _players(of: ColumnElement[bool]) -> Statement:
    return Statement(
        select(*columns_of(PlayerSession), *HOST_COLUMNS)
        .select_from(_HOSTED)
        .where(of, REMEMBERED, _before(PLAYER.creation_time, PLAYER.key))
        .order_by(PLAYER.creation_time.desc(), PLAYER.key.desc())
        .limit(bindparam("limit"))
    )


def _newest(record: type[Placement | MatchmakingTicket], own_name: str, of_whom: str) -> Statement:
    row = TABLES[record].c
    return Statement(
        select(*columns_of(record))
        .where(
            row.region == bindparam("region"),
            row.account == bindparam("account"),
            _before(row.start_time, row.key),
            _absent_or("of_id", row[own_name] == bindparam("of_id")),
            _absent_or("of_status", row.status == bindparam("of_status")),
            _named(row[own_name] + " " + row[of_whom]),
        )
        .order_by(row.start_time.desc(), row.key.desc())
        .limit(bindparam("limit"))
    )


_PLACEMENTS = _newest(Placement, "placement_id", "game_session_queue_name")
_TICKETS = _newest(MatchmakingTicket, "ticket_id", "configuration_name")
_PLAYERS_OF_GAME_SESSION = _players(PLAYER.game_session_key == bindparam("of"))
_SESSIONS_OF_PLAYER = _players(PLAYER.player_id == bindparam("of"))
_game_session = record_reader(GameSession)
_player_session = record_reader(PlayerSession)
_placement = record_reader(Placement)
_ticket = record_reader(MatchmakingTicket)
_PLAYER_WIDTH = len(columns_of(PlayerSession))


class Overview:
    """What one transaction sees."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def regions(self, now: int) -> list[RegionCounts]:
        """The regions that have been called or seeded, by name."""
        counted = [RegionCounts(*row) for row in _REGIONS.all(self._cursor, now=now)]
        known = {(each.region, each.account) for each in counted}
        empty = [
            RegionCounts(region, account, 0, 0, 0)
            for region, account in _OPENED.all(self._cursor)
            if (region, account) not in known
        ]
        return sorted([*counted, *empty])

    def game_sessions(
        self,
        region: str,
        account: str,
        before: PageKey,
        limit: int,
        now: int,
        *,
        fleet_id: str | None,
        status: str | None,
        search: str | None,
    ) -> list[SeenGameSession]:
        """The newest `limit` game sessions of a region before a place in their order.

        `status` is the one that they have at `now`; `search` a part of the id or the name, in any case.
        """
        rows = _GAME_SESSIONS.all(
            self._cursor,
            region=region,
            account=account,
            before_time=before.creation_time,
            before_key=before.key,
            of_fleet=fleet_id,
            of_status=status,
            searched=search,
            limit=limit,
            now=now,
        )
        return [SeenGameSession(_game_session(row), row[-2], row[-1]) for row in rows]

    def players_of(self, game_session_key: int, before: PageKey, limit: int, now: int) -> list[SeenPlayerSession]:
        """The newest `limit` player sessions of a game session before a place in their order, with their host."""
        return self._players(_PLAYERS_OF_GAME_SESSION, game_session_key, before, limit, now)

    def sessions_of(self, player_id: str, before: PageKey, limit: int, now: int) -> list[SeenPlayerSession]:
        """The same of a player, in whatever region and account."""
        return self._players(_SESSIONS_OF_PLAYER, player_id, before, limit, now)

    def _players(
        self, statement: Statement, of: object, before: PageKey, limit: int, now: int
    ) -> list[SeenPlayerSession]:
        rows = statement.all(
            self._cursor, of=of, before_time=before.creation_time, before_key=before.key, limit=limit, now=now
        )
        return [(_player_session(row), host_of(row[_PLAYER_WIDTH:])) for row in rows]

    def placements(self, asked: Asked) -> list[Placement]:
        """The newest placements that are asked for."""
        return [_placement(row) for row in self._newest(_PLACEMENTS, asked)]

    def tickets(self, asked: Asked) -> list[MatchmakingTicket]:
        """The newest matchmaking tickets that are asked for."""
        return [_ticket(row) for row in self._newest(_TICKETS, asked)]

    def _newest(self, statement: Statement, asked: Asked) -> list[Row]:
        return statement.all(
            self._cursor,
            region=asked.region,
            account=asked.account,
            before_time=asked.before.creation_time,
            before_key=asked.before.key,
            of_id=asked.id,
            of_status=asked.status,
            searched=asked.searched,
            limit=asked.limit,
        )
