"""The tables as domain records: each column is a field of the same name."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy import BindParameter, Column, Table, bindparam, delete, func, select, update
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
from emulator.store.statements import DbCursor, Insertion, Row, Statement
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


class _Statements:
    """The statements about records of one kind, each built when it is first run: a start needs few of them."""

    def __init__(self, kind: type[Struct]) -> None:
        self._kind, self._table = kind, TABLES[kind]
        self.insertion = Insertion(self._table)

    @cached_property
    def last_key(self) -> Statement:
        return Statement(select(func.coalesce(func.max(self._table.c.key), 0)))

    @cached_property
    def replacement(self) -> Statement:
        values: dict[str, BindParameter[object]] = {
            column.name: bindparam(column.name) for column in self._table.c if not column.primary_key
        }
        return Statement(update(self._table).where(self._table.c.key == bindparam("key")).values(values))

    @cached_property
    def insertion_or_replacement(self) -> Statement:
        added = sqlite.insert(self._table)
        others = {column.name: added.excluded[column.name] for column in self._table.c if not column.primary_key}
        return Statement(added.on_conflict_do_update(index_elements=[self._table.c.key], set_=others))

    @cached_property
    def deletion(self) -> Statement:
        return Statement(delete(self._table).where(self._table.c.key == bindparam("wanted")))

    @cached_property
    def status(self) -> Statement:
        return Statement(select(self._table.c.status).where(self._table.c.key == bindparam("wanted")))

    @cached_property
    def each(self) -> Statement:
        return Statement(select(*columns_of(self._kind)).order_by(self._table.c.key))


_ABOUT = {kind: _Statements(kind) for kind in TABLES}


class Records:
    """Whole records in and out of one transaction."""

    on_update: Callable[[Struct], object] | None = None
    """Is told of each record that is about to replace another."""

    def __init__(self, cursor: DbCursor) -> None:
        self.cursor = cursor

    def next_key(self, kind: type[Struct]) -> int:
        """The key of the next record of that kind. Within a writing transaction nobody else takes it."""
        return _ABOUT[kind].last_key.number(self.cursor) + 1

    def add(self, records: Sequence[Record]) -> None:
        """Writes new records, all of one kind."""
        if records:
            _ABOUT[type(records[0])].insertion.run(self.cursor, records)

    def update(self, record: Record) -> None:
        """Replaces the record that has the same key."""
        if self.on_update is not None:
            self.on_update(record)
        _ABOUT[type(record)].replacement.run(self.cursor, **asdict(record))

    def status_of(self, record: Record) -> str | None:
        """The status that the stored record of the same key has, None where there is none."""
        row = _ABOUT[type(record)].status.one(self.cursor, wanted=record.key)
        return None if row is None else str(row[0])

    def save(self, record: Record) -> None:
        """Writes a record, be it new or not. `on_update` is told of both."""
        if self.on_update is not None:
            self.on_update(record)
        _ABOUT[type(record)].insertion_or_replacement.run(self.cursor, **asdict(record))

    def delete(self, record: Record) -> None:
        """Removes a record, and all that belongs to it."""
        _ABOUT[type(record)].deletion.run(self.cursor, wanted=record.key)

    def each(self, kind: type[Record]) -> Iterator[Record]:
        """All records of that kind, in the order of insertion: until they are all read the cursor can do no more."""
        return map(record_reader(kind), _ABOUT[kind].each.each(self.cursor))
