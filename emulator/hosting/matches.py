"""What becomes of matches, and of the tickets in them: accepted or not, placed or not, out of time.

Each change of a ticket's status but QUEUED → SEARCHING is written and told here.
"""

import logging
from collections.abc import Collection, Sequence
from typing import Literal

from msgspec.structs import replace

from emulator.context import Context
from emulator.domain import arn
from emulator.domain.clock import SECOND, within
from emulator.domain.events import matchmaking as events
from emulator.domain.events.matchmaking import CANCELLED, FAILED, TIMED_OUT, Endpoint, RuleMetrics
from emulator.domain.matchmaker_data import matchmaker_data
from emulator.domain.matchmaking.rule_set import RuleSet
from emulator.domain.matchmaking_configuration import MatchmakingConfiguration
from emulator.domain.matchmaking_ticket import IN_POOL, Event, MatchmakingTicket, moved, read_players, write_players
from emulator.domain.placement import DesiredPlayer, Placement, PlacementRequest, read_placed
from emulator.domain.queue import GameSessionQueue, read_texts, to_json
from emulator.hosting.matchmaking_events import Told, estimated_wait, event_ticket, event_tickets, metrics_of

log = logging.getLogger(__name__)
NOT_ACCEPTED = "Cancelled due to a proposed match failing acceptance."
"""Ours, as no text of AWS's is public."""
Tickets = Sequence[MatchmakingTicket]


def told_of(ticket: MatchmakingTicket, context: Context) -> Told:
    """Whom the configuration of a ticket tells. An open ticket keeps it from being deleted."""
    configuration = context.store.matchmaking.configuration(ticket.configuration_key)
    assert configuration is not None
    return Told(configuration, context)


def begin_match(
    match_id: str,
    tickets: Tickets,
    metrics: Sequence[RuleMetrics],
    configuration: MatchmakingConfiguration,
    rule_set: RuleSet,
    context: Context,
) -> None:
    """Tells of a new match of tickets that are SEARCHING, and has its players accept it, or goes on at once."""
    told = Told(configuration, context)
    seconds = configuration.acceptance_timeout_seconds if configuration.acceptance_required else None
    told.record(
        events.potential_match_created(
            event_tickets(tickets),
            metrics,
            match_id=match_id,
            acceptance_timeout=seconds,
            custom_event_data=told.custom,
        )
    )
    if seconds is None:
        complete_match(match_id, tickets, told, rule_set)
        return
    for each in tickets:
        proposed = moved(each, Event.PROPOSED, context.now)
        context.store.update(replace(proposed, due_time=within(context.now + seconds * SECOND)))


def answer_match(ticket: MatchmakingTicket, player_ids: Collection[str], *, accepts: bool, context: Context) -> None:
    """Notes what players of a ticket that REQUIRES_ACCEPTANCE say to its match, and what follows."""
    assert ticket.match_id is not None
    players = [
        replace(each, accepted=accepts) if each.player_id in player_ids else each for each in read_players(ticket)
    ]
    context.store.update(replace(ticket, players=write_players(players)))
    tickets = context.store.matchmaking.of_match(ticket.match_id, ticket.account)
    told = told_of(ticket, context)
    told.record(events.accept_match(event_tickets(tickets), match_id=ticket.match_id, custom_event_data=told.custom))
    if not accepts:
        drop_match(tickets, {ticket.key}, "Rejected", told)
    elif all(each.accepted for one in tickets for each in read_players(one)):
        end_acceptance(tickets, "Accepted", told)
        from emulator.hosting.pools import rule_set_of

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


def return_tickets(tickets: Tickets, event: Event, told: Told) -> None:
    """Brings tickets back into the pool. Observed: a queue that times out has no event (AWS's forum, 9223)."""
    from emulator.hosting.pools import look_after

    context = told.context
    wait = estimated_wait(told.configuration.key, context)
    for each in tickets:
        back = moved(each, event, context.now)
        context.store.update(back)
        if event is Event.PROPOSAL_DROPPED:
            told.record(events.matchmaking_searching(event_ticket(back), wait, custom_event_data=told.custom))
    if tickets:
        look_after(told.configuration.key, context)


def cancel(ticket: MatchmakingTicket, event: Event, message: str, told: Told) -> None:
    """Raises: WrongTransition."""
    over = replace(moved(ticket, event, told.context.now), status_reason="Cancelled", status_message=message)
    told.context.store.update(over)
    told.record(
        events.matchmaking_cancelled(
            event_ticket(over), metrics_of(over), custom_event_data=told.custom, message=message
        )
    )


def stop(ticket: MatchmakingTicket, context: Context) -> None:
    """CANCELLED by request; the other tickets of its match are SEARCHING again. Raises: WrongTransition."""
    told = told_of(ticket, context)
    cancel(ticket, Event.STOPPED, CANCELLED, told)
    if ticket.match_id is not None:
        others = context.store.matchmaking.of_match(ticket.match_id, ticket.account)
        return_tickets([each for each in others if each.status == "REQUIRES_ACCEPTANCE"], Event.PROPOSAL_DROPPED, told)


