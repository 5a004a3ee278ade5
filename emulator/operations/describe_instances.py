"""DescribeInstances: the instances of an EC2 fleet, which are made up."""

from typing import NamedTuple, cast

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn
from emulator.domain.fleet import Fleet
from emulator.errors import NotFoundException
from emulator.operations.shared.finding import find_fleet, find_fleet_location, managed
from emulator.operations.shared.paging import cursor_of, parse_page
from emulator.operations.shared.showing import seconds
from emulator.quoting import quoted


class MadeUp(NamedTuple):
    """An instance, by its number at a location of a fleet."""

    key: int
    location: str
    creation_time: int
    instance_id: str


def describe_instances(input: shapes.DescribeInstancesInput, context: Context) -> shapes.DescribeInstancesOutput:
    """As many instances as DescribeFleetCapacity tells of at a location: by default in the home Region.

    Order of checks: look-up, compute type, location, NextToken, InstanceId.
    Raises: NotFoundException for an unknown fleet or instance; InvalidRequestException, as documented for an Anywhere
    fleet.
    Source: API_DescribeInstances.
    Differs: instances are made up, ACTIVE since their fleet was made; their addresses are nobody's, and a game session
    has an address of its own.
    """
    fleet = managed(find_fleet(input.fleet_id, context))
    location = find_fleet_location(fleet, input.location, context)
    page = parse_page(input, ("DescribeInstances", fleet.fleet_id, location.location, input.instance_id), context)

    def made_up(number: int) -> MadeUp:
        identifier = arn.instance_id(fleet.fleet_id, location.location, number)
        return MadeUp(number, location.location, fleet.creation_time, identifier)

    if input.instance_id is not None:
        found = [
            each for each in map(made_up, range(location.desired_instances)) if each.instance_id == input.instance_id
        ]
        if not found:
            raise NotFoundException(f"Fleet {fleet.fleet_id} has no instance {quoted(input.instance_id)} there.")
        return shapes.DescribeInstancesOutput([instance(found[0], fleet)])
    start = page.after.key + 1
    rows = [made_up(number) for number in range(start, min(start + page.reach, location.desired_instances))]
    shown, token = page.cut(rows, cursor_of)
    return shapes.DescribeInstancesOutput([instance(each, fleet) for each in shown], token)


def instance(row: MadeUp, fleet: Fleet) -> shapes.Instance:
    ip_address = arn.ip_address(row.instance_id)
    tls = fleet.certificate_type == "GENERATED"
    return shapes.Instance(
        fleet_id=fleet.fleet_id,
        fleet_arn=arn.fleet_arn(fleet.region, fleet.account, fleet.fleet_id),
        instance_id=row.instance_id,
        ip_address=ip_address,
        dns_name=arn.dns_name(row.location, ip_address, row.instance_id, tls=tls),
        type=cast("shapes.EC2InstanceType | None", fleet.instance_type),
        status="ACTIVE",
        creation_time=seconds(row.creation_time),
        location=row.location,
    )
