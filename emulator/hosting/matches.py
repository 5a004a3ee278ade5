"""What becomes of matches: they are proposed, placed, or their players join a game session that is there.

How players accept one: `acceptance.py`.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from emulator.context import Context
from emulator.domain import arn
from emulator.domain.clock import SECOND, within
from emulator.domain.events import matchmaking as events
from emulator.domain.events.matchmaking import Endpoint, RuleMetrics
from emulator.domain.matchmaker_data import match_data, write_data
from emulator.domain.matchmaking.rule_set import RuleSet
from emulator.domain.matchmaking_configuration import MatchmakingConfiguration
from emulator.domain.matchmaking_ticket import Event, moved, read_players
from emulator.domain.placement import DesiredPlayer, Placement, PlacementRequest, read_placed
from emulator.domain.queue import GameSessionQueue, read_texts, to_json
from emulator.hosting.automatic_backfill import begin_automatic_backfill
from emulator.hosting.backfills import fill_game_session
from emulator.hosting.matchmaking_events import Told, event_tickets
from emulator.hosting.tickets import Tickets, fail_tickets, return_tickets, succeed, told_of


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


def complete_match(match_id: str, tickets: Tickets, told: Told, rule_set: RuleSet) -> None:
    """Has a game session placed for a match, or its players join the one that a ticket of it is to fill.

    A match of a STANDALONE configuration is complete.
    """
    context = told.context
    backfill = next((each for each in tickets if each.backfill is not None), None)
    if backfill is None:
        has_game_session = told.configuration.flex_match_mode != "STANDALONE"
    else:
        has_game_session = backfill.game_session_id is not None
    if not has_game_session:
        over = [moved(each, Event.GROUPED, context.now) for each in tickets]
        succeed(over, None, {}, told)
        return
    placing = [moved(each, Event.MATCHED, context.now) for each in tickets]
    for each in placing:
        context.store.update(each)
    if backfill is not None:
        fill_game_session(match_id, placing, told, rule_set)
        return
    of_queue = queue_of(told.configuration, context)
    if of_queue is None:
        fail_tickets(placing, told)
    else:
        place_match(match_id, placing, of_queue, told, rule_set)


def queue_of(configuration: MatchmakingConfiguration, context: Context) -> GameSessionQueue | None:
    """The queue of a configuration, in whatever region, None where it is gone."""
    for text in read_texts(configuration.game_session_queue_arns):
        named = arn.named(text, GameSessionQueue.arn_kind)
        home = named.region or configuration.region, configuration.account
        return context.store.find(GameSessionQueue, named.name, *home)
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
        matchmaker_data=write_data(
            match_data(
                match_id,
                configuration.arn,
                players,
                rule_set,
                automatic=configuration.backfill_mode == "AUTOMATIC",
            )
        ),
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
        where = Endpoint(over.game_session_id or "", over.ip_address, over.dns_name, over.port)
        sessions = {each.player_id: each.player_session_id for each in read_placed(over.placed_player_sessions)}
        succeed([moved(each, Event.PLACED, context.now) for each in tickets], where, sessions, told)
        session = context.store.game_sessions.by_key(over.game_session_key or 0)
        if session is not None:
            begin_automatic_backfill(session, context)
    elif over.status == "TIMED_OUT":
        return_tickets(tickets, Event.QUEUE_TIMED_OUT, told)
    else:
        fail_tickets(tickets, told)
