"""Placements: begun, tried, looked at again when something may be free; what time does to them (dispatch/settle.py).

The choice itself is pure: domain/candidates.py.
"""

import logging
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from emulator.context import Context
from emulator.domain import arn, candidates, game_session, placement, queue
from emulator.domain.alias import Alias
from emulator.domain.candidates import Candidate, Request, Rules
from emulator.domain.clock import SECOND, within
from emulator.domain.fleet import Fleet
from emulator.domain.game_session import ENDED
from emulator.domain.placement import Event, FailedPlace, Placement, PlacementRequest
from emulator.domain.queue import GameSessionQueue
from emulator.errors import FleetCapacityExceededException
from emulator.hosting.game_server import ask_to_end
from emulator.hosting.game_sessions import WantedGameSession, host_game_session
from emulator.hosting.placements import close, fail_attempt, fulfil
from emulator.store.placements import Destination

log = logging.getLogger(__name__)
Place = tuple[int, str]
"""A fleet's key, and a location."""


def start_placement(wanted: PlacementRequest, of_queue: GameSessionQueue, context: Context) -> Placement:
    """A new placement, PENDING. Its first attempt is due at once. Nobody may have used its id in any Region."""
    begun = Placement(
        key=context.store.next_key(Placement),
        account=context.account,
        region=context.region,
        queue_key=of_queue.key,
        game_session_queue_name=of_queue.name,
        start_time=context.now,
        deadline=within(context.now + of_queue.timeout_in_seconds * SECOND),
        due_time=context.now,
        **wanted._asdict(),
    )
    context.store.add([begun])
    return begun


def end_early(pending: Placement, event: Event, context: Context) -> Placement:
    """The placement, ended without a game session; one that it tried is told to end. Raises: WrongTransition."""
    over = close(pending, event, context)
    if pending.game_session_key is not None:
        session = context.store.game_sessions.by_key(pending.game_session_key)
        if session is not None and game_session.settled(session, context.now).status not in (*ENDED, "TERMINATING"):
            ask_to_end(session, None, context)
    return over


def due_at(context: Context) -> int | None:
    """The first instant at which time acts on a placement, or those that wait are to be looked at."""
    first = context.store.placements.first_due()
    instants = (None if first is None else first.due_time, context.store.placements.look_at())
    return min((each for each in instants if each is not None), default=None)


def apply(context: Context) -> None:
    """Looks at those that wait, if that is due, else does what time does to the first placement that is due."""
    look_at = context.store.placements.look_at()
    if look_at is not None and look_at <= context.now:
        look(context)
        return
    first = context.store.placements.first_due()
    assert first is not None
    if first.deadline <= context.now:
        end_early(first, Event.DEADLINE_PASSED, context)
    elif first.game_session_key is None:
        try_places(first, context, set())
    else:
        end_attempt(first, first.game_session_key, context)


def end_attempt(pending: Placement, game_session_key: int, context: Context) -> None:
    """Notes what time has made of the game session that a placement tries: ACTIVE, or an end."""
    session = context.store.game_sessions.by_key(game_session_key)
    assert session is not None  # what removes one fails its attempt first
    current = game_session.settled(session, context.now)
    if current.status == "ACTIVE":
        context.store.update(current)
        fulfil(pending, current, context)
    else:
        fail_attempt(pending, context.store.fleets.by_key(current.fleet_key), context)


def look(context: Context) -> None:
    """Has the placements that wait try again, those that have waited longest first."""
    context.store.placements.have_looked()
    full: set[Place] = set()
    full_queues: set[int] = set()
    each = context.store.placements.next_waiting(None, full_queues)
    while each is not None:
        if not try_places(each, context, full):
            full_queues.add(each.queue_key)
        each = context.store.placements.next_waiting(each, full_queues)


def try_places(pending: Placement, context: Context, full: set[Place]) -> bool:
    """Gives a placement a game session at the first place that is free, or lets it wait.

    `full` are the places that are known to have no free process. Whether the queue has others.
    """
    of_queue = context.store.queues.by_key(pending.queue_key)
    if of_queue is None:  # a state came without it
        close(pending, Event.GIVEN_UP, context)
        return True
    rules, request = rules_of(of_queue), request_of(pending)
    known = context.store.placements.candidates(destinations_of(of_queue, context), pending.account)
    failed = placement.read_failed(pending.failed_places)
    for candidate in in_order(known, failed, rules, request):
        place = candidate.fleet_key, candidate.location
        if place in full or candidates.refusal(candidate, rules, request, context.now) is not None:
            continue
        if try_place(pending, candidate, context):
            return True
        full.add(place)
    wait(pending, rules, request, context)
    return not all((each.fleet_key, each.location) in full for each in known)


