"""Matchmaking tickets as tests start them and look at them."""

from collections.abc import Sequence
from typing import Any

from types_boto3_gamelift import GameLiftClient
from types_boto3_gamelift.type_defs import MatchmakingTicketTypeDef

from tests.support.running import Running

ENDS = ("MatchmakingSucceeded", "MatchmakingCancelled", "MatchmakingTimedOut", "MatchmakingFailed")
"""The types of the events that end tickets."""


def players(*ids: str, **members: Any) -> list[Any]:  # noqa: ANN401
    return [{"PlayerId": each, **members} for each in ids]


def start_ticket(client: GameLiftClient, ticket_id: str, *ids: str, **members: Any) -> MatchmakingTicketTypeDef:  # noqa: ANN401
    """A new ticket of these players, by default of one who is called as the ticket is."""
    asked: dict[str, Any] = {"ConfigurationName": "duels", "Players": players(*(ids or (ticket_id,)))} | members
    return client.start_matchmaking(TicketId=ticket_id, **asked)["MatchmakingTicket"]


def look_at_ticket(client: GameLiftClient, ticket_id: str) -> MatchmakingTicketTypeDef:
    (ticket,) = client.describe_matchmaking(TicketIds=[ticket_id])["TicketList"]
    return ticket


def statuses(client: GameLiftClient, *ticket_ids: str) -> list[str]:
    return [look_at_ticket(client, each)["Status"] for each in ticket_ids]


def event_types(emulator: Running) -> list[str]:
    return [each["event"]["detail"]["type"] for each in events_of(emulator)]


def events_of(emulator: Running) -> Sequence[Any]:
    found: Sequence[Any] = emulator.control("GET", "/events")["events"]
    return found
