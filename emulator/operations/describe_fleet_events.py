"""DescribeFleetEvents: what happened to a fleet."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn
from emulator.domain.clock import EARLIEST, instant_of
from emulator.domain.fleet import EventCode, Fleet, Happened
from emulator.operations.shared.finding import find_fleet
from emulator.operations.shared.paging import cursor_of, parse_page
from emulator.operations.shared.showing import seconds

TEXTS: dict[EventCode, str] = {
    "FLEET_CREATED": "Fleet {} was created.",
    "FLEET_STATE_ACTIVE": "Fleet {} is ACTIVE.",
    "SERVER_PROCESS_CRASHED": "The server process of game session {} crashed.",
    "GAME_SESSION_ACTIVATION_TIMEOUT": "Game session {} was not activated in time.",
}
"""Of the events that follow from other rows."""


def describe_fleet_events(input: shapes.DescribeFleetEventsInput, context: Context) -> shapes.DescribeFleetEventsOutput:
    """The events of a fleet between two instants, oldest first, page by page.

    Order of checks: look-up, NextToken.
    Raises: NotFoundException; InvalidRequestException.
    Source: API_DescribeFleetEvents, API_Event. Assumed: the order.
    Differs: there are only events of what happens here: creation, locations, sizes, protection policy, crashes, and
    activations that did not come in time; texts are ours, none has a log, and those of a fleet that is gone are gone.
    """
    fleet = find_fleet(input.fleet_id, context)
    since = EARLIEST if input.start_time is None else instant_of(input.start_time)
    until = context.now if input.end_time is None else instant_of(input.end_time)
    page = parse_page(input, ("DescribeFleetEvents", fleet.fleet_id, input.start_time, input.end_time), context)
    found = context.store.fleet_events.page(fleet.key, since, until, page.after, page.reach, context.now)
    rows, token = page.cut(found, cursor_of)
    return shapes.DescribeFleetEventsOutput([fleet_event(row, fleet) for row in rows], token)


def fleet_event(row: Happened, fleet: Fleet) -> shapes.Event:
    follows = row.event_id is None
    return shapes.Event(
        event_id=arn.derived_event_id(row.about, row.event_code) if row.event_id is None else row.event_id,
        resource_id=fleet.fleet_id,
        event_code=row.event_code,
        message=TEXTS[row.event_code].format(row.about) if follows else row.about,
        event_time=seconds(row.event_time),
        count=1,
    )
