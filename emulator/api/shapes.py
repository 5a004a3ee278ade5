"""Inputs and outputs of the operations answered here.

Written by scripts/generate_api.py from botocore 1.44.5; never edited.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct


class Shape(Struct, frozen=True, omit_defaults=True, rename="pascal", gc=False):
    """A structure of the model. An absent member is None and is never written."""


Int32 = Annotated[int, Meta(extra={"bits": 32})]
Int64 = Annotated[int, Meta(extra={"bits": 64})]
# Seconds since the epoch, with milliseconds: what both wire protocols carry.
Timestamp = Annotated[float, Meta(extra={"timestamp": True})]

ArnStringModel = Annotated[str, Meta(min_length=1, max_length=512, pattern=r"^[a-zA-Z0-9:/-]+\Z")]
PlayerId = Annotated[str, Meta(min_length=1, max_length=1024, extra={"sensitive": True})]
PlayerSessionId = Annotated[str, Meta(min_length=1, max_length=128, pattern=r"^psess-\S+\Z")]
NonZeroAndMaxString = Annotated[str, Meta(min_length=1, max_length=1024)]
PositiveInteger = Annotated[Int32, Meta(ge=1)]


class DescribePlayerSessionsInput(Shape, frozen=True):
    game_session_id: ArnStringModel | None = None
    player_id: PlayerId | None = None
    player_session_id: PlayerSessionId | None = None
    player_session_status_filter: NonZeroAndMaxString | None = None
    limit: PositiveInteger | None = None
    next_token: NonZeroAndMaxString | None = None


FleetId = Annotated[str, Meta(min_length=1, max_length=128, pattern=r"^[a-z]*fleet-[a-zA-Z0-9\-]+\Z")]
FleetArn = Annotated[
    str, Meta(min_length=1, max_length=512, pattern=r"^arn:.*:[a-z]*fleet\/[a-z]*fleet-[a-zA-Z0-9\-]+\Z")
]
PlayerSessionStatus = Literal["RESERVED", "ACTIVE", "COMPLETED", "TIMEDOUT"]
IpAddress = Annotated[
    str, Meta(min_length=1, max_length=128, pattern=r"^[0-9A-Fa-f\:\.]+\Z", extra={"sensitive": True})
]
DnsName = str
PortNumber = Annotated[Int32, Meta(ge=1, le=60000, extra={"sensitive": True})]
PlayerData = Annotated[str, Meta(min_length=1, max_length=2048, extra={"sensitive": True})]


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


PlayerSessionList = list[PlayerSession]


class DescribePlayerSessionsOutput(Shape, frozen=True):
    player_sessions: PlayerSessionList | None = None
    next_token: NonZeroAndMaxString | None = None
