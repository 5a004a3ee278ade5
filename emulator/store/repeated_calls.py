"""What writing calls were answered: SDKs send a call again whose answer they did not get."""

from sqlalchemy import bindparam, delete, insert, select

from emulator.store.statements import DbCursor, Statement
from emulator.store.tables import ANSWERED_CALL

KEPT_MILLISECONDS = 5 * 60 * 1_000
"""Longer than any SDK goes on trying by default; of the machine's time, as theirs is."""

_FIND = Statement(select(ANSWERED_CALL.c.answer).where(ANSWERED_CALL.c.call == bindparam("call")))
_KEEP = Statement(insert(ANSWERED_CALL))
_FORGET = Statement(delete(ANSWERED_CALL).where(ANSWERED_CALL.c.answered_at < bindparam("before")))


class RepeatedCalls:
    """The answers of one transaction."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def find(self, call: str) -> bytes | None:
        """What that call was answered, None where it was not, or not lately."""
        row = _FIND.one(self._cursor, call=call)
        return None if row is None else bytes(row[0])

    def keep(self, call: str, answer: bytes, wall: int) -> None:
        """Keeps the first answer to a call, given when the machine's clock shows `wall`.

        One call in sixteen (`call` ends in a fingerprint, which is as good as random) forgets what is old.
        """
        if call.endswith("0"):
            _FORGET.run(self._cursor, before=wall - KEPT_MILLISECONDS)
        _KEEP.run(self._cursor, call=call, answer=answer, answered_at=wall)
