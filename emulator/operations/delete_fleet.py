"""DeleteFleet: a fleet with all that it has."""

from emulator.api import shapes
from emulator.context import Context
from emulator.errors import InvalidRequestException
from emulator.hosting.backfills import end_backfill_of_fleet
from emulator.hosting.placements import fail_attempt
from emulator.operations.shared.finding import find_fleet


def delete_fleet(input: shapes.DeleteFleetInput, context: Context) -> None:
    """Nothing; the fleet is gone, with its computes, game sessions and player sessions. Its aliases lead nowhere.

    Order of checks: look-up, status.
    Raises: NotFoundException; InvalidRequestException unless it is ACTIVE or ERROR.
    Source: API_DeleteFleet; that its game and player sessions go too, the developer guide. Observed: the text of the
    refusal begins so in the Terraform provider's tests.
    Differs: it goes at once, without a time of DELETING.
    """
    fleet = find_fleet(input.fleet_id, context)
    if fleet.status not in ("ACTIVE", "ERROR"):
        raise InvalidRequestException(f"Cannot delete fleet {fleet.fleet_id} that is in status of {fleet.status}.")
    for pending in context.store.placements.trying_on_fleet(fleet.key):
        fail_attempt(pending, fleet, context)
    end_backfill_of_fleet(fleet, context)
    context.store.delete(fleet)