def in_order(
    known: Iterable[Candidate], failed: Sequence[FailedPlace], rules: Rules, request: Request
) -> list[Candidate]:
    """The candidates, the first to try first; those where an attempt has failed come last, the oldest failure first."""
    found = candidates.ranked(list(known), rules, request)
    if failed:
        last = {place: n for n, place in enumerate(failed, 1)}
        found.sort(key=lambda each: last.get(FailedPlace(each.fleet_arn, each.location), 0))
    return found


def try_place(pending: Placement, candidate: Candidate, context: Context) -> bool:
    """Whether a placement has been given a game session at that place: there was a free process."""
    fleet = context.store.fleets.by_key(candidate.fleet_key)
    if not clear_id(pending, fleet, candidate.location, context):
        return False
    wanted = WantedGameSession(
        pending.maximum_player_session_count,
        pending.game_session_name,
        pending.game_properties,
        pending.game_session_data,
        pending.matchmaker_data,
    )
    try:
        session = host_game_session(fleet, candidate.location, pending.placement_id, wanted, context)
    except FleetCapacityExceededException:
        return False
    assert session.due_time is not None
    context.store.update(
        replace(
            pending,
            due_time=min(pending.deadline, session.due_time),
            game_session_key=session.key,
            game_session_id=session.game_session_id,
            game_session_region=session.location,
            ip_address=session.ip_address,
            dns_name=session.dns_name,
            port=session.port,
        )
    )
    return True


def clear_id(pending: Placement, fleet: Fleet, location: str, context: Context) -> bool:
    """Whether a placement's game session can have its ARN: an earlier attempt there goes, others keep it."""
    game_session_id = arn.game_session_arn(fleet.region, fleet.fleet_id, location, pending.placement_id)
    found = context.store.game_sessions.find(game_session_id, fleet.region, fleet.account, context.now)
    if found is None:
        return True
    place = FailedPlace(fleet.arn, location)
    if place not in placement.read_failed(pending.failed_places):
        return False
    process = context.store.server_processes.of_game_session(found[0].key)
    if process is not None:  # it was told to end, and may be about to
        context.store.update(replace(process, game_session_key=None))
    context.store.delete(found[0])
    return True


def wait(pending: Placement, rules: Rules, request: Request, context: Context) -> None:
    """Lets a placement wait: for its deadline, a policy that relaxes, or a process that becomes free."""
    relaxes = candidates.next_relaxation(rules.policies, request, context.now)
    due_time = pending.deadline if relaxes is None else min(pending.deadline, relaxes)
    if due_time != pending.due_time:
        log.info("placement %s waits: no place of its queue is allowed and free", pending.placement_id)
        context.store.update(replace(pending, due_time=due_time))
    changes = context.store.placements.next_change(context.now)
    if changes is not None:
        context.store.placements.look_again(changes)


def destinations_of(of_queue: GameSessionQueue, context: Context) -> list[Destination]:
    """The fleets that a queue leads to, those of its aliases too that lead to one."""
    found = []
    for position, text in enumerate(queue.read_texts(of_queue.destinations)):
        fleet = arn.named(text, "fleet")
        if fleet.region is not None:
            found.append(Destination(position, fleet.name, fleet.region))
            continue
        named = arn.named(text, "alias")
        alias = context.store.find(Alias, named.name, named.region or "", of_queue.account)
        if alias is not None and alias.fleet_id is not None:
            found.append(Destination(position, alias.fleet_id, alias.region))
    return found


def rules_of(of_queue: GameSessionQueue) -> Rules:
    return Rules(
        queue.read_criteria(of_queue.priority_order),
        queue.read_texts(of_queue.location_order),
        queue.read_texts(of_queue.allowed_locations),
        queue.read_policies(of_queue.player_latency_policies),
    )


def request_of(pending: Placement) -> Request:
    override = placement.read_override(pending.priority_override)
    return Request(
        pending.start_time,
        candidates.latencies_of(placement.read_latencies(pending.player_latencies)),
        override.location_order if override else (),
        override is not None and override.fallback_strategy == "NONE",
    )
