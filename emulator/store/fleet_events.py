"""What happened to fleets.

What was done to a fleet is a row of its own. Its creation, and how its game sessions ended, is read from their rows: a
time-out is never written (decision 3), and nothing is kept twice.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, literal_column, null, select, tuple_, union_all

from emulator.domain.fleet import EventCode, FleetEvent, Happened
from emulator.domain.paging import PageKey
from emulator.store.records import columns_of, record_reader
from emulator.store.statements import DbCursor, Row, Statement
from emulator.store.tables import FLEET, FLEET_EVENT, GAME_SESSION
from emulator.store.time import DUE, REMEMBERED, text

_SESSION = GAME_SESSION.c


def _events(
    time: ColumnElement[int],
    place: ColumnElement[int],
    code: ColumnElement[str],
    event_id: ColumnElement[Any],
    about: ColumnElement[str],
    *conditions: ColumnElement[bool],
) -> Select[Row]:
    """The events of one source in a span of time, behind a page's end."""
    columns: list[ColumnElement[Any]] = [time.label("time"), place.label("place"), code, event_id, about]
    return select(*columns).where(
        *conditions,
        time >= bindparam("since"),
        time <= bindparam("until"),
        tuple_(time, place) > tuple_(bindparam("after_time"), bindparam("after_key")),
    )


def _of_fleet(place: str, code: EventCode, *conditions: ColumnElement[bool]) -> Select[Row]:
    return _events(
        FLEET.c.creation_time, literal_column(place), text(code), null(), FLEET.c.fleet_id,
        FLEET.c.key == bindparam("fleet_key"), *conditions,
    )  # fmt: skip


def _of_game_sessions(
    time: ColumnElement[int], rank: int, code: EventCode, *conditions: ColumnElement[bool]
) -> Select[Row]:
    return _events(
        time, _SESSION.key * 3 + rank, text(code), null(), _SESSION.game_session_id,
        _SESSION.fleet_key == bindparam("fleet_key"), *conditions, REMEMBERED,
    )  # fmt: skip


_PAGE = Statement(
    union_all(
        _of_fleet("-2", "FLEET_CREATED"),
        _of_fleet("-1", "FLEET_STATE_ACTIVE", FLEET.c.status == text("ACTIVE")),
        _events(
            FLEET_EVENT.c.event_time,
            FLEET_EVENT.c.key * 3,
            FLEET_EVENT.c.event_code,
            FLEET_EVENT.c.event_id,
            FLEET_EVENT.c.message,
            FLEET_EVENT.c.fleet_key == bindparam("fleet_key"),
        ),
        _of_game_sessions(_SESSION.termination_time, 1, "SERVER_PROCESS_CRASHED", _SESSION.status == text("ERROR")),
        _of_game_sessions(
            _SESSION.due_time,
            2,
            "GAME_SESSION_ACTIVATION_TIMEOUT",
            _SESSION.status == text("ACTIVATING"),
            _SESSION.due_status == text("TERMINATED"),
            DUE,
        ),
    )
    .order_by("time", "place")
    .limit(bindparam("limit"))
)

_BY_ID = Statement(
    select(*columns_of(FleetEvent)).where(
        FLEET_EVENT.c.event_id == bindparam("event_id"), FLEET_EVENT.c.fleet_key == bindparam("fleet_key")
    )
)
_fleet_event = record_reader(FleetEvent)


class FleetEvents:
    """The events of fleets in one transaction."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def find(self, event_id: str, fleet_key: int) -> FleetEvent | None:
        """What was done to a fleet, by the event's id."""
        row = _BY_ID.one(self._cursor, event_id=event_id, fleet_key=fleet_key)
        return None if row is None else _fleet_event(row)

    def page(self, fleet_key: int, since: int, until: int, after: PageKey, limit: int, now: int) -> list[Happened]:
        """The first `limit` events of a fleet behind `after`, in the order of time: from `since` to `until`."""
        rows = _PAGE.all(
            self._cursor,
            fleet_key=fleet_key,
            since=since,
            until=until,
            after_time=after.creation_time,
            after_key=after.key,
            limit=limit,
            now=now,
        )
        return [Happened(*row) for row in rows]
