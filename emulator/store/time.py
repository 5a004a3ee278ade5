"""What time means in SQL: RESERVED and open, timed out, due, remembered, held.

Theory of operation
-------------------
A row stores its status as the last act left it, and the instant at which time alone changes it: a reservation its
`deadline`, a game session in activation its `due_time` with the `due_status` that it then has. Nothing is written of
either when that instant comes (decisions 3 and 16); what is written then has its instant in `DUE_COLUMNS`. Whoever
reads a row asks the domain what time has made of it: `domain.player_session.settled` and
`domain.game_session.status_at`. Whoever chooses, counts or merges rows in SQL asks the expressions below, which say the
same of a whole table. Property tests hold the two equal.

The stored status and the instant stay two conditions, side by side. Pages of a status are merged of two ordered scans:
the rows stored with it, and those that time has brought to it. Each scan has an index that begins with the stored
status, and SQLite only takes a partial index where the statement spells out its condition.

Units: every instant and period is in milliseconds.
"""

from sqlalchemy import BindParameter, Column, ColumnElement, ScalarSelect, and_, bindparam, case, func, select
from sqlalchemy import literal_column as literal

from emulator.domain.clock import LATEST
from emulator.domain.game_session import ENDED, RETENTION
from emulator.store.tables import (
    EMULATOR,
    GAME_SESSION,
    MATCHMAKING_CONFIGURATION,
    MATCHMAKING_TICKET,
    PLACEMENT,
    PLAYER_SESSION,
    SERVER_PROCESS,
)

NOW: BindParameter[int] = bindparam("now")
ZERO: ColumnElement[int] = literal("0")
ONE: ColumnElement[int] = literal("1")

_SESSION = GAME_SESSION.c
_PLAYER = PLAYER_SESSION.c


def text(value: str) -> ColumnElement[str]:
    """A text that stands in the statement itself: the planner knows that it fits a partial index."""
    return literal(f"'{value}'")


def between(
    instant: ColumnElement[int], after: ColumnElement[int], until: ColumnElement[int]
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether an instant comes later than `after`, and not later than `until`."""
    return instant > after, instant <= until


# Player sessions. A reservation is open before its deadline; from the deadline on it is TIMEDOUT.
STORED_AS_RESERVED = _PLAYER.status == text("RESERVED")
OPEN = _PLAYER.deadline > NOW
DEADLINE_PASSED = _PLAYER.deadline <= NOW
TIMED_OUT = and_(STORED_AS_RESERVED, DEADLINE_PASSED)

# Game sessions. One in activation is due when time alone has ended the activation.
DUE = and_(_SESSION.due_time.is_not(None), _SESSION.due_time <= NOW)
STATUS_NOW = case((DUE, _SESSION.due_status), else_=_SESSION.status)

# A game session, with its player sessions, is remembered for 30 days after its end, be the end an act or a due time.
_DUE_END = case((_SESSION.due_status.in_([text(status) for status in sorted(ENDED)]), _SESSION.due_time))
_FORGOTTEN_AT = func.coalesce(_SESSION.termination_time, _DUE_END) + literal(str(RETENTION))
# One that has not ended has no such instant: NULL counts as remembered. The equation makes it a condition to
# SQLAlchemy, whose `~` is its opposite.
REMEMBERED = func.coalesce(_FORGOTTEN_AT > NOW, ONE) == ONE


def _player_sessions(status: str, index: str, *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(PLAYER_SESSION)
        .where(_PLAYER.game_session_key == _SESSION.key, _PLAYER.status == text(status), *conditions)
        .with_hint(PLAYER_SESSION, f"INDEXED BY {index}", "sqlite")
        .correlate(GAME_SESSION)
        .scalar_subquery()
    )


# How many player slots of a game session are held: by ACTIVE player sessions, and by open reservations.
OPEN_RESERVATIONS = _player_sessions("RESERVED", "ix_player_session_reserved", OPEN)
HELD = _player_sessions("ACTIVE", "ix_player_session_status_page") + OPEN_RESERVATIONS

# What time writes (dispatch/settle.py): the columns that hold when, each with an index of those that are not NULL. The
# statement that every call runs asks for the first of these instants.
NEVER = LATEST + 1
DUE_COLUMNS: tuple[Column[int], ...] = (
    SERVER_PROCESS.c.deadline,
    SERVER_PROCESS.c.refresh_time,
    PLACEMENT.c.due_time,
    MATCHMAKING_TICKET.c.due_time,
    MATCHMAKING_CONFIGURATION.c.look_at,
)


def _first(column: Column[int]) -> ScalarSelect[int]:
    return select(func.min(column)).where(column.is_not(None)).scalar_subquery()


FIRST_INSTANTS = [func.coalesce(each, literal(str(NEVER))) for each in (EMULATOR.c.look_at, *map(_first, DUE_COLUMNS))]
FIRST_DUE = func.min(*FIRST_INSTANTS)
