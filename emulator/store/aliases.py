"""Aliases of fleets."""

from sqlalchemy import bindparam, func, select

from emulator.domain import paging
from emulator.domain.alias import Alias, RoutingType
from emulator.store.pages import first_rows, page_statement_of
from emulator.store.records import columns_of, record_reader
from emulator.store.statements import DbCursor, Statement
from emulator.store.tables import ALIAS

_alias = record_reader(Alias)
_HERE = (ALIAS.c.account == bindparam("account"), ALIAS.c.region == bindparam("region"))
_ASKED = (
    func.coalesce(bindparam("name"), ALIAS.c.name) == ALIAS.c.name,
    func.coalesce(bindparam("routing_type"), ALIAS.c.routing_type) == ALIAS.c.routing_type,
)
_PAGE = first_rows(ALIAS, page_statement_of(ALIAS, "ix_alias_page", *_HERE, *_ASKED, columns=columns_of(Alias)))
_BY_ID = Statement(select(*columns_of(Alias)).where(ALIAS.c.alias_id == bindparam("alias_id"), *_HERE))
_PLACES = Statement(
    select(ALIAS.c.region, ALIAS.c.account)
    .where(ALIAS.c.alias_id == bindparam("id"))
    .order_by(ALIAS.c.region, ALIAS.c.account)
)
_COUNT = Statement(select(func.count()).select_from(ALIAS).where(*_HERE))


class Aliases:
    """The aliases of one transaction."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def find(self, alias_id: str, region: str, account: str) -> Alias | None:
        row = _BY_ID.one(self._cursor, alias_id=alias_id, region=region, account=account)
        return None if row is None else _alias(row)

    def places(self, alias_id: str) -> list[tuple[str, str]]:
        """The (region, account) pairs in which an alias of that id exists."""
        return [(region, account) for region, account in _PLACES.all(self._cursor, id=alias_id)]

    def page(
        self,
        region: str,
        account: str,
        name: str | None,
        routing_type: RoutingType | None,
        after: paging.PageKey,
        limit: int,
    ) -> list[Alias]:
        """The first `limit` aliases behind `after`, of that name and routing type where these are given."""
        rows = _PAGE.all(
            self._cursor,
            region=region,
            account=account,
            name=name,
            routing_type=routing_type,
            after_time=after.creation_time,
            after_key=after.key,
            limit=limit,
        )
        return [_alias(row) for row in rows]

    def count(self, region: str, account: str) -> int:
        return _COUNT.number(self._cursor, region=region, account=account)
