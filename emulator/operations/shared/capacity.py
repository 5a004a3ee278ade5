"""How much of a fleet's location there is, and how much of it is in use."""

from typing import cast

from emulator.api import shapes
from emulator.context import Context
from emulator.decoding import decode
from emulator.domain import arn, capacity
from emulator.domain.fleet import Fleet, FleetLocation


def show_capacity(fleet: Fleet, location: FleetLocation | None, context: Context) -> shapes.FleetCapacity:
    """The instances of a location; an Anywhere fleet has none, and no location where None is given.

    Assumed: game sessions share as few instances as can be.
    """
    counts = shapes.EC2InstanceCounts(0, 0, 0, 0, 0, 0, 0)
    managed = None if location is None else location.managed_capacity_configuration
    if location is not None and not fleet.anywhere:
        active = location.desired_instances
        sessions = context.store.places.count_game_sessions(fleet.key, location.location, context.now)
        runtime = capacity.read_runtime_configuration(fleet.runtime_configuration)
        idle = active - capacity.busy_machines(runtime, active, sessions)
        counts = shapes.EC2InstanceCounts(active, location.min_size, location.max_size, 0, active, idle, 0)
    return shapes.FleetCapacity(
        fleet_id=fleet.fleet_id,
        fleet_arn=arn.fleet_arn(fleet.region, fleet.account, fleet.fleet_id),
        instance_type=cast("shapes.EC2InstanceType | None", fleet.instance_type),
        instance_counts=counts,
        location=location.location if location else fleet.region,
        managed_capacity_configuration=read_managed(managed),
    )


def read_managed(kept: str | None) -> shapes.ManagedCapacityConfiguration | None:
    return None if kept is None else decode(kept, shapes.ManagedCapacityConfiguration)


def show_utilization(fleet: Fleet, location: str | None, context: Context) -> shapes.FleetUtilization:
    """What is in use of a location, or of all of them."""
    use = context.store.game_sessions.use(fleet.key, location, context.now)
    return shapes.FleetUtilization(
        fleet.fleet_id,
        arn.fleet_arn(fleet.region, fleet.account, fleet.fleet_id),
        use.processes,
        use.active,
        use.held,
        use.maximum,
        location or fleet.region,
    )
