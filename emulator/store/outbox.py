"""What is to be told to others: written in the transaction that causes it, removed once it has been told."""

from sqlalchemy import bindparam, delete, insert, select

from emulator.store.statements import DbCursor, Statement
from emulator.store.tables import OUTBOX

_PUT = Statement(insert(OUTBOX).values(recipient=bindparam("recipient"), message=bindparam("message")))
_RECIPIENTS = Statement(select(OUTBOX.c.recipient).distinct())
_OF_RECIPIENT = Statement(
    select(OUTBOX.c.key, OUTBOX.c.message).where(OUTBOX.c.recipient == bindparam("to")).order_by(OUTBOX.c.key)
)
_REMOVE = Statement(delete(OUTBOX).where(OUTBOX.c.key == bindparam("wanted")))


class Outbox:
    """The messages of one transaction that have not been delivered."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def put(self, recipient: str, message: bytes) -> None:
        """Adds a message, which is delivered after the commit, and not at all where there is none."""
        _PUT.run(self._cursor, recipient=recipient, message=message)

    def recipients(self) -> list[str]:
        """Those for whom there is a message."""
        return [recipient for (recipient,) in _RECIPIENTS.all(self._cursor)]

    def messages(self, recipient: str) -> list[tuple[int, bytes]]:
        """The messages for a recipient, with their keys, in the order in which they came about."""
        return [(key, bytes(message)) for key, message in _OF_RECIPIENT.all(self._cursor, to=recipient)]

    def remove(self, key: int) -> None:
        """Removes a message that has been delivered."""
        _REMOVE.run(self._cursor, wanted=key)
