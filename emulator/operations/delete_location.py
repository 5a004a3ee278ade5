"""DeleteLocation: a custom location that no fleet uses."""

from emulator.api import shapes
from emulator.context import Context
from emulator.errors import InvalidRequestException
from emulator.operations.shared.finding import find_location


def delete_location(input: shapes.DeleteLocationInput, context: Context) -> shapes.DeleteLocationOutput:
    """Nothing; the custom location is gone.

    Order of checks: look-up, use.
    Raises: NotFoundException; InvalidRequestException where a fleet has it.
    Source: API_DeleteLocation, which says to review the fleets that use it. Assumed: that it is refused.
    """
    location = find_location(input.location_name, context)
    fleet_id = context.store.fleets.one_at(context.region, context.account, location.location_name)
    if fleet_id is not None:
        raise InvalidRequestException(f"Location {location.location_name} is in use by fleet {fleet_id}.")
    context.store.delete(location)
    return shapes.DeleteLocationOutput()
