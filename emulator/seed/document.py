"""What a seed document may say. Members are named and shaped as in GameLift's own API."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from emulator.api import shapes
from emulator.api.shape import LARGEST_FLOAT
from emulator.domain import (
    fleet,
    game_session,
    matchmaking_configuration,
    placement,
    player_session,
    queue,
)
from emulator.domain.alias import RoutingType
from emulator.domain.region import AccountId, Region
from emulator.seed.build_document import Build, Script
from emulator.seed.entry import GameSessionName, LocationName, PlayerSlots, ResourceEntry, SeedEntry, Time
from emulator.seed.fleet_document import Fleet, FleetEvent
from emulator.seed.ticket_document import MatchmakingTicket


class Location(ResourceEntry, frozen=True):
    location_name: shapes.CustomInputLocationStringModel
    creation_time: Time | None = None


class Compute(SeedEntry, frozen=True):
    fleet_id: shapes.FleetId
    compute_name: shapes.ComputeName
    location: LocationName
    region: Region | None = None
    account_id: AccountId | None = None
    ip_address: shapes.IpAddress | None = None
    dns_name: shapes.DnsNameInput | None = None
    certificate_path: shapes.NonZeroAndMaxString | None = None
    creation_time: Time | None = None


class RoutingStrategy(SeedEntry, frozen=True):
    type: RoutingType
    fleet_id: shapes.FleetId | None = None
    message: Annotated[str, Meta(min_length=1)] | None = None


class Alias(ResourceEntry, frozen=True):
    alias_id: shapes.AliasId
    name: shapes.NonBlankAndLengthConstraintString
    routing_strategy: RoutingStrategy
    description: shapes.NonZeroAndMaxString | None = None
    creation_time: Time | None = None
    last_updated_time: Time | None = None


class QueueDestination(SeedEntry, frozen=True):
    destination_arn: shapes.ArnStringModel


class PlayerLatencyPolicy(SeedEntry, frozen=True):
    maximum_individual_player_latency_milliseconds: shapes.WholeNumber
    policy_duration_seconds: shapes.WholeNumber | None = None


class FilterConfiguration(SeedEntry, frozen=True):
    allowed_locations: shapes.LocationList


class PriorityConfiguration(SeedEntry, frozen=True):
    priority_order: list[queue.Criterion] | None = None
    location_order: shapes.LocationList | None = None


class LogDelivery(SeedEntry, frozen=True):
    log_destination: queue.LogDestination
    destination_arn: shapes.DeliveryDestinationArnStringModel | None = None


class QueueLogConfiguration(SeedEntry, frozen=True):
    delivery_destinations: Annotated[list[LogDelivery], Meta(min_length=1, max_length=queue.MOST_LOG_DESTINATIONS)]


class GameSessionQueue(ResourceEntry, frozen=True):
    name: shapes.GameSessionQueueName
    timeout_in_seconds: Annotated[int, Meta(ge=0, le=queue.LONGEST_TIMEOUT_SECONDS)] | None = None
    destinations: list[QueueDestination] | None = None
    player_latency_policies: list[PlayerLatencyPolicy] | None = None
    filter_configuration: FilterConfiguration | None = None
    priority_configuration: PriorityConfiguration | None = None
    custom_event_data: shapes.QueueCustomEventData | None = None
    notification_target: shapes.QueueSnsArnStringModel | None = None
    log_configuration: QueueLogConfiguration | None = None


class MatchmakingRuleSet(ResourceEntry, frozen=True):
    name: Annotated[shapes.MatchmakingIdStringModel, Meta(min_length=1)]
    rule_set_body: shapes.RuleSetBody
    creation_time: Time | None = None


class GameProperty(SeedEntry, frozen=True):
    key: shapes.GamePropertyKey
    value: shapes.GamePropertyValue


class MatchmakingConfiguration(ResourceEntry, frozen=True):
    name: Annotated[shapes.MatchmakingIdStringModel, Meta(min_length=1)]
    rule_set_name: shapes.MatchmakingIdStringModel
    request_timeout_seconds: shapes.MatchmakingRequestTimeoutInteger
    acceptance_required: bool = False
    acceptance_timeout_seconds: shapes.MatchmakingAcceptanceTimeoutInteger | None = None
    description: shapes.NonZeroAndMaxString | None = None
    game_session_queue_arns: Annotated[list[shapes.ArnStringModel], Meta(max_length=1)] | None = None
    notification_target: shapes.SnsArnStringModel | None = None
    additional_player_count: shapes.WholeNumber | None = None
    custom_event_data: shapes.CustomEventData | None = None
    creation_time: Time | None = None
    game_properties: Annotated[list[GameProperty], Meta(max_length=game_session.MOST_GAME_PROPERTIES)] | None = None
    game_session_data: shapes.GameSessionData | None = None
    backfill_mode: matchmaking_configuration.BackfillMode | None = None
    flex_match_mode: matchmaking_configuration.FlexMatchMode | None = None
    look_at: Time | None = None


class GameSession(SeedEntry, frozen=True):
    game_session_id: GameSessionName
    fleet_id: shapes.FleetId
    account_id: AccountId | None = None
    location: LocationName | None = None
    name: shapes.NonZeroAndMaxString | None = None
    status: game_session.Status | None = None
    status_reason: game_session.StatusReason | None = None
    maximum_player_session_count: PlayerSlots | None = None
    player_session_creation_policy: game_session.CreationPolicy | None = None
    protection_policy: fleet.ProtectionPolicy | None = None
    game_properties: Annotated[list[GameProperty], Meta(max_length=game_session.MOST_GAME_PROPERTIES)] | None = None
    game_session_data: shapes.LargeGameSessionData | None = None
    matchmaker_data: shapes.MatchmakerData | None = None
    creator_id: shapes.NonZeroAndMaxString | None = None
    ip_address: shapes.IpAddress | None = None
    dns_name: Annotated[str, Meta(min_length=1)] | None = None
    port: shapes.PortNumber | None = None
    compute_name: shapes.ComputeName | None = None
    creation_time: Time | None = None
    termination_time: Time | None = None
    due_time: Time | None = None
    due_status: Literal["ACTIVE", "TERMINATED"] | None = None
    fingerprint: str | None = None


class PlayerSession(SeedEntry, frozen=True):
    game_session_id: GameSessionName
    player_id: shapes.PlayerId
    account_id: AccountId | None = None
    player_session_id: shapes.PlayerSessionId | None = None
    status: player_session.Status | None = None
    creation_time: Time | None = None
    deadline: Time | None = None
    termination_time: Time | None = None
    player_data: shapes.PlayerData | None = None


class PlayerLatency(SeedEntry, frozen=True):
    player_id: shapes.PlayerId
    region_identifier: shapes.NonZeroAndMaxString
    latency_in_milliseconds: Annotated[float, Meta(ge=0, le=LARGEST_FLOAT)]


class DesiredPlayerSession(SeedEntry, frozen=True):
    player_id: shapes.PlayerId
    player_data: shapes.PlayerData | None = None


class PriorityConfigurationOverride(SeedEntry, frozen=True):
    location_order: Annotated[list[str], Meta(min_length=1, max_length=10)]
    placement_fallback_strategy: placement.FallbackStrategy = "DEFAULT_AFTER_SINGLE_PASS"


class PlacedPlayerSession(SeedEntry, frozen=True):
    player_id: shapes.PlayerId
    player_session_id: shapes.PlayerSessionId


class FailedPlace(SeedEntry, frozen=True):
    fleet_arn: shapes.ArnStringModel
    location: LocationName


class GameSessionPlacement(SeedEntry, frozen=True):
    placement_id: shapes.IdStringModel
    game_session_queue_name: shapes.GameSessionQueueName
    region: Region | None = None
    account_id: AccountId | None = None
    status: placement.Status | None = None
    maximum_player_session_count: PlayerSlots | None = None
    game_properties: Annotated[list[GameProperty], Meta(max_length=game_session.MOST_GAME_PROPERTIES)] | None = None
    game_session_name: shapes.NonZeroAndMaxString | None = None
    game_session_data: shapes.LargeGameSessionData | None = None
    matchmaker_data: shapes.MatchmakerData | None = None
    player_latencies: list[PlayerLatency] | None = None
    desired_player_sessions: list[DesiredPlayerSession] | None = None
    priority_configuration_override: PriorityConfigurationOverride | None = None
    start_time: Time | None = None
    end_time: Time | None = None
    deadline: Time | None = None
    due_time: Time | None = None
    game_session_id: GameSessionName | None = None
    game_session_region: LocationName | None = None
    ip_address: shapes.IpAddress | None = None
    dns_name: Annotated[str, Meta(min_length=1)] | None = None
    port: shapes.PortNumber | None = None
    placed_player_sessions: list[PlacedPlayerSession] | None = None
    failed_places: list[FailedPlace] | None = None


class Document(Struct, frozen=True, rename="pascal", forbid_unknown_fields=True, omit_defaults=True):
    """A seed document."""

    locations: list[Location] = []
    fleets: list[Fleet] = []
    fleet_events: list[FleetEvent] = []
    computes: list[Compute] = []
    aliases: list[Alias] = []
    builds: list[Build] = []
    scripts: list[Script] = []
    game_session_queues: list[GameSessionQueue] = []
    matchmaking_rule_sets: list[MatchmakingRuleSet] = []
    matchmaking_configurations: list[MatchmakingConfiguration] = []
    game_sessions: list[GameSession] = []
    player_sessions: list[PlayerSession] = []
    game_session_placements: list[GameSessionPlacement] = []
    matchmaking_tickets: list[MatchmakingTicket] = []


LISTS: dict[str, str] = dict(zip(Document.__struct_encode_fields__, Document.__struct_fields__, strict=True))
"""The lists of a document, in the order of loading: their names in it, and here."""
