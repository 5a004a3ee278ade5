"""What a seed document may say of matchmaking tickets."""

from typing import Annotated

from msgspec import Meta

from emulator.api import shapes
from emulator.domain import matchmaking_ticket
from emulator.domain.matchmaking_configuration import BackfillMode
from emulator.domain.region import AccountId, Region
from emulator.seed.entry import SeedEntry, Time


class TicketAttribute(SeedEntry, frozen=True, rename={"s": "S", "n": "N", "sl": "SL", "sdm": "SDM"}):
    s: str | None = None
    n: float | None = None
    sl: list[str] | None = None
    sdm: dict[str, float] | None = None


class TicketPlayer(SeedEntry, frozen=True):
    player_id: shapes.PlayerId
    player_attributes: dict[str, TicketAttribute] | None = None
    latency_in_ms: shapes.LatencyMap | None = None
    team: str | None = None
    accepted: bool | None = None
    player_session_id: str | None = None


class MatchmakingTicket(SeedEntry, frozen=True):
    ticket_id: Annotated[shapes.MatchmakingIdStringModel, Meta(min_length=1)]
    configuration_name: shapes.MatchmakingIdStringModel
    players: Annotated[list[TicketPlayer], Meta(min_length=1)]
    region: Region | None = None
    account_id: AccountId | None = None
    status: matchmaking_ticket.Status | None = None
    status_reason: str | None = None
    status_message: str | None = None
    start_time: Time | None = None
    end_time: Time | None = None
    deadline: Time | None = None
    due_time: Time | None = None
    match_id: shapes.IdStringModel | None = None
    rule_counts: dict[str, tuple[int, int]] | None = None
    searched_at: Time | None = None
    backfill: BackfillMode | None = None
    game_session_id: shapes.ArnStringModel | None = None
    ip_address: str | None = None
    dns_name: str | None = None
    port: int | None = None
