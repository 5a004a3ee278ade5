"""Laws of placements, over many worlds: looking often changes nothing, none is lost, none is fulfilled twice."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from emulator.context import Context
from emulator.dispatch.settle import settle
from emulator.domain import game_session, server_process
from emulator.domain.arn import fleet_arn
from emulator.domain.fleet import Fleet, FleetLocation
from emulator.domain.game_session import GameSession
from emulator.domain.placement import STATUSES, Event, Placement, PlacementRequest, read_placed
from emulator.domain.player_session import PlayerSession
from emulator.domain.queue import GameSessionQueue, LatencyPolicy, to_json
from emulator.domain.server_process import ServerProcess
from emulator.domain.transition import WrongTransition
from emulator.hosting.game_server import activate_game_session, end_game_session
from emulator.hosting.placements import fail_attempt
from emulator.hosting.placing import end_early, start_placement
from emulator.settings import Settings
from emulator.store.store import Store
from emulator.store.transaction import write
from tests.support.running import ACCOUNT, REGION
from tests.support.settling import begin_world, context_at

LOCATIONS = ("us-east-1", "us-west-2")
FLEETS = QUEUES = 3
LAST = 40_000


class Act(NamedTuple):
    """Something that somebody does, at an instant, to one of several things."""

    at: int
    what: str
    which: int
    size: int


WHAT = (
    "start",
    "start",
    "start",
    "stop",
    "activate",
    "crash",
    "connect",
    "delete fleet",
    "update queue",
    "delete queue",
)
acts = st.lists(
    st.builds(Act, st.integers(0, 30_000), st.sampled_from(WHAT), st.integers(0, 5), st.integers(0, 3)), max_size=14
).map(lambda some: sorted(some, key=lambda act: act.at))
looks = st.lists(st.integers(0, LAST), max_size=8)
settings = st.builds(
    Settings,
    activation_seconds=st.sampled_from([0.0, 0.5, 2.0, 5.0]),
    placement_on_activation_failure=st.sampled_from(["retry", "fail"]),
)


def begin(store: Store) -> None:
    """Three fleets of two locations, the last of which real server processes alone serve, and three queues."""
    begin_world(store)
    for n in range(FLEETS):
        runtime: dict[str, object] = {"GameSessionActivationTimeoutSeconds": 1 + 2 * n}
        if n == 0:
            runtime["ServerProcesses"] = [{"LaunchPath": "/local/game/x", "ConcurrentExecutions": 1}]
        store.add([Fleet(
            key=n + 1, account=ACCOUNT, region=REGION, fleet_id=f"fleet-{n}", name="x", compute_type="EC2",
            creation_time=0, runtime_configuration=to_json(runtime),
        )])  # fmt: skip
        store.add([
            FleetLocation(key=2 * n + which, fleet_key=n + 1, location=each) for which, each in enumerate(LOCATIONS, 1)
        ])  # fmt: skip
    connect(FLEETS, context_at(0, store, Settings()), ready=True)
    for n in range(QUEUES):
        store.add([queue(n)])


def queue(n: int, first: int = 0) -> GameSessionQueue:
    fleets = [(n + first + each) % FLEETS for each in range(2)] if n else [FLEETS - 1]
    return GameSessionQueue(
        key=n + 1,
        account=ACCOUNT,
        region=REGION,
        name=f"q{n}",
        timeout_in_seconds=3 + 4 * n,
        destinations=to_json([fleet_arn(REGION, ACCOUNT, f"fleet-{each}") for each in fleets]),
        player_latency_policies=to_json([LatencyPolicy(50, 2), LatencyPolicy(100, None)]),
    )


def connect(fleet_key: int, context: Context, *, ready: bool) -> None:
    """A server process of a fleet, which is free; or which has been, long ago."""
    key = context.store.next_key(ServerProcess)
    context.store.add([ServerProcess(
        key=key, fleet_key=fleet_key, process_id=f"process-{key}", compute_name="x", location=LOCATIONS[0], endpoint="ws://localhost",
        status="TERMINATED" if ready else "READY", holder=None if ready else "me", sdk_version="5", sdk_language="Go",
        connected_since=context.now, last_heartbeat=context.now, healthy_at=context.now,
        deadline=None if ready else context.now + server_process.HEALTH_TIMEOUT,
    )])  # fmt: skip
    context.store.placements.look_again(context.now)


def do(act: Act, context: Context) -> None:
    """Does it, where it can be done."""
    store = context.store
    pending = [each for each in store.each(Placement) if each.status == "PENDING"]
    chosen = pending[act.which % len(pending)] if pending else None
    found = store.find(GameSessionQueue, f"q{act.which % QUEUES}", REGION, ACCOUNT)
    match act.what:
        case "start" if found:
            told = [("p", LOCATIONS[act.size % 2], 75.0)] if act.size else []
            players = [(f"p{n}", None) for n in range(act.size)]
            wanted = PlacementRequest(
                f"placement-{store.next_key(Placement)}", 3, player_latencies=to_json(told),
                desired_player_sessions=to_json(players),
            )  # fmt: skip
            start_placement(wanted, found, context)
        case "stop" if chosen and chosen.game_session_key is None:
            end_early(chosen, Event.STOPPED, context)
        case "connect" if store.find(Fleet, f"fleet-{FLEETS - 1}", REGION, ACCOUNT):
            connect(FLEETS, context, ready=False)
        case "update queue" if found:
            store.update(queue(found.key - 1, act.size))
            store.placements.look_again(context.now)
        case "delete queue" if found:
            for each in store.placements.pending_of_queue(found.key):
                end_early(each, Event.GIVEN_UP, context)
            store.delete(found)
        case "delete fleet":
            fleet = store.find(Fleet, f"fleet-{act.which % FLEETS}", REGION, ACCOUNT)
            if fleet:
                for each in store.placements.trying_on_fleet(fleet.key):
                    fail_attempt(each, fleet, context)
                store.delete(fleet)
        case "activate" | "crash":
            act_on_session(act, context)


def act_on_session(act: Act, context: Context) -> None:
    sessions = list(context.store.each(GameSession))
    if sessions:
        session = sessions[act.which % len(sessions)]
        with suppress(WrongTransition):
            if act.what == "activate":
                activate_game_session(session, context)
            else:
                end_game_session(session, game_session.Event.PROCESS_CRASHED, context)


class Outcome(NamedTuple):
    """What is there in the end."""

    placements: list[Placement]
    game_sessions: list[GameSession]
    player_sessions: list[PlayerSession]
    server_processes: list[ServerProcess]
    events: list[dict[str, Any]]


def played(connection: sqlite3.Connection, acts: Sequence[Act], looks: Sequence[int], how: Settings) -> Outcome:
    """The world in which that was done, and which was looked at now and then."""
    with write(connection) as store:
        begin(store)
        first = store.events.last_number()
        steps: list[tuple[int, Act | None]] = [(act.at, act) for act in acts]
        steps += [(look, None) for look in (*looks, LAST)]
        for now, act in sorted(steps, key=lambda step: (step[0], step[1] is not None)):
            context = context_at(now, store, how)
            settle(context)
            if act is not None:
                do(act, context)
                settle(context)
        return Outcome(
            placements=[*store.each(Placement)],
            game_sessions=[game_session.settled(each, LAST) for each in store.each(GameSession)],
            player_sessions=[*store.each(PlayerSession)],
            server_processes=[*store.each(ServerProcess)],
            events=[msgspec.json.decode(each.event) for each in store.events.after(first, 1_000)],
        )


@given(acts=acts, looks=looks, how=settings)
def test_looking_often_leaves_what_looking_once_leaves(
    connection: sqlite3.Connection, acts: list[Act], looks: list[int], how: Settings
) -> None:
    assert played(connection, acts, looks, how) == played(connection, acts, [], how)


@given(acts=acts, how=settings)
def test_no_placement_is_lost_or_ends_twice(connection: sqlite3.Connection, acts: list[Act], how: Settings) -> None:
    outcome = played(connection, acts, [], how)
    sessions = outcome.game_sessions
    ends = Counter(event["detail"]["placementId"] for event in outcome.events)
    assert ends == Counter(each.placement_id for each in outcome.placements if each.status != "PENDING")
    ids = {each.player_session_id for each in outcome.player_sessions}
    for each in outcome.placements:
        assert each.status in STATUSES
        assert each.status != "PENDING" or each.deadline > LAST
        assert (each.due_time is None) == (each.end_time is not None) == (each.status != "PENDING")
        hosted = [session for session in sessions if session.id_string == each.placement_id]
        assert len([session for session in hosted if session.status == "ACTIVE"]) <= (each.status == "FULFILLED")
        if each.status == "FULFILLED" and each.game_session_id in {session.game_session_id for session in sessions}:
            assert {placed.player_session_id for placed in read_placed(each.placed_player_sessions)} <= ids
