"""How pages are read.

Theory of operation
-------------------
A page is the first rows behind a place in the order (creation_time, key), and a NextToken names that place. No row is
counted or skipped, so the millionth page costs what the first does, and rows that are added or change their status
between two pages neither repeat nor hide others.

Each page has an index that begins with its conditions and goes on in its order, and is told to use it (`INDEXED BY`,
decision 5): SQLite's planner would otherwise choose by what it believes of the table's contents, and sort. `key` is a
column of its own because SQLite seeks by a pair in an index only where neither part is the row's number (decision 4).
A page of a status that time changes is merged of two ordered scans: the rows stored with it, and those that time has
brought to it (store/time.py).
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, Table, bindparam, select, tuple_, union_all

from emulator.store.statements import Row, Statement


def page_statement_of(
    table: Table, index: str, *conditions: ColumnElement[bool], columns: Sequence[ColumnElement[Any]] = ()
) -> Select[Row]:
    """The rows of a table behind a cursor, in the order (creation_time, key), by an index of that order."""
    return (
        select(*(columns or table.c))
        .where(
            *conditions,
            tuple_(table.c.creation_time, table.c.key) > tuple_(bindparam("after_time"), bindparam("after_key")),
        )
        .with_hint(table, f"INDEXED BY {index}", "sqlite")
    )


def first_rows(table: Table, *pages: Select[Row]) -> Statement:
    """The first rows of a page of `table`, or of several that are merged."""
    limit: BindParameter[int] = bindparam("limit")
    if len(pages) > 1:
        return Statement(union_all(*pages).order_by("creation_time", "key").limit(limit))
    return Statement(pages[0].order_by(table.c.creation_time, table.c.key).limit(limit))
