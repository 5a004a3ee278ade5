"""What writing calls were answered: SDKs send a call again whose answer they did not get."""

from sqlalchemy import bindparam, delete, insert, select

from emulator.store.statement import Cursor, Statement
from emulator.store.tables import ANSWERED_CALL

KEPT_MILLISECONDS = 5 * 60 * 1_000
"""Longer than any SDK goes on trying by default; of the machine's time, as theirs is."""

_FIND = Statement(
    select(ANSWERED_CALL.c.answer).where(
        ANSWERED_CALL.c.invocation_id == bindparam("invocation_id"),
        ANSWERED_CALL.c.operation == bindparam("operation"),
    )
)
_KEEP = Statement(insert(ANSWERED_CALL).prefix_with("OR REPLACE", dialect="sqlite"))
_FORGET = Statement(delete(ANSWERED_CALL).where(ANSWERED_CALL.c.answered_at < bindparam("before")))


class Answers:
    """The answers of one transaction."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def find(self, invocation_id: str, operation: str) -> bytes | None:
        """What a call of that id was answered, None where there was none, or not lately."""
        row = _FIND.one(self._cursor, invocation_id=invocation_id, operation=operation)
        return None if row is None else bytes(row[0])

    def keep(self, invocation_id: str, operation: str, answer: bytes, wall: int) -> None:
        """Keeps an answer that is given when the machine's clock shows `wall`; forgets what is old."""
        _FORGET.run(self._cursor, before=wall - KEPT_MILLISECONDS)
        _KEEP.run(self._cursor, invocation_id=invocation_id, operation=operation, answer=answer, answered_at=wall)
