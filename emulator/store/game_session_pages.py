"""The statements of pages of game sessions, and what all statements about game sessions are made of."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam

from emulator.domain.game_session import Admission, GameSession, Status
from emulator.store.pages import first_rows, page_statement_of
from emulator.store.records import columns_of
from emulator.store.statements import Row, Statement
from emulator.store.tables import FLEET, GAME_SESSION
from emulator.store.time import DUE, HELD, REMEMBERED, text

SESSION = GAME_SESSION.c

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
COLUMNS: list[ColumnElement[Any]] = [*columns_of(GameSession), HELD.label("held")]
ADMISSION_COLUMNS = [*(SESSION[name] for name in Admission.__struct_fields__ if name != "held"), HELD]


def _stored_pages(status: Status | None, *, at_location: bool) -> list[Select[Row]]:
    """What the page of a status is merged of: the rows stored with it, and those that time has brought to it."""
    index = "ix_game_session_" + ("location_" if at_location else "") + ("status_" if status else "") + "page"
    place = [SESSION.location == bindparam("place")] if at_location else []

    def of(stored: Status | None, *conditions: ColumnElement[bool]) -> Select[Row]:
        told = [] if stored is None else [SESSION.status == text(stored)]
        return page_statement_of(
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


NO_LIMIT = -1
"""The limit that is none."""
