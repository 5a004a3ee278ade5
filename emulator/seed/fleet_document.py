"""What a seed document may say of fleets."""

from typing import Annotated

from msgspec import Meta, field

from emulator.api import shapes
from emulator.domain import fleet
from emulator.domain.region import AccountId, Region
from emulator.seed.entry import LocationName, PlayerSlots, ResourceEntry, SeedEntry, Time


class CertificateConfiguration(SeedEntry, frozen=True):
    certificate_type: fleet.CertificateType


class AnywhereConfiguration(SeedEntry, frozen=True):
    cost: shapes.NonNegativeLimitedLengthDouble


class ResourceCreationLimitPolicy(SeedEntry, frozen=True):
    new_game_sessions_per_creator: PlayerSlots | None = None
    policy_period_in_minutes: PlayerSlots | None = None


class PlayerGatewayConfiguration(SeedEntry, frozen=True):
    game_server_ip_protocol_supported: shapes.GameServerIpProtocolSupported | None = None


class ServerProcess(SeedEntry, frozen=True):
    launch_path: shapes.LaunchPathStringModel
    concurrent_executions: shapes.PositiveInteger
    parameters: shapes.LaunchParametersStringModel | None = None


class RuntimeConfiguration(SeedEntry, frozen=True):
    server_processes: Annotated[list[ServerProcess], Meta(min_length=1, max_length=50)] | None = None
    max_concurrent_game_session_activations: shapes.MaxConcurrentGameSessionActivations | None = None
    game_session_activation_timeout_seconds: shapes.GameSessionActivationTimeoutSeconds | None = None


class IpPermission(SeedEntry, frozen=True):
    from_port: shapes.PortNumber
    to_port: shapes.PortNumber
    ip_range: shapes.IpRange
    protocol: shapes.IpProtocol


class TargetConfiguration(SeedEntry, frozen=True):
    target_value: float


class ScalingPolicy(SeedEntry, frozen=True):
    name: shapes.NonZeroAndMaxString
    metric_name: shapes.MetricName
    scaling_adjustment: Annotated[int, Meta(ge=-(2**31), le=2**31 - 1)] | None = None
    scaling_adjustment_type: shapes.ScalingAdjustmentType | None = None
    threshold: float | None = None
    comparison_operator: shapes.ComparisonOperatorType | None = None
    evaluation_periods: shapes.PositiveInteger | None = None
    policy_type: shapes.PolicyType | None = None
    target_configuration: TargetConfiguration | None = None


class ManagedCapacityConfiguration(SeedEntry, frozen=True):
    zero_capacity_strategy: shapes.ZeroCapacityStrategy | None = None
    scale_in_after_inactivity_minutes: shapes.ScaleInAfterInactivityMinutes | None = None


class LocationConfiguration(SeedEntry, frozen=True):
    location: LocationName
    desired_instances: shapes.WholeNumber | None = None
    min_size: shapes.WholeNumber | None = None
    max_size: shapes.WholeNumber | None = None
    managed_capacity_configuration: ManagedCapacityConfiguration | None = None
    stopped_actions: shapes.FleetActionList | None = None


class Fleet(ResourceEntry, frozen=True):
    fleet_id: shapes.FleetId
    name: shapes.NonZeroAndMaxString | None = None
    description: shapes.NonZeroAndMaxString | None = None
    compute_type: fleet.ComputeType | None = None
    status: fleet.Status | None = None
    certificate_configuration: CertificateConfiguration | None = None
    build_id: shapes.BuildId | None = None
    script_id: shapes.ScriptId | None = None
    fleet_type: shapes.FleetType | None = None
    instance_type: Annotated[str, Meta(min_length=1)] | None = None
    server_launch_path: shapes.LaunchPathStringModel | None = None
    server_launch_parameters: shapes.LaunchParametersStringModel | None = None
    log_paths: list[shapes.NonZeroAndMaxString] | None = None
    new_game_session_protection_policy: fleet.ProtectionPolicy | None = None
    resource_creation_limit_policy: ResourceCreationLimitPolicy | None = None
    metric_groups: shapes.MetricGroupList | None = None
    instance_role_arn: shapes.NonEmptyString | None = None
    instance_role_credentials_provider: shapes.InstanceRoleCredentialsProvider | None = None
    anywhere_configuration: AnywhereConfiguration | None = None
    player_gateway_mode: shapes.PlayerGatewayMode | None = None
    player_gateway_configuration: PlayerGatewayConfiguration | None = None
    runtime_configuration: RuntimeConfiguration | None = None
    ec2_inbound_permissions: Annotated[list[IpPermission], Meta(max_length=50)] | None = field(
        default=None, name="EC2InboundPermissions"
    )
    scaling_policies: list[ScalingPolicy] | None = None
    locations: list[LocationConfiguration] | None = None
    creation_time: Time | None = None


class FleetEvent(SeedEntry, frozen=True):
    event_id: shapes.NonZeroAndMaxString
    fleet_id: shapes.FleetId
    event_code: fleet.EventCode
    region: Region | None = None
    account_id: AccountId | None = None
    message: shapes.NonEmptyString | None = None
    event_time: Time | None = None
