"""DeleteFleetLocations: locations that a fleet is to have no longer."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn
from emulator.errors import InvalidRequestException
from emulator.hosting.shutting_down import shut_down
from emulator.operations.shared.finding import find_fleet, location_of
from emulator.operations.shared.fleet_settings import note_event


def delete_fleet_locations(
    input: shapes.DeleteFleetLocationsInput, context: Context
) -> shapes.DeleteFleetLocationsOutput:
    """The locations, DELETING in this answer, and gone to whoever looks, with their computes.

    Simulated server processes there end at once, and with them their game sessions; real ones are told to end.
    Order of checks: look-up, each location.
    Raises: NotFoundException; InvalidRequestException for the home Region, or a location that the fleet has not.
    Source: API_DeleteFleetLocations. Assumed: the errors.
    """
    fleet = find_fleet(input.fleet_id, context)
    locations = list(dict.fromkeys(input.locations))
    for location in locations:
        location_of(fleet, location, context)
        if location == fleet.region:
            raise InvalidRequestException(f"Location {location} is the home Region of fleet {fleet.fleet_id}.")
    for location in locations:
        shut_down(fleet.key, location, context)
        note_event(fleet, "LOCATION_STATE_DELETED", f"Location {location} was removed.", context)
    return shapes.DeleteFleetLocationsOutput(
        fleet.fleet_id,
        arn.fleet_arn(fleet.region, fleet.account, fleet.fleet_id),
        [shapes.LocationState(each, "DELETING") for each in locations],
    )
