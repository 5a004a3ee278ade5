"""DescribeFleetPortSettings: from where, and on which ports, players reach a fleet."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn
from emulator.operations.shared.finding import find_fleet, location_of, managed
from emulator.operations.shared.fleet_settings import read_ports


def describe_fleet_port_settings(
    input: shapes.DescribeFleetPortSettingsInput, context: Context
) -> shapes.DescribeFleetPortSettingsOutput:
    """The inbound permissions of an EC2 fleet, which all of its locations share.

    Order of checks: look-up, compute type, location.
    Raises: NotFoundException; InvalidRequestException for an Anywhere fleet, or a location that the fleet has not.
    Source: API_DescribeFleetPortSettings.
    Differs: no update is ever pending.
    """
    fleet = managed(find_fleet(input.fleet_id, context))
    location = None if input.location is None else location_of(fleet, input.location, context)
    return shapes.DescribeFleetPortSettingsOutput(
        fleet_id=fleet.fleet_id,
        fleet_arn=arn.fleet_arn(fleet.region, fleet.account, fleet.fleet_id),
        inbound_permissions=read_ports(fleet),
        location=location,
    )
