"""Pools: tickets come in, are looked at at whole seconds, and leave in matches.

Theory of operation
-------------------
The tickets of a configuration that are in no match are its pool. `look_at`, a column of the configuration, is the
instant of the next look: the first whole second (--matchmaking-interval-seconds; 0: at once) after something new, or
the one at which an expansion opens, or the next where a search had to stop before it had tried everything. A look takes
in what is QUEUED, searches, and makes what it finds into matches. What it leaves is not searched again until something
is new to it (SearchOptions.searched): an idle pool costs nothing.
"""

import logging
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from emulator.context import Context
from emulator.domain.clock import LATEST
from emulator.domain.events.matchmaking import RuleMetrics, matchmaking_searching
from emulator.domain.matchmaking.reading import check_rule_set
from emulator.domain.matchmaking.rule_set import RuleSet
from emulator.domain.matchmaking.search import Match, SearchOptions, SearchResult, next_expansion, search
from emulator.domain.matchmaking.ticket import Player, Ticket
from emulator.domain.matchmaking_configuration import MatchmakingConfiguration
from emulator.domain.matchmaking_rule_set import MatchmakingRuleSet
from emulator.domain.matchmaking_ticket import Event, MatchmakingTicket, moved, read_counts, read_players, write_players
from emulator.hosting.matches import begin_match
from emulator.hosting.matchmaking_events import Told, estimated_wait, event_ticket
from emulator.hosting.pool_entry import interval_of

log = logging.getLogger(__name__)
parsed_rule_set = lru_cache(32)(check_rule_set)


def rule_set_of(configuration: MatchmakingConfiguration, context: Context) -> RuleSet:
    """The rule set of a configuration, which keeps it from being deleted."""
    found = context.store.find(
        MatchmakingRuleSet, configuration.rule_set_name, configuration.region, configuration.account
    )
    assert found is not None
    return parsed_rule_set(found.rule_set_body)


def look_at_pool(configuration: MatchmakingConfiguration, context: Context) -> None:
    """Takes in what is new, and makes the matches that there are."""
    store, rule_set = context.store.matchmaking, rule_set_of(configuration, context)
    store.have_looked(configuration.key)  # before tickets of a match come back at once
    tickets = take_in(store.pool(configuration.key), configuration, context)
    pool = [pool_ticket(each) for each in tickets]
    options = options_of(configuration, tickets, rule_set, context)
    result = search(pool, rule_set, context.now, options)
    by_id = {each.ticket_id: each for each in tickets}
    for found in result.matches:
        matched = [counted(by_id.pop(each.ticket_id), result) for each in found.tickets]
        start_match(found, matched, configuration, rule_set, context)
    keep_counts(by_id.values(), result, options, context)
    left = [each for each in pool if each.ticket_id in by_id]
    following = next_look(left, rule_set, context, goes_on=bool(result.untried))
    if following is not None:
        store.look(configuration.key, following)


def next_look(left: Sequence[Ticket], rule_set: RuleSet, context: Context, *, goes_on: bool) -> int | None:
    """When the pool is looked at next, if nothing new comes: at once where this look has left something untried, else
    when an expansion opens."""
    interval = interval_of(context) or 1
    following = context.now + 1 if goes_on else next_expansion(left, rule_set, context.now)
    look = LATEST + 1 if following is None else -(-following // interval) * interval
    return look if look <= LATEST else None


def take_in(
    tickets: Sequence[MatchmakingTicket], configuration: MatchmakingConfiguration, context: Context
) -> list[MatchmakingTicket]:
    """The tickets, all SEARCHING."""
    told, taken = Told(configuration, context), []
    wait = estimated_wait(configuration.key, context)
    for each in tickets:
        if each.status == "QUEUED":
            each = moved(each, Event.TAKEN_IN, context.now)
            context.store.update(each)
            told.record(matchmaking_searching(event_ticket(each), wait, custom_event_data=told.custom))
        taken.append(each)
    return taken


def pool_ticket(ticket: MatchmakingTicket) -> Ticket:
    """A ticket as the matcher takes it."""
    players = [
        Player(
            player_id=each.player_id,
            attributes={
                name: tuple(value) if isinstance(value, list) else value for name, value in each.attributes.items()
            },
            latencies=each.latencies,
            team=each.team,
        )
        for each in read_players(ticket)
    ]
    return Ticket(
        ticket_id=ticket.ticket_id,
        start_time=ticket.start_time,
        players=tuple(players),
        is_backfill=ticket.backfill is not None,
    )


def options_of(
    configuration: MatchmakingConfiguration,
    tickets: Sequence[MatchmakingTicket],
    rule_set: RuleSet,
    context: Context,
) -> SearchOptions:
    """How the pool is searched: not again among those that were searched, and are in the same stages still."""

    def is_as_before(ticket: MatchmakingTicket) -> bool:
        if ticket.searched_at is None:
            return False
        before, now = (rule_set.stage_at(each - ticket.start_time) for each in (ticket.searched_at, context.now))
        return before == now

    settings = context.settings
    return SearchOptions(
        exhaustive=settings.matchmaking_search == "exhaustive",
        shuffle_seed=f"{configuration.arn} {context.now}" if settings.matchmaking_shuffle else None,
        additional_player_count=configuration.additional_player_count or 0,
        searched=frozenset(each.ticket_id for each in tickets if is_as_before(each)),
    )


def keep_counts(
    left: Iterable[MatchmakingTicket], result: SearchResult, options: SearchOptions, context: Context
) -> None:
    """Notes what was searched for those that are left, and how often rules passed and failed."""
    for each in left:
        if each.ticket_id in options.searched and not result.rule_counts.get(each.ticket_id):
            continue  # as before
        searched_at = None if each.ticket_id in result.untried else context.now
        context.store.update(replace(counted(each, result), searched_at=searched_at))


def counted(ticket: MatchmakingTicket, result: SearchResult) -> MatchmakingTicket:
    """The ticket, with how often rules passed and failed in a search added to its counts."""
    counts = read_counts(ticket)
    for rule, more in result.rule_counts.get(ticket.ticket_id, {}).items():
        passed, failed = counts.get(rule, (0, 0))
        counts[rule] = (passed + more.passed, failed + more.failed)
    return replace(ticket, rule_counts=msgspec.json.encode(counts).decode())


def start_match(
    found: Match,
    tickets: Sequence[MatchmakingTicket],
    configuration: MatchmakingConfiguration,
    rule_set: RuleSet,
    context: Context,
) -> None:
    """Puts tickets into a new match, their players into its teams."""
    match_id = context.store.derived_ids.next_uuid("match")
    teams = {player.player_id: team.name for team in found.teams for player in team.players}
    members = [
        replace(
            each,
            match_id=match_id,
            players=write_players([replace(player, team=teams[player.player_id]) for player in read_players(each)]),
        )
        for each in tickets
    ]
    metrics = [RuleMetrics(rule, each.passed, each.failed) for rule, each in found.rule_counts.items()]
    log.info("match %s of %s: %d tickets", match_id, configuration.arn, len(members))
    begin_match(match_id, members, metrics, configuration, rule_set, context)
