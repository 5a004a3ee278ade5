"""DeregisterCompute: takes a compute away from an Anywhere fleet."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.finding import anywhere, find_compute, find_fleet


def deregister_compute(input: shapes.DeregisterComputeInput, context: Context) -> shapes.DeregisterComputeOutput:
    """Nothing; the compute is gone. Game sessions that are on it go on.

    Order of checks: fleet, its compute type, compute.
    Raises: NotFoundException, InvalidRequestException.
    Source: API_DeregisterCompute. Assumed: what becomes of game sessions.
    """
    fleet = anywhere(find_fleet(input.fleet_id, context))
    context.store.delete(find_compute(input.compute_name, fleet, context))
    return shapes.DeregisterComputeOutput()
