"""CreateFleetLocations: more locations for a fleet."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn
from emulator.errors import ConflictException
from emulator.operations.shared.finding import active, check_location_of_type, find_fleet
from emulator.operations.shared.fleet_settings import add_fleet_locations, note_event
from emulator.quoting import listed


def create_fleet_locations(
    input: shapes.CreateFleetLocationsInput, context: Context
) -> shapes.CreateFleetLocationsOutput:
    """The new locations: NEW in this answer on an EC2 fleet, ACTIVE to whoever looks; an Anywhere fleet's are ACTIVE.

    Order of checks: look-up, status, the kind of each location, those that the fleet has.
    Raises: NotFoundException for the fleet, or an unknown custom location; InvalidFleetStatusException;
    InvalidRequestException for a location of the wrong kind; ConflictException for one that is there.
    Source: API_CreateFleetLocations. Assumed: which errors.
    """
    fleet = active(find_fleet(input.fleet_id, context))
    locations = list(dict.fromkeys(each.location for each in input.locations))
    for location in locations:
        check_location_of_type(location, fleet.compute_type, context)
    known = context.store.fleets.locations(fleet.key)
    if there := [each for each in locations if each in known]:
        raise ConflictException(f"Fleet {fleet.fleet_id} has {listed(there, ', ')} already.")
    add_fleet_locations(fleet, locations, context)
    for location in locations:
        note_event(fleet, "LOCATION_STATE_CREATED", f"Location {location} was added.", context)
        note_event(fleet, "LOCATION_STATE_ACTIVE", f"Location {location} is ACTIVE.", context)
    context.store.placements.look_again(context.now)
    return shapes.CreateFleetLocationsOutput(
        fleet.fleet_id,
        arn.fleet_arn(fleet.region, fleet.account, fleet.fleet_id),
        [shapes.LocationState(each, "ACTIVE" if fleet.anywhere else "NEW") for each in locations],
    )
