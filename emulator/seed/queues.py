"""The GameSessionQueues of seed documents."""

from emulator.domain import queue
from emulator.domain.queue import GameSessionQueue, LatencyPolicy, LogDelivery, to_json
from emulator.seed import document
from emulator.seed.planning import Place, Planned, Planning
from emulator.seed.resources import planned_resource

COLUMNS: dict[str, tuple[str, ...]] = {
    "filter_configuration": ("allowed_locations",),
    "priority_configuration": ("priority_order", "location_order"),
    "log_configuration": ("log_deliveries",),
}


class Queues:
    """The queues that the documents ask for. What they lead to may be gone, as it may on AWS."""

    def __init__(self, planning: Planning) -> None:
        self.planned: list[Planned[GameSessionQueue]] = []
        self._planning = planning
        self._by_name: dict[tuple[str, str, str], GameSessionQueue] = {}

    def plan(self, place: Place, entry: document.GameSessionQueue) -> None:
        """Plans a queue. Raises: SeedError."""
        region, account = self._planning.home(entry.region, entry.account_id)
        order, locations = priorities(entry)
        if "LOCATION" in order and not locations:
            raise place.error("PriorityConfiguration", "a PriorityOrder with LOCATION needs a LocationOrder")
        row = GameSessionQueue(
            key=self._planning.new_key(GameSessionQueue),
            account=account,
            region=region,
            name=entry.name,
            timeout_in_seconds=queue.TIMEOUT_SECONDS if entry.timeout_in_seconds is None else entry.timeout_in_seconds,
            destinations=to_json([each.destination_arn for each in entry.destinations or ()]),
            player_latency_policies=to_json(
                [
                    LatencyPolicy(each.maximum_individual_player_latency_milliseconds, each.policy_duration_seconds)
                    for each in entry.player_latency_policies or ()
                ]
            ),
            allowed_locations=to_json(
                entry.filter_configuration.allowed_locations if entry.filter_configuration else []
            ),
            priority_order=to_json(order),
            location_order=to_json(locations),
            custom_event_data=entry.custom_event_data,
            notification_target=entry.notification_target,
            log_deliveries=to_json(
                [
                    LogDelivery(each.log_destination, each.destination_arn)
                    for each in (entry.log_configuration.delivery_destinations if entry.log_configuration else ())
                ]
            ),
        )
        planned = planned_resource(self._planning, place, entry, row, **COLUMNS)
        self.planned.append(planned)
        self._by_name[entry.name, region, account] = planned.stored or row

    def find(self, name: str, region: str, account: str) -> GameSessionQueue | None:
        """The queue of that name: of the documents, else of the database."""
        found = self._by_name.get((name, region, account))
        return found or self._planning.store.find(GameSessionQueue, name, region, account)


def priorities(entry: document.GameSessionQueue) -> tuple[list[queue.Criterion], list[str]]:
    """PriorityOrder and LocationOrder."""
    given = entry.priority_configuration
    return ([], []) if given is None else (given.priority_order or [], given.location_order or [])


def queue_entry(stored: GameSessionQueue) -> document.GameSessionQueue:
    """The entry that says everything of a queue."""
    order, locations = queue.read_criteria(stored.priority_order), queue.read_texts(stored.location_order)
    allowed = queue.read_texts(stored.allowed_locations)
    deliveries = queue.read_log_deliveries(stored.log_deliveries)
    return document.GameSessionQueue(
        name=stored.name,
        region=stored.region,
        account_id=stored.account,
        timeout_in_seconds=stored.timeout_in_seconds,
        destinations=[document.QueueDestination(each) for each in queue.read_texts(stored.destinations)],
        player_latency_policies=[
            document.PlayerLatencyPolicy(*each) for each in queue.read_policies(stored.player_latency_policies)
        ],
        filter_configuration=document.FilterConfiguration(allowed) if allowed else None,
        priority_configuration=(
            document.PriorityConfiguration(order or None, locations or None) if order or locations else None
        ),
        custom_event_data=stored.custom_event_data,
        notification_target=stored.notification_target,
        log_configuration=(
            document.QueueLogConfiguration([document.LogDelivery(*each) for each in deliveries]) if deliveries else None
        ),
    )
