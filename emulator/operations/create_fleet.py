"""CreateFleet: an Anywhere fleet, or an EC2 fleet whose instances are made up."""

from msgspec.structs import replace

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn
from emulator.domain.build import Build
from emulator.domain.fleet import Fleet
from emulator.domain.script import Script
from emulator.errors import InvalidRequestException, LimitExceededException
from emulator.hosting.ready_made import FLEET_ID
from emulator.operations.shared.builds import operating_system_of
from emulator.operations.shared.finding import check_location_of_type, find_resource
from emulator.operations.shared.fleet_settings import add_fleet_locations, as_json, parse_ports, parse_runtime
from emulator.operations.shared.showing import show_fleet
from emulator.operations.shared.tagging import add_tags

OF_EC2 = ("build_id", "script_id", "ec2_instance_type", "ec2_inbound_permissions", "fleet_type", "instance_role_arn")


def create_fleet(input: shapes.CreateFleetInput, context: Context) -> shapes.CreateFleetOutput:
    """The new fleet. An Anywhere fleet is ACTIVE; an EC2 fleet is NEW in this answer, and ACTIVE to whoever looks.

    Order of checks: members that the compute type needs or does not have, build or script, locations, the quota of
    Anywhere fleets, ports, server processes, tags.
    Raises: InvalidRequestException; NotFoundException for an unknown custom location; LimitExceededException;
    TaggingFailedException.
    Source: API_CreateFleet. Assumed: which errors.
    Differs: builds and scripts need not exist, unless `--strict-builds` is given; no RuntimeConfiguration is demanded,
    and nothing that it names is launched; VPC peering is accepted, and forgotten.
    """
    anywhere = input.compute_type == "ANYWHERE"
    locations = anywhere_locations(input, context) if anywhere else ec2_locations(input, context)
    fleet = fleet_of(input, context)
    context.store.add([fleet])
    add_fleet_locations(fleet, locations, context)
    add_tags(fleet, input.tags, context)
    shown = fleet if anywhere else replace(fleet, status="NEW")
    states = [shapes.LocationState(location, shown.status) for location in locations]
    return shapes.CreateFleetOutput(show_fleet(shown, operating_system_of(fleet, context)), states)


def anywhere_locations(input: shapes.CreateFleetInput, context: Context) -> list[str]:
    """The custom locations of a new Anywhere fleet."""
    foreign = [name for name in OF_EC2 if getattr(input, name) is not None]
    if foreign:
        raise InvalidRequestException(f"A fleet of the compute type ANYWHERE has no {', '.join(map(pascal, foreign))}.")
    if not input.locations:
        raise InvalidRequestException("A fleet of the compute type ANYWHERE needs Locations: custom locations.")
    locations = distinct([each.location for each in input.locations])
    for location in locations:
        check_location_of_type(location, "ANYWHERE", context)
    most = context.settings.quota_anywhere_fleets
    if context.store.fleets.count(context.region, context.account, "ANYWHERE", but=FLEET_ID) >= most:
        raise LimitExceededException(f"There can be {most} Anywhere fleets in a region.")
    return locations


def ec2_locations(input: shapes.CreateFleetInput, context: Context) -> list[str]:
    """The home Region of a new EC2 fleet, and its remote locations."""
    if (input.build_id is None) == (input.script_id is None):
        raise InvalidRequestException("A fleet of the compute type EC2 needs either a BuildId or a ScriptId.")
    if input.ec2_instance_type is None:
        raise InvalidRequestException("A fleet of the compute type EC2 needs an EC2InstanceType.")
    if input.anywhere_configuration is not None:
        raise InvalidRequestException("A fleet of the compute type EC2 has no AnywhereConfiguration.")
    if context.settings.strict_builds:
        check_build_or_script(input, context)
    remote = [each.location for each in input.locations or ()]
    for location in remote:
        check_location_of_type(location, "EC2", context)
    return distinct([context.region, *remote])


def check_build_or_script(input: shapes.CreateFleetInput, context: Context) -> None:
    """Refuses what the instances of a fleet could not run.

    Raises: NotFoundException where it is unknown; InvalidRequestException for a build that is not READY. Documented:
    that a build must be READY (API_CreateFleet). Assumed: the errors.
    """
    if input.script_id is not None:
        find_resource(Script, input.script_id, context)
    elif input.build_id is not None:
        build = find_resource(Build, input.build_id, context)
        if build.status != "READY":
            raise InvalidRequestException(f"Build {build.build_id} is {build.status}: it must be READY.")


def distinct(names: list[str]) -> list[str]:
    return list(dict.fromkeys(names))


def pascal(name: str) -> str:
    return "".join(part.title() for part in name.split("_")).replace("Ec2", "EC2")


def fleet_of(input: shapes.CreateFleetInput, context: Context) -> Fleet:
    limits = input.resource_creation_limit_policy
    certificate = input.certificate_configuration
    gateway = input.player_gateway_configuration
    ports = parse_ports(input.ec2_inbound_permissions or [])
    ec2 = input.compute_type != "ANYWHERE"
    return Fleet(
        key=context.store.next_key(Fleet),
        account=context.account,
        region=context.region,
        fleet_id=f"fleet-{context.new_uuid()}",
        name=input.name,
        description=input.description,
        compute_type="EC2" if ec2 else "ANYWHERE",
        creation_time=context.now,
        certificate_type=certificate.certificate_type if certificate else "DISABLED",
        build_id=input.build_id and arn.id_named(input.build_id, "build"),
        script_id=input.script_id and arn.id_named(input.script_id, "script"),
        fleet_type=(input.fleet_type or "ON_DEMAND") if ec2 else None,
        instance_type=input.ec2_instance_type,
        server_launch_path=input.server_launch_path,
        server_launch_parameters=input.server_launch_parameters,
        log_paths=as_json(input.log_paths) if input.log_paths else None,
        new_game_session_protection_policy=input.new_game_session_protection_policy or "NoProtection",
        new_game_sessions_per_creator=limits.new_game_sessions_per_creator if limits else None,
        policy_period_in_minutes=limits.policy_period_in_minutes if limits else None,
        metric_group=input.metric_groups[0] if input.metric_groups else None,
        instance_role_arn=input.instance_role_arn,
        instance_role_credentials_provider=input.instance_role_credentials_provider,
        cost=input.anywhere_configuration.cost if input.anywhere_configuration else None,
        player_gateway_mode=input.player_gateway_mode,
        game_server_ip_protocol_supported=gateway.game_server_ip_protocol_supported if gateway else None,
        ec2_inbound_permissions=as_json(ports) if ports else None,
        runtime_configuration=parse_runtime(input.runtime_configuration, context),
    )
