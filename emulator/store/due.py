"""What time alone changes, and when: reservations that time out, game sessions that become ACTIVE or end."""

from typing import NamedTuple

from sqlalchemy import BindParameter, Column, ScalarSelect, bindparam, func, select, tuple_

from emulator.domain.game_session import Status
from emulator.store.statements import DbCursor, Statement
from emulator.store.tables import EMULATOR, GAME_SESSION, PLAYER_SESSION
from emulator.store.time import DUE_COLUMNS, STORED_AS_RESERVED, between

SESSION = GAME_SESSION.c
PLAYER = PLAYER_SESSION.c
LAST_KEY = 2**63 - 1


class TimeOut(NamedTuple):
    """A reservation that nobody accepted in time."""

    player_session_id: str
    game_session_id: str
    player_id: str
    creation_time: int
    deadline: int
    key: int


class DueGameSession(NamedTuple):
    """A game session that time brings from ACTIVATING to `status` at `due_time`."""

    game_session_id: str
    status: Status
    due_time: int


_SINCE: BindParameter[int] = bindparam("since")
_UNTIL: BindParameter[int] = bindparam("until")
_IS_DUE = between(SESSION.due_time, _SINCE, _UNTIL)

_COUNT_TIME_OUTS = Statement(
    select(func.count())
    .select_from(PLAYER_SESSION)
    .where(STORED_AS_RESERVED, *between(PLAYER.deadline, _SINCE, _UNTIL))
)
_TIME_OUTS = Statement(
    select(
        PLAYER.player_session_id,
        SESSION.game_session_id,
        PLAYER.player_id,
        PLAYER.creation_time,
        PLAYER.deadline,
        PLAYER.key,
    )
    .select_from(PLAYER_SESSION.join(GAME_SESSION))
    .where(
        STORED_AS_RESERVED,
        tuple_(PLAYER.deadline, PLAYER.key) > tuple_(_SINCE, bindparam("after")),
        PLAYER.deadline <= _UNTIL,
    )
    .order_by(PLAYER.deadline, PLAYER.key)
    .limit(bindparam("limit"))
)
_COUNT_DUE = Statement(
    select(SESSION.due_status, func.count()).where(*_IS_DUE).group_by(SESSION.due_status).order_by(SESSION.due_status)
)
_DUE = Statement(
    select(SESSION.game_session_id, SESSION.due_status, SESSION.due_time)
    .where(*_IS_DUE)
    .order_by(SESSION.due_time, SESSION.key)
    .limit(bindparam("limit"))
)

_LATER_THAN: BindParameter[int] = bindparam("later_than")


def _next_of(column: Column[int]) -> ScalarSelect[int]:
    return select(func.min(column)).where(column > _LATER_THAN).scalar_subquery()


_NEXT = Statement(
    select(
        select(func.min(PLAYER.deadline)).where(STORED_AS_RESERVED, PLAYER.deadline > _LATER_THAN).scalar_subquery(),
        *map(_next_of, (SESSION.due_time, EMULATOR.c.look_at, *DUE_COLUMNS)),
    )
)


class Due:
    """What changes by time, in one transaction: after `since`, and not after `until`."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def next_after(self, now: int) -> int | None:
        """The next instant at which time alone changes something; None where nothing waits for it."""
        row = _NEXT.one(self._cursor, later_than=now)
        assert row is not None
        return min((instant for instant in row if instant is not None), default=None)

    def count_time_outs(self, since: int, until: int) -> int:
        """How many reservations time out."""
        return _COUNT_TIME_OUTS.number(self._cursor, since=since, until=until)

    def time_outs(self, since: int, until: int, limit: int, after: int = LAST_KEY) -> list[TimeOut]:
        """The first `limit` of them, in the order of their deadlines.

        With `after`, those whose deadline is `since` and whose key is higher come first.
        """
        rows = _TIME_OUTS.all(self._cursor, since=since, until=until, limit=limit, after=after)
        return [TimeOut(*row) for row in rows]

    def count_due(self, since: int, until: int) -> dict[str, int]:
        """How many game sessions time brings to which status."""
        return dict(_COUNT_DUE.all(self._cursor, since=since, until=until))

    def due(self, since: int, until: int, limit: int) -> list[DueGameSession]:
        """The first `limit` of them, in the order of time."""
        return [DueGameSession(*row) for row in _DUE.all(self._cursor, since=since, until=until, limit=limit)]
