"""Records as AWS shows them. Instants become seconds; what has no value is left out."""

from typing import cast

from emulator.api import shapes
from emulator.context import Context
from emulator.decoding import decode
from emulator.domain import arn, game_session, player_session
from emulator.domain.alias import Alias
from emulator.domain.fleet import Compute, Fleet, FleetLocation, Location
from emulator.domain.game_session import GameSession, Host
from emulator.domain.player_session import PlayerSession
from emulator.hosting.endpoint import game_server_endpoint


def seconds(instant: int | None) -> float | None:
    return None if instant is None else instant / 1000


def show_player_session(stored: PlayerSession, host: Host, now: int) -> shapes.PlayerSession:
    """A player session as AWS shows it at `now`, with the address of its game session."""
    session = player_session.settled(stored, now)
    ended = session.termination_time
    return shapes.PlayerSession(
        session.player_session_id,
        session.player_id,
        host.game_session_id,
        host.fleet_id,
        host.fleet_arn,
        session.creation_time / 1000,
        None if ended is None else ended / 1000,
        session.status,
        host.ip_address,
        host.dns_name,
        host.port,
        session.player_data,
    )


def show_game_session(session: GameSession, held: int, fleet: Fleet) -> shapes.GameSession:
    """A game session as AWS shows it, in the status that it is to be shown with; `held` of its player slots are.

    Observed: the members of a new one, GameProperties among them though it is empty (READMEs of Anywhere samples).
    Assumed: CurrentPlayerSessionCount counts RESERVED as well as ACTIVE, as CloudWatch's CurrentPlayerSessions does.
    """
    return shapes.GameSession(
        game_session_id=session.game_session_id,
        name=session.name,
        fleet_id=fleet.fleet_id,
        fleet_arn=arn.fleet_arn(fleet.region, fleet.account, fleet.fleet_id),
        creation_time=seconds(session.creation_time),
        termination_time=seconds(session.termination_time),
        current_player_session_count=held,
        maximum_player_session_count=session.maximum_player_session_count,
        status=session.status,
        status_reason=session.status_reason,
        game_properties=[
            shapes.GameProperty(key, value)
            for key, value in game_session.read_properties(session.game_properties).items()
        ],
        ip_address=session.ip_address,
        dns_name=session.dns_name,
        port=session.port,
        player_session_creation_policy=session.player_session_creation_policy,
        creator_id=session.creator_id,
        game_session_data=session.game_session_data,
        matchmaker_data=session.matchmaker_data,
        location=session.location,
        compute_name=session.compute_name,
    )


def show_fleet(
    fleet: Fleet, operating_system: shapes.OperatingSystem | None, home: FleetLocation | None = None
) -> shapes.FleetAttributes:
    """The attributes of a fleet; `home` is its home Region, where it is an EC2 fleet.

    Documented: the developer guide's outputs of create-fleet. Assumed: which attributes have a value from the start.
    """
    limits = (fleet.new_game_sessions_per_creator, fleet.policy_period_in_minutes)
    gateway = fleet.game_server_ip_protocol_supported
    protection = fleet.new_game_session_protection_policy
    return shapes.FleetAttributes(
        fleet_id=fleet.fleet_id,
        fleet_arn=arn.fleet_arn(fleet.region, fleet.account, fleet.fleet_id),
        fleet_type=fleet.fleet_type,
        instance_type=cast("shapes.EC2InstanceType | None", fleet.instance_type),
        description=fleet.description,
        name=fleet.name,
        creation_time=seconds(fleet.creation_time),
        status=fleet.status,
        build_id=fleet.build_id,
        build_arn=fleet.build_id and arn.resource_arn(fleet.region, fleet.account, "build", fleet.build_id),
        script_id=fleet.script_id,
        script_arn=fleet.script_id and arn.resource_arn(fleet.region, fleet.account, "script", fleet.script_id),
        server_launch_path=fleet.server_launch_path,
        server_launch_parameters=fleet.server_launch_parameters,
        log_paths=None if fleet.log_paths is None else decode(fleet.log_paths, list[str]),
        new_game_session_protection_policy=None if fleet.anywhere and protection == "NoProtection" else protection,
        resource_creation_limit_policy=None if limits == (None, None) else shapes.ResourceCreationLimitPolicy(*limits),
        metric_groups=[fleet.metric_group or "default"],
        stopped_actions=[home.stopped_action] if home and home.stopped_action else None,
        operating_system=operating_system,
        instance_role_arn=fleet.instance_role_arn,
        certificate_configuration=shapes.CertificateConfiguration(fleet.certificate_type),
        compute_type=fleet.compute_type,
        anywhere_configuration=None if fleet.cost is None else shapes.AnywhereConfiguration(fleet.cost),
        instance_role_credentials_provider=fleet.instance_role_credentials_provider,
        player_gateway_mode=fleet.player_gateway_mode,
        player_gateway_configuration=None if gateway is None else shapes.PlayerGatewayConfiguration(gateway),
    )


def show_location(location: Location) -> shapes.LocationModel:
    return shapes.LocationModel(location.location_name, location.arn)


def show_compute(compute: Compute, fleet: Fleet, context: Context) -> shapes.Compute:
    """A compute of an Anywhere fleet, with the WebSocket URL at which this emulator takes game servers.

    Observed: its members, and its status in mixed case (a reply to RegisterCompute in a public README).
    """
    return shapes.Compute(
        fleet_id=fleet.fleet_id,
        fleet_arn=arn.fleet_arn(fleet.region, fleet.account, fleet.fleet_id),
        compute_name=compute.compute_name,
        compute_arn=arn.compute_arn(fleet.region, fleet.account, compute.compute_name),
        ip_address=compute.ip_address,
        dns_name=compute.dns_name,
        compute_status="Active",
        location=compute.location,
        creation_time=seconds(compute.creation_time),
        game_lift_service_sdk_endpoint=game_server_endpoint(context),
    )


def show_alias(alias: Alias) -> shapes.Alias:
    return shapes.Alias(
        alias_id=alias.alias_id,
        name=alias.name,
        alias_arn=alias.arn,
        description=alias.description,
        routing_strategy=shapes.RoutingStrategy(alias.routing_type, alias.fleet_id, alias.message),
        creation_time=seconds(alias.creation_time),
        last_updated_time=seconds(alias.last_updated_time),
    )
