"""CreateLocation: a custom location, for Anywhere fleets."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.fleet import Location
from emulator.errors import ConflictException, LimitExceededException
from emulator.hosting.ready_made import LOCATION
from emulator.operations.shared.showing import show_location
from emulator.operations.shared.tagging import add_tags


def create_location(input: shapes.CreateLocationInput, context: Context) -> shapes.CreateLocationOutput:
    """The new custom location.

    Order of checks: whether it exists, the quota, tags.
    Raises: ConflictException, LimitExceededException, TaggingFailedException.
    Source: API_CreateLocation. Assumed: the account in its ARN, where AWS's examples disagree.
    """
    if context.store.find(Location, input.location_name, context.region, context.account) is not None:
        raise ConflictException(f"Location {input.location_name} exists already.")
    most = context.settings.quota_custom_locations
    if context.store.locations.count(context.region, context.account, but=LOCATION) >= most:
        raise LimitExceededException(f"There can be {most} custom locations in a region.")
    key = context.store.next_key(Location)
    location = Location(key, context.account, context.region, input.location_name, context.now)
    context.store.add([location])
    add_tags(location, input.tags, context)
    return shapes.CreateLocationOutput(show_location(location))
