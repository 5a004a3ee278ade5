"""Events of queues and matchmaking, as a test sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from emulator.testing.control import Control

MOST_EVENTS = 1_000
"""So many come at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An attempt to deliver an event."""

    to: str
    """`sns`, `eventbridge` or `webhook`."""
    attempt: int
    time: datetime
    """By the emulator's clock."""
    result: str
    """`delivered`, or what went wrong."""

    @classmethod
    def of(cls, shown: Mapping[str, Any]) -> "Delivery":
        return cls(**{**shown, "time": datetime.fromisoformat(shown["time"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEvent:
    """An event that a queue or a matchmaking configuration has caused."""

    number: int
    """Higher than those of all events before it, also of those before the reset."""
    time: datetime
    """By the emulator's clock."""
    event: Mapping[str, Any]
    """The whole event, as EventBridge and SNS deliver it."""
    deliveries: Sequence[Delivery]
    """The attempts to deliver it that were made, the oldest first."""

    @classmethod
    def of(cls, shown: Mapping[str, Any]) -> "RecordedEvent":
        deliveries = [Delivery.of(each) for each in shown["deliveries"]]
        return cls(**{**shown, "time": datetime.fromisoformat(shown["time"]), "deliveries": deliveries})

    @property
    def type(self) -> str:
        """Such as `PlacementFulfilled`."""
        return str(self.detail["type"])

    @property
    def detail(self) -> Mapping[str, Any]:
        """What the event tells."""
        detail: Mapping[str, Any] = self.event["detail"]
        return detail


class RecordedEvents:
    """What `GameLift` knows of events."""

    control: Control

    def events(self, event_type: str | None = None, *, after: int = 0, wait_seconds: float = 0) -> list[RecordedEvent]:
        """The events since the reset, the oldest first: those of one type, and those with a number above `after`.

        Where there is none it waits for one, so many seconds of real time; then the list is empty.
        """
        found: list[RecordedEvent] = []
        while True:
            query = {"after": after, "wait": 0 if found else wait_seconds} | (
                {"type": event_type} if event_type else {}
            )
            page = self.control("GET", f"/events?{urlencode(query)}")
            found += map(RecordedEvent.of, page["events"])
            if len(page["events"]) < MOST_EVENTS:
                return found
            after = page["last"]
