"""Events that a test records itself, as another emulator process on the same database would."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from emulator.domain.clock import parse_instant
from emulator.domain.events.matchmaking import EventTicket, TicketPlayer, matchmaking_searching
from emulator.domain.events.placements import placement_ended
from emulator.store.access import Access
from emulator.store.engine import Database
from emulator.store.store import Store

QUEUE = "arn:aws:gamelift:us-east-1:000000000000:gamesessionqueue/queue-1"
CONFIGURATION = "arn:aws:gamelift:us-east-1:000000000000:matchmakingconfiguration/config-1"
NOON = "2026-01-31T12:00:00.500Z"
INSTANT = parse_instant(NOON)


def record_placements(store: Store, *placement_ids: str, topic: str | None = None) -> None:
    """A PlacementTimedOut of each."""
    for placement_id in placement_ids:
        detail = placement_ended(
            "PlacementTimedOut",
            placement_id=placement_id,
            start_time=INSTANT,
            end_time=INSTANT,
            custom_event_data=None,
        )
        store.events.record(QUEUE, detail, INSTANT, topic)


def record_ticket(store: Store, ticket_id: str, topic: str | None = None) -> None:
    """A MatchmakingSearching."""
    ticket = EventTicket(ticket_id, INSTANT, [TicketPlayer("player-1")])
    detail = matchmaking_searching(ticket, None, custom_event_data=None)
    store.events.record(CONFIGURATION, detail, INSTANT, topic)


@contextmanager
def opened_access(database_url: str) -> Iterator[Access]:
    """The database of an emulator that runs, as another process holds it."""
    with closing(Database(database_url)) as database, closing(Access(database)) as access:
        yield access
