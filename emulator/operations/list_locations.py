"""ListLocations: AWS's own locations, and the custom ones."""

from typing import NamedTuple

from emulator.api import shapes
from emulator.api.catalogue import REGIONS
from emulator.context import Context
from emulator.domain.fleet import Location
from emulator.operations.shared.paging import cursor_of, parse_page
from emulator.operations.shared.showing import show_location


class AwsLocation(NamedTuple):
    """A location of AWS's own; all stand before the custom ones, whatever their time."""

    name: str
    key: int
    creation_time: int = -1


def list_locations(input: shapes.ListLocationsInput, context: Context) -> shapes.ListLocationsOutput:
    """AWS's locations by name, then the custom ones, oldest first; with Filters, only those of a kind.

    Raises: InvalidRequestException for a bad NextToken.
    Source: API_ListLocations. Assumed: the order.
    Differs: AWS's locations are the Regions that botocore knows, without Local Zones, and none has a ping beacon.
    """
    wanted = input.filters or ["AWS", "CUSTOM"]
    rows: list[AwsLocation | Location] = []
    if "AWS" in wanted:
        rows += [AwsLocation(name, n) for n, name in enumerate(REGIONS)]
    if "CUSTOM" in wanted:
        rows += context.store.locations.all(context.region, context.account)
    page = parse_page(input, ("ListLocations", sorted(set(wanted))), context)
    behind = [row for row in rows if cursor_of(row) > page.after]
    shown, token = page.cut(behind, cursor_of)
    return shapes.ListLocationsOutput([location_model(row) for row in shown], token)


def location_model(row: AwsLocation | Location) -> shapes.LocationModel:
    return shapes.LocationModel(row.name) if isinstance(row, AwsLocation) else show_location(row)
