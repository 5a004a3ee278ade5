"""One placement, ticket or game session that is asked for again and again, where AWS sends events."""

from collections import Counter
from collections.abc import Iterator

from emulator.advice.kind import DEVELOPER_GUIDE, Entries, Kind, asked_for, is_call
from emulator.calls.journal import JournalEntry

FEW = 9
"""So often may a question be asked that somebody polls for."""
POLLED = {
    "DescribeGameSessionPlacement": "PlacementId",
    "DescribeGameSessions": "GameSessionId",
    "DescribeGameSessionDetails": "GameSessionId",
    "DescribeMatchmaking": "TicketIds",
}


def polling(entries: Entries) -> Iterator[JournalEntry]:
    """The calls that ask the same once more than a few times."""
    asked: Counter[tuple[object, ...]] = Counter()
    for entry in entries:
        if is_call(entry) and POLLED.get(entry.call.operation) in entry.call.params:
            asked[asked_for(entry)] += 1
            if asked[asked_for(entry)] > FEW:
                yield entry


POLLING = Kind(
    "polling",
    polling,
    "throttles a resource that is asked for often, before the account's rate is reached.",
    f"{DEVELOPER_GUIDE}api-limits-resource-throttling.html",
    "Take the events of queues and matchmaking (SNS, EventBridge); matchmaking tickets can be asked for each 30 s.",
)
