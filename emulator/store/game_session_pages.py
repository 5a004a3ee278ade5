"""The statements of pages of game sessions, and what all statements about game sessions are made of."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, bindparam, case, func, select
from sqlalchemy import literal_column as literal

from emulator.domain.game_session import ENDED, RETENTION, Admission, GameSession, Status
from emulator.store.pages import NOW, ONE, first_rows, page, text
from emulator.store.records import columns_of
from emulator.store.statement import Row, Statement
from emulator.store.tables import FLEET, GAME_SESSION, PLAYER_SESSION

SESSION = GAME_SESSION.c
PLAYER = PLAYER_SESSION.c

HOST_COLUMNS = [
    SESSION.key,
    SESSION.game_session_id,
    FLEET.c.region,
    FLEET.c.account,
    FLEET.c.fleet_id,
    SESSION.ip_address,
    SESSION.dns_name,
    SESSION.port,
]
IN_REGION = (FLEET.c.account == bindparam("account"), FLEET.c.region == bindparam("region"))
# What time alone ends: see `domain.game_session.due`.
_DUE_END = case((SESSION.due_status.in_([text(status) for status in sorted(ENDED)]), SESSION.due_time))
REMEMBERED = (
    func.coalesce(func.coalesce(SESSION.termination_time, _DUE_END) + literal(str(RETENTION)) > NOW, ONE) == ONE
)


def _held(status: str, index: str, *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(PLAYER_SESSION)
        .where(PLAYER.game_session_key == SESSION.key, PLAYER.status == text(status), *conditions)
        .with_hint(PLAYER_SESSION, f"INDEXED BY {index}", "sqlite")
        .correlate(GAME_SESSION)
        .scalar_subquery()
    )


# What `domain.player_session.settled` says, counted: RESERVED and ACTIVE hold a player slot.
HELD = _held("ACTIVE", "ix_player_session_status_page") + _held(
    "RESERVED", "ix_player_session_reserved", PLAYER.deadline > NOW
)
COLUMNS: list[ColumnElement[Any]] = [*columns_of(GameSession), HELD.label("held")]
ADMISSION_COLUMNS = [*(SESSION[name] for name in Admission.__struct_fields__ if name != "held"), HELD]

# What `domain.game_session.status_at` says of one game session, said of a whole table.
DUE = and_(SESSION.due_time.is_not(None), SESSION.due_time <= NOW)


def _stored_pages(status: Status | None, *, at_location: bool) -> list[Select[Row]]:
    """What the page of a status is merged of: the rows stored with it, and those that time has brought to it."""
    index = "ix_game_session_" + ("location_" if at_location else "") + ("status_" if status else "") + "page"
    place = [SESSION.location == bindparam("place")] if at_location else []

    def of(stored: Status | None, *conditions: ColumnElement[bool]) -> Select[Row]:
        told = [] if stored is None else [SESSION.status == text(stored)]
        return page(
            GAME_SESSION,
            index,
            SESSION.fleet_key == bindparam("fleet_key"),
            *place,
            *told,
            *conditions,
            REMEMBERED,
            columns=COLUMNS,
        )

    match status:
        case None:
            return [of(None)]
        case "ACTIVATING":
            return [of("ACTIVATING", ~DUE)]
        case "ACTIVE" | "TERMINATED":
            return [of(status), of("ACTIVATING", DUE, SESSION.due_status == text(status))]
    return [of(status)]


@cache
def page_statement(status: Status | None, *, at_location: bool) -> Statement:
    """The page of a fleet's game sessions, or of those at one location; with a status, of those that have it."""
    return first_rows(GAME_SESSION, *_stored_pages(status, at_location=at_location))


EVERY = -1
"""The limit that is none."""
