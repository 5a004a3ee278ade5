"""Events of tickets and matches, recorded as their configuration says."""

from collections.abc import Sequence
from typing import NamedTuple

from emulator.context import Context
from emulator.domain.clock import SECOND
from emulator.domain.events.envelope import Detail
from emulator.domain.events.matchmaking import EventTicket, RuleMetrics
from emulator.domain.events.matchmaking import TicketPlayer as EventPlayer
from emulator.domain.matchmaking_configuration import MatchmakingConfiguration
from emulator.domain.matchmaking_ticket import MatchmakingTicket, read_counts, read_players

WAITS = 10
"""So many completed tickets tell how long the next ones wait."""


class Told(NamedTuple):
    """Whom a configuration tells, and what it adds."""

    configuration: MatchmakingConfiguration
    context: Context

    @property
    def custom(self) -> str | None:
        return self.configuration.custom_event_data or None

    def record(self, detail: Detail) -> None:
        configuration, context = self.configuration, self.context
        context.store.events.record(configuration.arn, detail, context.now, configuration.notification_target or None)


def event_ticket(ticket: MatchmakingTicket) -> EventTicket:
    """A ticket as events tell of it."""
    return EventTicket(
        ticket.ticket_id,
        ticket.start_time,
        [
            EventPlayer(each.player_id, each.player_session_id, each.team, each.accepted)
            for each in read_players(ticket)
        ],
    )


def event_tickets(tickets: Sequence[MatchmakingTicket]) -> list[EventTicket]:
    return [event_ticket(each) for each in tickets]


def metrics_of(ticket: MatchmakingTicket) -> list[RuleMetrics]:
    """How often each rule has passed and failed for a ticket."""
    return [RuleMetrics(rule, *counts) for rule, counts in read_counts(ticket).items()]


def estimated_wait(configuration_key: int, context: Context) -> int | None:
    """How many seconds a ticket is likely to wait; None where none was completed yet.

    Assumed: the mean of the last ten that were completed.
    """
    waits = context.store.matchmaking.waits(configuration_key, WAITS)
    return round(sum(waits) / len(waits) / SECOND) if waits else None
