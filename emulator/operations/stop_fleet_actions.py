"""StopFleetActions: a fleet scales by itself no longer."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn
from emulator.operations.shared.finding import find_fleet, managed
from emulator.operations.shared.fleet_settings import set_stopped_action


def stop_fleet_actions(input: shapes.StopFleetActionsInput, context: Context) -> shapes.StopFleetActionsOutput:
    """The identifiers of the fleet, whose actions at the location are suspended: by default in its home Region.

    Order of checks: look-up, compute type, location.
    Raises: NotFoundException; InvalidRequestException for an Anywhere fleet, or a location that the fleet has not.
    Source: API_StopFleetActions.
    Differs: nothing scales by itself here; what is stopped is shown.
    """
    fleet = managed(find_fleet(input.fleet_id, context))
    set_stopped_action(fleet, input.location, input.actions[0], context)
    return shapes.StopFleetActionsOutput(fleet.fleet_id, arn.fleet_arn(fleet.region, fleet.account, fleet.fleet_id))
