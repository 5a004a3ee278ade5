"""What the database knows, as domain values. One `Store` is one transaction."""

from typing import NamedTuple

from sqlalchemy import (
    bindparam,
    case,
    delete,
    func,
    select,
    tuple_,
    update,
)
from sqlalchemy import literal_column as literal

from emulator.domain import paging
from emulator.domain.arn import fleet_arn
from emulator.domain.clock import Clock
from emulator.domain.game_session import Host
from emulator.domain.player_session import STATUSES, PlayerSession, Status
from emulator.store.pages import (
    COLUMNS,
    HOST_COLUMNS,
    HOSTED,
    IN_REGION,
    NOW,
    PAGE_OF_PLAYER,
    PAGES_OF_GAME_SESSION,
    PLAYER,
    REMEMBERED,
)
from emulator.store.statement import Cursor, Row, Statement
from emulator.store.tables import EMULATOR, FLEET, GAME_SESSION, PLAYER_SESSION


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
    key: int


_SHARED = Statement(select(EMULATOR.c.token_key, EMULATOR.c.clock_offset, EMULATOR.c.clock_frozen_at))
_SET_CLOCK = Statement(
    update(EMULATOR).values(clock_offset=bindparam("offset"), clock_frozen_at=bindparam("frozen_at"))
)
_RENEW = Statement(update(EMULATOR).values(token_key=bindparam("new_token_key")))
_EMPTY = tuple(Statement(delete(table)) for table in (PLAYER_SESSION, GAME_SESSION, FLEET))

_HOST_BY_ID = Statement(
    select(*HOST_COLUMNS)
    .select_from(GAME_SESSION.join(FLEET))
    .where(GAME_SESSION.c.game_session_id == bindparam("game_session_id"), *IN_REGION, REMEMBERED)
)
_PLAYER_SESSION_BY_ID = Statement(
    select(*COLUMNS, *HOST_COLUMNS)
    .select_from(HOSTED)
    .where(PLAYER.player_session_id == bindparam("player_session_id"), *IN_REGION, REMEMBERED)
)
_PLACES = select(FLEET.c.region, FLEET.c.account).where(REMEMBERED).order_by(FLEET.c.region, FLEET.c.account)
_PLACES_OF_GAME_SESSION = Statement(
    _PLACES.select_from(GAME_SESSION.join(FLEET)).where(GAME_SESSION.c.game_session_id == bindparam("id"))
)
_PLACES_OF_PLAYER_SESSION = Statement(_PLACES.select_from(HOSTED).where(PLAYER.player_session_id == bindparam("id")))


_EXPIRED = (PLAYER.status == literal("'RESERVED'")) & (PLAYER.deadline <= NOW)
_STATUSES = Statement(
    select(case((_EXPIRED, literal("'TIMEDOUT'")), else_=PLAYER.status).label("settled"), func.count())
    .select_from(PLAYER_SESSION.join(GAME_SESSION))
    .where(REMEMBERED)
    .group_by("settled")
)
_RESERVED = PLAYER.status == literal("'RESERVED'")
_UNTIL = PLAYER.deadline <= bindparam("until")
LAST_KEY = 2**63 - 1
_COUNT_TIME_OUTS = Statement(
    select(func.count()).select_from(PLAYER_SESSION).where(_RESERVED, PLAYER.deadline > bindparam("since"), _UNTIL)
)
_TIME_OUTS = Statement(
    select(func.count()).select_from(PLAYER_SESSION).where(_RESERVED, PLAYER.deadline > bindparam("since"), _UNTIL)
)
_TIME_OUTS = Statement(
    select(
        PLAYER.player_session_id,
        GAME_SESSION.c.game_session_id,
        PLAYER.player_id,
        PLAYER.creation_time,
        PLAYER.deadline,
        PLAYER.key,
    )
    .select_from(PLAYER_SESSION.join(GAME_SESSION))
    .where(_RESERVED, tuple_(PLAYER.deadline, PLAYER.key) > tuple_(bindparam("since"), bindparam("after")), _UNTIL)
    .order_by(PLAYER.deadline, PLAYER.key)
    .limit(bindparam("limit"))
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
        rows = PAGES_OF_GAME_SESSION[status].all(
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
        rows = PAGE_OF_PLAYER.all(
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

    def time_outs(self, since: int, until: int, limit: int, after: int = LAST_KEY) -> list[TimeOut]:
        """The first `limit` of them, in the order of their deadlines.

        With `after`, those whose deadline is `since` and whose key is higher come first.
        """
        rows = _TIME_OUTS.all(self.cursor, since=since, until=until, limit=limit, after=after)
        return [TimeOut(*row) for row in rows]


def _host(row: Row) -> Host:
    key, game_session_id, region, account, fleet_id, *endpoint = row
    return Host(key, game_session_id, fleet_id, fleet_arn(region, account, fleet_id), *endpoint)


def _with_host(row: Row) -> tuple[PlayerSession, Host]:
    width = len(COLUMNS)
    return PlayerSession(*row[:width]), _host(row[width:])
