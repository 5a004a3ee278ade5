"""Places: the locations of fleets, as what hosts game sessions there."""

from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import ColumnElement, bindparam, case, exists, func, select

from emulator.domain.capacity import Place
from emulator.domain.game_session import ENDED
from emulator.store.statements import DbCursor, Statement
from emulator.store.tables import COMPUTE, FLEET, FLEET_LOCATION, GAME_SESSION, SERVER_PROCESS
from emulator.store.time import DUE, STATUS_NOW, ZERO, text

PLACE, FLEET_ROW, SESSION, PROCESS = FLEET_LOCATION.c, FLEET.c, GAME_SESSION.c, SERVER_PROCESS.c
IS_READY = (PROCESS.status == text("READY"), PROCESS.holder.is_not(None), PROCESS.last_heartbeat.is_not(None))
"""A real process is ready, healthy and without a game session."""


def _game_sessions(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(GAME_SESSION)
        .where(SESSION.fleet_key == PLACE.fleet_key, SESSION.location == PLACE.location, *conditions)
        .with_hint(GAME_SESSION, "INDEXED BY ix_game_session_location_status_page", "sqlite")
        .correlate(FLEET_LOCATION)
        .scalar_subquery()
    )


# Time acts on those game sessions alone that are stored as ACTIVATING; the others are counted in the index.
_STORED_AS_ACTIVATING = SESSION.status == text("ACTIVATING")
_GAME_SESSIONS = _game_sessions(SESSION.status.in_([text("ACTIVE"), text("TERMINATING")])) + _game_sessions(
    _STORED_AS_ACTIVATING, STATUS_NOW.not_in([text(status) for status in sorted(ENDED)])
)
_COMPUTES = (
    select(func.count())
    .select_from(COMPUTE)
    .where(COMPUTE.c.fleet_key == PLACE.fleet_key, COMPUTE.c.location == PLACE.location)
    .correlate(FLEET_LOCATION)
    .scalar_subquery()
)
_MACHINES = case((FLEET_ROW.compute_type == text("ANYWHERE"), _COMPUTES), else_=PLACE.desired_instances)
_PROCESS_HERE = (PROCESS.fleet_key == PLACE.fleet_key, PROCESS.location == PLACE.location)
_LIMITS_ACTIVATIONS = func.instr(FLEET_ROW.runtime_configuration, text("MaxConcurrentGameSessionActivations")) > 0
_COLUMNS = (
    PLACE.location,
    FLEET_ROW.runtime_configuration,
    exists().where(*_PROCESS_HERE, PROCESS.status != text("CONNECTED"), PROCESS.healthy_at.is_not(None)),
    exists().where(*_PROCESS_HERE, *IS_READY),
    # Nobody asks how much there is where nothing limits it.
    case((FLEET_ROW.runtime_configuration.is_not(None), _MACHINES), else_=ZERO),
    case((FLEET_ROW.runtime_configuration.is_not(None), _GAME_SESSIONS), else_=ZERO),
    case((_LIMITS_ACTIVATIONS, _game_sessions(_STORED_AS_ACTIVATING, ~DUE)), else_=ZERO),
)
_IS_HERE = (PLACE.fleet_key == bindparam("fleet_key"), PLACE.location == bindparam("place"))
_COUNT_AT = Statement(select(_GAME_SESSIONS).select_from(FLEET_LOCATION).where(*_IS_HERE))
_AT = Statement(select(*_COLUMNS).select_from(FLEET_LOCATION.join(FLEET)).where(*_IS_HERE))
_WANTED = func.json_each(bindparam("wanted")).table_valued("value")
PLACES_OF_KEYS = Statement(
    select(*_COLUMNS).select_from(_WANTED.join(FLEET_LOCATION, PLACE.key == _WANTED.c.value).join(FLEET))
)


class Places:
    """The places of one transaction."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def count_game_sessions(self, fleet_key: int, location: str, now: int) -> int:
        """How many game sessions have not ended at `now`, at a location of a fleet."""
        return _COUNT_AT.number(self._cursor, fleet_key=fleet_key, place=location, now=now)

    def at(self, fleet_key: int, location: str, now: int) -> Place:
        """The place at a location of a fleet."""
        row = _AT.one(self._cursor, fleet_key=fleet_key, place=location, now=now)
        assert row is not None
        return Place._make(row)

    def each(self, keys: Sequence[int], now: int) -> Iterator[Place]:
        """The places of these keys, in that order.

        Each is read when it is asked for; until then the cursor can do nothing else.
        """
        return map(Place._make, PLACES_OF_KEYS.each(self._cursor, wanted=msgspec.json.encode(keys), now=now))
