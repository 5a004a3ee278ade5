"""A SQLAlchemy Core statement, compiled once and run on the driver's own cursor.

Measured: SQLAlchemy's execution of a compiled statement costs 40 to 60 µs a call, the driver's 2 to 10 µs
(docs/decisions.md). Columns hold integers, texts and bytes only, so no value needs a conversion.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from operator import attrgetter
from typing import Any, Protocol

from sqlalchemy import Executable, Table, insert
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler

Row = tuple[Any, ...]  # what a driver returns; each query names its columns' types by the record it builds


class DbCursor(Protocol):
    """The part of a DBAPI cursor that is used here."""

    @property
    def rowcount(self) -> int: ...
    def execute(self, sql: str, parameters: Mapping[str, Any] = ..., /) -> object: ...
    def executemany(self, sql: str, parameters: Iterable[Mapping[str, Any] | tuple[Any, ...]], /) -> object: ...
    def fetchone(self) -> Row | None: ...
    def fetchall(self) -> list[Row]: ...
    def __iter__(self) -> Iterator[Row]: ...


class HintingCompiler(SQLiteCompiler):
    """SQLite's compiler, which in SQLAlchemy leaves out hints such as INDEXED BY."""

    def get_from_hint_text(self, table: object, text: str | None) -> str | None:
        return text


_DIALECT = SQLiteDialect_pysqlite(paramstyle="named")
_DIALECT.statement_compiler = HintingCompiler


class Statement:
    """A statement whose parameters are bound by name at each run. It is compiled when it is first run."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement

    @cached_property
    def _prepared(self) -> tuple[str, dict[str, Any]]:
        """Its SQL, and the parameters that have their values from the beginning."""
        assert isinstance(self._statement, ClauseElement)
        compiled = self._statement.compile(dialect=_DIALECT)
        return str(compiled), {name: value for name, value in compiled.params.items() if value is not None}

    @property
    def sql(self) -> str:
        return self._prepared[0]

    @property
    def fixed(self) -> dict[str, Any]:
        return self._prepared[1]

    def run(self, cursor: DbCursor, **parameters: object) -> int:
        """The number of rows that a writing statement touched."""
        sql, fixed = self._prepared
        cursor.execute(sql, fixed | parameters)
        return cursor.rowcount

    def run_many(self, cursor: DbCursor, rows: Iterable[Mapping[str, object]]) -> None:
        """Runs a writing statement once for each row of parameters."""
        cursor.executemany(self._prepared[0], rows)

    def one(self, cursor: DbCursor, **parameters: object) -> Row | None:
        """The first row, or None."""
        sql, fixed = self._prepared
        cursor.execute(sql, fixed | parameters)
        return cursor.fetchone()

    def number(self, cursor: DbCursor, **parameters: object) -> int:
        """The number that is all of the answer, as a count's."""
        sql, fixed = self._prepared
        cursor.execute(sql, fixed | parameters)
        row = cursor.fetchone()
        assert row is not None
        return int(row[0])

    def all(self, cursor: DbCursor, **parameters: object) -> list[Row]:
        """All rows."""
        sql, fixed = self._prepared
        cursor.execute(sql, fixed | parameters)
        return cursor.fetchall()

    def each(self, cursor: DbCursor, **parameters: object) -> Iterator[Row]:
        """The rows, one by one as they are wanted: until then the cursor can do nothing else."""
        sql, fixed = self._prepared
        cursor.execute(sql, fixed | parameters)
        return iter(cursor)


class Insertion:
    """Adds rows to a table, from objects that have an attribute for each of its columns.

    Values are bound by their places: to bind them by name costs a row as much again.
    """

    def __init__(self, table: Table) -> None:
        self._table = table

    @cached_property
    def _prepared(self) -> tuple[str, Callable[[object], Row]]:
        """Its SQL, and what takes the values of a row from an object."""
        compiled = insert(self._table).compile(dialect=SQLiteDialect_pysqlite(paramstyle="qmark"))
        assert isinstance(compiled, SQLCompiler)
        return str(compiled), attrgetter(*compiled.positiontup or ())

    def run(self, cursor: DbCursor, objects: Iterable[object]) -> None:
        sql, values_of = self._prepared
        cursor.executemany(sql, map(values_of, objects))
