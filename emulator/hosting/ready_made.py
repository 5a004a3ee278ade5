"""The ready-made world: what every region has, so that the first line typed works there.

It is written when a region is first called, as of the instant at which the emulator's world began.
"""

from typing import TYPE_CHECKING

from emulator.domain.fleet import Compute, Fleet, FleetLocation, Location

if TYPE_CHECKING:  # a command that needs the ids imports no database
    from emulator.context import Context
    from emulator.store.store import DueInstants, Store

FLEET_ID = "fleet-00000000-0000-0000-0000-000000000000"
LOCATION = "custom-local"
COMPUTE = "local"


def due_at(due: "DueInstants") -> int:
    """The first instant of all, also where the clock has been set back behind the world's beginning."""
    return due.region


def apply(context: "Context") -> None:
    """Gives the caller's region its ready-made world."""
    make_ready(context.store, context.region, context.account)


def make_ready(store: "Store", region: str, account: str) -> None:
    """Gives a region, where it has none, its Anywhere fleet, with a custom location and a compute on this machine.

    What a seed has put there already stays as it is.
    """
    if store.is_region_ready(region, account):
        return
    store.mark_region_ready(region, account)
    began_at = store.began_at()
    add_location(store, region, account, began_at)
    if store.find(Fleet, FLEET_ID, region, account) is None:
        add_fleet(store, region, account, FLEET_ID, "ready-made", began_at)


def add_location(store: "Store", region: str, account: str, instant: int) -> None:
    if store.find(Location, LOCATION, region, account) is None:
        store.add([Location(store.next_key(Location), account, region, LOCATION, instant)])


def add_fleet(store: "Store", region: str, account: str, fleet_id: str, name: str, instant: int) -> Fleet:
    """A new Anywhere fleet at the ready-made location, with a compute on this machine."""
    fleet = Fleet(
        key=store.next_key(Fleet),
        account=account,
        region=region,
        fleet_id=fleet_id,
        name=name,
        compute_type="ANYWHERE",
        creation_time=instant,
    )
    store.add([fleet])
    store.add([FleetLocation(key=store.next_key(FleetLocation), fleet_key=fleet.key, location=LOCATION)])
    store.add([Compute(store.next_key(Compute), fleet.key, COMPUTE, LOCATION, "127.0.0.1", None, None, instant)])
    return fleet
