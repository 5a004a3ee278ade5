"""Ids that the world makes by counting."""

from sqlalchemy import bindparam, update

from emulator.domain.derived_id import derived_uuid
from emulator.store.statements import DbCursor, Statement
from emulator.store.tables import EMULATOR

_NEXT = Statement(
    update(EMULATOR)
    .values(derived_ids=EMULATOR.c.derived_ids + bindparam("count"))
    .returning(EMULATOR.c.derived_ids, EMULATOR.c.token_key)
)


class DerivedIds:
    """The ids of what nobody has called for: events, matches, what is placed. A reset counts anew."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def next_uuid(self, kind: str) -> str:
        """The UUID of the next thing, which is of that kind: with one random seed the same in each run."""
        return self.next_uuids(kind, 1)[0]

    def next_uuids(self, kind: str, count: int) -> list[str]:
        """The UUIDs of so many of them."""
        found = _NEXT.one(self._cursor, count=count)
        assert found is not None
        last, secret = found
        return [derived_uuid(kind, ordinal, secret) for ordinal in range(last - count + 1, last + 1)]
