"""Game session queues: what CreateGameSessionQueue and UpdateGameSessionQueue take alike, and how one is shown."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn, queue
from emulator.domain.queue import (
    LONGEST_TIMEOUT_SECONDS,
    MOST_LOG_DESTINATIONS,
    GameSessionQueue,
    LatencyPolicy,
    LogDelivery,
    to_json,
)
from emulator.errors import InvalidRequestException
from emulator.operations.shared.finding import find_alias, find_fleet, find_resource
from emulator.quoting import quoted, shortened

Item = TypeVar("Item")


class QueueInput(Protocol):
    """An input that says what a queue is to be."""

    @property
    def timeout_in_seconds(self) -> int | None: ...
    @property
    def player_latency_policies(self) -> list[shapes.PlayerLatencyPolicy] | None: ...
    @property
    def destinations(self) -> list[shapes.GameSessionQueueDestination] | None: ...
    @property
    def filter_configuration(self) -> shapes.FilterConfiguration | None: ...
    @property
    def priority_configuration(self) -> shapes.PriorityConfiguration | None: ...
    @property
    def custom_event_data(self) -> str | None: ...
    @property
    def notification_target(self) -> str | None: ...


def find_queue(text: str, context: Context) -> GameSessionQueue:
    """The queue of a name or ARN. Raises: NotFoundException."""
    return find_resource(GameSessionQueue, text, context, what=f"Game session queue {shortened(text)}")


def parse_queue(input: QueueInput, context: Context) -> dict[str, object]:
    """What an input says of a queue's columns; those that it does not speak of are left out.

    Order of checks: time-out, latency policies, priorities, destinations.
    Raises: InvalidRequestException; NotFoundException for a destination that does not exist.
    """
    found: dict[str, object] = {
        "timeout_in_seconds": parse_timeout(input.timeout_in_seconds, context),
        "custom_event_data": input.custom_event_data,
        "notification_target": input.notification_target,
    }
    if input.player_latency_policies is not None:
        found["player_latency_policies"] = to_json([parse_policy(each) for each in input.player_latency_policies])
    if input.filter_configuration is not None:
        found["allowed_locations"] = to_json(input.filter_configuration.allowed_locations or [])
    if input.priority_configuration is not None:
        found |= parse_priorities(input.priority_configuration)
    if input.destinations is not None:
        found["destinations"] = to_json(parse_destinations(input.destinations, context))
    return {name: value for name, value in found.items() if value is not None}


def parse_timeout(seconds: int | None, context: Context) -> int | None:
    """Documented: 10 to 600 seconds. Assumed: the error."""
    shortest = context.settings.quota_queue_timeout_minimum
    if seconds is not None and not shortest <= seconds <= LONGEST_TIMEOUT_SECONDS:
        raise InvalidRequestException(
            f"TimeoutInSeconds is {seconds}; it can be {shortest} to {LONGEST_TIMEOUT_SECONDS} seconds."
        )
    return seconds


def parse_policy(policy: shapes.PlayerLatencyPolicy) -> LatencyPolicy:
    maximum = policy.maximum_individual_player_latency_milliseconds
    if maximum is None:
        raise InvalidRequestException("A player latency policy needs MaximumIndividualPlayerLatencyMilliseconds.")
    return LatencyPolicy(maximum, policy.policy_duration_seconds)


def parse_priorities(priorities: shapes.PriorityConfiguration) -> dict[str, object]:
    """Observed: LOCATION without a LocationOrder is refused (a public workshop's page on latency routing)."""
    order, locations = priorities.priority_order or [], priorities.location_order or []
    check_distinct("PriorityOrder", order)
    check_distinct("LocationOrder", locations)
    if "LOCATION" in order and not locations:
        raise InvalidRequestException("PriorityOrder has LOCATION, which needs a LocationOrder.")
    return {"priority_order": to_json(order), "location_order": to_json(locations)}


def check_distinct(name: str, items: Sequence[str]) -> None:
    """Raises: InvalidRequestException where one comes twice."""
    for n, each in enumerate(items):
        if each in items[:n]:
            raise InvalidRequestException(f"{name} has {quoted(each)} twice.")


def parse_destinations(destinations: Sequence[shapes.GameSessionQueueDestination], context: Context) -> list[str]:
    """The ARNs of fleets and aliases, of whatever Region, that exist."""
    found = []
    for each in destinations:
        if each.destination_arn is None:
            raise InvalidRequestException("A destination needs a DestinationArn.")
        check_destination(each.destination_arn, context)
        found.append(each.destination_arn)
    check_distinct("Destinations", found)
    return found


def check_destination(text: str, context: Context) -> None:
    """Raises: InvalidRequestException unless it is the ARN of a fleet or alias; NotFoundException."""
    for kind, find in (("fleet", find_fleet), ("alias", find_alias)):
        region = arn.named(text, kind).region
        if region:
            find(text, context.at(region))
            return
    raise InvalidRequestException(f"DestinationArn {quoted(text)} is not the ARN of a fleet or of an alias.")


def parse_log_deliveries(deliveries: Sequence[shapes.LogDeliveryDestination]) -> list[LogDelivery]:
    """Where logs are to go, each once. Raises: InvalidRequestException where FIREHOSE has no ARN, or for too many."""
    found = list(dict.fromkeys(LogDelivery(each.log_destination, each.destination_arn) for each in deliveries))
    for each in found:
        if each.log_destination == "FIREHOSE" and each.destination_arn is None:
            raise InvalidRequestException("The log destination FIREHOSE needs a DestinationArn.")
    if len(found) > MOST_LOG_DESTINATIONS:
        raise InvalidRequestException(
            f"A queue can have {MOST_LOG_DESTINATIONS} log delivery destinations; this one would have {len(found)}."
        )
    return found


def show_queue(shown: GameSessionQueue) -> shapes.GameSessionQueue:
    """A queue as AWS shows it. Assumed: lists are there when they are empty, structures are not."""
    order, locations = queue.read_criteria(shown.priority_order), queue.read_texts(shown.location_order)
    allowed = queue.read_texts(shown.allowed_locations)
    deliveries = queue.read_log_deliveries(shown.log_deliveries)
    return shapes.GameSessionQueue(
        name=shown.name,
        game_session_queue_arn=shown.arn,
        timeout_in_seconds=shown.timeout_in_seconds,
        player_latency_policies=[
            shapes.PlayerLatencyPolicy(*policy) for policy in queue.read_policies(shown.player_latency_policies)
        ],
        destinations=[shapes.GameSessionQueueDestination(each) for each in queue.read_texts(shown.destinations)],
        filter_configuration=shapes.FilterConfiguration(allowed) if allowed else None,
        priority_configuration=(
            shapes.PriorityConfiguration(order or None, locations or None) if order or locations else None
        ),
        custom_event_data=shown.custom_event_data or None,
        notification_target=shown.notification_target or None,
        log_configuration=(
            shapes.GameSessionQueueLogConfiguration([shapes.LogDeliveryDestination(*each) for each in deliveries])
            if deliveries
            else None
        ),
    )
