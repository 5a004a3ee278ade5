"""Game session queues: where game sessions may be placed, in which order, and how much latency players bear.

Units: latencies are in milliseconds, periods have their unit in their name.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar, Literal, NamedTuple

import msgspec

from emulator.decoding import decode
from emulator.domain.arn import named
from emulator.domain.resource import Resource

Criterion = Literal["LATENCY", "COST", "DESTINATION", "LOCATION"]
LogDestination = Literal["CLOUDWATCH", "S3", "FIREHOSE"]

# Assumed: AWS publishes no default; the console's picture in its old guide shows 600.
TIMEOUT_SECONDS = 600
# Documented: the console page on queues.
LONGEST_TIMEOUT_SECONDS = 600
# The model's constraint of a request, taken as one of the queue too.
MOST_LOG_DESTINATIONS = 3


class LatencyPolicy(NamedTuple):
    """No player may have more latency than that, for so long; without a duration, for ever."""

    maximum_latency: int
    duration_seconds: int | None


class Destination(NamedTuple):
    """A fleet or an alias that a queue leads to."""

    arn: str
    kind: Literal["fleet", "alias"]
    name: str
    region: str


class LogDelivery(NamedTuple):
    """Where a queue's logs are to go. The emulator writes none."""

    log_destination: LogDestination
    destination_arn: str | None


class GameSessionQueue(Resource, frozen=True, kw_only=True):
    """A queue as it is stored: its lists are JSON."""

    arn_kind: ClassVar = "gamesessionqueue"
    name_field: ClassVar = "name"

    name: str
    timeout_in_seconds: int = TIMEOUT_SECONDS
    destinations: str = "[]"
    """ARNs of fleets and aliases."""
    player_latency_policies: str = "[]"
    """Pairs, as of LatencyPolicy."""
    allowed_locations: str = "[]"
    """Empty: all."""
    priority_order: str = "[]"
    location_order: str = "[]"
    custom_event_data: str | None = None
    notification_target: str | None = None
    log_deliveries: str = "[]"
    """Pairs, as of LogDelivery."""


def to_json(items: object) -> str:
    """Lists, and what they hold, as a row keeps them."""
    return msgspec.json.encode(items).decode()


def read_texts(stored: str) -> list[str]:
    return decode(stored, list[str])


@lru_cache(64)
def read_destinations(stored: str) -> Sequence[Destination]:
    """A queue's destinations."""
    return tuple(map(destination_named, read_texts(stored)))


def destination_named(text: str) -> Destination:
    """What the ARN of a fleet or an alias names."""
    fleet, alias = named(text, "fleet"), named(text, "alias")
    if fleet.region is not None:
        return Destination(text, "fleet", fleet.name, fleet.region)
    return Destination(text, "alias", alias.name, alias.region or "")


def read_criteria(stored: str) -> list[Criterion]:
    return decode(stored, list[Criterion])


def read_policies(stored: str) -> list[LatencyPolicy]:
    return decode(stored, list[LatencyPolicy])


def read_log_deliveries(stored: str) -> list[LogDelivery]:
    return decode(stored, list[LogDelivery])