def run_out(ticket: MatchmakingTicket, context: Context) -> None:
    """Ends a ticket whose request, or a match whose acceptance, has run out of time."""
    told = told_of(ticket, context)
    if ticket.status in IN_POOL:
        over = replace(
            moved(ticket, Event.DEADLINE_PASSED, context.now), status_reason="TimedOut", status_message=TIMED_OUT
        )
        context.store.update(over)
        told.record(events.matchmaking_timed_out(event_ticket(over), metrics_of(over), custom_event_data=told.custom))
        return
    assert ticket.match_id is not None
    tickets = context.store.matchmaking.of_match(ticket.match_id, ticket.account)
    silent = {one.key for one in tickets if not all(each.accepted for each in read_players(one))}
    drop_match(tickets, silent, "TimedOut", told)


def complete_match(match_id: str, tickets: Tickets, told: Told, rule_set: RuleSet) -> None:
    """Has a game session placed for a match; one of a STANDALONE configuration is complete with that."""
    context = told.context
    if told.configuration.flex_match_mode == "STANDALONE":
        over = [moved(each, Event.GROUPED, context.now) for each in tickets]
        succeed(over, None, told)
        return
    placing = [moved(each, Event.MATCHED, context.now) for each in tickets]
    for each in placing:
        context.store.update(each)
    of_queue = queue_of(told.configuration, context)
    if of_queue is None:
        fail_match(placing, told)
    else:
        place_match(match_id, placing, of_queue, told, rule_set)


def queue_of(configuration: MatchmakingConfiguration, context: Context) -> GameSessionQueue | None:
    """The queue of a configuration, in whatever region, None where it is gone."""
    for text in read_texts(configuration.game_session_queue_arns):
        named = arn.named(text, GameSessionQueue.arn_kind)
        region = named.region or configuration.region
        return context.store.find(GameSessionQueue, named.name, region, configuration.account)
    return None


def place_match(match_id: str, tickets: Tickets, of_queue: GameSessionQueue, told: Told, rule_set: RuleSet) -> None:
    """Starts the placement of a match, whose id is that of the match."""
    from emulator.hosting.placing import new_placement

    configuration = told.configuration
    players = [player for each in tickets for player in read_players(each)]
    wanted = PlacementRequest(
        match_id,
        max(sum(team.max_players for team in rule_set.teams), len(players)),
        configuration.game_properties or "{}",
        game_session_data=configuration.game_session_data,
        matchmaker_data=matchmaker_data(match_id, configuration.arn, players, rule_set),
        player_latencies=to_json([(each.player_id, *pair) for each in players for pair in each.latencies.items()]),
        desired_player_sessions=to_json([DesiredPlayer(each.player_id, None) for each in players]),
    )
    there = replace(told.context.at(of_queue.region), account=of_queue.account)
    told.context.store.add([new_placement(wanted, of_queue, there)])


def end_placing(over: Placement, context: Context) -> None:
    """Tells the tickets of a match what has become of its placement."""
    tickets = [
        each for each in context.store.matchmaking.of_match(over.placement_id, over.account) if each.status == "PLACING"
    ]
    if not tickets:
        return
    told = told_of(tickets[0], context)
    if over.status == "FULFILLED":
        succeed([moved(each, Event.PLACED, context.now) for each in tickets], over, told)
    elif over.status == "TIMED_OUT":
        return_tickets(tickets, Event.QUEUE_TIMED_OUT, told)
    else:
        fail_match(tickets, told)


def succeed(tickets: Tickets, placed: Placement | None, told: Told) -> None:
    """Writes tickets that are COMPLETED, and tells of their match."""
    for each in tickets:
        told.context.store.update(each)
    endpoint, sessions = None, {}
    if placed is not None:
        endpoint = Endpoint(placed.game_session_id or "", placed.ip_address, placed.dns_name, placed.port)
        sessions = {each.player_id: each.player_session_id for each in read_placed(placed.placed_player_sessions)}
    told.record(
        events.matchmaking_succeeded(
            event_tickets(tickets, sessions),
            endpoint,
            match_id=tickets[0].match_id or "",
            custom_event_data=told.custom,
        )
    )


def fail_match(tickets: Tickets, told: Told) -> None:
    """FAILED: the match could not be placed."""
    for each in tickets:
        over = moved(each, Event.PLACING_FAILED, told.context.now)
        told.context.store.update(replace(over, status_reason="UNEXPECTED_ERROR", status_message=FAILED))
    told.record(
        events.matchmaking_failed(
            event_tickets(tickets), match_id=tickets[0].match_id or "", custom_event_data=told.custom
        )
    )
