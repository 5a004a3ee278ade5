"""Player sessions, page by page or by their ids, and what time makes of reservations."""

from collections.abc import Iterable
from itertools import starmap

from sqlalchemy import ColumnElement, Select, bindparam, case, exists, func, select, update

from emulator.domain import paging
from emulator.domain.game_session import Host
from emulator.domain.player_session import STATUSES, TRANSITIONS, Event, PlayerSession, Status
from emulator.store.errors import IdTaken
from emulator.store.game_session_pages import HOST_COLUMNS, IN_REGION
from emulator.store.game_sessions import host_of
from emulator.store.pages import first_rows, page_statement_of
from emulator.store.records import columns_of
from emulator.store.statements import DbCursor, Row, Statement
from emulator.store.tables import FLEET, GAME_SESSION, PLAYER_SESSION
from emulator.store.time import DEADLINE_PASSED, OPEN, REMEMBERED, TIMED_OUT, text

PLAYER = PLAYER_SESSION.c
COLUMNS = columns_of(PlayerSession)
HOSTED = PLAYER_SESSION.join(GAME_SESSION).join(FLEET)


def _page_of_game_session(index: str, status: Status | None, *conditions: ColumnElement[bool]) -> Select[Row]:
    stored = () if status is None else (PLAYER.status == text(status),)
    of_game_session = PLAYER.game_session_key == bindparam("game_session_key")
    return page_statement_of(PLAYER_SESSION, index, of_game_session, *stored, *conditions, columns=COLUMNS)


_STATUS_PAGE = "ix_player_session_status_page"
# What `settled` says of one player session, said of a whole table: a property test holds the two equal.
PAGES_OF_GAME_SESSION: dict[Status | None, Statement] = {
    None: first_rows(PLAYER_SESSION, _page_of_game_session("ix_player_session_page", None)),
    # Few: a reservation holds a player slot.
    "RESERVED": first_rows(PLAYER_SESSION, _page_of_game_session("ix_player_session_reserved", "RESERVED", OPEN)),
    "ACTIVE": first_rows(PLAYER_SESSION, _page_of_game_session(_STATUS_PAGE, "ACTIVE")),
    "COMPLETED": first_rows(PLAYER_SESSION, _page_of_game_session(_STATUS_PAGE, "COMPLETED")),
    "TIMEDOUT": first_rows(
        PLAYER_SESSION,
        _page_of_game_session(_STATUS_PAGE, "TIMEDOUT"),
        _page_of_game_session(_STATUS_PAGE, "RESERVED", DEADLINE_PASSED),
    ),
}


def _page_of_player(*place: ColumnElement[bool]) -> Statement:
    return first_rows(
        PLAYER_SESSION,
        page_statement_of(
            PLAYER_SESSION,
            "ix_player_session_player_page",
            PLAYER.player_id == bindparam("player_id"),
            *place,
            REMEMBERED,
            columns=[*COLUMNS, *HOST_COLUMNS],
        ).select_from(HOSTED),
    )


PAGE_OF_PLAYER = _page_of_player(*IN_REGION)
PAGE_OF_PLAYER_IN_FLEET = _page_of_player(GAME_SESSION.c.fleet_key == bindparam("fleet_key"))
_BY_ID = Statement(
    select(*COLUMNS, *HOST_COLUMNS)
    .select_from(HOSTED)
    .where(PLAYER.player_session_id == bindparam("player_session_id"), *IN_REGION, REMEMBERED)
)
_EVERYWHERE = Statement(
    select(*COLUMNS, *HOST_COLUMNS)
    .select_from(HOSTED)
    .where(PLAYER.player_session_id == bindparam("player_session_id"), REMEMBERED)
)
_IS_TAKEN = Statement(select(exists().where(PLAYER.player_session_id == bindparam("player_session_id"))))
_PLACES = Statement(
    select(FLEET.c.region, FLEET.c.account)
    .select_from(HOSTED)
    .where(PLAYER.player_session_id == bindparam("id"), REMEMBERED)
    .order_by(FLEET.c.region, FLEET.c.account)
)

_STATUSES = Statement(
    select(case((TIMED_OUT, text("TIMEDOUT")), else_=PLAYER.status).label("settled"), func.count())
    .select_from(PLAYER_SESSION.join(GAME_SESSION))
    .where(REMEMBERED)
    .group_by("settled")
)


