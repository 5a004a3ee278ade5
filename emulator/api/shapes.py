"""Inputs and outputs of the operations answered here.

Written by scripts/generate_api.py from botocore 1.44.5; never edited.
"""

from typing import Annotated, Literal

from msgspec import Meta, field

from emulator.api.shape import Shape, Timestamp

MatchmakingIdStringModel = Annotated[str, Meta(max_length=128, pattern=r"^[a-zA-Z0-9-\.]*\Z")]
PlayerId = Annotated[str, Meta(min_length=1, max_length=1024, extra={"sensitive": True})]
PlayerIdsForAcceptMatch = Annotated[list[PlayerId], Meta(extra={"sensitive": True})]
AcceptanceType = Literal["ACCEPT", "REJECT"]


class AcceptMatchInput(Shape, frozen=True):
    ticket_id: MatchmakingIdStringModel
    player_ids: PlayerIdsForAcceptMatch
    acceptance_type: AcceptanceType


class AcceptMatchOutput(Shape, frozen=True):
    pass


NonBlankAndLengthConstraintString = Annotated[
    str, Meta(min_length=1, max_length=1024, pattern=r"^[^\S\n]*\S.*\Z", extra={"pattern": r"^.*\S.*$"})
]
NonZeroAndMaxString = Annotated[str, Meta(min_length=1, max_length=1024)]
RoutingStrategyType = Literal["SIMPLE", "TERMINAL"]
FleetId = Annotated[str, Meta(min_length=1, max_length=128, pattern=r"^[a-z]*fleet-[a-zA-Z0-9\-]+\Z")]
FreeText = str


class RoutingStrategy(Shape, frozen=True):
    type: RoutingStrategyType | None = None
    fleet_id: FleetId | None = None
    message: FreeText | None = None


TagKey = Annotated[str, Meta(min_length=1, max_length=128)]
TagValue = Annotated[str, Meta(min_length=0, max_length=256)]


class Tag(Shape, frozen=True):
    key: TagKey
    value: TagValue


TagList = Annotated[list[Tag], Meta(min_length=0, max_length=200)]


class CreateAliasInput(Shape, frozen=True):
    name: NonBlankAndLengthConstraintString
    routing_strategy: RoutingStrategy
    description: NonZeroAndMaxString | None = None
    tags: TagList | None = None


AliasId = Annotated[str, Meta(pattern=r"^alias-\S+\Z")]
AliasArn = Annotated[
    str, Meta(pattern=r"^arn:(?>.*:alias\/alias-(?=\S))\S+\Z", extra={"pattern": r"^arn:.*:alias\/alias-\S+$"})
]


class Alias(Shape, frozen=True):
    alias_id: AliasId | None = None
    name: NonBlankAndLengthConstraintString | None = None
    alias_arn: AliasArn | None = None
    description: FreeText | None = None
    routing_strategy: RoutingStrategy | None = None
    creation_time: Timestamp | None = None
    last_updated_time: Timestamp | None = None


class CreateAliasOutput(Shape, frozen=True):
    alias: Alias | None = None


NonEmptyString = Annotated[str, Meta(min_length=1)]


class S3Location(Shape, frozen=True):
    bucket: NonEmptyString | None = None
    key: NonEmptyString | None = None
    role_arn: NonEmptyString | None = None
    object_version: NonEmptyString | None = None


OperatingSystem = Literal[
    "WINDOWS_2012", "AMAZON_LINUX", "AMAZON_LINUX_2", "WINDOWS_2016", "AMAZON_LINUX_2023", "WINDOWS_2022"
]
ServerSdkVersion = Annotated[str, Meta(max_length=128, pattern=r"^\d+\.\d+\.\d+\Z")]


class CreateBuildInput(Shape, frozen=True):
    name: NonZeroAndMaxString | None = None
    version: NonZeroAndMaxString | None = None
    storage_location: S3Location | None = None
    operating_system: OperatingSystem | None = None
    tags: TagList | None = None
    server_sdk_version: ServerSdkVersion | None = None


BuildId = Annotated[str, Meta(pattern=r"^build-\S+\Z")]
BuildArn = Annotated[
    str, Meta(pattern=r"^arn:(?>.*:build\/build-(?=\S))\S+\Z", extra={"pattern": r"^arn:.*:build\/build-\S+$"})
]
BuildStatus = Literal["INITIALIZED", "READY", "FAILED"]
WholeNumberLong = Annotated[int, Meta(ge=0, le=9223372036854775807, extra={"bits": 64})]


class Build(Shape, frozen=True):
    build_id: BuildId | None = None
    build_arn: BuildArn | None = None
    name: FreeText | None = None
    version: FreeText | None = None
    status: BuildStatus | None = None
    size_on_disk: WholeNumberLong | None = None
    operating_system: OperatingSystem | None = None
    creation_time: Timestamp | None = None
    server_sdk_version: ServerSdkVersion | None = None


class AwsCredentials(Shape, frozen=True):
    access_key_id: NonEmptyString | None = None
    secret_access_key: NonEmptyString | None = None
    session_token: NonEmptyString | None = None


class CreateBuildOutput(Shape, frozen=True):
    build: Build | None = None
    upload_credentials: Annotated[AwsCredentials, Meta(extra={"sensitive": True})] | None = None
    storage_location: S3Location | None = None


BuildIdOrArn = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=512,
        pattern=r"^(build-\S+|arn:(?>.*:build\/build-(?=\S))\S+)\Z",
        extra={"pattern": r"^(build-\S+|arn:.*:build\/build-\S+)$"},
    ),
]
ScriptIdOrArn = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=512,
        pattern=r"^(script-\S+|arn:(?>.*:script\/script-(?=\S))\S+)\Z",
        extra={"pattern": r"^(script-\S+|arn:.*:script\/script-\S+)$"},
    ),
]
LaunchPathStringModel = Annotated[str, Meta(min_length=1, max_length=1024, pattern=r"^[A-Za-z0-9_:.+\/\\\- ]+\Z")]
LaunchParametersStringModel = Annotated[
    str, Meta(min_length=1, max_length=1024, pattern="^[A-Za-z0-9_:.+\\/\\\\\\- =@;{},?'\\[\\]\"]+\\Z")
]
StringList = list[NonZeroAndMaxString]
EC2InstanceType = Literal[
    "t2.micro",
    "t2.small",
    "t2.medium",
    "t2.large",
    "c3.large",
    "c3.xlarge",
    "c3.2xlarge",
    "c3.4xlarge",
    "c3.8xlarge",
    "c4.large",
    "c4.xlarge",
    "c4.2xlarge",
    "c4.4xlarge",
    "c4.8xlarge",
    "c5.large",
    "c5.xlarge",
    "c5.2xlarge",
    "c5.4xlarge",
    "c5.9xlarge",
    "c5.12xlarge",
    "c5.18xlarge",
    "c5.24xlarge",
    "c5a.large",
    "c5a.xlarge",
    "c5a.2xlarge",
    "c5a.4xlarge",
    "c5a.8xlarge",
    "c5a.12xlarge",
    "c5a.16xlarge",
    "c5a.24xlarge",
    "r3.large",
    "r3.xlarge",
    "r3.2xlarge",
    "r3.4xlarge",
    "r3.8xlarge",
    "r4.large",
    "r4.xlarge",
    "r4.2xlarge",
    "r4.4xlarge",
    "r4.8xlarge",
    "r4.16xlarge",
    "r5.large",
    "r5.xlarge",
    "r5.2xlarge",
    "r5.4xlarge",
    "r5.8xlarge",
    "r5.12xlarge",
    "r5.16xlarge",
    "r5.24xlarge",
    "r5a.large",
    "r5a.xlarge",
    "r5a.2xlarge",
    "r5a.4xlarge",
    "r5a.8xlarge",
    "r5a.12xlarge",
    "r5a.16xlarge",
    "r5a.24xlarge",
    "m3.medium",
    "m3.large",
    "m3.xlarge",
    "m3.2xlarge",
    "m4.large",
    "m4.xlarge",
    "m4.2xlarge",
    "m4.4xlarge",
    "m4.10xlarge",
    "m5.large",
    "m5.xlarge",
    "m5.2xlarge",
    "m5.4xlarge",
    "m5.8xlarge",
    "m5.12xlarge",
    "m5.16xlarge",
    "m5.24xlarge",
    "m5a.large",
    "m5a.xlarge",
    "m5a.2xlarge",
    "m5a.4xlarge",
    "m5a.8xlarge",
    "m5a.12xlarge",
    "m5a.16xlarge",
    "m5a.24xlarge",
    "c5d.large",
    "c5d.xlarge",
    "c5d.2xlarge",
    "c5d.4xlarge",
    "c5d.9xlarge",
    "c5d.12xlarge",
    "c5d.18xlarge",
    "c5d.24xlarge",
    "c6a.large",
    "c6a.xlarge",
    "c6a.2xlarge",
    "c6a.4xlarge",
    "c6a.8xlarge",
    "c6a.12xlarge",
    "c6a.16xlarge",
    "c6a.24xlarge",
    "c6i.large",
    "c6i.xlarge",
    "c6i.2xlarge",
    "c6i.4xlarge",
    "c6i.8xlarge",
    "c6i.12xlarge",
    "c6i.16xlarge",
    "c6i.24xlarge",
    "r5d.large",
    "r5d.xlarge",
    "r5d.2xlarge",
    "r5d.4xlarge",
    "r5d.8xlarge",
    "r5d.12xlarge",
    "r5d.16xlarge",
    "r5d.24xlarge",
    "m6g.medium",
    "m6g.large",
    "m6g.xlarge",
    "m6g.2xlarge",
    "m6g.4xlarge",
    "m6g.8xlarge",
    "m6g.12xlarge",
    "m6g.16xlarge",
    "c6g.medium",
    "c6g.large",
    "c6g.xlarge",
    "c6g.2xlarge",
    "c6g.4xlarge",
    "c6g.8xlarge",
    "c6g.12xlarge",
    "c6g.16xlarge",
    "r6g.medium",
    "r6g.large",
    "r6g.xlarge",
    "r6g.2xlarge",
    "r6g.4xlarge",
    "r6g.8xlarge",
    "r6g.12xlarge",
    "r6g.16xlarge",
    "c6gn.medium",
    "c6gn.large",
    "c6gn.xlarge",
    "c6gn.2xlarge",
    "c6gn.4xlarge",
    "c6gn.8xlarge",
    "c6gn.12xlarge",
    "c6gn.16xlarge",
    "c7g.medium",
    "c7g.large",
    "c7g.xlarge",
    "c7g.2xlarge",
    "c7g.4xlarge",
    "c7g.8xlarge",
    "c7g.12xlarge",
    "c7g.16xlarge",
    "r7g.medium",
    "r7g.large",
    "r7g.xlarge",
    "r7g.2xlarge",
    "r7g.4xlarge",
    "r7g.8xlarge",
    "r7g.12xlarge",
    "r7g.16xlarge",
    "m7g.medium",
    "m7g.large",
    "m7g.xlarge",
    "m7g.2xlarge",
    "m7g.4xlarge",
    "m7g.8xlarge",
    "m7g.12xlarge",
    "m7g.16xlarge",
    "g5g.xlarge",
    "g5g.2xlarge",
    "g5g.4xlarge",
    "g5g.8xlarge",
    "g5g.16xlarge",
    "r6i.large",
    "r6i.xlarge",
    "r6i.2xlarge",
    "r6i.4xlarge",
    "r6i.8xlarge",
    "r6i.12xlarge",
    "r6i.16xlarge",
    "c6gd.medium",
    "c6gd.large",
    "c6gd.xlarge",
    "c6gd.2xlarge",
    "c6gd.4xlarge",
    "c6gd.8xlarge",
    "c6gd.12xlarge",
    "c6gd.16xlarge",
    "c6in.large",
    "c6in.xlarge",
    "c6in.2xlarge",
    "c6in.4xlarge",
    "c6in.8xlarge",
    "c6in.12xlarge",
    "c6in.16xlarge",
    "c7a.medium",
    "c7a.large",
    "c7a.xlarge",
    "c7a.2xlarge",
    "c7a.4xlarge",
    "c7a.8xlarge",
    "c7a.12xlarge",
    "c7a.16xlarge",
    "c7gd.medium",
    "c7gd.large",
    "c7gd.xlarge",
    "c7gd.2xlarge",
    "c7gd.4xlarge",
    "c7gd.8xlarge",
    "c7gd.12xlarge",
    "c7gd.16xlarge",
    "c7gn.medium",
    "c7gn.large",
    "c7gn.xlarge",
    "c7gn.2xlarge",
    "c7gn.4xlarge",
    "c7gn.8xlarge",
    "c7gn.12xlarge",
    "c7gn.16xlarge",
    "c7i.large",
    "c7i.xlarge",
    "c7i.2xlarge",
    "c7i.4xlarge",
    "c7i.8xlarge",
    "c7i.12xlarge",
    "c7i.16xlarge",
    "m6a.large",
    "m6a.xlarge",
    "m6a.2xlarge",
    "m6a.4xlarge",
    "m6a.8xlarge",
    "m6a.12xlarge",
    "m6a.16xlarge",
    "m6gd.medium",
    "m6gd.large",
    "m6gd.xlarge",
    "m6gd.2xlarge",
    "m6gd.4xlarge",
    "m6gd.8xlarge",
    "m6gd.12xlarge",
    "m6gd.16xlarge",
    "m6i.large",
    "m6i.xlarge",
    "m6i.2xlarge",
    "m6i.4xlarge",
    "m6i.8xlarge",
    "m6i.12xlarge",
    "m6i.16xlarge",
    "m7a.medium",
    "m7a.large",
    "m7a.xlarge",
    "m7a.2xlarge",
    "m7a.4xlarge",
    "m7a.8xlarge",
    "m7a.12xlarge",
    "m7a.16xlarge",
    "m7gd.medium",
    "m7gd.large",
    "m7gd.xlarge",
    "m7gd.2xlarge",
    "m7gd.4xlarge",
    "m7gd.8xlarge",
    "m7gd.12xlarge",
    "m7gd.16xlarge",
    "m7i.large",
    "m7i.xlarge",
    "m7i.2xlarge",
    "m7i.4xlarge",
    "m7i.8xlarge",
    "m7i.12xlarge",
    "m7i.16xlarge",
    "r6gd.medium",
    "r6gd.large",
    "r6gd.xlarge",
    "r6gd.2xlarge",
    "r6gd.4xlarge",
    "r6gd.8xlarge",
    "r6gd.12xlarge",
    "r6gd.16xlarge",
    "r7a.medium",
    "r7a.large",
    "r7a.xlarge",
    "r7a.2xlarge",
    "r7a.4xlarge",
    "r7a.8xlarge",
    "r7a.12xlarge",
    "r7a.16xlarge",
    "r7gd.medium",
    "r7gd.large",
    "r7gd.xlarge",
    "r7gd.2xlarge",
    "r7gd.4xlarge",
    "r7gd.8xlarge",
    "r7gd.12xlarge",
    "r7gd.16xlarge",
    "r7i.large",
    "r7i.xlarge",
    "r7i.2xlarge",
    "r7i.4xlarge",
    "r7i.8xlarge",
    "r7i.12xlarge",
    "r7i.16xlarge",
    "r7i.24xlarge",
    "r7i.48xlarge",
    "c5ad.large",
    "c5ad.xlarge",
    "c5ad.2xlarge",
    "c5ad.4xlarge",
    "c5ad.8xlarge",
    "c5ad.12xlarge",
    "c5ad.16xlarge",
    "c5ad.24xlarge",
    "c5n.large",
    "c5n.xlarge",
    "c5n.2xlarge",
    "c5n.4xlarge",
    "c5n.9xlarge",
    "c5n.18xlarge",
    "r5ad.large",
    "r5ad.xlarge",
    "r5ad.2xlarge",
    "r5ad.4xlarge",
    "r5ad.8xlarge",
    "r5ad.12xlarge",
    "r5ad.16xlarge",
    "r5ad.24xlarge",
    "c6id.large",
    "c6id.xlarge",
    "c6id.2xlarge",
    "c6id.4xlarge",
    "c6id.8xlarge",
    "c6id.12xlarge",
    "c6id.16xlarge",
    "c6id.24xlarge",
    "c6id.32xlarge",
    "c8g.medium",
    "c8g.large",
    "c8g.xlarge",
    "c8g.2xlarge",
    "c8g.4xlarge",
    "c8g.8xlarge",
    "c8g.12xlarge",
    "c8g.16xlarge",
    "c8g.24xlarge",
    "c8g.48xlarge",
    "m5ad.large",
    "m5ad.xlarge",
    "m5ad.2xlarge",
    "m5ad.4xlarge",
    "m5ad.8xlarge",
    "m5ad.12xlarge",
    "m5ad.16xlarge",
    "m5ad.24xlarge",
    "m5d.large",
    "m5d.xlarge",
    "m5d.2xlarge",
    "m5d.4xlarge",
    "m5d.8xlarge",
    "m5d.12xlarge",
    "m5d.16xlarge",
    "m5d.24xlarge",
    "m5dn.large",
    "m5dn.xlarge",
    "m5dn.2xlarge",
    "m5dn.4xlarge",
    "m5dn.8xlarge",
    "m5dn.12xlarge",
    "m5dn.16xlarge",
    "m5dn.24xlarge",
    "m5n.large",
    "m5n.xlarge",
    "m5n.2xlarge",
    "m5n.4xlarge",
    "m5n.8xlarge",
    "m5n.12xlarge",
    "m5n.16xlarge",
    "m5n.24xlarge",
    "m6id.large",
    "m6id.xlarge",
    "m6id.2xlarge",
    "m6id.4xlarge",
    "m6id.8xlarge",
    "m6id.12xlarge",
    "m6id.16xlarge",
    "m6id.24xlarge",
    "m6id.32xlarge",
    "m6idn.large",
    "m6idn.xlarge",
    "m6idn.2xlarge",
    "m6idn.4xlarge",
    "m6idn.8xlarge",
    "m6idn.12xlarge",
    "m6idn.16xlarge",
    "m6idn.24xlarge",
    "m6idn.32xlarge",
    "m6in.large",
    "m6in.xlarge",
    "m6in.2xlarge",
    "m6in.4xlarge",
    "m6in.8xlarge",
    "m6in.12xlarge",
    "m6in.16xlarge",
    "m6in.24xlarge",
    "m6in.32xlarge",
    "m8g.medium",
    "m8g.large",
    "m8g.xlarge",
    "m8g.2xlarge",
    "m8g.4xlarge",
    "m8g.8xlarge",
    "m8g.12xlarge",
    "m8g.16xlarge",
    "m8g.24xlarge",
    "m8g.48xlarge",
    "r5dn.large",
    "r5dn.xlarge",
    "r5dn.2xlarge",
    "r5dn.4xlarge",
    "r5dn.8xlarge",
    "r5dn.12xlarge",
    "r5dn.16xlarge",
    "r5dn.24xlarge",
    "r5n.large",
    "r5n.xlarge",
    "r5n.2xlarge",
    "r5n.4xlarge",
    "r5n.8xlarge",
    "r5n.12xlarge",
    "r5n.16xlarge",
    "r5n.24xlarge",
    "r6a.large",
    "r6a.xlarge",
    "r6a.2xlarge",
    "r6a.4xlarge",
    "r6a.8xlarge",
    "r6a.12xlarge",
    "r6a.16xlarge",
    "r6a.24xlarge",
    "r6a.32xlarge",
    "r6a.48xlarge",
    "r6id.large",
    "r6id.xlarge",
    "r6id.2xlarge",
    "r6id.4xlarge",
    "r6id.8xlarge",
    "r6id.12xlarge",
    "r6id.16xlarge",
    "r6id.24xlarge",
    "r6id.32xlarge",
    "r6idn.large",
    "r6idn.xlarge",
    "r6idn.2xlarge",
    "r6idn.4xlarge",
    "r6idn.8xlarge",
    "r6idn.12xlarge",
    "r6idn.16xlarge",
    "r6idn.24xlarge",
    "r6idn.32xlarge",
    "r6in.large",
    "r6in.xlarge",
    "r6in.2xlarge",
    "r6in.4xlarge",
    "r6in.8xlarge",
    "r6in.12xlarge",
    "r6in.16xlarge",
    "r6in.24xlarge",
    "r6in.32xlarge",
    "r8g.medium",
    "r8g.large",
    "r8g.xlarge",
    "r8g.2xlarge",
    "r8g.4xlarge",
    "r8g.8xlarge",
    "r8g.12xlarge",
    "r8g.16xlarge",
    "r8g.24xlarge",
    "r8g.48xlarge",
    "m4.16xlarge",
    "c6a.32xlarge",
    "c6a.48xlarge",
    "c6i.32xlarge",
    "r6i.24xlarge",
    "r6i.32xlarge",
    "c6in.24xlarge",
    "c6in.32xlarge",
    "c7a.24xlarge",
    "c7a.32xlarge",
    "c7a.48xlarge",
    "c7i.24xlarge",
    "c7i.48xlarge",
    "m6a.24xlarge",
    "m6a.32xlarge",
    "m6a.48xlarge",
    "m6i.24xlarge",
    "m6i.32xlarge",
    "m7a.24xlarge",
    "m7a.32xlarge",
    "m7a.48xlarge",
    "m7i.24xlarge",
    "m7i.48xlarge",
    "r7a.24xlarge",
    "r7a.32xlarge",
    "r7a.48xlarge",
    "c8a.medium",
    "c8a.large",
    "c8a.xlarge",
    "c8a.2xlarge",
    "c8a.4xlarge",
    "c8a.8xlarge",
    "c8i.large",
    "c8i.xlarge",
    "c8i.2xlarge",
    "c8i.4xlarge",
    "c8i.8xlarge",
    "c9g.medium",
    "c9g.large",
    "c9g.xlarge",
    "c9g.2xlarge",
    "c9g.4xlarge",
    "c9g.8xlarge",
    "m8a.medium",
    "m8a.large",
    "m8a.xlarge",
    "m8a.2xlarge",
    "m8a.4xlarge",
    "m8a.8xlarge",
    "m8i.large",
    "m8i.xlarge",
    "m8i.2xlarge",
    "m8i.4xlarge",
    "m8i.8xlarge",
    "m9g.medium",
    "m9g.large",
    "m9g.xlarge",
    "m9g.2xlarge",
    "m9g.4xlarge",
    "m9g.8xlarge",
]
PortNumber = Annotated[int, Meta(ge=1, le=60000, extra={"bits": 32, "sensitive": True})]
IpRange = Annotated[str, Meta(pattern=r"^[^\s]+\Z", extra={"sensitive": True})]
IpProtocol = Literal["TCP", "UDP"]


