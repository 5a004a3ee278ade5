"""What the events of a matchmaking configuration hold, in the order in which AWS's samples print it.

Searching, Cancelled and TimedOut are told for each ticket by itself, all others once for a match, with all of its
tickets; `gameSessionInfo` lists the players of these tickets.
Documented: match-events, its samples. Assumed: `customEventData` is the last key.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from emulator.domain.clock import format_instant
from emulator.domain.events.envelope import Detail, present

TIMED_OUT = "Removed from matchmaking due to timing out."
CANCELLED = "Cancelled by request."
FAILED = "An unexpected error was encountered during match placing."


class TicketPlayer(NamedTuple):
    """A player of a ticket, as far as is known of them; `accepted` is None until they have answered."""

    player_id: str
    player_session_id: str | None = None
    team: str | None = None
    accepted: bool | None = None


class EventTicket(NamedTuple):
    """A ticket, as events tell of it."""

    ticket_id: str
    start_time: int
    players: Sequence[TicketPlayer]


class RuleMetrics(NamedTuple):
    """How often a rule has passed and failed since its ticket is in the pool."""

    rule_name: str
    passed_count: int
    failed_count: int


class Endpoint(NamedTuple):
    """Where the players of a match connect to. `port` is written as a number, unlike in the events of a queue."""

    game_session_arn: str
    ip_address: str | None
    dns_name: str | None
    port: int | None


def matchmaking_searching(
    ticket: EventTicket, estimated_wait_millis: int | None, *, custom_event_data: str | None
) -> Detail:
    """A ticket has come into the pool, or is there again after a proposal that failed."""
    return present(
        {
            "tickets": tickets_shown([ticket]),
            "estimatedWaitMillis": "NOT_AVAILABLE" if estimated_wait_millis is None else estimated_wait_millis,
            "type": "MatchmakingSearching",
            "gameSessionInfo": game_session_info([ticket]),
            "customEventData": custom_event_data,
        }
    )


def potential_match_created(
    tickets: Sequence[EventTicket],
    metrics: Sequence[RuleMetrics],
    *,
    match_id: str,
    acceptance_timeout: int | None,
    custom_event_data: str | None,
) -> Detail:
    """A match was formed. `acceptance_timeout` is in seconds, None where nobody has to accept."""
    return present(
        {
            "tickets": tickets_shown(tickets),
            "acceptanceTimeout": acceptance_timeout,
            "ruleEvaluationMetrics": metrics_shown(metrics),
            "acceptanceRequired": acceptance_timeout is not None,
            "type": "PotentialMatchCreated",
            "gameSessionInfo": game_session_info(tickets),
            "matchId": match_id,
            "customEventData": custom_event_data,
        }
    )


def accept_match(tickets: Sequence[EventTicket], *, match_id: str, custom_event_data: str | None) -> Detail:
    """Players have accepted or rejected a match."""
    return present(
        {
            "tickets": tickets_shown(tickets),
            "type": "AcceptMatch",
            "gameSessionInfo": game_session_info(tickets),
            "matchId": match_id,
            "customEventData": custom_event_data,
        }
    )


def accept_match_completed(
    tickets: Sequence[EventTicket],
    acceptance: Literal["Accepted", "Rejected", "TimedOut"],
    *,
    match_id: str,
    custom_event_data: str | None,
) -> Detail:
    """The acceptance of a match is over."""
    return present(
        {
            "tickets": tickets_shown(tickets),
            "acceptance": acceptance,
            "type": "AcceptMatchCompleted",
            "gameSessionInfo": game_session_info(tickets),
            "matchId": match_id,
            "customEventData": custom_event_data,
        }
    )


def matchmaking_succeeded(
    tickets: Sequence[EventTicket], endpoint: Endpoint | None, *, match_id: str, custom_event_data: str | None
) -> Detail:
    """Players can connect to the game session of their match; STANDALONE places none, and has no `endpoint`."""
    return present(
        {
            "tickets": tickets_shown(tickets),
            "type": "MatchmakingSucceeded",
            "gameSessionInfo": game_session_info(tickets, endpoint),
            "matchId": match_id,
            "customEventData": custom_event_data,
        }
    )


def matchmaking_timed_out(
    ticket: EventTicket, metrics: Sequence[RuleMetrics], *, custom_event_data: str | None
) -> Detail:
    """A ticket was not matched in time."""
    return removed("MatchmakingTimedOut", "TimedOut", TIMED_OUT, ticket, metrics, custom_event_data)


def matchmaking_cancelled(
    ticket: EventTicket,
    metrics: Sequence[RuleMetrics],
    *,
    custom_event_data: str | None,
    message: str = CANCELLED,
) -> Detail:
    """A ticket was cancelled."""
    return removed("MatchmakingCancelled", "Cancelled", message, ticket, metrics, custom_event_data)


def matchmaking_failed(
    tickets: Sequence[EventTicket], *, match_id: str, custom_event_data: str | None, message: str = FAILED
) -> Detail:
    """A match could not be placed, or could not join the game session that it was to fill."""
    return present(
        {
            "tickets": tickets_shown(tickets),
            "type": "MatchmakingFailed",
            "reason": "UNEXPECTED_ERROR",
            "message": message,
            "gameSessionInfo": game_session_info(tickets),
            "matchId": match_id,
            "customEventData": custom_event_data,
        }
    )


def removed(
    event_type: str,
    reason: str,
    message: str,
    ticket: EventTicket,
    metrics: Sequence[RuleMetrics],
    custom_event_data: str | None,
) -> Detail:
    """A ticket has left the pool without a match."""
    return present(
        {
            "reason": reason,
            "tickets": tickets_shown([ticket]),
            "ruleEvaluationMetrics": metrics_shown(metrics),
            "type": event_type,
            "message": message,
            "gameSessionInfo": game_session_info([ticket]),
            "customEventData": custom_event_data,
        }
    )


def tickets_shown(tickets: Sequence[EventTicket]) -> list[Detail]:
    return [
        {
            "ticketId": each.ticket_id,
            "startTime": format_instant(each.start_time),
            "players": [player_shown(player) for player in each.players],
        }
        for each in tickets
    ]


def player_shown(player: TicketPlayer) -> Detail:
    return present(
        {
            "playerId": player.player_id,
            "playerSessionId": player.player_session_id,
            "team": player.team,
            "accepted": player.accepted,
        }
    )


def metrics_shown(metrics: Sequence[RuleMetrics]) -> list[Detail]:
    return [
        {"ruleName": each.rule_name, "passedCount": each.passed_count, "failedCount": each.failed_count}
        for each in metrics
    ]


def game_session_info(tickets: Sequence[EventTicket], endpoint: Endpoint | None = None) -> Detail:
    """The players of a match, and where they connect to, once that is known."""
    where = (
        {}
        if endpoint is None
        else present(
            {
                "gameSessionArn": endpoint.game_session_arn,
                "ipAddress": endpoint.ip_address,
                "dnsName": endpoint.dns_name,
                "port": endpoint.port,
            }
        )
    )
    return where | {"players": [player_shown(player) for each in tickets for player in each.players]}
