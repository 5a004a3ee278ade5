"""To whom events are delivered, which attempts are due, and what has come of them."""

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import Text, bindparam, insert, select, update

from emulator.store.statements import DbCursor, Statement
from emulator.store.tables import EMULATOR, EVENT, EVENT_DELIVERY, EVENT_RECIPIENT


class EventRecipient(NamedTuple):
    """One to whom events are delivered."""

    holder: str | None
    """The name of the emulator process that delivers to it, among those on the database."""
    last_event: int
    """The number of the last event whose first attempt is in the list."""


class DueDelivery(NamedTuple):
    """An attempt to deliver an event, which is to be made at `due_at`, by the machine's clock."""

    key: int
    event_number: int
    attempt: int
    due_at: int
    notification_target: str | None
    event: bytes


class Attempt(NamedTuple):
    """An attempt that was made, and what has come of it; its time is the emulator's."""

    recipient: str
    attempt: int
    time: int
    result: str


RECIPIENT, DELIVERY = EVENT_RECIPIENT.c, EVENT_DELIVERY.c
_ADD_RECIPIENT = Statement(
    insert(EVENT_RECIPIENT)
    .prefix_with("OR IGNORE")
    .from_select(["name", "last_event"], select(bindparam("new_name", type_=Text), EMULATOR.c.last_event))
)
_FIND_RECIPIENT = Statement(select(RECIPIENT.holder, RECIPIENT.last_event).where(RECIPIENT.name == bindparam("wanted")))
_UPDATE_RECIPIENT = Statement(
    update(EVENT_RECIPIENT)
    .where(RECIPIENT.name == bindparam("wanted"))
    .values(holder=bindparam("new_holder"), last_event=bindparam("new_last_event"))
)
_SCHEDULE = Statement(
    insert(EVENT_DELIVERY).values(
        {name: bindparam(name) for name in ("event_number", "recipient", "attempt", "due_at")}
    )
)
_FIRST_DUE = Statement(
    select(
        DELIVERY.key,
        DELIVERY.event_number,
        DELIVERY.attempt,
        DELIVERY.due_at,
        EVENT.c.notification_target,
        EVENT.c.event,
    )
    .select_from(EVENT_DELIVERY.join(EVENT))
    .where(DELIVERY.recipient == bindparam("wanted"), DELIVERY.result.is_(None))
    .order_by(DELIVERY.due_at, DELIVERY.key)
    .limit(1)
)
_FINISH = Statement(
    update(EVENT_DELIVERY)
    .where(DELIVERY.key == bindparam("wanted"))
    .values(time=bindparam("at"), result=bindparam("came_of_it"))
)
_ATTEMPTS = Statement(
    select(DELIVERY.event_number, DELIVERY.recipient, DELIVERY.attempt, DELIVERY.time, DELIVERY.result)
    .where(DELIVERY.event_number.between(bindparam("first"), bindparam("last")), DELIVERY.result.is_not(None))
    .order_by(DELIVERY.event_number, DELIVERY.time, DELIVERY.key)
)


class EventDeliveries:
    """The deliveries of events, in one transaction."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def add_recipient(self, name: str) -> None:
        """Notes that there is a recipient. One that is new gets the events that come from now on."""
        _ADD_RECIPIENT.run(self._cursor, new_name=name)

    def recipient(self, name: str) -> EventRecipient:
        """One that `add_recipient` has noted."""
        found = _FIND_RECIPIENT.one(self._cursor, wanted=name)
        assert found is not None
        return EventRecipient(*found)

    def update_recipient(self, name: str, recipient: EventRecipient) -> None:
        """Replaces what is known of a recipient."""
        _UPDATE_RECIPIENT.run(
            self._cursor, wanted=name, new_holder=recipient.holder, new_last_event=recipient.last_event
        )

    def schedule(self, event_number: int, recipient: str, attempt: int, due_at: int) -> None:
        """Has an attempt made at `due_at`, by the machine's clock."""
        _SCHEDULE.run(
            self._cursor,
            event_number=event_number,
            recipient=recipient,
            attempt=attempt,
            due_at=due_at,
        )

    def first_due(self, recipient: str) -> DueDelivery | None:
        """The attempt that is to be made next."""
        found = _FIRST_DUE.one(self._cursor, wanted=recipient)
        return None if found is None else DueDelivery(*found)

    def finish(self, delivery: DueDelivery, now: int, result: str) -> bool:
        """Notes what has come of an attempt. Whether its event is still there."""
        return _FINISH.run(self._cursor, wanted=delivery.key, at=now, came_of_it=result) == 1

    def attempts(self, first_event: int, last_event: int) -> dict[int, list[Attempt]]:
        """The attempts that were made, by the numbers of these events; the oldest first."""
        found: dict[int, list[Attempt]] = defaultdict(list)
        for number, *attempt in _ATTEMPTS.all(self._cursor, first=first_event, last=last_event):
            found[number].append(Attempt(*attempt))
        return found
