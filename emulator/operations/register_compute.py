"""RegisterCompute: a machine that is to host an Anywhere fleet's game servers."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.fleet import Compute
from emulator.errors import ConflictException, InvalidRequestException, LimitExceededException
from emulator.operations.shared.finding import active, anywhere, find_fleet, location_of
from emulator.operations.shared.showing import show_compute


def register_compute(input: shapes.RegisterComputeInput, context: Context) -> shapes.RegisterComputeOutput:
    """The new compute, with the WebSocket address at which this emulator takes game servers.

    Order of checks: fleet, its compute type and status, location, address, name, quota.
    Raises: InvalidRequestException, also for a fleet that is unknown or not ACTIVE, as the operation has no other error
    for these; ConflictException, LimitExceededException.
    Source: API_RegisterCompute. Observed: the text where Location is missing (Unity plugin, issue 254). Assumed: that
    either address will do, where AWS's texts disagree.
    """
    fleet = anywhere(find_fleet(input.fleet_id, context, InvalidRequestException))
    active(fleet, InvalidRequestException)
    if input.location is None:
        raise InvalidRequestException("Location is required for Anywhere compute type.")
    location = location_of(fleet, input.location, context)
    if input.ip_address is None and input.dns_name is None:
        raise InvalidRequestException("An IpAddress or a DnsName is required.")
    if context.store.computes.find(input.compute_name, fleet.key) is not None:
        raise ConflictException(f"Compute {input.compute_name} is registered with fleet {fleet.fleet_id} already.")
    most = context.settings.quota_computes_per_fleet
    if context.store.computes.count(fleet.key) >= most:
        raise LimitExceededException(f"There can be {most} computes in a fleet.")
    compute = Compute(
        context.store.next_key(Compute),
        fleet.key,
        input.compute_name,
        location,
        input.ip_address,
        input.dns_name,
        input.certificate_path,
        context.now,
    )
    context.store.add([compute])
    context.store.placements.look_again(context.now)
    return shapes.RegisterComputeOutput(show_compute(compute, fleet, context))
