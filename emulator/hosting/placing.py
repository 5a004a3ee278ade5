"""Placements: begun, tried, looked at again when something may be free; what time does to them (dispatch/settle.py).

The choice itself is pure: domain/candidates.py.
"""

import logging

from msgspec.structs import replace

from emulator.context import Context
from emulator.domain import arn, candidates, game_session, placement
from emulator.domain.candidates import Candidate, Request, Rules
from emulator.domain.capacity import Place
from emulator.domain.clock import SECOND, within
from emulator.domain.fleet import Fleet
from emulator.domain.game_session import ENDED, GameSession
from emulator.domain.placement import Event, FailedPlace, Placement, PlacementRequest
from emulator.domain.queue import GameSessionQueue
from emulator.hosting.game_server import ask_to_end
from emulator.hosting.game_sessions import WantedGameSession, host_game_session
from emulator.hosting.placements import close, fail_attempt, fulfil
from emulator.hosting.queue_places import candidates_of, in_order, request_of, rules_of
from emulator.hosting.server_processes import first_free
from emulator.store.store import DueInstants

log = logging.getLogger(__name__)


def start_placement(wanted: PlacementRequest, of_queue: GameSessionQueue, context: Context) -> Placement:
    """The new placement, PENDING. It has been tried since, which the next look at it shows."""
    begun = new_placement(wanted, of_queue, context)
    try_places(begun, of_queue, context, set())
    return begun


def new_placement(wanted: PlacementRequest, of_queue: GameSessionQueue, context: Context) -> Placement:
    """A placement that begins now, PENDING, and is not stored yet. Its first attempt is due at once.

    Nobody may have used its id in any Region.
    """
    return Placement(
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


def end_early(pending: Placement, event: Event, context: Context) -> Placement:
    """The placement, ended without a game session; one that it tried is told to end. Raises: WrongTransition."""
    over = close(pending, event, context)
    if pending.game_session_key is not None:
        session = context.store.game_sessions.by_key(pending.game_session_key)
        if session is not None and game_session.settled(session, context.now).status not in (*ENDED, "TERMINATING"):
            ask_to_end(session, None, context)
    return over


def due_at(due: DueInstants) -> int:
    """The first instant at which time acts on a placement, or those that wait are to be looked at."""
    return min(due.placement, due.placements_look)


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
        try_again(first, context, set())
    else:
        session = context.store.game_sessions.by_key(first.game_session_key)
        assert session is not None  # what removes one fails its attempt first
        if game_session.status_at(session, context.now) == "ACTIVE":
            context.store.game_sessions.keep_active(session.key)
        end_attempt(first, session, context)


def end_attempt(pending: Placement, session: GameSession, context: Context) -> None:
    """Notes what time has made of the game session that a placement tries: ACTIVE, or an end."""
    current = game_session.settled(session, context.now)
    if current.status == "ACTIVE":
        fulfil(pending, current, context)
    else:
        fail_attempt(pending, context.store.fleets.by_key(current.fleet_key), context)


def look(context: Context) -> None:
    """Has the placements that wait try again, those that have waited longest first."""
    context.store.placements.have_looked()
    full: set[int] = set()
    full_queues: set[int] = set()
    each = context.store.placements.next_waiting(None, full_queues)
    while each is not None:
        if not try_again(each, context, full):
            full_queues.add(each.queue_key)
        each = context.store.placements.next_waiting(each, full_queues)


def try_again(pending: Placement, context: Context, full: set[int]) -> bool:
    """Tries the places of a placement that waits, or ends it where its queue is gone. Whether its queue has others."""
    of_queue = context.store.queues.by_key(pending.queue_key)
    if of_queue is None:  # a state came without it
        close(pending, Event.GIVEN_UP, context)
        return True
    return try_places(pending, of_queue, context, full)


def try_places(pending: Placement, of_queue: GameSessionQueue, context: Context, full: set[int]) -> bool:
    """Gives a placement a game session at the first place that is free, or lets it wait. It may be new.

    `full` are the places that are known to have no free process. Whether the queue has others.
    """
    rules, request = rules_of(of_queue), request_of(pending)
    known = candidates_of(of_queue, context)
    failed = placement.read_failed(pending.failed_places)
    open_places = [
        each
        for each in in_order(known, failed, rules, request, context)
        if each.place_key not in full and candidates.refusal(each, rules, request, context.now) is None
    ]
    while open_places:
        position, place = first_free([each.place_key for each in open_places], context)
        full.update(each.place_key for each in open_places[:position])
        if place is not None and try_place(pending, open_places[position], place, context):
            return True
        del open_places[: position + 1]
    wait(pending, rules, request, context)
    return not all(each.place_key in full for each in known)


def try_place(pending: Placement, candidate: Candidate, place: Place, context: Context) -> bool:
    """Whether a placement has been given a game session at a place that has a free process."""
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
    session = host_game_session(fleet, place, pending.placement_id, wanted, context, lasting=True)
    assert session.due_time is not None
    trying = replace(
        pending,
        due_time=min(pending.deadline, session.due_time),
        game_session_key=session.key,
        game_session_id=session.game_session_id,
        game_session_region=session.location,
        ip_address=session.ip_address,
        dns_name=session.dns_name,
        port=session.port,
    )
    if session.due_time <= context.now < trying.deadline:
        end_attempt(trying, session, context)
    else:
        context.store.save(trying)
    return True


def clear_id(pending: Placement, fleet: Fleet, location: str, context: Context) -> bool:
    """Whether a placement's game session can have its ARN: an earlier attempt there goes, others keep it."""
    game_session_id = arn.game_session_arn(fleet.region, fleet.fleet_id, location, pending.placement_id)
    if not context.store.game_sessions.is_stored(game_session_id):
        return True
    context.store.game_sessions.forget(game_session_id, fleet.key, context.now)
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
    if due_time != pending.due_time or due_time == context.now:
        log.info("placement %s waits: no place of its queue is allowed and free", pending.placement_id)
        context.store.save(replace(pending, due_time=due_time))
    changes = context.store.placements.next_change(context.now)
    if changes is not None:
        context.store.placements.look_again(changes)
