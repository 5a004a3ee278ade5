"""Laws of backfill, over many worlds: looking often changes nothing, no slot is given twice, nobody is lost."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from itertools import accumulate
from typing import Any, NamedTuple

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from emulator.api import shapes
from emulator.context import Context
from emulator.dispatch.settle import settle
from emulator.domain import game_session, player_session
from emulator.domain.arn import fleet_arn
from emulator.domain.fleet import Fleet, FleetLocation
from emulator.domain.game_session import GameSession
from emulator.domain.matchmaker_data import MatchmakerData, read_data
from emulator.domain.matchmaking_configuration import MatchmakingConfiguration
from emulator.domain.matchmaking_rule_set import MatchmakingRuleSet
from emulator.domain.matchmaking_ticket import ENDED, MatchmakingTicket, read_players
from emulator.domain.player_session import PlayerSession
from emulator.domain.queue import GameSessionQueue, to_json
from emulator.domain.transition import WrongTransition
from emulator.errors import GameLiftError
from emulator.hosting.game_server import act_on_player_session, change_game_session, end_game_session
from emulator.operations.accept_match import accept_match
from emulator.operations.start_match_backfill import start_match_backfill
from emulator.operations.start_matchmaking import start_matchmaking
from emulator.operations.stop_matchmaking import stop_matchmaking
from emulator.settings import Settings
from emulator.store.store import Store
from emulator.store.transaction import write
from tests.support.backfill_oracle import SLOTS, Oracle
from tests.support.matchmaking import rule_set_body, team
from tests.support.running import ACCOUNT, REGION
from tests.support.settling import begin_world, context_at
from tests.support.tickets import ENDS

LAST = 90_000
PLAYERS = "abcdefgh"
TIME_OUT = 30
RULES = rule_set_body(teams=[team("red", 2, SLOTS)])


class World(NamedTuple):
    """What differs between worlds."""

    automatic: bool
    accepted: bool
    interval: float
    activation: float

    @property
    def settings(self) -> Settings:
        return Settings(matchmaking_interval_seconds=self.interval, activation_seconds=self.activation)


class Act(NamedTuple):
    """Something that somebody does, at an instant, with one of several players or game sessions."""

    at: int
    what: str
    which: int
    size: int


WHAT = ("start", "start", "start", "backfill", "stop", "accept", "accept", "reject", "end", "deny", "admit", "join")


def one_after_the_other(acts: list[Act]) -> list[Act]:
    """The acts, whose `at` was the time since the one before. Two players come first."""
    times = accumulate((act.at for act in acts), initial=0)
    return [Act(0, "start", 0, 2), *(act._replace(at=at) for act, at in zip(acts, times, strict=False))]


gaps = st.sampled_from([0, 300, 1_000, 1_000, 2_500, 5_000])
acts = st.lists(
    st.builds(Act, gaps, st.sampled_from(WHAT), st.integers(0, 7), st.sampled_from([1, 1, 2, 3])), max_size=14
).map(one_after_the_other)
looks = st.lists(st.integers(0, LAST), max_size=8)
worlds = st.builds(
    World, st.booleans(), st.booleans(), st.sampled_from([0.0, 1.0, 2.5]), st.sampled_from([0.0, 0.5, 3.0])
)


def begin(store: Store, world: World) -> None:
    """A fleet, a queue to it, and a matchmaking configuration."""
    begin_world(store)
    home: dict[str, Any] = {"account": ACCOUNT, "region": REGION}
    store.add([Fleet(key=1, fleet_id="fleet-1", name="x", compute_type="EC2", creation_time=0, **home)])
    store.add([FleetLocation(key=1, fleet_key=1, location=REGION)])
    destinations = to_json([fleet_arn(REGION, ACCOUNT, "fleet-1")])
    store.add([GameSessionQueue(key=1, name="q", timeout_in_seconds=10, destinations=destinations, **home)])
    store.add([MatchmakingRuleSet(key=1, name="r", rule_set_body=RULES, creation_time=0, **home)])
    store.add([
        MatchmakingConfiguration(
            key=1,
            name="c",
            rule_set_name="r",
            game_session_queue_arns=to_json([f"arn:aws:gamelift:{REGION}:{ACCOUNT}:gamesessionqueue/q"]),
            request_timeout_seconds=TIME_OUT,
            acceptance_required=world.accepted,
            acceptance_timeout_seconds=3 if world.accepted else None,
            backfill_mode="AUTOMATIC" if world.automatic else "MANUAL",
            creation_time=0,
            **home,
        )
    ])  # fmt: skip


def data_of(session: GameSession) -> MatchmakerData:
    data = read_data(session.matchmaker_data)
    assert data is not None
    return data


def input_players(ids: Sequence[str], in_team: str | None = None) -> list[shapes.Player]:
    return [shapes.Player(player_id=each, team=in_team) for each in ids]


def do(act: Act, number: int, context: Context) -> None:
    """Does it, where it can be done."""
    store = context.store
    sessions = list(store.each(GameSession))
    session = sessions[act.which % len(sessions)] if sessions else None
    tickets = [each for each in store.each(MatchmakingTicket) if each.status not in ENDED]
    ticket = tickets[act.which % len(tickets)] if tickets else None
    party = [PLAYERS[(act.which + n) % len(PLAYERS)] for n in range(act.size)]
    match act.what:
        case "start":
            start_matchmaking(shapes.StartMatchmakingInput("c", input_players(party), f"t{number}"), context)
        case "backfill" if session:
            there = [each.player_id for each in data_of(session).teams[0].players][: act.size + 1]
            arn = session.game_session_id
            asked = shapes.StartMatchBackfillInput("c", input_players(there, "red"), f"t{number}", arn)
            start_match_backfill(asked, context)
        case "stop" if ticket:
            stop_matchmaking(shapes.StopMatchmakingInput(ticket.ticket_id), context)
        case "accept" | "reject" if ticket:
            ids = [each.player_id for each in read_players(ticket)]
            answer: shapes.AcceptanceType = "ACCEPT" if act.what == "accept" else "REJECT"
            accept_match(shapes.AcceptMatchInput(ticket.ticket_id, ids, answer), context)
        case "end" if session:
            end_game_session(session, game_session.Event.PROCESS_ENDED, context)
        case "deny" | "admit" if session:
            policy = "DENY_ALL" if act.what == "deny" else "ACCEPT_ALL"
            change_game_session(
                game_session.settled(
                    msgspec.structs.replace(session, player_session_creation_policy=policy), context.now
                ),
                context,
            )
        case "join":
            for each in list(store.each(PlayerSession)):
                with suppress(WrongTransition):
                    act_on_player_session(each, player_session.Event.ACCEPTED, store, context.now)


class Outcome(NamedTuple):
    """What is there in the end."""

    tickets: list[MatchmakingTicket]
    game_sessions: list[GameSession]
    player_sessions: list[PlayerSession]
    events: list[dict[str, Any]]


def played(connection: sqlite3.Connection, acts: Sequence[Act], looks: Sequence[int], world: World) -> Outcome:
    """The world in which that was done, and which was looked at now and then."""
    with write(connection) as store:
        begin(store, world)
        first = store.events.last_number()
        steps: list[tuple[int, int | None]] = [(act.at, n) for n, act in enumerate(acts)]
        steps += [(look, None) for look in (*looks, LAST)]
        for now, n in sorted(steps, key=lambda step: (step[0], -1 if step[1] is None else step[1])):
            context = context_at(now, store, world.settings)
            settle(context)
            check(store, now)
            if n is not None:
                with suppress(GameLiftError, WrongTransition):
                    do(acts[n], n, context)
                settle(context)
                check(store, now)
        return Outcome(
            tickets=[*store.each(MatchmakingTicket)],
            game_sessions=[game_session.settled(each, LAST) for each in store.each(GameSession)],
            player_sessions=[*store.each(PlayerSession)],
            events=[msgspec.json.decode(each.event) for each in store.events.after(first, 1_000)],
        )


def check(store: Store, now: int) -> None:
    """What holds at each instant: no slot is given twice, and who fills a game session is told in it."""
    tickets = list(store.each(MatchmakingTicket))
    open_tickets = [each for each in tickets if each.status not in ENDED]
    in_pool = [each for each in open_tickets if each.status != "PLACING"]
    assert max(Counter(one.player_id for each in in_pool for one in read_players(each)).values(), default=0) <= 1
    for session in store.each(GameSession):
        status = game_session.status_at(session, now)
        assert store.game_sessions.current_player_sessions(session.key, now) <= SLOTS
        data = data_of(session)
        assert data.players <= SLOTS
        assert len({each.player_id for each in data.teams[0].players}) == data.players
        of_session = [
            each for each in open_tickets if each.backfill and each.game_session_id == session.game_session_id
        ]
        assert len(of_session) <= 1
        automatic = [each.ticket_id for each in of_session if each.backfill == "AUTOMATIC"]
        assert automatic == ([] if data.auto_backfill_ticket_id is None else [data.auto_backfill_ticket_id])
        admits = session.player_session_creation_policy == "ACCEPT_ALL"
        assert not automatic or (status == "ACTIVE" and admits and data.players < SLOTS)


@given(acts=acts, looks=looks, world=worlds)
def test_looking_often_leaves_what_looking_once_leaves(
    connection: sqlite3.Connection, acts: list[Act], looks: list[int], world: World
) -> None:
    assert played(connection, acts, looks, world) == played(connection, acts, [], world)


@given(acts=acts, world=worlds)
def test_each_ticket_ends_once_and_its_players_are_where_it_says(
    connection: sqlite3.Connection, acts: list[Act], world: World
) -> None:
    outcome = played(connection, acts, [], world)
    ends = Counter(
        each["ticketId"]
        for event in outcome.events
        if event["detail"]["type"] in ENDS
        for each in event["detail"]["tickets"]
    )
    assert ends == Counter(each.ticket_id for each in outcome.tickets if each.status in ENDED)
    ids = Counter(each.player_session_id for each in outcome.player_sessions)
    given = Counter(
        one.player_session_id
        for each in outcome.tickets
        for one in read_players(each)
        if one.player_session_id is not None
    )
    assert given == ids
    for each in outcome.tickets:
        assert each.status in ENDED or each.deadline > LAST or each.backfill == "AUTOMATIC"
        if each.status == "COMPLETED" and each.backfill is None:
            assert all(one.player_session_id in ids for one in read_players(each))


def step(what: str, number: int, oracle: Oracle, context: Context) -> None:
    """Does one thing in both worlds. The newest game session is meant."""
    store, name = context.store, f"t{number}"
    if what == "join":
        start_matchmaking(shapes.StartMatchmakingInput("c", input_players([name]), name), context)
        oracle.pool.append((name, None))
        return
    if not oracle.sessions:
        return
    theirs, ours = oracle.sessions[-1], list(store.each(GameSession))[-1]
    if what == "fill" and theirs.present:
        there = sorted(theirs.present)
        asked = shapes.StartMatchBackfillInput("c", input_players(there, "red"), name, ours.game_session_id)
        start_match_backfill(asked, context)
        if theirs.fill is not None:
            oracle.close(theirs, "CANCELLED")
        theirs.fill = name, there
        oracle.pool.append((name, theirs))
    elif what == "stop" and theirs.fill is not None:
        stop_matchmaking(shapes.StopMatchmakingInput(theirs.fill[0]), context)
        oracle.close(theirs, "CANCELLED")
    elif what == "leave" and theirs.present:
        gone = min(theirs.present)
        theirs.present.remove(gone)
        for each in list(store.each(PlayerSession)):
            if each.player_id == gone and each.game_session_key == ours.key:
                act_on_player_session(each, player_session.Event.REMOVED, store, context.now)
    elif what == "switch":
        theirs.admits = not theirs.admits
        policy = "ACCEPT_ALL" if theirs.admits else "DENY_ALL"
        change_game_session(msgspec.structs.replace(ours, player_session_creation_policy=policy), context)


@given(what=st.lists(st.sampled_from(["join", "join", "join", "fill", "fill", "stop", "leave", "switch"]), max_size=16))
def test_backfill_comes_to_what_a_plain_oracle_says(connection: sqlite3.Connection, what: list[str]) -> None:
    oracle, world = Oracle(), World(automatic=False, accepted=False, interval=1, activation=0)
    with write(connection) as store:
        begin(store, world)
        for number, each in enumerate(what):
            now = (number + 1) * 1_000
            step(each, number, oracle, context_at(now - 500, store, world.settings))
            settle(context_at(now, store, world.settings))
            oracle.look()
            for one in list(store.each(PlayerSession)):
                if one.status == "RESERVED":
                    act_on_player_session(one, player_session.Event.ACCEPTED, store, now)
            sessions = list(store.each(GameSession))
            assert [[one.player_id for one in data_of(each).teams[0].players] for each in sessions] == [
                session.data for session in oracle.sessions
            ]
            assert [store.game_sessions.current_player_sessions(each.key, now) for each in sessions] == [
                len(session.present) for session in oracle.sessions
            ]
            tickets = list(store.each(MatchmakingTicket))
            assert {each.ticket_id: each.status for each in tickets} == oracle.ended | dict.fromkeys(
                (name for name, _ in oracle.pool), "SEARCHING"
            )
