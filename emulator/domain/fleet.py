"""Where game sessions are hosted: fleets, their locations, and the computes of Anywhere fleets."""

from typing import ClassVar, Literal, NamedTuple

from msgspec import Struct

from emulator.domain.resource import Resource

Status = Literal[
    "NEW",
    "DOWNLOADING",
    "VALIDATING",
    "BUILDING",
    "ACTIVATING",
    "ACTIVE",
    "DELETING",
    "ERROR",
    "TERMINATED",
    "NOT_FOUND",
    "EXPIRED",
]
ComputeType = Literal["EC2", "ANYWHERE"]
CertificateType = Literal["DISABLED", "GENERATED"]
ProtectionPolicy = Literal["NoProtection", "FullProtection"]

CUSTOM = "custom-"
"""How the name of every custom location begins, and of no other."""


class Fleet(Resource, frozen=True, kw_only=True):
    """A fleet. Times are instants, periods have their unit in their name."""

    arn_kind: ClassVar = "fleet"
    name_field: ClassVar = "fleet_id"

    fleet_id: str
    name: str
    description: str | None = None
    compute_type: ComputeType
    status: Status = "ACTIVE"
    creation_time: int
    certificate_type: CertificateType = "DISABLED"
    build_id: str | None = None
    script_id: str | None = None
    fleet_type: Literal["ON_DEMAND", "SPOT"] | None = None
    instance_type: str | None = None
    server_launch_path: str | None = None
    server_launch_parameters: str | None = None
    log_paths: str | None = None
    """A JSON list of texts."""
    new_game_session_protection_policy: ProtectionPolicy = "NoProtection"
    new_game_sessions_per_creator: int | None = None
    policy_period_in_minutes: int | None = None
    metric_group: str | None = None
    instance_role_arn: str | None = None
    instance_role_credentials_provider: Literal["SHARED_CREDENTIAL_FILE"] | None = None
    cost: str | None = None
    """What an hour of an Anywhere fleet costs, as the caller wrote it."""
    player_gateway_mode: Literal["DISABLED", "ENABLED", "REQUIRED"] | None = None
    game_server_ip_protocol_supported: Literal["IPv4", "DUAL_STACK"] | None = None
    runtime_configuration: str | None = None
    """JSON with AWS's members; domain/capacity.py reads what counts of it."""
    ec2_inbound_permissions: str | None = None
    """A JSON list with AWS's members."""
    scaling_policies: str | None = None
    """A JSON list with the members of PutScalingPolicy, in the order in which they were first put."""

    @property
    def anywhere(self) -> bool:
        return self.compute_type == "ANYWHERE"


class FleetLocation(Struct, frozen=True, kw_only=True):
    """A location that a fleet has. The sizes, in instances, are those of EC2 fleets."""

    key: int
    fleet_key: int
    location: str
    desired_instances: int = 1
    min_size: int = 0
    max_size: int = 1
    managed_capacity_configuration: str | None = None
    """JSON with AWS's members."""
    stopped_action: Literal["AUTO_SCALING"] | None = None


EventCode = Literal[
    "FLEET_CREATED",
    "FLEET_STATE_ACTIVE",
    "FLEET_SCALING_EVENT",
    "FLEET_NEW_GAME_SESSION_PROTECTION_POLICY_UPDATED",
    "LOCATION_STATE_CREATED",
    "LOCATION_STATE_ACTIVE",
    "LOCATION_STATE_DELETED",
    "SERVER_PROCESS_CRASHED",
    "GAME_SESSION_ACTIVATION_TIMEOUT",
]
"""The codes of what can happen to a fleet here."""


class FleetEvent(Struct, frozen=True):
    """Something that was done to a fleet."""

    key: int
    fleet_key: int
    event_id: str
    event_code: EventCode
    message: str
    event_time: int


class Happened(NamedTuple):
    """An event, and its place in the order."""

    event_time: int
    place: int
    event_code: EventCode
    event_id: str | None
    """None where it follows from another row."""
    about: str
    """The event's message; of one that has no id, the fleet or game session that it happened to."""

    @property
    def creation_time(self) -> int:
        """What pages are ordered by."""
        return self.event_time

    @property
    def key(self) -> int:
        return self.place


class Location(Resource, frozen=True):
    """A custom location of an account in a region."""

    arn_kind: ClassVar = "location"
    name_field: ClassVar = "location_name"

    location_name: str
    creation_time: int


class Compute(Struct, frozen=True):
    """A machine that is registered with an Anywhere fleet."""

    key: int
    fleet_key: int
    compute_name: str
    location: str
    ip_address: str | None
    dns_name: str | None
    certificate_path: str | None
    creation_time: int
