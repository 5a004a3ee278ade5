"""How pages are read.

Each page has an index that holds its rows in its order, and is told to use it: what a page costs does not depend on
how many rows there are, nor on which page it is.
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
