"""Game session queues, as only they are asked for: several by name, and pages by name."""

from collections.abc import Collection

import msgspec
from sqlalchemy import bindparam, func, select

from emulator.domain.queue import GameSessionQueue
from emulator.store.records import columns_of, record_reader
from emulator.store.statements import DbCursor, Statement
from emulator.store.tables import GAME_SESSION_QUEUE

QUEUE = GAME_SESSION_QUEUE.c
_queue = record_reader(GameSessionQueue)
_COLUMNS = columns_of(GameSessionQueue)
_HERE = (QUEUE.account == bindparam("account"), QUEUE.region == bindparam("region"))
_BY_KEY = Statement(select(*_COLUMNS).where(QUEUE.key == bindparam("wanted")))
_BY_NAMES = Statement(
    select(*_COLUMNS)
    .where(QUEUE.name.in_(select(func.json_each(bindparam("names")).table_valued("value").c.value)), *_HERE)
    .order_by(QUEUE.name)
)
_PAGE = Statement(
    select(*_COLUMNS).where(QUEUE.name > bindparam("after"), *_HERE).order_by(QUEUE.name).limit(bindparam("limit"))
)


class Queues:
    """The game session queues of one transaction."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def by_key(self, key: int) -> GameSessionQueue | None:
        row = _BY_KEY.one(self._cursor, wanted=key)
        return None if row is None else _queue(row)

    def find_all(self, names: Collection[str], region: str, account: str) -> list[GameSessionQueue]:
        """Those of the queues that exist, by name."""
        rows = _BY_NAMES.all(self._cursor, names=msgspec.json.encode(names), region=region, account=account)
        return [_queue(row) for row in rows]

    def page(self, region: str, account: str, after: str, limit: int) -> list[GameSessionQueue]:
        """The first `limit` queues whose names come after that one."""
        rows = _PAGE.all(self._cursor, region=region, account=account, after=after, limit=limit)
        return [_queue(row) for row in rows]
