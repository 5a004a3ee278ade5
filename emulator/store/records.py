"""The tables as domain records: each column is a field of the same name."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy import BindParameter, Column, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import sqlite

from emulator.domain.alias import Alias
from emulator.domain.build import Build
from emulator.domain.fleet import Compute, Fleet, FleetEvent, FleetLocation, Location
from emulator.domain.game_session import GameSession
from emulator.domain.matchmaking_configuration import MatchmakingConfiguration
from emulator.domain.matchmaking_rule_set import MatchmakingRuleSet
from emulator.domain.matchmaking_ticket import MatchmakingTicket
from emulator.domain.placement import Placement
from emulator.domain.player_session import PlayerSession
from emulator.domain.queue import GameSessionQueue
from emulator.domain.resource import Resource
from emulator.domain.script import Script
from emulator.domain.server_process import ServerProcess
from emulator.store.statements import DbCursor, Row, Statement
from emulator.store.tables import (
    ALIAS,
    BUILD,
    COMPUTE,
    FLEET,
    FLEET_EVENT,
    FLEET_LOCATION,
    GAME_SESSION,
    GAME_SESSION_QUEUE,
    LOCATION,
    MATCHMAKING_CONFIGURATION,
    MATCHMAKING_RULE_SET,
    MATCHMAKING_TICKET,
    PLACEMENT,
    PLAYER_SESSION,
    SCRIPT,
    SERVER_PROCESS,
)

Record = TypeVar(
    "Record",
    bound=Resource
    | FleetLocation
    | FleetEvent
    | Compute
    | GameSession
    | PlayerSession
    | Placement
    | MatchmakingTicket
    | ServerProcess,
)

TABLES: dict[type[Struct], Table] = {
    Location: LOCATION,
    Fleet: FLEET,
    FleetLocation: FLEET_LOCATION,
    FleetEvent: FLEET_EVENT,
    Compute: COMPUTE,
    Alias: ALIAS,
    Build: BUILD,
    Script: SCRIPT,
    GameSessionQueue: GAME_SESSION_QUEUE,
    MatchmakingRuleSet: MATCHMAKING_RULE_SET,
    MatchmakingConfiguration: MATCHMAKING_CONFIGURATION,
    GameSession: GAME_SESSION,
    PlayerSession: PLAYER_SESSION,
    Placement: PLACEMENT,
    MatchmakingTicket: MATCHMAKING_TICKET,
    ServerProcess: SERVER_PROCESS,
}


def columns_of(kind: type[Struct]) -> list[Column[object]]:
    """The columns of a record's table, in the order of its fields."""
    return [TABLES[kind].c[name] for name in kind.__struct_fields__]


def record_reader(kind: type[Record]) -> Callable[[Row], Record]:
    """A function that makes a record of the columns that `columns_of` names; more of them are left aside."""
    names = kind.__struct_fields__
    return lambda row: kind(**dict(zip(names, row, strict=False)))


def _replacement(table: Table) -> Statement:
    values: dict[str, BindParameter[object]] = {
        column.name: bindparam(column.name) for column in table.c if not column.primary_key
    }
    return Statement(update(table).where(table.c.key == bindparam("key")).values(values))


def _insertion_or_replacement(table: Table) -> Statement:
    added = sqlite.insert(table)
    others = {column.name: added.excluded[column.name] for column in table.c if not column.primary_key}
    return Statement(added.on_conflict_do_update(index_elements=[table.c.key], set_=others))


_LAST_KEY = {kind: Statement(select(func.coalesce(func.max(table.c.key), 0))) for kind, table in TABLES.items()}
_INSERT = {kind: Statement(insert(table)) for kind, table in TABLES.items()}
_UPDATE = {kind: _replacement(table) for kind, table in TABLES.items()}
_SAVE = {kind: _insertion_or_replacement(table) for kind, table in TABLES.items()}
_DELETE = {kind: Statement(delete(table).where(table.c.key == bindparam("wanted"))) for kind, table in TABLES.items()}
_STATUS = {
    kind: Statement(select(table.c.status).where(table.c.key == bindparam("wanted")))
    for kind, table in TABLES.items()
    if "status" in table.c
}
_EACH = {kind: Statement(select(*columns_of(kind)).order_by(table.c.key)) for kind, table in TABLES.items()}


class Records:
    """Whole records in and out of one transaction."""

    on_update: Callable[[Struct], object] | None = None
    """Is told of each record that is about to replace another."""

    def __init__(self, cursor: DbCursor) -> None:
        self.cursor = cursor

    def next_key(self, kind: type[Struct]) -> int:
        """The key of the next record of that kind. Within a writing transaction nobody else takes it."""
        return _LAST_KEY[kind].number(self.cursor) + 1

    def add(self, records: Sequence[Record]) -> None:
        """Writes new records, all of one kind."""
        if records:
            _INSERT[type(records[0])].run_many(self.cursor, map(asdict, records))

    def update(self, record: Record) -> None:
        """Replaces the record that has the same key."""
        if self.on_update is not None:
            self.on_update(record)
        _UPDATE[type(record)].run(self.cursor, **asdict(record))

    def status_of(self, record: Record) -> str | None:
        """The status that the stored record of the same key has, None where there is none."""
        row = _STATUS[type(record)].one(self.cursor, wanted=record.key)
        return None if row is None else str(row[0])

    def save(self, record: Record) -> None:
        """Writes a record, be it new or not. `on_update` is told of both."""
        if self.on_update is not None:
            self.on_update(record)
        _SAVE[type(record)].run(self.cursor, **asdict(record))

    def delete(self, record: Record) -> None:
        """Removes a record, and all that belongs to it."""
        _DELETE[type(record)].run(self.cursor, wanted=record.key)

    def each(self, kind: type[Record]) -> Iterator[Record]:
        """All records of that kind, in the order of insertion: until they are all read the cursor can do no more."""
        return map(record_reader(kind), _EACH[kind].each(self.cursor))