class IpPermission(Shape, frozen=True):
    from_port: PortNumber
    to_port: PortNumber
    ip_range: IpRange
    protocol: IpProtocol


IpPermissionsList = Annotated[list[IpPermission], Meta(max_length=50)]
ProtectionPolicy = Literal["NoProtection", "FullProtection"]
PositiveInteger = Annotated[int, Meta(ge=1, le=2147483647, extra={"bits": 32})]


class ServerProcess(Shape, frozen=True):
    launch_path: LaunchPathStringModel
    concurrent_executions: PositiveInteger
    parameters: LaunchParametersStringModel | None = None


ServerProcessList = Annotated[list[ServerProcess], Meta(min_length=1, max_length=50)]
MaxConcurrentGameSessionActivations = Annotated[int, Meta(ge=1, le=2147483647, extra={"bits": 32})]
GameSessionActivationTimeoutSeconds = Annotated[int, Meta(ge=1, le=600, extra={"bits": 32})]


class RuntimeConfiguration(Shape, frozen=True):
    server_processes: ServerProcessList | None = None
    max_concurrent_game_session_activations: MaxConcurrentGameSessionActivations | None = None
    game_session_activation_timeout_seconds: GameSessionActivationTimeoutSeconds | None = None


WholeNumber = Annotated[int, Meta(ge=0, le=2147483647, extra={"bits": 32})]


class ResourceCreationLimitPolicy(Shape, frozen=True):
    new_game_sessions_per_creator: WholeNumber | None = None
    policy_period_in_minutes: WholeNumber | None = None


MetricGroup = Annotated[str, Meta(min_length=1, max_length=255)]
MetricGroupList = Annotated[list[MetricGroup], Meta(max_length=1)]
FleetType = Literal["ON_DEMAND", "SPOT"]
CertificateType = Literal["DISABLED", "GENERATED"]


class CertificateConfiguration(Shape, frozen=True):
    certificate_type: CertificateType


LocationStringModel = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9\-]+\Z")]


class LocationConfiguration(Shape, frozen=True):
    location: LocationStringModel


LocationConfigurationList = Annotated[list[LocationConfiguration], Meta(min_length=1, max_length=100)]
ComputeType = Literal["EC2", "ANYWHERE"]
NonNegativeLimitedLengthDouble = Annotated[str, Meta(min_length=1, max_length=11, pattern=r"^\d{1,5}(?:\.\d{1,5})?\Z")]


class AnywhereConfiguration(Shape, frozen=True):
    cost: NonNegativeLimitedLengthDouble


InstanceRoleCredentialsProvider = Literal["SHARED_CREDENTIAL_FILE"]
PlayerGatewayMode = Literal["DISABLED", "ENABLED", "REQUIRED"]
GameServerIpProtocolSupported = Literal["IPv4", "DUAL_STACK"]


class PlayerGatewayConfiguration(Shape, frozen=True):
    game_server_ip_protocol_supported: GameServerIpProtocolSupported | None = None


class CreateFleetInput(Shape, frozen=True):
    name: NonZeroAndMaxString
    description: NonZeroAndMaxString | None = None
    build_id: BuildIdOrArn | None = None
    script_id: ScriptIdOrArn | None = None
    server_launch_path: LaunchPathStringModel | None = None
    server_launch_parameters: LaunchParametersStringModel | None = None
    log_paths: StringList | None = None
    ec2_instance_type: EC2InstanceType | None = field(default=None, name="EC2InstanceType")
    ec2_inbound_permissions: IpPermissionsList | None = field(default=None, name="EC2InboundPermissions")
    new_game_session_protection_policy: ProtectionPolicy | None = None
    runtime_configuration: RuntimeConfiguration | None = None
    resource_creation_limit_policy: ResourceCreationLimitPolicy | None = None
    metric_groups: MetricGroupList | None = None
    peer_vpc_aws_account_id: NonZeroAndMaxString | None = None
    peer_vpc_id: NonZeroAndMaxString | None = None
    fleet_type: FleetType | None = None
    instance_role_arn: NonEmptyString | None = None
    certificate_configuration: CertificateConfiguration | None = None
    locations: LocationConfigurationList | None = None
    tags: TagList | None = None
    compute_type: ComputeType | None = None
    anywhere_configuration: AnywhereConfiguration | None = None
    instance_role_credentials_provider: InstanceRoleCredentialsProvider | None = None
    player_gateway_mode: PlayerGatewayMode | None = None
    player_gateway_configuration: PlayerGatewayConfiguration | None = None


