"""The Locations of seed documents, and those that its fleets, computes and game sessions are at."""

from collections import defaultdict

import msgspec

from emulator.domain.clock import format_instant
from emulator.domain.fleet import CUSTOM, Fleet, FleetLocation, Location
from emulator.seed import document, fleet_document
from emulator.seed.planning import Place, Planned, Planning
from emulator.seed.resources import planned_resource
from emulator.store.store import Store

SIZES = ("desired_instances", "min_size", "max_size")


class Locations:
    """The custom locations that the documents ask for, and the locations that fleets are to have."""

    def __init__(self, planning: Planning) -> None:
        self.planned: list[Planned[Location]] = []
        self._planning = planning
        self._implied: list[Location] = []
        self._known: set[tuple[str, str, str]] = set()
        self._of_fleets: dict[int, dict[str, fleet_document.LocationConfiguration | None]] = defaultdict(dict)

    def plan(self, place: Place, entry: document.Location) -> None:
        """Plans a custom location. Raises: SeedError."""
        planning = self._planning
        region, account = planning.home(entry.region, entry.account_id)
        name = entry.location_name
        self._known.add((name, region, account))
        time = planning.time_or_now(place, "CreationTime", entry.creation_time)
        row = Location(planning.new_key(Location), account, region, name, time)
        self.planned.append(planned_resource(planning, place, entry, row))

    def need(self, fleet: Fleet, location: str, given: fleet_document.LocationConfiguration | None = None) -> None:
        """Makes sure that a fleet has a location, as it is given, and that a custom location exists."""
        if location in self._of_fleets[fleet.key] or (fleet.anywhere and not location.startswith(CUSTOM)):
            return
        self._of_fleets[fleet.key][location] = given
        here = (location, fleet.region, fleet.account)
        if not location.startswith(CUSTOM) or here in self._known:
            return
        self._known.add(here)
        if self._planning.store.find(Location, *here) is None:
            key = self._planning.new_key(Location)
            self._implied.append(Location(key, fleet.account, fleet.region, location, self._planning.now))

    def write_implied(self, store: Store) -> None:
        """Writes what nobody has asked for by name: once the fleets are there."""
        store.add(self._implied)
        for fleet_key, locations in self._of_fleets.items():
            known = store.fleets.locations(fleet_key)
            first = store.next_key(FleetLocation)
            new = [(name, given) for name, given in locations.items() if name not in known]
            store.add([fleet_location(first + n, fleet_key, *each) for n, each in enumerate(new)])


def fleet_location(
    key: int, fleet_key: int, location: str, given: fleet_document.LocationConfiguration | None
) -> FleetLocation:
    """The location that a fleet is to have, of the sizes that are given."""
    row = FleetLocation(key=key, fleet_key=fleet_key, location=location)
    if given is None:
        return row
    managed = given.managed_capacity_configuration
    return msgspec.structs.replace(
        row,
        **{name: size for name in SIZES if (size := getattr(given, name)) is not None},
        managed_capacity_configuration=None if managed is None else msgspec.json.encode(managed).decode(),
        stopped_action=given.stopped_actions[0] if given.stopped_actions else None,
    )


def location_entry(location: Location) -> document.Location:
    """The entry that says everything of a custom location."""
    return document.Location(
        location_name=location.location_name,
        region=location.region,
        account_id=location.account,
        creation_time=format_instant(location.creation_time),
    )
