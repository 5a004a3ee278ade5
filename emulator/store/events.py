"""The events of queues and matchmaking: numbered, in the order in which they came about."""

import logging
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update

from emulator.domain.derived_id import derived_uuid
from emulator.domain.events.envelope import Detail, EventType, envelope
from emulator.quoting import listed, quoted
from emulator.store.statements import DbCursor, Statement
from emulator.store.tables import EMULATOR, EVENT

log = logging.getLogger(__name__)

KEPT_EVENTS = 100_000
"""So many of the newest are kept."""


class RecordedEvent(NamedTuple):
    """An event of the list."""

    number: int
    time: int
    notification_target: str | None
    """The ARN of the SNS topic that its source names."""
    event: bytes
    """The whole envelope, as JSON."""


_NEXT = Statement(
    update(EMULATOR)
    .values(last_event=EMULATOR.c.last_event + 1, derived_ids=EMULATOR.c.derived_ids + 1)
    .returning(EMULATOR.c.last_event, EMULATOR.c.derived_ids, EMULATOR.c.token_key)
)
_LAST = Statement(select(EMULATOR.c.last_event))
_RECORD = Statement(insert(EVENT))
_FORGET = Statement(delete(EVENT).where(EVENT.c.number <= bindparam("until")))
_COLUMNS = [EVENT.c[name] for name in RecordedEvent._fields]
_AFTER = select(*_COLUMNS).where(EVENT.c.number > bindparam("after")).order_by(EVENT.c.number).limit(bindparam("limit"))
_PAGE = Statement(_AFTER)
_PAGE_OF_TYPE = Statement(_AFTER.where(EVENT.c.type == bindparam("of_type")))


class Events:
    """The list of events, in one transaction."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def record(self, source_arn: str, detail: Detail, now: int, notification_target: str | None = None) -> None:
        """Adds an event of a queue or a matchmaking configuration, which is there and is delivered once this commits.

        `detail` comes from `domain/events/`; `notification_target` is the ARN of the SNS topic that the source names.
        """
        found = _NEXT.one(self._cursor)
        assert found is not None
        number, ordinal, secret = found
        event_id = derived_uuid("event", ordinal, secret)
        _RECORD.run(
            self._cursor,
            number=number,
            type=detail["type"],
            time=now,
            notification_target=notification_target,
            event=envelope(event_id, source_arn, detail, now),
        )
        _FORGET.run(self._cursor, until=number - KEPT_EVENTS)
        log.info(
            "event %(number)d: %(type)s %(about)s of %(source)s",
            {"number": number, "type": detail["type"], "about": told_about(detail), "source": source_arn},
        )

    def after(self, number: int, limit: int, event_type: EventType | None = None) -> list[RecordedEvent]:
        """The first `limit` events after that number, of one type or of all, the oldest first."""
        if event_type is None:
            rows = _PAGE.all(self._cursor, after=number, limit=limit)
        else:
            rows = _PAGE_OF_TYPE.all(self._cursor, after=number, limit=limit, of_type=event_type)
        return [RecordedEvent(*row) for row in rows]

    def last_number(self) -> int:
        """The number of the newest event that there ever was, 0 where there was none."""
        return _LAST.number(self._cursor)


def told_about(detail: Detail) -> str:
    """What a log line names of an event: never players."""
    if "placementId" in detail:
        return quoted(str(detail["placementId"]))
    tickets = detail["tickets"]
    assert isinstance(tickets, Iterable)
    return listed([quoted(str(each["ticketId"])) for each in tickets], ", ")