FleetArn = Annotated[
    str, Meta(min_length=1, max_length=512, pattern=r"^arn:.*:[a-z]*fleet\/[a-z]*fleet-[a-zA-Z0-9\-]+\Z")
]
FleetStatus = Literal[
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
ScriptId = Annotated[str, Meta(pattern=r"^script-\S+\Z")]
ScriptArn = Annotated[
    str, Meta(pattern=r"^arn:(?>.*:script\/script-(?=\S))\S+\Z", extra={"pattern": r"^arn:.*:script\/script-\S+$"})
]
FleetAction = Literal["AUTO_SCALING"]
FleetActionList = Annotated[list[FleetAction], Meta(min_length=1, max_length=1)]


class FleetAttributes(Shape, frozen=True):
    fleet_id: FleetId | None = None
    fleet_arn: FleetArn | None = None
    fleet_type: FleetType | None = None
    instance_type: EC2InstanceType | None = None
    description: NonZeroAndMaxString | None = None
    name: NonZeroAndMaxString | None = None
    creation_time: Timestamp | None = None
    termination_time: Timestamp | None = None
    status: FleetStatus | None = None
    build_id: BuildId | None = None
    build_arn: BuildArn | None = None
    script_id: ScriptId | None = None
    script_arn: ScriptArn | None = None
    server_launch_path: LaunchPathStringModel | None = None
    server_launch_parameters: LaunchParametersStringModel | None = None
    log_paths: StringList | None = None
    new_game_session_protection_policy: ProtectionPolicy | None = None
    operating_system: OperatingSystem | None = None
    resource_creation_limit_policy: ResourceCreationLimitPolicy | None = None
    metric_groups: MetricGroupList | None = None
    stopped_actions: FleetActionList | None = None
    instance_role_arn: NonEmptyString | None = None
    certificate_configuration: CertificateConfiguration | None = None
    compute_type: ComputeType | None = None
    anywhere_configuration: AnywhereConfiguration | None = None
    instance_role_credentials_provider: InstanceRoleCredentialsProvider | None = None
    player_gateway_mode: PlayerGatewayMode | None = None
    player_gateway_configuration: PlayerGatewayConfiguration | None = None


PlayerGatewayStatus = Literal["DISABLED", "ENABLED"]


class LocationState(Shape, frozen=True):
    location: LocationStringModel | None = None
    status: FleetStatus | None = None
    player_gateway_status: PlayerGatewayStatus | None = None


LocationStateList = list[LocationState]


class CreateFleetOutput(Shape, frozen=True):
    fleet_attributes: FleetAttributes | None = None
    location_states: LocationStateList | None = None


FleetIdOrArn = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=512,
        pattern=r"^[a-z]*fleet-[a-zA-Z0-9\-]+\Z|^arn:.*:[a-z]*fleet\/[a-z]*fleet-[a-zA-Z0-9\-]+\Z",
    ),
]


class CreateFleetLocationsInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    locations: LocationConfigurationList


class CreateFleetLocationsOutput(Shape, frozen=True):
    fleet_id: FleetIdOrArn | None = None
    fleet_arn: FleetArn | None = None
    location_states: LocationStateList | None = None


AliasIdOrArn = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=512,
        pattern=r"^(alias-\S+|arn:(?>.*:alias\/alias-(?=\S))\S+)\Z",
        extra={"pattern": r"^(alias-\S+|arn:.*:alias\/alias-\S+)$"},
    ),
]
GamePropertyKey = Annotated[str, Meta(max_length=32)]
GamePropertyValue = Annotated[str, Meta(max_length=96, extra={"sensitive": True})]


class GameProperty(Shape, frozen=True):
    key: GamePropertyKey
    value: GamePropertyValue


GamePropertyList = Annotated[list[GameProperty], Meta(max_length=16)]
IdStringModel = Annotated[str, Meta(min_length=1, max_length=48, pattern=r"^[a-zA-Z0-9-]+\Z")]
LargeGameSessionData = Annotated[str, Meta(min_length=1, max_length=262144, extra={"sensitive": True})]


class CreateGameSessionInput(Shape, frozen=True):
    maximum_player_session_count: WholeNumber
    fleet_id: FleetIdOrArn | None = None
    alias_id: AliasIdOrArn | None = None
    name: NonZeroAndMaxString | None = None
    game_properties: GamePropertyList | None = None
    creator_id: NonZeroAndMaxString | None = None
    game_session_id: IdStringModel | None = None
    idempotency_token: IdStringModel | None = None
    game_session_data: LargeGameSessionData | None = None
    location: LocationStringModel | None = None


GameSessionStatus = Literal["ACTIVE", "ACTIVATING", "TERMINATED", "TERMINATING", "ERROR"]
GameSessionStatusReason = Literal["INTERRUPTED", "TRIGGERED_ON_PROCESS_TERMINATE", "FORCE_TERMINATED"]
IpAddress = Annotated[
    str, Meta(min_length=1, max_length=128, pattern=r"^[0-9A-Fa-f\:\.]+\Z", extra={"sensitive": True})
]
DnsName = str
PlayerSessionCreationPolicy = Literal["ACCEPT_ALL", "DENY_ALL"]
MatchmakerData = Annotated[str, Meta(min_length=1, max_length=390000, extra={"sensitive": True})]
ComputeName = Annotated[str, Meta(min_length=1, max_length=128, pattern=r"^[a-zA-Z0-9\-]+(\/[a-zA-Z0-9\-]+)?\Z")]


class GameSession(Shape, frozen=True):
    game_session_id: NonZeroAndMaxString | None = None
    name: NonZeroAndMaxString | None = None
    fleet_id: FleetId | None = None
    fleet_arn: FleetArn | None = None
    creation_time: Timestamp | None = None
    termination_time: Timestamp | None = None
    current_player_session_count: WholeNumber | None = None
    maximum_player_session_count: WholeNumber | None = None
    status: GameSessionStatus | None = None
    status_reason: GameSessionStatusReason | None = None
    game_properties: GamePropertyList | None = None
    ip_address: IpAddress | None = None
    dns_name: DnsName | None = None
    port: PortNumber | None = None
    player_session_creation_policy: PlayerSessionCreationPolicy | None = None
    creator_id: NonZeroAndMaxString | None = None
    game_session_data: LargeGameSessionData | None = None
    matchmaker_data: MatchmakerData | None = None
    location: LocationStringModel | None = None
    compute_name: ComputeName | None = None
    player_gateway_status: PlayerGatewayStatus | None = None


class CreateGameSessionOutput(Shape, frozen=True):
    game_session: GameSession | None = None


GameSessionQueueName = Annotated[str, Meta(min_length=1, max_length=128, pattern=r"^[a-zA-Z0-9-]+\Z")]


class PlayerLatencyPolicy(Shape, frozen=True):
    maximum_individual_player_latency_milliseconds: WholeNumber | None = None
    policy_duration_seconds: WholeNumber | None = None


PlayerLatencyPolicyList = list[PlayerLatencyPolicy]
ArnStringModel = Annotated[str, Meta(min_length=1, max_length=512, pattern=r"^[a-zA-Z0-9:/-]+\Z")]


class GameSessionQueueDestination(Shape, frozen=True):
    destination_arn: ArnStringModel | None = None


GameSessionQueueDestinationList = list[GameSessionQueueDestination]
LocationList = Annotated[list[LocationStringModel], Meta(min_length=1, max_length=100)]


class FilterConfiguration(Shape, frozen=True):
    allowed_locations: LocationList | None = None


PriorityType = Literal["LATENCY", "COST", "DESTINATION", "LOCATION"]
PriorityTypeList = Annotated[list[PriorityType], Meta(min_length=1, max_length=4)]


class PriorityConfiguration(Shape, frozen=True):
    priority_order: PriorityTypeList | None = None
    location_order: LocationList | None = None


QueueCustomEventData = Annotated[
    str, Meta(min_length=0, max_length=256, pattern=r"^[\s\S]*\Z", extra={"sensitive": True})
]
QueueSnsArnStringModel = Annotated[str, Meta(min_length=0, max_length=300, pattern=r"^[a-zA-Z0-9:_-]*(\.fifo)?\Z")]
LogDeliveryDestinationType = Literal["CLOUDWATCH", "S3", "FIREHOSE"]
DeliveryDestinationArnStringModel = Annotated[
    str, Meta(min_length=1, max_length=512, pattern=r"^arn:[a-zA-Z0-9:/*._#-]+\Z")
]


class LogDeliveryDestination(Shape, frozen=True):
    log_destination: LogDeliveryDestinationType
    destination_arn: DeliveryDestinationArnStringModel | None = None


LogDeliveryDestinationList = Annotated[list[LogDeliveryDestination], Meta(min_length=1, max_length=3)]


class GameSessionQueueLogConfiguration(Shape, frozen=True):
    delivery_destinations: LogDeliveryDestinationList


class CreateGameSessionQueueInput(Shape, frozen=True):
    name: GameSessionQueueName
    timeout_in_seconds: WholeNumber | None = None
    player_latency_policies: PlayerLatencyPolicyList | None = None
    destinations: GameSessionQueueDestinationList | None = None
    filter_configuration: FilterConfiguration | None = None
    priority_configuration: PriorityConfiguration | None = None
    custom_event_data: QueueCustomEventData | None = None
    notification_target: QueueSnsArnStringModel | None = None
    tags: TagList | None = None
    log_configuration: GameSessionQueueLogConfiguration | None = None


GameSessionQueueArn = Annotated[
    str, Meta(min_length=1, max_length=256, pattern=r"^arn:.*:gamesessionqueue\/[a-zA-Z0-9-]+\Z")
]


class GameSessionQueue(Shape, frozen=True):
    name: GameSessionQueueName | None = None
    game_session_queue_arn: GameSessionQueueArn | None = None
    timeout_in_seconds: WholeNumber | None = None
    player_latency_policies: PlayerLatencyPolicyList | None = None
    destinations: GameSessionQueueDestinationList | None = None
    filter_configuration: FilterConfiguration | None = None
    priority_configuration: PriorityConfiguration | None = None
    custom_event_data: QueueCustomEventData | None = None
    notification_target: QueueSnsArnStringModel | None = None
    log_configuration: GameSessionQueueLogConfiguration | None = None


class CreateGameSessionQueueOutput(Shape, frozen=True):
    game_session_queue: GameSessionQueue | None = None


CustomInputLocationStringModel = Annotated[str, Meta(min_length=8, max_length=64, pattern=r"^custom-[A-Za-z0-9\-]+\Z")]


class CreateLocationInput(Shape, frozen=True):
    location_name: CustomInputLocationStringModel
    tags: TagList | None = None


LocationArnModel = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=128,
        pattern=r"^arn:(?>.*:location\/custom-(?=\S))\S+\Z",
        extra={"pattern": r"^arn:.*:location\/custom-\S+$"},
    ),
]


class UDPEndpoint(Shape, frozen=True):
    domain: NonZeroAndMaxString | None = None
    port: PositiveInteger | None = None


class PingBeacon(Shape, frozen=True):
    udp_endpoint: UDPEndpoint | None = field(default=None, name="UDPEndpoint")


class LocationModel(Shape, frozen=True):
    location_name: LocationStringModel | None = None
    location_arn: LocationArnModel | None = None
    ping_beacon: PingBeacon | None = None


class CreateLocationOutput(Shape, frozen=True):
    location: LocationModel | None = None


QueueArnsList = list[ArnStringModel]
MatchmakingRequestTimeoutInteger = Annotated[int, Meta(ge=1, le=43200, extra={"bits": 32})]
MatchmakingAcceptanceTimeoutInteger = Annotated[int, Meta(ge=1, le=600, extra={"bits": 32})]
BooleanModel = bool
MatchmakingRuleSetName = Annotated[
    str, Meta(min_length=1, max_length=256, pattern=r"^([a-zA-Z0-9-\.]*|arn:.*:matchmakingruleset\/[a-zA-Z0-9-\.]*)\Z")
]
SnsArnStringModel = Annotated[str, Meta(min_length=0, max_length=300, pattern=r"^[a-zA-Z0-9:_/-]*(\.fifo)?\Z")]
CustomEventData = Annotated[str, Meta(min_length=0, max_length=256, extra={"sensitive": True})]
GameSessionData = Annotated[str, Meta(min_length=1, max_length=4096, extra={"sensitive": True})]
BackfillMode = Literal["AUTOMATIC", "MANUAL"]
FlexMatchMode = Literal["STANDALONE", "WITH_QUEUE"]


class CreateMatchmakingConfigurationInput(Shape, frozen=True):
    name: MatchmakingIdStringModel
    request_timeout_seconds: MatchmakingRequestTimeoutInteger
    acceptance_required: BooleanModel
    rule_set_name: MatchmakingRuleSetName
    description: NonZeroAndMaxString | None = None
    game_session_queue_arns: QueueArnsList | None = None
    acceptance_timeout_seconds: MatchmakingAcceptanceTimeoutInteger | None = None
    notification_target: SnsArnStringModel | None = None
    additional_player_count: WholeNumber | None = None
    custom_event_data: CustomEventData | None = None
    game_properties: GamePropertyList | None = None
    game_session_data: GameSessionData | None = None
    backfill_mode: BackfillMode | None = None
    flex_match_mode: FlexMatchMode | None = None
    tags: TagList | None = None


MatchmakingConfigurationArn = Annotated[str, Meta(pattern=r"^arn:.*:matchmakingconfiguration\/[a-zA-Z0-9-\.]*\Z")]
MatchmakingRuleSetArn = Annotated[str, Meta(pattern=r"^arn:.*:matchmakingruleset\/[a-zA-Z0-9-\.]*\Z")]


class MatchmakingConfiguration(Shape, frozen=True):
    name: MatchmakingIdStringModel | None = None
    configuration_arn: MatchmakingConfigurationArn | None = None
    description: NonZeroAndMaxString | None = None
    game_session_queue_arns: QueueArnsList | None = None
    request_timeout_seconds: MatchmakingRequestTimeoutInteger | None = None
    acceptance_timeout_seconds: MatchmakingAcceptanceTimeoutInteger | None = None
    acceptance_required: BooleanModel | None = None
    rule_set_name: MatchmakingIdStringModel | None = None
    rule_set_arn: MatchmakingRuleSetArn | None = None
    notification_target: SnsArnStringModel | None = None
    additional_player_count: WholeNumber | None = None
    custom_event_data: CustomEventData | None = None
    creation_time: Timestamp | None = None
    game_properties: GamePropertyList | None = None
    game_session_data: GameSessionData | None = None
    backfill_mode: BackfillMode | None = None
    flex_match_mode: FlexMatchMode | None = None


class CreateMatchmakingConfigurationOutput(Shape, frozen=True):
    configuration: MatchmakingConfiguration | None = None


RuleSetBody = Annotated[str, Meta(min_length=1, max_length=65535)]


class CreateMatchmakingRuleSetInput(Shape, frozen=True):
    name: MatchmakingIdStringModel
    rule_set_body: RuleSetBody
    tags: TagList | None = None


class MatchmakingRuleSet(Shape, frozen=True):
    rule_set_body: RuleSetBody
    rule_set_name: MatchmakingIdStringModel | None = None
    rule_set_arn: MatchmakingRuleSetArn | None = None
    creation_time: Timestamp | None = None


class CreateMatchmakingRuleSetOutput(Shape, frozen=True):
    rule_set: MatchmakingRuleSet


PlayerData = Annotated[str, Meta(min_length=1, max_length=2048, extra={"sensitive": True})]


class CreatePlayerSessionInput(Shape, frozen=True):
    game_session_id: ArnStringModel
    player_id: PlayerId
    player_data: PlayerData | None = None


