"""What a fleet is set to: its locations, server processes and ports; and the notes of its events."""

from collections.abc import Iterable
from ipaddress import ip_network

import msgspec
from msgspec.structs import replace

from emulator.api import shapes
from emulator.context import Context
from emulator.decoding import convert, decode
from emulator.domain.capacity import read_runtime_configuration
from emulator.domain.fleet import EventCode, Fleet, FleetEvent, FleetLocation
from emulator.errors import InvalidRequestException, LimitExceededException
from emulator.operations.shared.finding import find_fleet_location

SSH_PORT = 22
FIRST_GAME_PORT = 1_026


def as_json(value: object) -> str:
    """A value with AWS's members, as a row keeps it."""
    return msgspec.json.encode(value).decode()


def parse_runtime(input: shapes.RuntimeConfiguration | None, context: Context) -> str | None:
    """A RuntimeConfiguration as a fleet keeps it.

    Raises: LimitExceededException for more server processes than a compute can run. Documented: the quota. Assumed:
    the error.
    """
    if input is None:
        return None
    kept = as_json(input)
    most = context.settings.quota_server_processes_per_compute
    processes = read_runtime_configuration(kept).processes_per_machine or 0
    if processes > most:
        raise LimitExceededException(
            f"There can be {most} server processes on a compute, and {processes} are asked for."
        )
    return kept


def parse_ports(permissions: list[shapes.IpPermission]) -> list[shapes.IpPermission]:
    """Inbound permissions that can be.

    Raises: InvalidRequestException. Documented: the ports, and CIDR notation (API_IpPermission). Observed: how the text
    for one that is given twice begins (the Terraform provider). Assumed: the rest.
    """
    for number, each in enumerate(permissions):
        if not is_open_port(each.from_port) or not is_open_port(each.to_port) or each.from_port > each.to_port:
            raise InvalidRequestException(
                f"The ports of an inbound permission are {SSH_PORT}, or {FIRST_GAME_PORT} to 60000, FromPort first."
            )
        try:
            ip_network(each.ip_range, strict=False)
        except ValueError:
            raise InvalidRequestException("The IpRange of an inbound permission is not in CIDR notation.") from None
        if each in permissions[:number]:
            raise InvalidRequestException("InvalidPermission.Duplicate: an inbound permission is given twice.")
    return permissions


def is_open_port(port: int) -> bool:
    return port == SSH_PORT or port >= FIRST_GAME_PORT


def read_ports(fleet: Fleet) -> list[shapes.IpPermission]:
    """The inbound permissions of a fleet."""
    kept = fleet.ec2_inbound_permissions
    return [] if kept is None else decode(kept, list[shapes.IpPermission])


def read_policies(fleet: Fleet) -> list[shapes.PutScalingPolicyInput]:
    """The scaling policies of a fleet, as they were put."""
    kept = fleet.scaling_policies
    found = [] if kept is None else decode(kept, list[dict[str, object]])
    return [convert(each | {"FleetId": fleet.fleet_id}, shapes.PutScalingPolicyInput) for each in found]


def write_policies(policies: list[shapes.PutScalingPolicyInput]) -> str | None:
    """Scaling policies as a fleet keeps them."""
    kept = [
        {name: each for name, each in msgspec.to_builtins(policy).items() if name != "FleetId"} for policy in policies
    ]
    return as_json(kept) if kept else None


def set_stopped_action(fleet: Fleet, location: str | None, action: shapes.FleetAction | None, context: Context) -> None:
    """Notes which action is stopped at a location of an EC2 fleet. Raises: InvalidRequestException."""
    context.store.update(replace(find_fleet_location(fleet, location, context), stopped_action=action))


def add_fleet_locations(fleet: Fleet, locations: Iterable[str], context: Context) -> None:
    """Gives a fleet more locations. An EC2 fleet has one instance in each, as AWS begins."""
    first = context.store.next_key(FleetLocation)
    context.store.add(
        [FleetLocation(key=first + n, fleet_key=fleet.key, location=each) for n, each in enumerate(locations)]
    )


def note_event(fleet: Fleet, code: EventCode, message: str, context: Context) -> None:
    """Notes what is done to a fleet, for DescribeFleetEvents."""
    key = context.store.next_key(FleetEvent)
    context.store.add([FleetEvent(key, fleet.key, context.new_uuid(), code, message, context.now)])
