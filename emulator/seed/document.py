"""What a seed document may say. Members are named and shaped as in GameLift's own API."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from emulator.api import shapes
from emulator.domain import game_session, player_session

# Epoch seconds, ISO-8601, or relative to now as in -30s.
Time = int | float | str
AccountId = Annotated[str, Meta(pattern=r"^[0-9]{12}\Z")]
CertificateType = Literal["GENERATED", "DISABLED"]
ComputeType = Literal["EC2", "ANYWHERE"]
GameSessionName = Annotated[str, Meta(min_length=1, max_length=512, pattern=r"^[a-zA-Z0-9:/-]+\Z")]


class Entry(Struct, frozen=True, rename="pascal", forbid_unknown_fields=True, omit_defaults=True):
    """A row of one of the lists. An absent member gets what AWS would have given."""


class CertificateConfiguration(Entry, frozen=True):
    certificate_type: CertificateType


class Fleet(Entry, frozen=True):
    fleet_id: shapes.FleetId
    region: Annotated[str, Meta(pattern=r"^[a-z0-9-]+\Z")] | None = None
    account_id: AccountId | None = None
    name: shapes.NonZeroAndMaxString | None = None
    compute_type: ComputeType | None = None
    certificate_configuration: CertificateConfiguration | None = None
    creation_time: Time | None = None


class GameSession(Entry, frozen=True):
    game_session_id: GameSessionName
    fleet_id: shapes.FleetId
    account_id: AccountId | None = None
    location: Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9\-]+\Z")] | None = None
    name: shapes.NonZeroAndMaxString | None = None
    status: game_session.Status | None = None
    maximum_player_session_count: Annotated[int, Meta(ge=0, le=2**31 - 1)] | None = None
    ip_address: shapes.IpAddress | None = None
    dns_name: Annotated[str, Meta(min_length=1)] | None = None
    port: shapes.PortNumber | None = None
    creation_time: Time | None = None
    termination_time: Time | None = None


class PlayerSession(Entry, frozen=True):
    game_session_id: GameSessionName
    player_id: shapes.PlayerId
    account_id: AccountId | None = None
    player_session_id: shapes.PlayerSessionId | None = None
    status: player_session.Status | None = None
    creation_time: Time | None = None
    deadline: Time | None = None
    termination_time: Time | None = None
    player_data: shapes.PlayerData | None = None


class Document(Struct, frozen=True, rename="pascal", forbid_unknown_fields=True, omit_defaults=True):
    """A seed document."""

    fleets: list[Fleet] = []
    game_sessions: list[GameSession] = []
    player_sessions: list[PlayerSession] = []