PlayerSessionId = Annotated[str, Meta(min_length=1, max_length=128, pattern=r"^psess-\S+\Z")]
PlayerSessionStatus = Literal["RESERVED", "ACTIVE", "COMPLETED", "TIMEDOUT"]


class PlayerSession(Shape, frozen=True):
    player_session_id: PlayerSessionId | None = None
    player_id: PlayerId | None = None
    game_session_id: NonZeroAndMaxString | None = None
    fleet_id: FleetId | None = None
    fleet_arn: FleetArn | None = None
    creation_time: Timestamp | None = None
    termination_time: Timestamp | None = None
    status: PlayerSessionStatus | None = None
    ip_address: IpAddress | None = None
    dns_name: DnsName | None = None
    port: PortNumber | None = None
    player_data: PlayerData | None = None


class CreatePlayerSessionOutput(Shape, frozen=True):
    player_session: PlayerSession | None = None


PlayerIdList = Annotated[list[PlayerId], Meta(min_length=1, max_length=25, extra={"sensitive": True})]
PlayerDataMap = dict[NonZeroAndMaxString, PlayerData]


class CreatePlayerSessionsInput(Shape, frozen=True):
    game_session_id: ArnStringModel
    player_ids: PlayerIdList
    player_data_map: PlayerDataMap | None = None


PlayerSessionList = list[PlayerSession]


class CreatePlayerSessionsOutput(Shape, frozen=True):
    player_sessions: PlayerSessionList | None = None


ZipBlob = Annotated[bytes, Meta(max_length=5000000)]
NodeJsVersion = Annotated[str, Meta(max_length=16, pattern=r"^[0-9]+\.(?:x|[0-9]+)\Z")]


class CreateScriptInput(Shape, frozen=True):
    name: NonZeroAndMaxString | None = None
    version: NonZeroAndMaxString | None = None
    storage_location: S3Location | None = None
    zip_file: ZipBlob | None = None
    tags: TagList | None = None
    node_js_version: NodeJsVersion | None = None


class Script(Shape, frozen=True):
    script_id: ScriptId | None = None
    script_arn: ScriptArn | None = None
    name: NonZeroAndMaxString | None = None
    version: NonZeroAndMaxString | None = None
    size_on_disk: WholeNumberLong | None = None
    creation_time: Timestamp | None = None
    storage_location: S3Location | None = None
    node_js_version: NodeJsVersion | None = None


class CreateScriptOutput(Shape, frozen=True):
    script: Script | None = None


class DeleteAliasInput(Shape, frozen=True):
    alias_id: AliasIdOrArn


class DeleteBuildInput(Shape, frozen=True):
    build_id: BuildIdOrArn


class DeleteFleetInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn


class DeleteFleetLocationsInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    locations: LocationList


class DeleteFleetLocationsOutput(Shape, frozen=True):
    fleet_id: FleetIdOrArn | None = None
    fleet_arn: FleetArn | None = None
    location_states: LocationStateList | None = None


GameSessionQueueNameOrArn = Annotated[
    str, Meta(min_length=1, max_length=256, pattern=r"^([a-zA-Z0-9-]+|arn:.*:gamesessionqueue\/[a-zA-Z0-9-]+)\Z")
]


class DeleteGameSessionQueueInput(Shape, frozen=True):
    name: GameSessionQueueNameOrArn


class DeleteGameSessionQueueOutput(Shape, frozen=True):
    pass


CustomLocationNameOrArnModel = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=128,
        pattern=r"^(custom-[A-Za-z0-9\-]+|arn:(?>.*:location\/custom-(?=\S))\S+)\Z",
        extra={"pattern": r"^(custom-[A-Za-z0-9\-]+|arn:.*:location\/custom-\S+)$"},
    ),
]


class DeleteLocationInput(Shape, frozen=True):
    location_name: CustomLocationNameOrArnModel


class DeleteLocationOutput(Shape, frozen=True):
    pass


MatchmakingConfigurationName = Annotated[
    str,
    Meta(
        min_length=1, max_length=256, pattern=r"^([a-zA-Z0-9-\.]*|arn:.*:matchmakingconfiguration\/[a-zA-Z0-9-\.]*)\Z"
    ),
]


class DeleteMatchmakingConfigurationInput(Shape, frozen=True):
    name: MatchmakingConfigurationName


class DeleteMatchmakingConfigurationOutput(Shape, frozen=True):
    pass


class DeleteMatchmakingRuleSetInput(Shape, frozen=True):
    name: MatchmakingRuleSetName


class DeleteMatchmakingRuleSetOutput(Shape, frozen=True):
    pass


class DeleteScalingPolicyInput(Shape, frozen=True):
    name: NonZeroAndMaxString
    fleet_id: FleetIdOrArn


class DeleteScriptInput(Shape, frozen=True):
    script_id: ScriptIdOrArn


ComputeNameOrArn = Annotated[
    str,
    Meta(
        max_length=1024,
        pattern=r"^([a-zA-Z0-9\-]+(\/[a-zA-Z0-9\-]+)?|arn:.*:compute\/[a-zA-Z0-9\-]+(\/[a-zA-Z0-9\-]+)?)\Z",
    ),
]


class DeregisterComputeInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    compute_name: ComputeNameOrArn


class DeregisterComputeOutput(Shape, frozen=True):
    pass


class DescribeAliasInput(Shape, frozen=True):
    alias_id: AliasIdOrArn


class DescribeAliasOutput(Shape, frozen=True):
    alias: Alias | None = None


class DescribeBuildInput(Shape, frozen=True):
    build_id: BuildIdOrArn


class DescribeBuildOutput(Shape, frozen=True):
    build: Build | None = None


class DescribeComputeInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    compute_name: ComputeNameOrArn


ComputeArn = Annotated[str, Meta(max_length=1024, pattern=r"^arn:.*:compute\/[a-zA-Z0-9\-]+(\/[a-zA-Z0-9\-]+)?\Z")]
ComputeStatus = str
GameLiftServiceSdkEndpointOutput = Annotated[str, Meta(min_length=1, max_length=128)]
GameLiftAgentEndpointOutput = Annotated[str, Meta(min_length=1, max_length=128)]
InstanceId = Annotated[str, Meta(min_length=1, max_length=256, pattern=r"^[a-zA-Z0-9\.-]+\Z")]
NonZeroAnd128MaxAsciiString = Annotated[str, Meta(min_length=1, max_length=128, pattern=r"^[a-zA-Z0-9\-]+\Z")]


class ContainerAttribute(Shape, frozen=True):
    container_name: NonZeroAnd128MaxAsciiString | None = None
    container_runtime_id: NonEmptyString | None = None


ContainerAttributes = Annotated[list[ContainerAttribute], Meta(min_length=1, max_length=10)]
ContainerGroupDefinitionNameOrArn = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=512,
        pattern=r"^[a-zA-Z0-9\-]+\Z|^arn:.*:containergroupdefinition\/[a-zA-Z0-9\-]+(:[0-9]+)?\Z",
    ),
]


class Compute(Shape, frozen=True):
    fleet_id: FleetId | None = None
    fleet_arn: FleetArn | None = None
    compute_name: ComputeName | None = None
    compute_arn: ComputeArn | None = None
    ip_address: IpAddress | None = None
    dns_name: DnsName | None = None
    compute_status: ComputeStatus | None = None
    location: LocationStringModel | None = None
    creation_time: Timestamp | None = None
    operating_system: OperatingSystem | None = None
    type: EC2InstanceType | None = None
    game_lift_service_sdk_endpoint: GameLiftServiceSdkEndpointOutput | None = None
    game_lift_agent_endpoint: GameLiftAgentEndpointOutput | None = None
    instance_id: InstanceId | None = None
    container_attributes: ContainerAttributes | None = None
    game_server_container_group_definition_arn: ContainerGroupDefinitionNameOrArn | None = None


class DescribeComputeOutput(Shape, frozen=True):
    compute: Compute | None = None


class DescribeContainerFleetInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn


IamRoleArn = Annotated[str, Meta(min_length=1, max_length=256, pattern=r"^arn:.*:role\/[\w+=,.@-]+")]
ContainerGroupDefinitionName = Annotated[str, Meta(min_length=1, max_length=128, pattern=r"^[a-zA-Z0-9\-]+\Z")]
ContainerGroupDefinitionArn = Annotated[
    str, Meta(min_length=1, max_length=512, pattern=r"^arn:.*:containergroupdefinition\/[a-zA-Z0-9\-]+(:[0-9]+)?\Z")
]


class ConnectionPortRange(Shape, frozen=True):
    from_port: PortNumber
    to_port: PortNumber


GameServerContainerGroupsPerInstance = Annotated[int, Meta(ge=1, le=5000, extra={"bits": 32})]
MaximumGameServerContainerGroupsPerInstance = Annotated[int, Meta(ge=1, le=5000, extra={"bits": 32})]
ContainerFleetBillingType = Literal["ON_DEMAND", "SPOT"]


class GameSessionCreationLimitPolicy(Shape, frozen=True):
    new_game_sessions_per_creator: WholeNumber | None = None
    policy_period_in_minutes: WholeNumber | None = None


ContainerFleetStatus = Literal[
    "PENDING", "CREATING", "CREATED", "ACTIVATING", "ACTIVE", "UPDATING", "DELETING", "EXPIRED"
]
DeploymentId = Annotated[str, Meta(min_length=1, max_length=1024, pattern=r"^[a-zA-Z0-9\-]+\Z")]


class DeploymentDetails(Shape, frozen=True):
    latest_deployment_id: DeploymentId | None = None


LogDestination = Literal["NONE", "CLOUDWATCH", "S3"]
LogGroupArnStringModel = Annotated[str, Meta(min_length=1, max_length=512, pattern=r"^[a-zA-Z0-9:/\-\*]+\Z")]


class LogConfiguration(Shape, frozen=True):
    log_destination: LogDestination | None = None
    s3_bucket_name: NonEmptyString | None = None
    log_group_arn: LogGroupArnStringModel | None = None


ContainerFleetLocationStatus = Literal[
    "PENDING", "CREATING", "CREATED", "ACTIVATING", "ACTIVE", "UPDATING", "DELETING", "EXPIRED"
]


class ContainerFleetLocationAttributes(Shape, frozen=True):
    location: LocationStringModel | None = None
    status: ContainerFleetLocationStatus | None = None
    player_gateway_status: PlayerGatewayStatus | None = None


ContainerFleetLocationAttributesList = list[ContainerFleetLocationAttributes]


class ContainerFleet(Shape, frozen=True):
    fleet_id: FleetId | None = None
    fleet_arn: FleetArn | None = None
    fleet_role_arn: IamRoleArn | None = None
    game_server_container_group_definition_name: ContainerGroupDefinitionName | None = None
    game_server_container_group_definition_arn: ContainerGroupDefinitionArn | None = None
    per_instance_container_group_definition_name: ContainerGroupDefinitionName | None = None
    per_instance_container_group_definition_arn: ContainerGroupDefinitionArn | None = None
    instance_connection_port_range: ConnectionPortRange | None = None
    instance_inbound_permissions: IpPermissionsList | None = None
    game_server_container_groups_per_instance: GameServerContainerGroupsPerInstance | None = None
    maximum_game_server_container_groups_per_instance: MaximumGameServerContainerGroupsPerInstance | None = None
    instance_type: NonZeroAndMaxString | None = None
    billing_type: ContainerFleetBillingType | None = None
    description: NonZeroAndMaxString | None = None
    creation_time: Timestamp | None = None
    metric_groups: MetricGroupList | None = None
    new_game_session_protection_policy: ProtectionPolicy | None = None
    game_session_creation_limit_policy: GameSessionCreationLimitPolicy | None = None
    status: ContainerFleetStatus | None = None
    deployment_details: DeploymentDetails | None = None
    log_configuration: LogConfiguration | None = None
    location_attributes: ContainerFleetLocationAttributesList | None = None
    player_gateway_mode: PlayerGatewayMode | None = None


class DescribeContainerFleetOutput(Shape, frozen=True):
    container_fleet: ContainerFleet | None = None


class DescribeContainerGroupDefinitionInput(Shape, frozen=True):
    name: ContainerGroupDefinitionNameOrArn
    version_number: PositiveInteger | None = None


ContainerOperatingSystem = Literal["AMAZON_LINUX_2023"]
ContainerGroupType = Literal["GAME_SERVER", "PER_INSTANCE"]
ContainerTotalMemoryLimit = Annotated[int, Meta(ge=4, le=1024000, extra={"bits": 32})]
ContainerTotalVcpuLimit = Annotated[float, Meta(ge=0.125, le=10)]
ContainerDependencyCondition = Literal["START", "COMPLETE", "SUCCESS", "HEALTHY"]


class ContainerDependency(Shape, frozen=True):
    container_name: NonZeroAnd128MaxAsciiString
    condition: ContainerDependencyCondition


ContainerDependencyList = Annotated[list[ContainerDependency], Meta(min_length=1, max_length=10)]
InstancePathString = Annotated[str, Meta(min_length=1, max_length=1024, pattern=r"^\/[\s\S]*\Z")]
ContainerPathString = Annotated[str, Meta(min_length=1, max_length=1024, pattern=r"^(\/+[^\/]+\/*)+\Z")]
ContainerMountPointAccessLevel = Literal["READ_ONLY", "READ_AND_WRITE"]


class ContainerMountPoint(Shape, frozen=True):
    instance_path: InstancePathString
    container_path: ContainerPathString | None = None
    access_level: ContainerMountPointAccessLevel | None = None


ContainerMountPointList = Annotated[list[ContainerMountPoint], Meta(min_length=1, max_length=10)]
NonZeroAnd255MaxString = Annotated[str, Meta(min_length=1, max_length=255)]


class ContainerEnvironment(Shape, frozen=True):
    name: NonZeroAnd255MaxString
    value: NonZeroAnd255MaxString


ContainerEnvironmentList = Annotated[list[ContainerEnvironment], Meta(min_length=1, max_length=20)]
ImageUriString = Annotated[str, Meta(min_length=1, max_length=255, pattern=r"^[a-zA-Z0-9-_\.@\/:]+\Z")]


class ContainerPortRange(Shape, frozen=True):
    from_port: PortNumber
    to_port: PortNumber
    protocol: IpProtocol


