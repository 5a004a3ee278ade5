"""The FleetEvents of seed documents."""

from emulator.domain.clock import format_instant
from emulator.domain.fleet import Fleet, FleetEvent
from emulator.seed import fleet_document
from emulator.seed.computes import OF_FLEET
from emulator.seed.fleets import Fleets
from emulator.seed.planning import Place, Planned, Planning, given_columns


class FleetEvents:
    """The events of fleets that the documents ask for."""

    def __init__(self, planning: Planning, fleets: Fleets) -> None:
        self.planned: list[Planned[FleetEvent]] = []
        self._planning = planning
        self._fleets = fleets
        self._ids: set[tuple[int, str]] = set()

    def plan(self, place: Place, entry: fleet_document.FleetEvent) -> None:
        """Plans an event. Raises: SeedError."""
        planning = self._planning
        fleet = self._fleets.find(place, entry.fleet_id, None, entry.account_id, entry.region)
        if (fleet.key, entry.event_id) in self._ids:
            raise place.error("EventId", f"{entry.event_id} stands twice in fleet {entry.fleet_id}")
        self._ids.add((fleet.key, entry.event_id))
        row = FleetEvent(
            planning.new_key(FleetEvent),
            fleet.key,
            entry.event_id,
            entry.event_code,
            entry.message or entry.event_code,
            planning.time_or_now(place, "EventTime", entry.event_time),
        )
        stored = planning.store.fleet_events.find(entry.event_id, fleet.key)
        self.planned.append(Planned(row, stored, given_columns(entry, **OF_FLEET)))


def fleet_event_entry(event: FleetEvent, fleet: Fleet) -> fleet_document.FleetEvent:
    """The entry that says everything of an event."""
    return fleet_document.FleetEvent(
        event_id=event.event_id,
        fleet_id=fleet.fleet_id,
        event_code=event.event_code,
        region=fleet.region,
        account_id=fleet.account,
        message=event.message,
        event_time=format_instant(event.event_time),
    )
