"""UpdateFleetCapacity: how many instances a fleet is to have at a location."""

from msgspec.structs import replace

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn
from emulator.domain.capacity import resized
from emulator.domain.fleet import Fleet, FleetLocation
from emulator.errors import InvalidRequestException, LimitExceededException
from emulator.operations.shared.capacity import read_managed
from emulator.operations.shared.finding import active, find_fleet, find_fleet_location, managed
from emulator.operations.shared.fleet_settings import as_json, note_event


def update_fleet_capacity(input: shapes.UpdateFleetCapacityInput, context: Context) -> shapes.UpdateFleetCapacityOutput:
    """The identifiers of the fleet, whose instances at the location are now as many as asked for.

    Order of checks: look-up, compute type, status, location, sizes, the limit of the instance type.
    Raises: NotFoundException; InvalidFleetStatusException; InvalidRequestException for an Anywhere fleet, a location
    that the fleet has not, or sizes that do not fit; LimitExceededException.
    Source: API_UpdateFleetCapacity. Assumed: that sizes which are not given stay.
    Differs: the instances are there at once; fewer of them end no game session; a ManagedCapacityConfiguration is kept,
    and scales nothing.
    """
    fleet = active(managed(find_fleet(input.fleet_id, context)))
    before = find_fleet_location(fleet, input.location, context)
    configuration = input.managed_capacity_configuration
    if (
        configuration
        and configuration.zero_capacity_strategy == "SCALE_TO_AND_FROM_ZERO"
        and input.min_size is not None
    ):
        raise InvalidRequestException("MinSize cannot be set with the ZeroCapacityStrategy SCALE_TO_AND_FROM_ZERO.")
    after = resized(before, input.desired_instances, input.min_size, input.max_size)
    check_instance_limit(fleet, after, after.desired_instances - before.desired_instances, context)
    if configuration is not None:
        after = replace(after, managed_capacity_configuration=as_json(configuration))
    context.store.update(after)
    if after.desired_instances != before.desired_instances:
        change = f"from {before.desired_instances} to {after.desired_instances}"
        note_event(fleet, "FLEET_SCALING_EVENT", f"Instances in {after.location}: {change}, by the user.", context)
        context.store.placements.look_again(context.now)
    return shapes.UpdateFleetCapacityOutput(
        fleet.fleet_id,
        arn.fleet_arn(fleet.region, fleet.account, fleet.fleet_id),
        input.location,
        read_managed(after.managed_capacity_configuration),
    )


def check_instance_limit(fleet: Fleet, location: FleetLocation, more: int, context: Context) -> None:
    """Refuses more instances than DescribeEC2InstanceLimits tells of. Raises: LimitExceededException."""
    limit, kind = context.settings.quota_instances_per_type, fleet.instance_type
    if more <= 0 or kind is None:
        return
    there = context.store.fleets.instances_by_type(fleet.region, fleet.account, location.location)[kind]
    if there + more > limit:
        raise LimitExceededException(
            f"There can be {limit} instances of the type {kind} in {location.location}, and {there + more} are needed."
        )