ContainerPortRangeList = Annotated[list[ContainerPortRange], Meta(min_length=1, max_length=100)]


class ContainerPortConfiguration(Shape, frozen=True):
    container_port_ranges: ContainerPortRangeList


Sha256 = Annotated[str, Meta(pattern=r"^sha256:[a-fA-F0-9]{64}\Z")]
LinuxCapability = Literal[
    "AUDIT_CONTROL",
    "AUDIT_WRITE",
    "BLOCK_SUSPEND",
    "CHOWN",
    "DAC_OVERRIDE",
    "DAC_READ_SEARCH",
    "FOWNER",
    "FSETID",
    "IPC_LOCK",
    "IPC_OWNER",
    "KILL",
    "LEASE",
    "LINUX_IMMUTABLE",
    "MAC_ADMIN",
    "MAC_OVERRIDE",
    "MKNOD",
    "NET_ADMIN",
    "NET_BIND_SERVICE",
    "NET_BROADCAST",
    "NET_RAW",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_CHROOT",
    "SYS_MODULE",
    "SYS_NICE",
    "SYS_PACCT",
    "SYS_PTRACE",
    "SYS_RAWIO",
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "SYSLOG",
    "WAKE_ALARM",
]
LinuxCapabilityList = Annotated[list[LinuxCapability], Meta(min_length=0, max_length=37)]


class LinuxCapabilities(Shape, frozen=True):
    include: LinuxCapabilityList | None = None


ContainerVcpu = Annotated[float, Meta(ge=0.125, le=10)]


class GameServerContainerDefinition(Shape, frozen=True):
    container_name: NonZeroAnd128MaxAsciiString | None = None
    depends_on: ContainerDependencyList | None = None
    mount_points: ContainerMountPointList | None = None
    environment_override: ContainerEnvironmentList | None = None
    image_uri: ImageUriString | None = None
    port_configuration: ContainerPortConfiguration | None = None
    resolved_image_digest: Sha256 | None = None
    server_sdk_version: ServerSdkVersion | None = None
    linux_capabilities: LinuxCapabilities | None = None
    vcpu: ContainerVcpu | None = None


ContainerCommandStringList = Annotated[list[NonZeroAnd255MaxString], Meta(min_length=1, max_length=20)]
ContainerHealthCheckInterval = Annotated[int, Meta(ge=60, le=300, extra={"bits": 32})]
ContainerHealthCheckRetries = Annotated[int, Meta(ge=5, le=10, extra={"bits": 32})]
ContainerHealthCheckStartPeriod = Annotated[int, Meta(ge=0, le=300, extra={"bits": 32})]
ContainerHealthCheckTimeout = Annotated[int, Meta(ge=30, le=60, extra={"bits": 32})]


class ContainerHealthCheck(Shape, frozen=True):
    command: ContainerCommandStringList
    interval: ContainerHealthCheckInterval | None = None
    retries: ContainerHealthCheckRetries | None = None
    start_period: ContainerHealthCheckStartPeriod | None = None
    timeout: ContainerHealthCheckTimeout | None = None


ContainerMemoryLimit = Annotated[int, Meta(ge=4, le=1024000, extra={"bits": 32})]


class SupportContainerDefinition(Shape, frozen=True):
    container_name: NonZeroAnd128MaxAsciiString | None = None
    depends_on: ContainerDependencyList | None = None
    mount_points: ContainerMountPointList | None = None
    environment_override: ContainerEnvironmentList | None = None
    essential: BooleanModel | None = None
    health_check: ContainerHealthCheck | None = None
    image_uri: ImageUriString | None = None
    memory_hard_limit_mebibytes: ContainerMemoryLimit | None = None
    port_configuration: ContainerPortConfiguration | None = None
    resolved_image_digest: Sha256 | None = None
    vcpu: ContainerVcpu | None = None
    linux_capabilities: LinuxCapabilities | None = None


SupportContainerDefinitionList = Annotated[list[SupportContainerDefinition], Meta(min_length=1, max_length=10)]
ContainerGroupDefinitionStatus = Literal["READY", "COPYING", "FAILED"]


class ContainerGroupDefinition(Shape, frozen=True):
    name: ContainerGroupDefinitionName
    container_group_definition_arn: ContainerGroupDefinitionArn | None = None
    creation_time: Timestamp | None = None
    operating_system: ContainerOperatingSystem | None = None
    container_group_type: ContainerGroupType | None = None
    total_memory_limit_mebibytes: ContainerTotalMemoryLimit | None = None
    total_vcpu_limit: ContainerTotalVcpuLimit | None = None
    game_server_container_definition: GameServerContainerDefinition | None = None
    support_container_definitions: SupportContainerDefinitionList | None = None
    version_number: PositiveInteger | None = None
    version_description: NonZeroAndMaxString | None = None
    status: ContainerGroupDefinitionStatus | None = None
    status_reason: NonZeroAndMaxString | None = None


class DescribeContainerGroupDefinitionOutput(Shape, frozen=True):
    container_group_definition: ContainerGroupDefinition | None = None


ContainerNameQueryFilter = Annotated[str, Meta(min_length=1, max_length=128, pattern=r"^[a-zA-Z0-9\-_]+\Z")]


class DescribeContainerGroupPortMappingsInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    container_group_type: ContainerGroupType
    compute_name: ComputeNameOrArn | None = None
    instance_id: InstanceId | None = None
    container_name: ContainerNameQueryFilter | None = None


class ContainerPortMapping(Shape, frozen=True):
    container_port: PortNumber | None = None
    connection_port: PortNumber | None = None
    protocol: IpProtocol | None = None


ContainerPortMappingList = list[ContainerPortMapping]


class ContainerGroupPortMapping(Shape, frozen=True):
    container_name: NonZeroAnd128MaxAsciiString | None = None
    container_runtime_id: NonEmptyString | None = None
    container_port_mappings: ContainerPortMappingList | None = None


ContainerGroupPortMappingList = list[ContainerGroupPortMapping]


class DescribeContainerGroupPortMappingsOutput(Shape, frozen=True):
    fleet_id: FleetId | None = None
    fleet_arn: FleetArn | None = None
    location: LocationStringModel | None = None
    container_group_definition_arn: ContainerGroupDefinitionArn | None = None
    container_group_type: ContainerGroupType | None = None
    compute_name: ComputeName | None = None
    instance_id: InstanceId | None = None
    container_group_port_mappings: ContainerGroupPortMappingList | None = None


class DescribeEC2InstanceLimitsInput(Shape, frozen=True):
    ec2_instance_type: EC2InstanceType | None = field(default=None, name="EC2InstanceType")
    location: LocationStringModel | None = None


class EC2InstanceLimit(Shape, frozen=True):
    ec2_instance_type: EC2InstanceType | None = field(default=None, name="EC2InstanceType")
    current_instances: WholeNumber | None = None
    instance_limit: WholeNumber | None = None
    location: LocationStringModel | None = None


EC2InstanceLimitList = list[EC2InstanceLimit]


class DescribeEC2InstanceLimitsOutput(Shape, frozen=True):
    ec2_instance_limits: EC2InstanceLimitList | None = field(default=None, name="EC2InstanceLimits")


FleetIdOrArnList = Annotated[list[FleetIdOrArn], Meta(min_length=1)]


class DescribeFleetAttributesInput(Shape, frozen=True):
    fleet_ids: FleetIdOrArnList | None = None
    limit: PositiveInteger | None = None
    next_token: NonZeroAndMaxString | None = None


FleetAttributesList = list[FleetAttributes]


class DescribeFleetAttributesOutput(Shape, frozen=True):
    fleet_attributes: FleetAttributesList | None = None
    next_token: NonZeroAndMaxString | None = None


class DescribeFleetCapacityInput(Shape, frozen=True):
    fleet_ids: FleetIdOrArnList | None = None
    limit: PositiveInteger | None = None
    next_token: NonZeroAndMaxString | None = None


class EC2InstanceCounts(Shape, frozen=True):
    desired: WholeNumber | None = field(default=None, name="DESIRED")
    minimum: WholeNumber | None = field(default=None, name="MINIMUM")
    maximum: WholeNumber | None = field(default=None, name="MAXIMUM")
    pending: WholeNumber | None = field(default=None, name="PENDING")
    active: WholeNumber | None = field(default=None, name="ACTIVE")
    idle: WholeNumber | None = field(default=None, name="IDLE")
    terminating: WholeNumber | None = field(default=None, name="TERMINATING")


class GameServerContainerGroupCounts(Shape, frozen=True):
    pending: WholeNumber | None = field(default=None, name="PENDING")
    active: WholeNumber | None = field(default=None, name="ACTIVE")
    idle: WholeNumber | None = field(default=None, name="IDLE")
    terminating: WholeNumber | None = field(default=None, name="TERMINATING")


ZeroCapacityStrategy = Literal["MANUAL", "SCALE_TO_AND_FROM_ZERO"]
ScaleInAfterInactivityMinutes = Annotated[int, Meta(ge=5, le=1440, extra={"bits": 32})]


class ManagedCapacityConfiguration(Shape, frozen=True):
    zero_capacity_strategy: ZeroCapacityStrategy | None = None
    scale_in_after_inactivity_minutes: ScaleInAfterInactivityMinutes | None = None


class FleetCapacity(Shape, frozen=True):
    fleet_id: FleetId | None = None
    fleet_arn: FleetArn | None = None
    instance_type: EC2InstanceType | None = None
    instance_counts: EC2InstanceCounts | None = None
    location: LocationStringModel | None = None
    game_server_container_group_counts: GameServerContainerGroupCounts | None = None
    managed_capacity_configuration: ManagedCapacityConfiguration | None = None


FleetCapacityList = list[FleetCapacity]


class DescribeFleetCapacityOutput(Shape, frozen=True):
    fleet_capacity: FleetCapacityList | None = None
    next_token: NonZeroAndMaxString | None = None


class DescribeFleetDeploymentInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    deployment_id: DeploymentId | None = None


FleetBinaryArn = Annotated[str, Meta(min_length=1, max_length=256, pattern=r"^[a-zA-Z0-9:/-]+\Z")]
DeploymentStatus = Literal[
    "IN_PROGRESS", "IMPAIRED", "COMPLETE", "ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE", "CANCELLED", "PENDING"
]
DeploymentProtectionStrategy = Literal["WITH_PROTECTION", "IGNORE_PROTECTION"]
MinimumHealthyPercentage = Annotated[int, Meta(ge=30, le=75, extra={"bits": 32})]
DeploymentImpairmentStrategy = Literal["MAINTAIN", "ROLLBACK"]


class DeploymentConfiguration(Shape, frozen=True):
    protection_strategy: DeploymentProtectionStrategy | None = None
    minimum_healthy_percentage: MinimumHealthyPercentage | None = None
    impairment_strategy: DeploymentImpairmentStrategy | None = None


class FleetDeployment(Shape, frozen=True):
    deployment_id: DeploymentId | None = None
    fleet_id: FleetId | None = None
    game_server_binary_arn: FleetBinaryArn | None = None
    rollback_game_server_binary_arn: FleetBinaryArn | None = None
    per_instance_binary_arn: FleetBinaryArn | None = None
    rollback_per_instance_binary_arn: FleetBinaryArn | None = None
    deployment_status: DeploymentStatus | None = None
    deployment_configuration: DeploymentConfiguration | None = None
    creation_time: Timestamp | None = None


class LocationalDeployment(Shape, frozen=True):
    deployment_status: DeploymentStatus | None = None


LocationalDeployments = dict[NonZeroAnd128MaxAsciiString, LocationalDeployment]


class DescribeFleetDeploymentOutput(Shape, frozen=True):
    fleet_deployment: FleetDeployment | None = None
    locational_deployments: LocationalDeployments | None = None


class DescribeFleetEventsInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    start_time: Timestamp | None = None
    end_time: Timestamp | None = None
    limit: PositiveInteger | None = None
    next_token: NonZeroAndMaxString | None = None


EventCode = Literal[
    "GENERIC_EVENT",
    "FLEET_CREATED",
    "FLEET_DELETED",
    "FLEET_EXPIRED",
    "FLEET_SCALING_EVENT",
    "FLEET_STATE_DOWNLOADING",
    "FLEET_STATE_VALIDATING",
    "FLEET_STATE_BUILDING",
    "FLEET_STATE_ACTIVATING",
    "FLEET_STATE_ACTIVE",
    "FLEET_STATE_ERROR",
    "FLEET_STATE_PENDING",
    "FLEET_STATE_CREATING",
    "FLEET_STATE_CREATED",
    "FLEET_STATE_UPDATING",
    "FLEET_INITIALIZATION_FAILED",
    "FLEET_BINARY_DOWNLOAD_FAILED",
    "FLEET_VALIDATION_LAUNCH_PATH_NOT_FOUND",
    "FLEET_VALIDATION_EXECUTABLE_RUNTIME_FAILURE",
    "FLEET_VALIDATION_TIMED_OUT",
    "FLEET_ACTIVATION_FAILED",
    "FLEET_ACTIVATION_FAILED_NO_INSTANCES",
    "FLEET_NEW_GAME_SESSION_PROTECTION_POLICY_UPDATED",
    "SERVER_PROCESS_INVALID_PATH",
    "SERVER_PROCESS_SDK_INITIALIZATION_TIMEOUT",
    "SERVER_PROCESS_PROCESS_READY_TIMEOUT",
    "SERVER_PROCESS_CRASHED",
    "SERVER_PROCESS_TERMINATED_UNHEALTHY",
    "SERVER_PROCESS_FORCE_TERMINATED",
    "SERVER_PROCESS_PROCESS_EXIT_TIMEOUT",
    "SERVER_PROCESS_SDK_INITIALIZATION_FAILED",
    "SERVER_PROCESS_MISCONFIGURED_CONTAINER_PORT",
    "GAME_SESSION_ACTIVATION_TIMEOUT",
    "FLEET_CREATION_EXTRACTING_BUILD",
    "FLEET_CREATION_RUNNING_INSTALLER",
    "FLEET_CREATION_VALIDATING_RUNTIME_CONFIG",
    "FLEET_VPC_PEERING_SUCCEEDED",
    "FLEET_VPC_PEERING_FAILED",
    "FLEET_VPC_PEERING_DELETED",
    "INSTANCE_INTERRUPTED",
    "INSTANCE_RECYCLED",
    "INSTANCE_REPLACED_UNHEALTHY",
    "FLEET_CREATION_COMPLETED_INSTALLER",
    "FLEET_CREATION_FAILED_INSTALLER",
    "COMPUTE_LOG_UPLOAD_FAILED",
    "GAME_SERVER_CONTAINER_GROUP_CRASHED",
    "PER_INSTANCE_CONTAINER_GROUP_CRASHED",
    "GAME_SERVER_CONTAINER_GROUP_REPLACED_UNHEALTHY",
    "LOCATION_STATE_PENDING",
    "LOCATION_STATE_CREATING",
    "LOCATION_STATE_CREATED",
    "LOCATION_STATE_ACTIVATING",
    "LOCATION_STATE_ACTIVE",
    "LOCATION_STATE_UPDATING",
    "LOCATION_STATE_ERROR",
    "LOCATION_STATE_DELETING",
    "LOCATION_STATE_DELETED",
]
EventCount = Annotated[int, Meta(ge=1, le=101, extra={"bits": 64})]


