"""The list of events, for whoever asks, and for whoever waits for the next."""

from collections.abc import Mapping, Sequence
from typing import Annotated, NamedTuple

import msgspec
from fastapi import Query, Request, Response

from emulator.control.models import EventList
from emulator.control.requests import JSON_TYPE, ThisDeliverer, ThisWorld, control_routes
from emulator.control.waiting import Wait, looks
from emulator.domain.clock import format_instant
from emulator.domain.events.envelope import EventType
from emulator.store.event_deliveries import Attempt
from emulator.store.events import RecordedEvent
from emulator.world import World

routes = control_routes("/events")

MOST_EVENTS = 1_000
"""So many are answered at once."""


@routes.get("", response_class=Response, responses={200: {"model": EventList}})
async def show_events(
    world: ThisWorld,
    deliverer: ThisDeliverer,
    request: Request,
    after: Annotated[int, Query(ge=0, lt=2**63, description="Only events with a higher number.")] = 0,
    event_type: Annotated[EventType | None, Query(alias="type", description="Only events of this type.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_EVENTS)] = MOST_EVENTS,
    wait: Wait = 0,
) -> Response:
    """The events of queues and matchmaking since the reset, the oldest first.

    Numbers begin at 1 and go on over a reset. The newest 100,000 events are kept.
    """
    async with looks(wait, world, deliverer, request) as each_look:
        async for _ in each_look:
            page = event_page(world, after, limit, event_type)
            if page.events:
                break
    return event_list(page)


class EventPage(NamedTuple):
    """Events that were asked for."""

    events: list[RecordedEvent]
    attempts: Mapping[int, Sequence[Attempt]]
    """To deliver them, by their numbers."""
    last: int
    """The number up to which there are no others."""


def event_page(world: World, after: int, limit: int, event_type: EventType | None) -> EventPage:
    with world.reading as store:
        found = store.events.after(after, limit, event_type)
        attempts = store.event_deliveries.attempts(found[0].number, found[-1].number) if found else {}
        last = found[-1].number if len(found) == limit else max(after, store.events.last_number())
        return EventPage(found, attempts, last)


def event_list(page: EventPage) -> Response:
    """Events as they were recorded, to the byte."""
    shown = [
        {
            "number": each.number,
            "time": format_instant(each.time),
            "event": msgspec.Raw(each.event),
            "deliveries": [attempt_shown(attempt) for attempt in page.attempts.get(each.number, ())],
        }
        for each in page.events
    ]
    return Response(msgspec.json.encode({"events": shown, "last": page.last}), media_type=JSON_TYPE)


def attempt_shown(made: Attempt) -> dict[str, object]:
    return {
        "to": made.recipient,
        "attempt": made.attempt,
        "time": format_instant(made.time),
        "result": made.result,
    }
