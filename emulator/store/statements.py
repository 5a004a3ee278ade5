"""A SQLAlchemy Core statement, compiled once and run on the driver's own cursor.

Measured: SQLAlchemy's execution of a compiled statement costs 40 to 60 µs a call, the driver's 2 to 10 µs
(docs/decisions.md). Columns hold integers, texts and bytes only, so no value needs a conversion.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Protocol

from sqlalchemy import Executable
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import Compiled

Row = tuple[Any, ...]  # what a driver returns; each query names its columns' types by the record it builds


class DbCursor(Protocol):
    """The part of a DBAPI cursor that is used here."""

    @property
    def rowcount(self) -> int: ...
    def execute(self, sql: str, parameters: Mapping[str, Any] = ..., /) -> object: ...
    def executemany(self, sql: str, parameters: Iterable[Mapping[str, Any]], /) -> object: ...
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
    def _compiled(self) -> Compiled:
        assert isinstance(self._statement, ClauseElement)
        return self._statement.compile(dialect=_DIALECT)

    @cached_property
    def sql(self) -> str:
        return str(self._compiled)

    @cached_property
    def fixed(self) -> dict[str, Any]:
        """The parameters whose values stand in the statement."""
        return {name: value for name, value in self._compiled.params.items() if value is not None}

    def run(self, cursor: DbCursor, **parameters: object) -> int:
        """The number of rows that a writing statement touched."""
        cursor.execute(self.sql, self.fixed | parameters)
        return cursor.rowcount

    def run_many(self, cursor: DbCursor, rows: Iterable[Mapping[str, object]]) -> None:
        cursor.executemany(self.sql, rows)

    def one(self, cursor: DbCursor, **parameters: object) -> Row | None:
        """The first row, or None."""
        cursor.execute(self.sql, self.fixed | parameters)
        return cursor.fetchone()

    def number(self, cursor: DbCursor, **parameters: object) -> int:
        """The number that is all of the answer, as a count's."""
        row = self.one(cursor, **parameters)
        assert row is not None
        return int(row[0])

    def all(self, cursor: DbCursor, **parameters: object) -> list[Row]:
        cursor.execute(self.sql, self.fixed | parameters)
        return cursor.fetchall()

    def each(self, cursor: DbCursor, **parameters: object) -> Iterator[Row]:
        """The rows, one by one as they are wanted: until then the cursor can do nothing else."""
        cursor.execute(self.sql, self.fixed | parameters)
        return iter(cursor)