class Event(Shape, frozen=True):
    event_id: NonZeroAndMaxString | None = None
    resource_id: NonZeroAndMaxString | None = None
    event_code: EventCode | None = None
    message: NonEmptyString | None = None
    event_time: Timestamp | None = None
    pre_signed_log_url: NonZeroAndMaxString | None = None
    count: EventCount | None = None


EventList = list[Event]


class DescribeFleetEventsOutput(Shape, frozen=True):
    events: EventList | None = None
    next_token: NonZeroAndMaxString | None = None


class DescribeFleetLocationAttributesInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    locations: LocationList | None = None
    limit: PositiveInteger | None = None
    next_token: NonZeroAndMaxString | None = None


LocationUpdateStatus = Literal["PENDING_UPDATE"]


class LocationAttributes(Shape, frozen=True):
    location_state: LocationState | None = None
    stopped_actions: FleetActionList | None = None
    update_status: LocationUpdateStatus | None = None


LocationAttributesList = list[LocationAttributes]


class DescribeFleetLocationAttributesOutput(Shape, frozen=True):
    fleet_id: FleetIdOrArn | None = None
    fleet_arn: FleetArn | None = None
    location_attributes: LocationAttributesList | None = None
    next_token: NonZeroAndMaxString | None = None


class DescribeFleetLocationCapacityInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    location: LocationStringModel


class DescribeFleetLocationCapacityOutput(Shape, frozen=True):
    fleet_capacity: FleetCapacity | None = None


class DescribeFleetLocationUtilizationInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    location: LocationStringModel


class FleetUtilization(Shape, frozen=True):
    fleet_id: FleetId | None = None
    fleet_arn: FleetArn | None = None
    active_server_process_count: WholeNumber | None = None
    active_game_session_count: WholeNumber | None = None
    current_player_session_count: WholeNumber | None = None
    maximum_player_session_count: WholeNumber | None = None
    location: LocationStringModel | None = None


class DescribeFleetLocationUtilizationOutput(Shape, frozen=True):
    fleet_utilization: FleetUtilization | None = None


class DescribeFleetPortSettingsInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    location: LocationStringModel | None = None


class DescribeFleetPortSettingsOutput(Shape, frozen=True):
    fleet_id: FleetId | None = None
    fleet_arn: FleetArn | None = None
    inbound_permissions: IpPermissionsList | None = None
    update_status: LocationUpdateStatus | None = None
    location: LocationStringModel | None = None


class DescribeFleetUtilizationInput(Shape, frozen=True):
    fleet_ids: FleetIdOrArnList | None = None
    limit: PositiveInteger | None = None
    next_token: NonZeroAndMaxString | None = None


FleetUtilizationList = list[FleetUtilization]


class DescribeFleetUtilizationOutput(Shape, frozen=True):
    fleet_utilization: FleetUtilizationList | None = None
    next_token: NonZeroAndMaxString | None = None


GameServerGroupNameOrArn = Annotated[
    str, Meta(min_length=1, max_length=256, pattern=r"^([a-zA-Z0-9-\.]+|arn:.*:gameservergroup\/[a-zA-Z0-9-\.]+)\Z")
]
GameServerId = Annotated[str, Meta(min_length=3, max_length=128, pattern=r"^[a-zA-Z0-9-\.]+\Z")]


class DescribeGameServerInput(Shape, frozen=True):
    game_server_group_name: GameServerGroupNameOrArn
    game_server_id: GameServerId


GameServerGroupName = Annotated[str, Meta(min_length=1, max_length=128, pattern=r"^[a-zA-Z0-9-\.]+\Z")]
GameServerGroupArn = Annotated[
    str, Meta(min_length=1, max_length=256, pattern=r"^arn:.*:gameservergroup\/[a-zA-Z0-9-\.]*\Z")
]
GameServerInstanceId = Annotated[str, Meta(min_length=19, max_length=19, pattern=r"^i-[0-9a-zA-Z]{17}\Z")]
GameServerConnectionInfo = Annotated[
    str, Meta(min_length=1, max_length=512, pattern=r"^[^\S\n]*\S.*\Z", extra={"pattern": r"^.*\S.*$"})
]
GameServerData = Annotated[
    str,
    Meta(min_length=1, max_length=1024, pattern=r"^[^\S\n]*\S.*\Z", extra={"pattern": r"^.*\S.*$", "sensitive": True}),
]
GameServerClaimStatus = Literal["CLAIMED"]
GameServerUtilizationStatus = Literal["AVAILABLE", "UTILIZED"]


class GameServer(Shape, frozen=True):
    game_server_group_name: GameServerGroupName | None = None
    game_server_group_arn: GameServerGroupArn | None = None
    game_server_id: GameServerId | None = None
    instance_id: GameServerInstanceId | None = None
    connection_info: GameServerConnectionInfo | None = None
    game_server_data: GameServerData | None = None
    claim_status: GameServerClaimStatus | None = None
    utilization_status: GameServerUtilizationStatus | None = None
    registration_time: Timestamp | None = None
    last_claim_time: Timestamp | None = None
    last_health_check_time: Timestamp | None = None


class DescribeGameServerOutput(Shape, frozen=True):
    game_server: GameServer | None = None


class DescribeGameServerGroupInput(Shape, frozen=True):
    game_server_group_name: GameServerGroupNameOrArn


GameServerGroupInstanceType = Literal[
    "c4.large",
    "c4.xlarge",
    "c4.2xlarge",
    "c4.4xlarge",
    "c4.8xlarge",
    "c5.large",
    "c5.xlarge",
    "c5.2xlarge",
    "c5.4xlarge",
    "c5.9xlarge",
    "c5.12xlarge",
    "c5.18xlarge",
    "c5.24xlarge",
    "c5a.large",
    "c5a.xlarge",
    "c5a.2xlarge",
    "c5a.4xlarge",
    "c5a.8xlarge",
    "c5a.12xlarge",
    "c5a.16xlarge",
    "c5a.24xlarge",
    "c6g.medium",
    "c6g.large",
    "c6g.xlarge",
    "c6g.2xlarge",
    "c6g.4xlarge",
    "c6g.8xlarge",
    "c6g.12xlarge",
    "c6g.16xlarge",
    "r4.large",
    "r4.xlarge",
    "r4.2xlarge",
    "r4.4xlarge",
    "r4.8xlarge",
    "r4.16xlarge",
    "r5.large",
    "r5.xlarge",
    "r5.2xlarge",
    "r5.4xlarge",
    "r5.8xlarge",
    "r5.12xlarge",
    "r5.16xlarge",
    "r5.24xlarge",
    "r5a.large",
    "r5a.xlarge",
    "r5a.2xlarge",
    "r5a.4xlarge",
    "r5a.8xlarge",
    "r5a.12xlarge",
    "r5a.16xlarge",
    "r5a.24xlarge",
    "r6g.medium",
    "r6g.large",
    "r6g.xlarge",
    "r6g.2xlarge",
    "r6g.4xlarge",
    "r6g.8xlarge",
    "r6g.12xlarge",
    "r6g.16xlarge",
    "m4.large",
    "m4.xlarge",
    "m4.2xlarge",
    "m4.4xlarge",
    "m4.10xlarge",
    "m5.large",
    "m5.xlarge",
    "m5.2xlarge",
    "m5.4xlarge",
    "m5.8xlarge",
    "m5.12xlarge",
    "m5.16xlarge",
    "m5.24xlarge",
    "m5a.large",
    "m5a.xlarge",
    "m5a.2xlarge",
    "m5a.4xlarge",
    "m5a.8xlarge",
    "m5a.12xlarge",
    "m5a.16xlarge",
    "m5a.24xlarge",
    "m6g.medium",
    "m6g.large",
    "m6g.xlarge",
    "m6g.2xlarge",
    "m6g.4xlarge",
    "m6g.8xlarge",
    "m6g.12xlarge",
    "m6g.16xlarge",
]
WeightedCapacity = Annotated[str, Meta(min_length=1, max_length=3, pattern=r"^[\u0031-\u0039][\u0030-\u0039]{0,2}\Z")]


class InstanceDefinition(Shape, frozen=True):
    instance_type: GameServerGroupInstanceType
    weighted_capacity: WeightedCapacity | None = None


InstanceDefinitions = Annotated[list[InstanceDefinition], Meta(min_length=2, max_length=20)]
BalancingStrategy = Literal["SPOT_ONLY", "SPOT_PREFERRED", "ON_DEMAND_ONLY"]
GameServerProtectionPolicy = Literal["NO_PROTECTION", "FULL_PROTECTION"]
AutoScalingGroupArn = Annotated[
    str,
    Meta(
        min_length=0,
        max_length=256,
        pattern=r"^[\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF\r\n\t]*\Z",
        extra={"pattern": r"^[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*$"},
    ),
]
GameServerGroupStatus = Literal["NEW", "ACTIVATING", "ACTIVE", "DELETE_SCHEDULED", "DELETING", "DELETED", "ERROR"]
GameServerGroupAction = Literal["REPLACE_INSTANCE_TYPES"]
GameServerGroupActions = Annotated[list[GameServerGroupAction], Meta(min_length=1, max_length=1)]


class GameServerGroup(Shape, frozen=True):
    game_server_group_name: GameServerGroupName | None = None
    game_server_group_arn: GameServerGroupArn | None = None
    role_arn: IamRoleArn | None = None
    instance_definitions: InstanceDefinitions | None = None
    balancing_strategy: BalancingStrategy | None = None
    game_server_protection_policy: GameServerProtectionPolicy | None = None
    auto_scaling_group_arn: AutoScalingGroupArn | None = None
    status: GameServerGroupStatus | None = None
    status_reason: NonZeroAndMaxString | None = None
    suspended_actions: GameServerGroupActions | None = None
    creation_time: Timestamp | None = None
    last_updated_time: Timestamp | None = None


class DescribeGameServerGroupOutput(Shape, frozen=True):
    game_server_group: GameServerGroup | None = None


GameServerInstanceIds = Annotated[list[GameServerInstanceId], Meta(min_length=1, max_length=20)]


class DescribeGameServerInstancesInput(Shape, frozen=True):
    game_server_group_name: GameServerGroupNameOrArn
    instance_ids: GameServerInstanceIds | None = None
    limit: PositiveInteger | None = None
    next_token: NonZeroAndMaxString | None = None


GameServerInstanceStatus = Literal["ACTIVE", "DRAINING", "SPOT_TERMINATING"]


class GameServerInstance(Shape, frozen=True):
    game_server_group_name: GameServerGroupName | None = None
    game_server_group_arn: GameServerGroupArn | None = None
    instance_id: GameServerInstanceId | None = None
    instance_status: GameServerInstanceStatus | None = None


GameServerInstances = list[GameServerInstance]


class DescribeGameServerInstancesOutput(Shape, frozen=True):
    game_server_instances: GameServerInstances | None = None
    next_token: NonZeroAndMaxString | None = None


class DescribeGameSessionDetailsInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn | None = None
    game_session_id: ArnStringModel | None = None
    alias_id: AliasIdOrArn | None = None
    location: LocationStringModel | None = None
    status_filter: NonZeroAndMaxString | None = None
    limit: PositiveInteger | None = None
    next_token: NonZeroAndMaxString | None = None


class GameSessionDetail(Shape, frozen=True):
    game_session: GameSession | None = None
    protection_policy: ProtectionPolicy | None = None


GameSessionDetailList = list[GameSessionDetail]


class DescribeGameSessionDetailsOutput(Shape, frozen=True):
    game_session_details: GameSessionDetailList | None = None
    next_token: NonZeroAndMaxString | None = None


class DescribeGameSessionPlacementInput(Shape, frozen=True):
    placement_id: IdStringModel


GameSessionPlacementState = Literal["PENDING", "FULFILLED", "CANCELLED", "TIMED_OUT", "FAILED"]
Float = Annotated[float, Meta(ge=-3.4028234663852886e38, le=3.4028234663852886e38, extra={"bits": 32})]


class PlayerLatency(Shape, frozen=True):
    player_id: PlayerId | None = None
    region_identifier: NonZeroAndMaxString | None = None
    latency_in_milliseconds: Float | None = None


PlayerLatencyList = list[PlayerLatency]


class PlacedPlayerSession(Shape, frozen=True):
    player_id: PlayerId | None = None
    player_session_id: PlayerSessionId | None = None


PlacedPlayerSessionList = list[PlacedPlayerSession]
PlacementFallbackStrategy = Literal["DEFAULT_AFTER_SINGLE_PASS", "NONE"]
LocationOrderOverrideList = Annotated[list[LocationStringModel], Meta(min_length=1, max_length=10)]


class PriorityConfigurationOverride(Shape, frozen=True):
    location_order: LocationOrderOverrideList
    placement_fallback_strategy: PlacementFallbackStrategy | None = None


