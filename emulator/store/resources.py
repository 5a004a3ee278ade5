"""Resources of all kinds: found by their names, page by page, counted, and deleted together with their tags."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import ColumnElement, bindparam, func, select

from emulator.domain import paging
from emulator.domain.resource import AnyResource, Resource
from emulator.store.pages import first_rows, page_statement_of
from emulator.store.records import TABLES, Record, Records, columns_of, record_reader
from emulator.store.statements import DbCursor, Statement
from emulator.store.tags import Tags


def _here(kind: type[Resource]) -> Sequence[ColumnElement[bool]]:
    table = TABLES[kind]
    return (table.c.account == bindparam("account"), table.c.region == bindparam("region"))


def _is_named(kind: type[Resource]) -> ColumnElement[bool]:
    return TABLES[kind].c[kind.name_field] == bindparam("name")


@cache
def _by_name(kind: type[Resource]) -> Statement:
    return Statement(select(*columns_of(kind)).where(_is_named(kind), *_here(kind)))


@cache
def _everywhere(kind: type[Resource]) -> Statement:
    table = TABLES[kind]
    return Statement(select(*columns_of(kind)).where(_is_named(kind)).order_by(table.c.region, table.c.account))


@cache
def _count(kind: type[Resource]) -> Statement:
    return Statement(select(func.count()).select_from(TABLES[kind]).where(*_here(kind)))


@cache
def _page(kind: type[Resource], names: tuple[str, ...]) -> Statement:
    """A page of those resources whose columns of these names have given values."""
    table = TABLES[kind]
    filters = [table.c[name] == bindparam(f"wanted_{name}") for name in names]
    page = page_statement_of(table, f"ix_{table.name}_page", *_here(kind), *filters, columns=columns_of(kind))
    return first_rows(table, page)


class Resources(Records):
    """The resources of one transaction, and all its other records."""

    def __init__(self, cursor: DbCursor) -> None:
        super().__init__(cursor)
        self.tags = Tags(cursor)

    def find(self, kind: type[AnyResource], name: str, region: str, account: str) -> AnyResource | None:
        """The resource of that id or name."""
        row = _by_name(kind).one(self.cursor, name=name, region=region, account=account)
        return None if row is None else record_reader(kind)(row)

    def everywhere(self, kind: type[AnyResource], name: str) -> list[AnyResource]:
        """The resources of that id or name, in whatever region and account."""
        return list(map(record_reader(kind), _everywhere(kind).all(self.cursor, name=name)))

    def count(self, kind: type[Resource], region: str, account: str) -> int:
        """How many resources of a kind an account has in a region."""
        return _count(kind).number(self.cursor, region=region, account=account)

    def page(
        self,
        kind: type[AnyResource],
        region: str,
        account: str,
        after: paging.PageKey,
        limit: int,
        **filters: str | None,
    ) -> list[AnyResource]:
        """The first `limit` resources behind `after`, of those whose columns have the values given; None is any."""
        wanted = {name: value for name, value in filters.items() if value is not None}
        rows = _page(kind, tuple(wanted)).all(
            self.cursor,
            region=region,
            account=account,
            after_time=after.creation_time,
            after_key=after.key,
            limit=limit,
            **{f"wanted_{name}": value for name, value in wanted.items()},
        )
        return list(map(record_reader(kind), rows))

    def delete(self, record: Record) -> None:
        """Removes a record, and all that belongs to it: its tags too."""
        super().delete(record)
        if isinstance(record, Resource):
            self.tags.remove_all(record)
