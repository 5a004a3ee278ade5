"""The envelope of an event: the same on EventBridge and in the message that SNS delivers.

Documented: queue-events and match-events. Observed: a captured event of a queue (facts in docs/differences.md).
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

import msgspec

from emulator.domain.clock import SECOND, format_instant

Detail = dict[str, object]
"""The `detail` of an event, its keys in the order in which AWS writes them."""


class Kind(NamedTuple):
    """What the events of one kind of resource have in common."""

    detail_type: str
    is_in_whole_seconds: bool
    """Whether the time of the envelope has no milliseconds."""


QUEUE = Kind("GameLift Queue Placement Event", is_in_whole_seconds=True)
MATCHMAKING = Kind("GameLift Matchmaking Event", is_in_whole_seconds=False)
KINDS = {"gamesessionqueue": QUEUE, "matchmakingconfiguration": MATCHMAKING}
"""By the kind of resource that an ARN names."""

EventType = Literal[
    "PlacementFulfilled",
    "PlacementCancelled",
    "PlacementTimedOut",
    "PlacementFailed",
    "MatchmakingSearching",
    "PotentialMatchCreated",
    "AcceptMatch",
    "AcceptMatchCompleted",
    "MatchmakingSucceeded",
    "MatchmakingTimedOut",
    "MatchmakingCancelled",
    "MatchmakingFailed",
]
EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)


def present(members: Mapping[str, object]) -> Detail:
    """The members that have a value: an absent one is left out, and never null."""
    return {name: value for name, value in members.items() if value is not None}


def envelope(event_id: str, source_arn: str, detail: Detail, now: int) -> bytes:
    """The whole event that a queue or a matchmaking configuration causes at the instant `now`, as compact JSON.

    Account and region are those of the ARN.
    """
    region, account, resource = source_arn.split(":")[3:6]
    kind = KINDS[resource.partition("/")[0]]
    return msgspec.json.encode(
        {
            "version": "0",
            "id": event_id,
            "detail-type": kind.detail_type,
            "source": "aws.gamelift",
            "account": account,
            "time": whole_second(now) if kind.is_in_whole_seconds else format_instant(now),
            "region": region,
            "resources": [source_arn],
            "detail": detail,
        }
    )


def whole_second(instant: int) -> str:
    """An instant as ISO-8601 in UTC, without milliseconds."""
    return format_instant(instant - instant % SECOND).replace(".000Z", "Z")