class GameSessionPlacement(Shape, frozen=True):
    placement_id: IdStringModel | None = None
    game_session_queue_name: GameSessionQueueName | None = None
    status: GameSessionPlacementState | None = None
    game_properties: GamePropertyList | None = None
    maximum_player_session_count: WholeNumber | None = None
    game_session_name: NonZeroAndMaxString | None = None
    game_session_id: NonZeroAndMaxString | None = None
    game_session_arn: NonZeroAndMaxString | None = None
    game_session_region: NonZeroAndMaxString | None = None
    player_latencies: PlayerLatencyList | None = None
    start_time: Timestamp | None = None
    end_time: Timestamp | None = None
    ip_address: IpAddress | None = None
    dns_name: DnsName | None = None
    port: PortNumber | None = None
    placed_player_sessions: PlacedPlayerSessionList | None = None
    game_session_data: LargeGameSessionData | None = None
    matchmaker_data: MatchmakerData | None = None
    priority_configuration_override: PriorityConfigurationOverride | None = None
    player_gateway_status: PlayerGatewayStatus | None = None


class DescribeGameSessionPlacementOutput(Shape, frozen=True):
    game_session_placement: GameSessionPlacement | None = None


GameSessionQueueNameOrArnList = list[GameSessionQueueNameOrArn]


class DescribeGameSessionQueuesInput(Shape, frozen=True):
    names: GameSessionQueueNameOrArnList | None = None
    limit: PositiveInteger | None = None
    next_token: NonZeroAndMaxString | None = None


GameSessionQueueList = list[GameSessionQueue]


class DescribeGameSessionQueuesOutput(Shape, frozen=True):
    game_session_queues: GameSessionQueueList | None = None
    next_token: NonZeroAndMaxString | None = None


class DescribeGameSessionsInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn | None = None
    game_session_id: ArnStringModel | None = None
    alias_id: AliasIdOrArn | None = None
    location: LocationStringModel | None = None
    status_filter: NonZeroAndMaxString | None = None
    limit: PositiveInteger | None = None
    next_token: NonZeroAndMaxString | None = None


GameSessionList = list[GameSession]


class DescribeGameSessionsOutput(Shape, frozen=True):
    game_sessions: GameSessionList | None = None
    next_token: NonZeroAndMaxString | None = None


class DescribeInstancesInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    instance_id: InstanceId | None = None
    limit: PositiveInteger | None = None
    next_token: NonZeroAndMaxString | None = None
    location: LocationStringModel | None = None


InstanceStatus = Literal["PENDING", "ACTIVE", "TERMINATING"]


class Instance(Shape, frozen=True):
    fleet_id: FleetId | None = None
    fleet_arn: FleetArn | None = None
    instance_id: InstanceId | None = None
    ip_address: IpAddress | None = None
    dns_name: DnsName | None = None
    operating_system: OperatingSystem | None = None
    type: EC2InstanceType | None = None
    status: InstanceStatus | None = None
    creation_time: Timestamp | None = None
    location: LocationStringModel | None = None


InstanceList = list[Instance]


class DescribeInstancesOutput(Shape, frozen=True):
    instances: InstanceList | None = None
    next_token: NonZeroAndMaxString | None = None


MatchmakingIdList = list[MatchmakingIdStringModel]


class DescribeMatchmakingInput(Shape, frozen=True):
    ticket_ids: MatchmakingIdList


MatchmakingConfigurationStatus = Literal[
    "CANCELLED", "COMPLETED", "FAILED", "PLACING", "QUEUED", "REQUIRES_ACCEPTANCE", "SEARCHING", "TIMED_OUT"
]
StringModel = str
PlayerAttributeString = Annotated[str, Meta(min_length=1, max_length=100)]
DoubleObject = Annotated[float, Meta(ge=-1.7976931348623157e308, le=1.7976931348623157e308)]
PlayerAttributeStringList = list[PlayerAttributeString]
PlayerAttributeStringDoubleMap = dict[PlayerAttributeString, DoubleObject]


class AttributeValue(Shape, frozen=True):
    s: PlayerAttributeString | None = None
    n: DoubleObject | None = None
    sl: PlayerAttributeStringList | None = field(default=None, name="SL")
    sdm: PlayerAttributeStringDoubleMap | None = field(default=None, name="SDM")


PlayerAttributeMap = dict[NonZeroAndMaxString, AttributeValue]
LatencyMap = dict[NonEmptyString, PositiveInteger]


class Player(Shape, frozen=True):
    player_id: PlayerId | None = None
    player_attributes: PlayerAttributeMap | None = None
    team: NonZeroAndMaxString | None = None
    latency_in_ms: LatencyMap | None = None


PlayerList = list[Player]


class MatchedPlayerSession(Shape, frozen=True):
    player_id: PlayerId | None = None
    player_session_id: PlayerSessionId | None = None


MatchedPlayerSessionList = list[MatchedPlayerSession]


class GameSessionConnectionInfo(Shape, frozen=True):
    game_session_arn: ArnStringModel | None = None
    ip_address: IpAddress | None = None
    dns_name: DnsName | None = None
    port: PositiveInteger | None = None
    matched_player_sessions: MatchedPlayerSessionList | None = None
    player_gateway_status: PlayerGatewayStatus | None = None


class MatchmakingTicket(Shape, frozen=True):
    ticket_id: MatchmakingIdStringModel | None = None
    configuration_name: MatchmakingIdStringModel | None = None
    configuration_arn: MatchmakingConfigurationArn | None = None
    status: MatchmakingConfigurationStatus | None = None
    status_reason: StringModel | None = None
    status_message: StringModel | None = None
    start_time: Timestamp | None = None
    end_time: Timestamp | None = None
    players: PlayerList | None = None
    game_session_connection_info: GameSessionConnectionInfo | None = None
    estimated_wait_time: WholeNumber | None = None


MatchmakingTicketList = list[MatchmakingTicket]


class DescribeMatchmakingOutput(Shape, frozen=True):
    ticket_list: MatchmakingTicketList | None = None


MatchmakingConfigurationNameList = list[MatchmakingConfigurationName]


class DescribeMatchmakingConfigurationsInput(Shape, frozen=True):
    names: MatchmakingConfigurationNameList | None = None
    rule_set_name: MatchmakingRuleSetName | None = None
    limit: PositiveInteger | None = None
    next_token: NonZeroAndMaxString | None = None


MatchmakingConfigurationList = list[MatchmakingConfiguration]


class DescribeMatchmakingConfigurationsOutput(Shape, frozen=True):
    configurations: MatchmakingConfigurationList | None = None
    next_token: NonZeroAndMaxString | None = None


MatchmakingRuleSetNameList = Annotated[list[MatchmakingRuleSetName], Meta(min_length=1, max_length=10)]
RuleSetLimit = Annotated[int, Meta(ge=1, le=10, extra={"bits": 32})]


class DescribeMatchmakingRuleSetsInput(Shape, frozen=True):
    names: MatchmakingRuleSetNameList | None = None
    limit: RuleSetLimit | None = None
    next_token: NonZeroAndMaxString | None = None


MatchmakingRuleSetList = list[MatchmakingRuleSet]


class DescribeMatchmakingRuleSetsOutput(Shape, frozen=True):
    rule_sets: MatchmakingRuleSetList
    next_token: NonZeroAndMaxString | None = None


class DescribePlayerSessionsInput(Shape, frozen=True):
    game_session_id: ArnStringModel | None = None
    player_id: PlayerId | None = None
    player_session_id: PlayerSessionId | None = None
    player_session_status_filter: NonZeroAndMaxString | None = None
    limit: PositiveInteger | None = None
    next_token: NonZeroAndMaxString | None = None


class DescribePlayerSessionsOutput(Shape, frozen=True):
    player_sessions: PlayerSessionList | None = None
    next_token: NonZeroAndMaxString | None = None


class DescribeRuntimeConfigurationInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn


class DescribeRuntimeConfigurationOutput(Shape, frozen=True):
    runtime_configuration: RuntimeConfiguration | None = None


ScalingStatusType = Literal[
    "ACTIVE", "UPDATE_REQUESTED", "UPDATING", "DELETE_REQUESTED", "DELETING", "DELETED", "ERROR"
]


class DescribeScalingPoliciesInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    status_filter: ScalingStatusType | None = None
    limit: PositiveInteger | None = None
    next_token: NonZeroAndMaxString | None = None
    location: LocationStringModel | None = None


Integer = Annotated[int, Meta(ge=-2147483648, le=2147483647, extra={"bits": 32})]
ScalingAdjustmentType = Literal["ChangeInCapacity", "ExactCapacity", "PercentChangeInCapacity"]
ComparisonOperatorType = Literal[
    "GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold", "LessThanOrEqualToThreshold"
]
Double = Annotated[float, Meta(ge=-1.7976931348623157e308, le=1.7976931348623157e308)]
MetricName = Literal[
    "ActivatingGameSessions",
    "ActiveGameSessions",
    "ActiveInstances",
    "AvailableGameSessions",
    "AvailablePlayerSessions",
    "CurrentPlayerSessions",
    "IdleInstances",
    "PercentAvailableGameSessions",
    "PercentIdleInstances",
    "QueueDepth",
    "WaitTime",
    "ConcurrentActivatableGameSessions",
]
PolicyType = Literal["RuleBased", "TargetBased"]


class TargetConfiguration(Shape, frozen=True):
    target_value: Double


class ScalingPolicy(Shape, frozen=True):
    fleet_id: FleetId | None = None
    fleet_arn: FleetArn | None = None
    name: NonZeroAndMaxString | None = None
    status: ScalingStatusType | None = None
    scaling_adjustment: Integer | None = None
    scaling_adjustment_type: ScalingAdjustmentType | None = None
    comparison_operator: ComparisonOperatorType | None = None
    threshold: Double | None = None
    evaluation_periods: PositiveInteger | None = None
    metric_name: MetricName | None = None
    policy_type: PolicyType | None = None
    target_configuration: TargetConfiguration | None = None
    update_status: LocationUpdateStatus | None = None
    location: LocationStringModel | None = None


ScalingPolicyList = list[ScalingPolicy]


class DescribeScalingPoliciesOutput(Shape, frozen=True):
    scaling_policies: ScalingPolicyList | None = None
    next_token: NonZeroAndMaxString | None = None


class DescribeScriptInput(Shape, frozen=True):
    script_id: ScriptIdOrArn


class DescribeScriptOutput(Shape, frozen=True):
    script: Script | None = None


class DescribeVpcPeeringAuthorizationsInput(Shape, frozen=True):
    pass


class VpcPeeringAuthorization(Shape, frozen=True):
    game_lift_aws_account_id: NonZeroAndMaxString | None = None
    peer_vpc_aws_account_id: NonZeroAndMaxString | None = None
    peer_vpc_id: NonZeroAndMaxString | None = None
    creation_time: Timestamp | None = None
    expiration_time: Timestamp | None = None


VpcPeeringAuthorizationList = list[VpcPeeringAuthorization]


class DescribeVpcPeeringAuthorizationsOutput(Shape, frozen=True):
    vpc_peering_authorizations: VpcPeeringAuthorizationList | None = None


class DescribeVpcPeeringConnectionsInput(Shape, frozen=True):
    fleet_id: FleetId | None = None


class VpcPeeringConnectionStatus(Shape, frozen=True):
    code: NonZeroAndMaxString | None = None
    message: NonZeroAndMaxString | None = None


class VpcPeeringConnection(Shape, frozen=True):
    fleet_id: FleetId | None = None
    fleet_arn: FleetArn | None = None
    ip_v4_cidr_block: NonZeroAndMaxString | None = None
    vpc_peering_connection_id: NonZeroAndMaxString | None = None
    status: VpcPeeringConnectionStatus | None = None
    peer_vpc_id: NonZeroAndMaxString | None = None
    game_lift_vpc_id: NonZeroAndMaxString | None = None


VpcPeeringConnectionList = list[VpcPeeringConnection]


class DescribeVpcPeeringConnectionsOutput(Shape, frozen=True):
    vpc_peering_connections: VpcPeeringConnectionList | None = None


class GetComputeAuthTokenInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    compute_name: ComputeNameOrArn


ComputeAuthToken = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[a-zA-Z0-9\-]+\Z")]


class GetComputeAuthTokenOutput(Shape, frozen=True):
    fleet_id: FleetIdOrArn | None = None
    fleet_arn: FleetArn | None = None
    compute_name: ComputeNameOrArn | None = None
    compute_arn: ComputeArn | None = None
    auth_token: ComputeAuthToken | None = None
    expiration_timestamp: Timestamp | None = None


class GetGameSessionLogUrlInput(Shape, frozen=True):
    game_session_id: ArnStringModel


class GetGameSessionLogUrlOutput(Shape, frozen=True):
    pre_signed_url: NonZeroAndMaxString | None = None


class ListAliasesInput(Shape, frozen=True):
    routing_strategy_type: RoutingStrategyType | None = None
    name: NonEmptyString | None = None
    limit: PositiveInteger | None = None
    next_token: NonEmptyString | None = None


AliasList = list[Alias]


class ListAliasesOutput(Shape, frozen=True):
    aliases: AliasList | None = None
    next_token: NonEmptyString | None = None


class ListBuildsInput(Shape, frozen=True):
    status: BuildStatus | None = None
    limit: PositiveInteger | None = None
    next_token: NonEmptyString | None = None


BuildList = list[Build]


class ListBuildsOutput(Shape, frozen=True):
    builds: BuildList | None = None
    next_token: NonEmptyString | None = None


ListComputeInputStatus = Literal["ACTIVE", "IMPAIRED"]


class ListComputeInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    location: LocationStringModel | None = None
    container_group_definition_name: ContainerGroupDefinitionNameOrArn | None = None
    compute_status: ListComputeInputStatus | None = None
    limit: PositiveInteger | None = None
    next_token: NonZeroAndMaxString | None = None


ComputeList = list[Compute]


class ListComputeOutput(Shape, frozen=True):
    compute_list: ComputeList | None = None
    next_token: NonZeroAndMaxString | None = None


class ListContainerFleetsInput(Shape, frozen=True):
    container_group_definition_name: ContainerGroupDefinitionNameOrArn | None = None
    limit: PositiveInteger | None = None
    next_token: NonZeroAndMaxString | None = None


ContainerFleetList = Annotated[list[ContainerFleet], Meta(min_length=1)]


class ListContainerFleetsOutput(Shape, frozen=True):
    container_fleets: ContainerFleetList | None = None
    next_token: NonZeroAndMaxString | None = None


ListContainerGroupDefinitionVersionsLimit = Annotated[int, Meta(ge=1, le=100, extra={"bits": 32})]


