"""The Computes of seed documents."""

from emulator.domain.clock import format_instant
from emulator.domain.fleet import Compute, Fleet
from emulator.seed import document
from emulator.seed.fleets import Fleets
from emulator.seed.locations import Locations
from emulator.seed.planning import Place, Planned, Planning, given_columns

OF_FLEET = {"region": (), "account_id": (), "fleet_id": ()}


class Computes:
    """The computes that the documents ask for."""

    def __init__(self, planning: Planning, fleets: Fleets, locations: Locations) -> None:
        self.planned: list[Planned[Compute]] = []
        self._planning = planning
        self._fleets = fleets
        self._locations = locations
        self._names: set[tuple[int, str]] = set()

    def plan(self, place: Place, entry: document.Compute) -> None:
        """Plans a compute. Raises: SeedError."""
        planning = self._planning
        fleet = self._fleets.find(place, entry.fleet_id, None, entry.account_id, entry.region)
        if not fleet.anywhere:
            raise place.error("FleetId", f"{entry.fleet_id} is no Anywhere fleet, which alone has computes")
        if entry.ip_address is None and entry.dns_name is None:
            raise place.error("IpAddress", "an IpAddress or a DnsName is needed")
        if (fleet.key, entry.compute_name) in self._names:
            raise place.error("ComputeName", f"{entry.compute_name} stands twice in fleet {entry.fleet_id}")
        self._names.add((fleet.key, entry.compute_name))
        self._locations.need(fleet, entry.location)
        row = Compute(
            planning.new_key(Compute),
            fleet.key,
            entry.compute_name,
            entry.location,
            entry.ip_address,
            entry.dns_name,
            entry.certificate_path,
            planning.time_or_now(place, "CreationTime", entry.creation_time),
        )
        stored = planning.store.computes.find(entry.compute_name, fleet.key)
        self.planned.append(Planned(row, stored, given_columns(entry, **OF_FLEET)))


def compute_entry(compute: Compute, fleet: Fleet) -> document.Compute:
    """The entry that says everything of a compute."""
    return document.Compute(
        fleet_id=fleet.fleet_id,
        region=fleet.region,
        account_id=fleet.account,
        compute_name=compute.compute_name,
        location=compute.location,
        ip_address=compute.ip_address,
        dns_name=compute.dns_name,
        certificate_path=compute.certificate_path,
        creation_time=format_instant(compute.creation_time),
    )
