"""UpdateRuntimeConfiguration: which server processes a fleet is to run from now on."""

from msgspec.structs import replace

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.finding import changeable, find_fleet
from emulator.operations.shared.fleet_settings import parse_runtime


def update_runtime_configuration(
    input: shapes.UpdateRuntimeConfigurationInput, context: Context
) -> shapes.UpdateRuntimeConfigurationOutput:
    """The RuntimeConfiguration that the fleet now has, in place of the earlier one. Game sessions that exist go on.

    Order of checks: look-up, status, the quota of server processes.
    Raises: NotFoundException, InvalidFleetStatusException, LimitExceededException.
    Source: API_UpdateRuntimeConfiguration. Assumed: that it replaces the earlier one as a whole.
    """
    fleet = changeable(find_fleet(input.fleet_id, context))
    runtime = parse_runtime(input.runtime_configuration, context)
    context.store.update(replace(fleet, runtime_configuration=runtime))
    context.store.placements.look_again(context.now)
    return shapes.UpdateRuntimeConfigurationOutput(input.runtime_configuration)