class ListContainerGroupDefinitionVersionsInput(Shape, frozen=True):
    name: ContainerGroupDefinitionNameOrArn
    limit: ListContainerGroupDefinitionVersionsLimit | None = None
    next_token: NonZeroAndMaxString | None = None


ContainerGroupDefinitionList = list[ContainerGroupDefinition]


class ListContainerGroupDefinitionVersionsOutput(Shape, frozen=True):
    container_group_definitions: ContainerGroupDefinitionList | None = None
    next_token: NonZeroAndMaxString | None = None


ListContainerGroupDefinitionsLimit = Annotated[int, Meta(ge=1, le=100, extra={"bits": 32})]


class ListContainerGroupDefinitionsInput(Shape, frozen=True):
    container_group_type: ContainerGroupType | None = None
    limit: ListContainerGroupDefinitionsLimit | None = None
    next_token: NonZeroAndMaxString | None = None


class ListContainerGroupDefinitionsOutput(Shape, frozen=True):
    container_group_definitions: ContainerGroupDefinitionList | None = None
    next_token: NonZeroAndMaxString | None = None


class ListFleetDeploymentsInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn | None = None
    limit: PositiveInteger | None = None
    next_token: NonZeroAndMaxString | None = None


FleetDeployments = list[FleetDeployment]


class ListFleetDeploymentsOutput(Shape, frozen=True):
    fleet_deployments: FleetDeployments | None = None
    next_token: NonZeroAndMaxString | None = None


class ListFleetsInput(Shape, frozen=True):
    build_id: BuildIdOrArn | None = None
    script_id: ScriptIdOrArn | None = None
    limit: PositiveInteger | None = None
    next_token: NonZeroAndMaxString | None = None


FleetIdList = Annotated[list[FleetId], Meta(min_length=1)]


class ListFleetsOutput(Shape, frozen=True):
    fleet_ids: FleetIdList | None = None
    next_token: NonZeroAndMaxString | None = None


class ListGameServerGroupsInput(Shape, frozen=True):
    limit: PositiveInteger | None = None
    next_token: NonZeroAndMaxString | None = None


GameServerGroups = list[GameServerGroup]


class ListGameServerGroupsOutput(Shape, frozen=True):
    game_server_groups: GameServerGroups | None = None
    next_token: NonZeroAndMaxString | None = None


SortOrder = Literal["ASCENDING", "DESCENDING"]


class ListGameServersInput(Shape, frozen=True):
    game_server_group_name: GameServerGroupNameOrArn
    sort_order: SortOrder | None = None
    limit: PositiveInteger | None = None
    next_token: NonZeroAndMaxString | None = None


GameServers = list[GameServer]


class ListGameServersOutput(Shape, frozen=True):
    game_servers: GameServers | None = None
    next_token: NonZeroAndMaxString | None = None


LocationFilter = Literal["AWS", "CUSTOM"]
LocationFilterList = Annotated[list[LocationFilter], Meta(min_length=1, max_length=2)]
ListLocationsLimit = Annotated[int, Meta(ge=1, le=200, extra={"bits": 32})]


class ListLocationsInput(Shape, frozen=True):
    filters: LocationFilterList | None = None
    limit: ListLocationsLimit | None = None
    next_token: NonZeroAndMaxString | None = None


LocationModelList = list[LocationModel]


class ListLocationsOutput(Shape, frozen=True):
    locations: LocationModelList | None = None
    next_token: NonZeroAndMaxString | None = None


class ListScriptsInput(Shape, frozen=True):
    limit: PositiveInteger | None = None
    next_token: NonEmptyString | None = None


ScriptList = list[Script]


class ListScriptsOutput(Shape, frozen=True):
    scripts: ScriptList | None = None
    next_token: NonEmptyString | None = None


AmazonResourceName = Annotated[str, Meta(min_length=1, max_length=1011)]


class ListTagsForResourceRequest(Shape, frozen=True):
    resource_arn: AmazonResourceName = field(name="ResourceARN")


class ListTagsForResourceResponse(Shape, frozen=True):
    tags: TagList | None = None


class PutScalingPolicyInput(Shape, frozen=True):
    name: NonZeroAndMaxString
    fleet_id: FleetIdOrArn
    metric_name: MetricName
    scaling_adjustment: Integer | None = None
    scaling_adjustment_type: ScalingAdjustmentType | None = None
    threshold: Double | None = None
    comparison_operator: ComparisonOperatorType | None = None
    evaluation_periods: PositiveInteger | None = None
    policy_type: PolicyType | None = None
    target_configuration: TargetConfiguration | None = None


class PutScalingPolicyOutput(Shape, frozen=True):
    name: NonZeroAndMaxString | None = None


DnsNameInput = Annotated[str, Meta(min_length=1, max_length=256, pattern=r"^[0-9a-zA-Z_\-\.]+\Z")]


class RegisterComputeInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    compute_name: ComputeName
    certificate_path: NonZeroAndMaxString | None = None
    dns_name: DnsNameInput | None = None
    ip_address: IpAddress | None = None
    location: LocationStringModel | None = None


class RegisterComputeOutput(Shape, frozen=True):
    compute: Compute | None = None


class RequestUploadCredentialsInput(Shape, frozen=True):
    build_id: BuildIdOrArn


class RequestUploadCredentialsOutput(Shape, frozen=True):
    upload_credentials: Annotated[AwsCredentials, Meta(extra={"sensitive": True})] | None = None
    storage_location: S3Location | None = None


class ResolveAliasInput(Shape, frozen=True):
    alias_id: AliasIdOrArn


class ResolveAliasOutput(Shape, frozen=True):
    fleet_id: FleetId | None = None
    fleet_arn: FleetArn | None = None


class SearchGameSessionsInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn | None = None
    alias_id: AliasIdOrArn | None = None
    location: LocationStringModel | None = None
    filter_expression: NonZeroAndMaxString | None = None
    sort_expression: NonZeroAndMaxString | None = None
    limit: PositiveInteger | None = None
    next_token: NonZeroAndMaxString | None = None


class SearchGameSessionsOutput(Shape, frozen=True):
    game_sessions: GameSessionList | None = None
    next_token: NonZeroAndMaxString | None = None


class StartFleetActionsInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    actions: FleetActionList
    location: LocationStringModel | None = None


class StartFleetActionsOutput(Shape, frozen=True):
    fleet_id: FleetId | None = None
    fleet_arn: FleetArn | None = None


class DesiredPlayerSession(Shape, frozen=True):
    player_id: PlayerId | None = None
    player_data: PlayerData | None = None


DesiredPlayerSessionList = list[DesiredPlayerSession]


class StartGameSessionPlacementInput(Shape, frozen=True):
    placement_id: IdStringModel
    game_session_queue_name: GameSessionQueueNameOrArn
    maximum_player_session_count: WholeNumber
    game_properties: GamePropertyList | None = None
    game_session_name: NonZeroAndMaxString | None = None
    player_latencies: PlayerLatencyList | None = None
    desired_player_sessions: DesiredPlayerSessionList | None = None
    game_session_data: LargeGameSessionData | None = None
    priority_configuration_override: PriorityConfigurationOverride | None = None


class StartGameSessionPlacementOutput(Shape, frozen=True):
    game_session_placement: GameSessionPlacement | None = None


class StartMatchBackfillInput(Shape, frozen=True):
    configuration_name: MatchmakingConfigurationName
    players: PlayerList
    ticket_id: MatchmakingIdStringModel | None = None
    game_session_arn: ArnStringModel | None = None


class StartMatchBackfillOutput(Shape, frozen=True):
    matchmaking_ticket: MatchmakingTicket | None = None


class StartMatchmakingInput(Shape, frozen=True):
    configuration_name: MatchmakingConfigurationName
    players: PlayerList
    ticket_id: MatchmakingIdStringModel | None = None


class StartMatchmakingOutput(Shape, frozen=True):
    matchmaking_ticket: MatchmakingTicket | None = None


class StopFleetActionsInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    actions: FleetActionList
    location: LocationStringModel | None = None


class StopFleetActionsOutput(Shape, frozen=True):
    fleet_id: FleetId | None = None
    fleet_arn: FleetArn | None = None


class StopGameSessionPlacementInput(Shape, frozen=True):
    placement_id: IdStringModel


class StopGameSessionPlacementOutput(Shape, frozen=True):
    game_session_placement: GameSessionPlacement | None = None


class StopMatchmakingInput(Shape, frozen=True):
    ticket_id: MatchmakingIdStringModel


class StopMatchmakingOutput(Shape, frozen=True):
    pass


class TagResourceRequest(Shape, frozen=True):
    resource_arn: AmazonResourceName = field(name="ResourceARN")
    tags: TagList


class TagResourceResponse(Shape, frozen=True):
    pass


TerminationMode = Literal["TRIGGER_ON_PROCESS_TERMINATE", "FORCE_TERMINATE"]


class TerminateGameSessionInput(Shape, frozen=True):
    game_session_id: ArnStringModel
    termination_mode: TerminationMode


class TerminateGameSessionOutput(Shape, frozen=True):
    game_session: GameSession | None = None


TagKeyList = Annotated[list[TagKey], Meta(min_length=0, max_length=200)]


class UntagResourceRequest(Shape, frozen=True):
    resource_arn: AmazonResourceName = field(name="ResourceARN")
    tag_keys: TagKeyList


class UntagResourceResponse(Shape, frozen=True):
    pass


class UpdateAliasInput(Shape, frozen=True):
    alias_id: AliasIdOrArn
    name: NonBlankAndLengthConstraintString | None = None
    description: NonZeroAndMaxString | None = None
    routing_strategy: RoutingStrategy | None = None


class UpdateAliasOutput(Shape, frozen=True):
    alias: Alias | None = None


class UpdateBuildInput(Shape, frozen=True):
    build_id: BuildIdOrArn
    name: NonZeroAndMaxString | None = None
    version: NonZeroAndMaxString | None = None


class UpdateBuildOutput(Shape, frozen=True):
    build: Build | None = None


class UpdateFleetAttributesInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    name: NonZeroAndMaxString | None = None
    description: NonZeroAndMaxString | None = None
    new_game_session_protection_policy: ProtectionPolicy | None = None
    resource_creation_limit_policy: ResourceCreationLimitPolicy | None = None
    metric_groups: MetricGroupList | None = None
    anywhere_configuration: AnywhereConfiguration | None = None


class UpdateFleetAttributesOutput(Shape, frozen=True):
    fleet_id: FleetId | None = None
    fleet_arn: FleetArn | None = None


class UpdateFleetCapacityInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    desired_instances: WholeNumber | None = None
    min_size: WholeNumber | None = None
    max_size: WholeNumber | None = None
    location: LocationStringModel | None = None
    managed_capacity_configuration: ManagedCapacityConfiguration | None = None


class UpdateFleetCapacityOutput(Shape, frozen=True):
    fleet_id: FleetId | None = None
    fleet_arn: FleetArn | None = None
    location: LocationStringModel | None = None
    managed_capacity_configuration: ManagedCapacityConfiguration | None = None


class UpdateFleetPortSettingsInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    inbound_permission_authorizations: IpPermissionsList | None = None
    inbound_permission_revocations: IpPermissionsList | None = None


class UpdateFleetPortSettingsOutput(Shape, frozen=True):
    fleet_id: FleetId | None = None
    fleet_arn: FleetArn | None = None


class UpdateGameSessionInput(Shape, frozen=True):
    game_session_id: ArnStringModel
    maximum_player_session_count: WholeNumber | None = None
    name: NonZeroAndMaxString | None = None
    player_session_creation_policy: PlayerSessionCreationPolicy | None = None
    protection_policy: ProtectionPolicy | None = None
    game_properties: GamePropertyList | None = None


class UpdateGameSessionOutput(Shape, frozen=True):
    game_session: GameSession | None = None


class UpdateGameSessionQueueInput(Shape, frozen=True):
    name: GameSessionQueueNameOrArn
    timeout_in_seconds: WholeNumber | None = None
    player_latency_policies: PlayerLatencyPolicyList | None = None
    destinations: GameSessionQueueDestinationList | None = None
    filter_configuration: FilterConfiguration | None = None
    priority_configuration: PriorityConfiguration | None = None
    custom_event_data: QueueCustomEventData | None = None
    notification_target: QueueSnsArnStringModel | None = None
    add_log_delivery_destinations: LogDeliveryDestinationList | None = None
    remove_log_delivery_destinations: LogDeliveryDestinationList | None = None


class UpdateGameSessionQueueOutput(Shape, frozen=True):
    game_session_queue: GameSessionQueue | None = None


class UpdateMatchmakingConfigurationInput(Shape, frozen=True):
    name: MatchmakingConfigurationName
    description: NonZeroAndMaxString | None = None
    game_session_queue_arns: QueueArnsList | None = None
    request_timeout_seconds: MatchmakingRequestTimeoutInteger | None = None
    acceptance_timeout_seconds: MatchmakingAcceptanceTimeoutInteger | None = None
    acceptance_required: BooleanModel | None = None
    rule_set_name: MatchmakingRuleSetName | None = None
    notification_target: SnsArnStringModel | None = None
    additional_player_count: WholeNumber | None = None
    custom_event_data: CustomEventData | None = None
    game_properties: GamePropertyList | None = None
    game_session_data: GameSessionData | None = None
    backfill_mode: BackfillMode | None = None
    flex_match_mode: FlexMatchMode | None = None


class UpdateMatchmakingConfigurationOutput(Shape, frozen=True):
    configuration: MatchmakingConfiguration | None = None


class UpdateRuntimeConfigurationInput(Shape, frozen=True):
    fleet_id: FleetIdOrArn
    runtime_configuration: RuntimeConfiguration


class UpdateRuntimeConfigurationOutput(Shape, frozen=True):
    runtime_configuration: RuntimeConfiguration | None = None


class UpdateScriptInput(Shape, frozen=True):
    script_id: ScriptIdOrArn
    name: NonZeroAndMaxString | None = None
    version: NonZeroAndMaxString | None = None
    storage_location: S3Location | None = None
    zip_file: ZipBlob | None = None


class UpdateScriptOutput(Shape, frozen=True):
    script: Script | None = None


class ValidateMatchmakingRuleSetInput(Shape, frozen=True):
    rule_set_body: RuleSetBody


class ValidateMatchmakingRuleSetOutput(Shape, frozen=True):
    valid: BooleanModel | None = None