def _ended_with_their_game_session(status: Status, ended: ColumnElement[int]) -> Statement:
    return Statement(
        update(PLAYER_SESSION)
        .where(PLAYER.game_session_key == bindparam("of_game_session"), PLAYER.status == text(status))
        .values(status=text(TRANSITIONS[status, Event.GAME_SESSION_ENDED]), termination_time=ended)
    )


# What `domain.player_session.transition` says of one player session whose game session ends, said of all of them.
_END = bindparam("end", type_=PLAYER.deadline.type)
_NOT_BEFORE_IT_BEGAN = case((PLAYER.creation_time > _END, PLAYER.creation_time), else_=_END)
_END_ALL = (
    _ended_with_their_game_session("ACTIVE", _NOT_BEFORE_IT_BEGAN),
    _ended_with_their_game_session(
        "RESERVED", case((PLAYER.deadline < _NOT_BEFORE_IT_BEGAN, PLAYER.deadline), else_=_NOT_BEFORE_IT_BEGAN)
    ),
)


class PlayerSessions:
    """The player sessions of one transaction, as they are stored, unless their game session is forgotten."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def end_all(self, game_session_key: int, end: int) -> None:
        """Ends the player sessions of a game session that is ended at that instant, be it before some of them began."""
        for statement in _END_ALL:
            statement.run(self._cursor, of_game_session=game_session_key, end=end)

    def find(self, player_session_id: str, region: str, account: str, now: int) -> tuple[PlayerSession, Host] | None:
        """The player session of that id, with its game session."""
        row = _BY_ID.one(self._cursor, player_session_id=player_session_id, region=region, account=account, now=now)
        return None if row is None else _with_host(row)

    def everywhere(self, player_session_id: str, now: int) -> list[tuple[PlayerSession, Host]]:
        """The player sessions of that id, in whatever region and account."""
        rows = _EVERYWHERE.all(self._cursor, player_session_id=player_session_id, now=now)
        return [_with_host(row) for row in rows]

    def raise_if_taken(self, player_session_ids: Iterable[str]) -> None:
        """For ids of a random seed, which may be those of a world that it has made before. Raises: IdTaken."""
        for player_session_id in player_session_ids:
            if _IS_TAKEN.number(self._cursor, player_session_id=player_session_id):
                raise IdTaken

    def places(self, player_session_id: str, now: int) -> list[tuple[str, str]]:
        """The (region, account) pairs in which a player session of that id exists."""
        rows = _PLACES.all(self._cursor, id=player_session_id, now=now)
        return [(region, account) for region, account in rows]

    def page_of_game_session(
        self, host: Host, status: Status | None, after: paging.PageKey, limit: int, now: int
    ) -> list[PlayerSession]:
        """The first `limit` player sessions behind `after`; with `status`, those that have it at `now`."""
        rows = PAGES_OF_GAME_SESSION[status].all(
            self._cursor,
            game_session_key=host.key,
            after_time=after.creation_time,
            after_key=after.key,
            limit=limit,
            now=now,
        )
        return list(starmap(PlayerSession, rows))

    def page_of_player(
        self, player_id: str, place: tuple[str, str] | int, after: paging.PageKey, limit: int, now: int
    ) -> list[tuple[PlayerSession, Host]]:
        """The first `limit` player sessions of a player behind `after`, with their game sessions.

        `place` is a (region, account) pair, or the key of a fleet.
        """
        asked: dict[str, object] = {
            "player_id": player_id,
            "after_time": after.creation_time,
            "after_key": after.key,
            "limit": limit,
            "now": now,
        }
        if isinstance(place, int):
            rows = PAGE_OF_PLAYER_IN_FLEET.all(self._cursor, **asked, fleet_key=place)
        else:
            rows = PAGE_OF_PLAYER.all(self._cursor, **asked, region=place[0], account=place[1])
        return [_with_host(row) for row in rows]

    def statuses(self, now: int) -> dict[str, int]:
        """How many player sessions there are of each status at `now`, in all regions and accounts.

        It reads all of them.
        """
        return dict.fromkeys(map(str, STATUSES), 0) | dict(_STATUSES.all(self._cursor, now=now))


def _with_host(row: Row) -> tuple[PlayerSession, Host]:
    width = len(COLUMNS)
    return PlayerSession(*row[:width]), host_of(row[width:])
