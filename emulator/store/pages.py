"""The statements of pages of player sessions.

Each page has an index that holds its rows in its order, and is told to use it: what a page costs does not depend on
how many player sessions there are, nor on which page it is.
"""

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, select, tuple_, union_all
from sqlalchemy import literal_column as literal

from emulator.domain.game_session import RETENTION
from emulator.domain.player_session import PlayerSession, Status
from emulator.store.statement import Row, Statement
from emulator.store.tables import FLEET, GAME_SESSION, PLAYER_SESSION

PLAYER = PLAYER_SESSION.c
NOW: BindParameter[int] = bindparam("now")
COLUMNS = [PLAYER[name] for name in PlayerSession.__struct_fields__]
HOST_COLUMNS = [
    GAME_SESSION.c.key,
    GAME_SESSION.c.game_session_id,
    FLEET.c.region,
    FLEET.c.account,
    FLEET.c.fleet_id,
    GAME_SESSION.c.ip_address,
    GAME_SESSION.c.dns_name,
    GAME_SESSION.c.port,
]
IN_REGION = (FLEET.c.account == bindparam("account"), FLEET.c.region == bindparam("region"))
REMEMBERED = func.coalesce(GAME_SESSION.c.termination_time + literal(str(RETENTION)) > NOW, literal("1")) == literal(
    "1"
)
HOSTED = PLAYER_SESSION.join(GAME_SESSION).join(FLEET)


def _page(index: str, *conditions: ColumnElement[bool]) -> Select[Row]:
    return (
        select(*COLUMNS)
        .where(
            *conditions,
            tuple_(PLAYER.creation_time, PLAYER.key) > tuple_(bindparam("after_time"), bindparam("after_key")),
        )
        .with_hint(PLAYER_SESSION, f"INDEXED BY {index}", "sqlite")
    )


def _page_of_game_session(index: str, status: Status | None, *conditions: ColumnElement[bool]) -> Select[Row]:
    # Statuses stand in the text of the statement: the indexes of reservations hold only rows of that status.
    stored = () if status is None else (PLAYER.status == literal(f"'{status}'"),)
    return _page(index, PLAYER.game_session_key == bindparam("game_session_key"), *stored, *conditions)


def _first_rows(*pages: Select[Row]) -> Statement:
    if len(pages) == 1:
        return Statement(pages[0].order_by(PLAYER.creation_time, PLAYER.key).limit(bindparam("limit")))
    return Statement(union_all(*pages).order_by("creation_time", "key").limit(bindparam("limit")))


_STATUS_PAGE = "ix_player_session_status_page"
# What `settled` says of one player session, said of a whole table: a property test holds the two equal.
PAGES_OF_GAME_SESSION: dict[Status | None, Statement] = {
    None: _first_rows(_page_of_game_session("ix_player_session_page", None)),
    # Few: a reservation holds a player slot.
    "RESERVED": _first_rows(_page_of_game_session("ix_player_session_reserved", "RESERVED", PLAYER.deadline > NOW)),
    "ACTIVE": _first_rows(_page_of_game_session(_STATUS_PAGE, "ACTIVE")),
    "COMPLETED": _first_rows(_page_of_game_session(_STATUS_PAGE, "COMPLETED")),
    "TIMEDOUT": _first_rows(
        _page_of_game_session(_STATUS_PAGE, "TIMEDOUT"),
        _page_of_game_session(_STATUS_PAGE, "RESERVED", PLAYER.deadline <= NOW),
    ),
}
PAGE_OF_PLAYER = _first_rows(
    _page("ix_player_session_player_page", PLAYER.player_id == bindparam("player_id"), *IN_REGION, REMEMBERED)
    .add_columns(*HOST_COLUMNS)
    .select_from(HOSTED)
)
