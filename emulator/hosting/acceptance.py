"""Players accept a match, or do not."""

from collections.abc import Collection
from typing import Literal

from msgspec.structs import replace

from emulator.context import Context
from emulator.domain.events import matchmaking as events
from emulator.domain.matchmaking_ticket import Event, MatchmakingTicket, read_players, write_players
from emulator.hosting.matches import complete_match
from emulator.hosting.matchmaking_events import Told, event_tickets
from emulator.hosting.pools import rule_set_of
from emulator.hosting.tickets import Tickets, cancel, return_tickets, told_of

NOT_ACCEPTED = "Cancelled due to a proposed match failing acceptance."
"""Ours, as no text of AWS's is public."""


def has_accepted(ticket: MatchmakingTicket) -> bool:
    """Whether all players of a ticket have accepted. Documented: those of a backfill ticket need not."""
    return ticket.backfill is not None or all(each.accepted for each in read_players(ticket))


def proposed_with(ticket: MatchmakingTicket, context: Context) -> Tickets:
    """The tickets of a match that has to be accepted. A seed may name the match in others, which are not of it."""
    assert ticket.match_id is not None
    named = context.store.matchmaking.of_match(ticket.match_id, ticket.account)
    asked = (ticket.configuration_key, "REQUIRES_ACCEPTANCE")
    return [each for each in named if (each.configuration_key, each.status) == asked]


def answer_match(ticket: MatchmakingTicket, player_ids: Collection[str], *, accepts: bool, context: Context) -> None:
    """Notes what players of a ticket that REQUIRES_ACCEPTANCE say to its match, and what follows."""
    assert ticket.match_id is not None
    players = [
        replace(each, accepted=accepts) if each.player_id in player_ids else each for each in read_players(ticket)
    ]
    context.store.update(replace(ticket, players=write_players(players)))
    tickets = proposed_with(ticket, context)
    told = told_of(ticket, context)
    told.record(events.accept_match(event_tickets(tickets), match_id=ticket.match_id, custom_event_data=told.custom))
    if not accepts:
        drop_match(tickets, {ticket.key}, "Rejected", told)
    elif all(map(has_accepted, tickets)):
        end_acceptance(tickets, "Accepted", told)
        complete_match(ticket.match_id, tickets, told, rule_set_of(told.configuration, context))


def end_acceptance(tickets: Tickets, acceptance: Literal["Accepted", "Rejected", "TimedOut"], told: Told) -> None:
    told.record(
        events.accept_match_completed(
            event_tickets(tickets), acceptance, match_id=tickets[0].match_id or "", custom_event_data=told.custom
        )
    )


def drop_match(
    tickets: Tickets, guilty: Collection[int], acceptance: Literal["Rejected", "TimedOut"], told: Told
) -> None:
    """Ends a match that was not accepted: the tickets of these keys are CANCELLED, the others SEARCHING again."""
    end_acceptance(tickets, acceptance, told)
    for each in tickets:
        if each.key in guilty:
            cancel(each, Event.REJECTED, NOT_ACCEPTED, told)
    return_tickets([each for each in tickets if each.key not in guilty], Event.PROPOSAL_DROPPED, told)


def end_unaccepted(ticket: MatchmakingTicket, context: Context) -> None:
    """Ends a match whose acceptance has run out of time."""
    tickets = proposed_with(ticket, context)
    silent = {each.key for each in tickets if not has_accepted(each)}
    drop_match(tickets, silent, "TimedOut", told_of(ticket, context))
