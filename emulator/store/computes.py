"""The computes of Anywhere fleets."""

from sqlalchemy import ColumnElement, bindparam, func, select

from emulator.domain import paging
from emulator.domain.fleet import Compute
from emulator.store.pages import first_rows, page_statement_of
from emulator.store.records import columns_of, record_reader
from emulator.store.statements import DbCursor, Statement
from emulator.store.tables import COMPUTE

_compute = record_reader(Compute)
_OF_FLEET = COMPUTE.c.fleet_key == bindparam("fleet_key")
_AT = COMPUTE.c.location == bindparam("place")


def _page_of_computes(*conditions: ColumnElement[bool]) -> Statement:
    return first_rows(
        COMPUTE, page_statement_of(COMPUTE, "ix_compute_page", _OF_FLEET, *conditions, columns=columns_of(Compute))
    )


_PAGE = _page_of_computes()
_PAGE_AT = _page_of_computes(_AT)
_BY_NAME = Statement(select(*columns_of(Compute)).where(COMPUTE.c.compute_name == bindparam("compute_name"), _OF_FLEET))
_COUNT = Statement(select(func.count()).select_from(COMPUTE).where(_OF_FLEET))


class Computes:
    """The computes of one transaction."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def find(self, compute_name: str, fleet_key: int) -> Compute | None:
        row = _BY_NAME.one(self._cursor, compute_name=compute_name, fleet_key=fleet_key)
        return None if row is None else _compute(row)

    def page(self, fleet_key: int, location: str | None, after: paging.PageKey, limit: int) -> list[Compute]:
        """The first `limit` computes of a fleet behind `after`; with a location, those that are there."""
        values = {"fleet_key": fleet_key, "limit": limit, "after_time": after.creation_time, "after_key": after.key}
        rows = (
            _PAGE.all(self._cursor, **values)
            if location is None
            else _PAGE_AT.all(self._cursor, **values, place=location)
        )
        return [_compute(row) for row in rows]

    def count(self, fleet_key: int) -> int:
        return _COUNT.number(self._cursor, fleet_key=fleet_key)
