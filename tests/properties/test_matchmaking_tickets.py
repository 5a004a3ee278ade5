"""Laws of tickets, over many worlds: looking often changes nothing, none is lost or ends twice, nobody is in two
matches; and tickets live as a plain list in memory says."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.api import shapes
from emulator.context import Context
from emulator.dispatch.settle import settle
from emulator.domain.arn import fleet_arn
from emulator.domain.clock import SECOND
from emulator.domain.fleet import Fleet, FleetLocation
from emulator.domain.matchmaking import search
from emulator.domain.matchmaking_configuration import MatchmakingConfiguration
from emulator.domain.matchmaking_ticket import ENDED, MatchmakingTicket, read_players
from emulator.domain.placement import Placement
from emulator.domain.player_session import PlayerSession
from emulator.domain.queue import GameSessionQueue
from emulator.errors import InvalidRequestException
from emulator.operations.accept_match import accept_match
from emulator.operations.create_game_session_queue import create_game_session_queue
from emulator.operations.create_matchmaking_configuration import create_matchmaking_configuration
from emulator.operations.create_matchmaking_rule_set import create_matchmaking_rule_set
from emulator.operations.delete_game_session_queue import delete_game_session_queue
from emulator.operations.start_matchmaking import start_matchmaking
from emulator.operations.stop_matchmaking import stop_matchmaking
from emulator.settings import Settings
from emulator.store.store import Store
from emulator.store.transaction import write
from tests.support.matchmaking import expansion, rule_set_body, team
from tests.support.running import ACCOUNT, REGION
from tests.support.settling import begin_world, context_at
from tests.support.tickets import ENDS

REQUEST_SECONDS, ACCEPTANCE_SECONDS, QUEUE_SECONDS = 15, 4, 10
LAST = 60_000
STEP = 250
PLAYERS = "abcdef"


class Act(NamedTuple):
    """Something that somebody does, at an instant."""

    at: int
    what: str
    which: int
    player: str


def acts_of(*what: str) -> st.SearchStrategy[list[Act]]:
    at = st.integers(0, 20_000 // STEP).map(lambda steps: steps * STEP)
    act = st.builds(Act, at, st.sampled_from(what), st.integers(0, 9), st.sampled_from(PLAYERS))
    return st.lists(act, max_size=16).map(lambda some: sorted(some, key=lambda each: each.at))


all_acts = acts_of("duels", "duels", "placed", "placed", "lost", "accept", "accept", "reject", "stop", "delete queue")
looks = st.lists(st.integers(0, LAST), max_size=8)
settings = st.builds(Settings, activation_seconds=st.sampled_from([0.0, 2.0]))


def begin(store: Store) -> None:
    """Three configurations: one is STANDALONE, one has a queue with a fleet, one has a queue that leads nowhere."""
    begin_world(store)
    store.add(
        [
            Fleet(
                key=1, account=ACCOUNT, region=REGION, fleet_id="fleet-0", name="x", compute_type="EC2", creation_time=0
            )
        ]
    )
    store.add([FleetLocation(key=1, fleet_key=1, location=REGION)])
    context = context_at(0, store, Settings())
    near = {"name": "Near", "type": "batchDistance", "batchAttribute": "skill", "maxDistance": 2}
    apart = [expansion("rules[Near].maxDistance", (6, 9))]
    for name, rules in (
        ("any", rule_set_body()),
        ("near", rule_set_body(rules=[near], expansions=apart, teams=[team("red", 1, 2), team("blue")])),
    ):
        create_matchmaking_rule_set(shapes.CreateMatchmakingRuleSetInput(name=name, rule_set_body=rules), context)
    for name, destinations in (
        ("q", [shapes.GameSessionQueueDestination(fleet_arn(REGION, ACCOUNT, "fleet-0"))]),
        ("nowhere", []),
    ):
        create_game_session_queue(
            shapes.CreateGameSessionQueueInput(name=name, timeout_in_seconds=QUEUE_SECONDS, destinations=destinations),
            context,
        )
    for name, rules, queue in (("duels", "any", None), ("placed", "near", "q"), ("lost", "near", "nowhere")):
        create_matchmaking_configuration(
            shapes.CreateMatchmakingConfigurationInput(
                name=name,
                rule_set_name=rules,
                request_timeout_seconds=REQUEST_SECONDS,
                acceptance_required=name != "lost",
                acceptance_timeout_seconds=ACCEPTANCE_SECONDS,
                flex_match_mode="WITH_QUEUE" if queue else "STANDALONE",
                game_session_queue_arns=[f"arn:aws:gamelift:{REGION}:{ACCOUNT}:gamesessionqueue/{queue}"]
                if queue
                else None,
            ),
            context,
        )


def do(act: Act, number: int, context: Context) -> None:
    """Does it, where it can be done. Raises: InvalidRequestException."""
    tickets = list(context.store.each(MatchmakingTicket))
    if act.what in ("duels", "placed", "lost"):
        skill = {"skill": shapes.AttributeValue(n=float(act.which))}
        player = shapes.Player(player_id=act.player, player_attributes=skill)
        start_matchmaking(
            shapes.StartMatchmakingInput(configuration_name=act.what, players=[player], ticket_id=f"t{number}"), context
        )
    elif act.what == "delete queue":
        if context.store.find(GameSessionQueue, "nowhere", REGION, ACCOUNT):
            delete_game_session_queue(shapes.DeleteGameSessionQueueInput(name="nowhere"), context)
    elif tickets:
        ticket = tickets[act.which % len(tickets)]
        if act.what == "stop":
            stop_matchmaking(shapes.StopMatchmakingInput(ticket_id=ticket.ticket_id), context)
        else:
            ids = [each.player_id for each in read_players(ticket)]
            accept_match(
                shapes.AcceptMatchInput(ticket.ticket_id, ids, "ACCEPT" if act.what == "accept" else "REJECT"), context
            )


class Outcome(NamedTuple):
    """What is there in the end."""

    tickets: list[MatchmakingTicket]
    placements: list[Placement]
    player_sessions: list[PlayerSession]
    configurations: list[MatchmakingConfiguration]
    events: list[dict[str, Any]]


def played(connection: sqlite3.Connection, acts: Sequence[Act], looks: Sequence[int], how: Settings) -> Outcome:
    """The world in which that was done, and which was looked at now and then."""
    with write(connection) as store:
        begin(store)
        first = store.events.last_number()
        steps: list[tuple[int, int]] = [(act.at, number) for number, act in enumerate(acts)]
        steps += [(look, -1) for look in (*looks, LAST)]
        for now, number in sorted(steps):
            context = context_at(now, store, how)
            settle(context)
            if number >= 0:
                with suppress(InvalidRequestException):
                    do(acts[number], number, context)
                settle(context)
        return Outcome(
            tickets=[*store.each(MatchmakingTicket)],
            placements=[*store.each(Placement)],
            player_sessions=[*store.each(PlayerSession)],
            configurations=[*store.each(MatchmakingConfiguration)],
            events=[msgspec.json.decode(each.event) for each in store.events.after(first, 1_000)],
        )


@given(acts=all_acts, looks=looks, how=settings)
def test_looking_often_leaves_what_looking_once_leaves(
    connection: sqlite3.Connection, acts: list[Act], looks: list[int], how: Settings
) -> None:
    assert played(connection, acts, looks, how) == played(connection, acts, [], how)


@given(acts=all_acts, looks=looks, how=settings, most=st.integers(0, 6))
def test_looks_that_are_bounded_follow_the_same_law(
    connection: sqlite3.Connection, acts: list[Act], looks: list[int], how: Settings, most: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(search, "MOST_FILLINGS", most)
        outcome = played(connection, acts, looks, how)
        assert outcome == played(connection, acts, [], how)
    assert all(each.status in ENDED or each.status == "PLACING" for each in outcome.tickets)


@given(acts=all_acts, how=settings)
def test_no_ticket_is_lost_or_ends_twice(connection: sqlite3.Connection, acts: list[Act], how: Settings) -> None:
    outcome = played(connection, acts, [], how)
    ends = Counter(
        ticket["ticketId"]
        for event in outcome.events
        if event["detail"].get("type") in ENDS
        for ticket in event["detail"]["tickets"]
    )
    assert ends == Counter(each.ticket_id for each in outcome.tickets if each.status in ENDED)
    for each in outcome.tickets:
        assert (each.end_time is not None) == (each.status in ENDED)
        assert each.status in ENDED or each.status == "PLACING" or each.deadline > LAST
        if each.status == "TIMED_OUT":  # at its deadline, or when it came back from a match after that
            assert each.end_time is not None
            assert each.deadline <= each.end_time <= each.deadline + (ACCEPTANCE_SECONDS + QUEUE_SECONDS) * SECOND


@given(acts=all_acts, how=settings)
def test_each_match_succeeds_once_and_has_its_players_alone(
    connection: sqlite3.Connection, acts: list[Act], how: Settings
) -> None:
    outcome = played(connection, acts, [], how)
    created, succeeded = (
        [each["detail"] for each in outcome.events if each["detail"].get("type") == type]
        for type in ("PotentialMatchCreated", "MatchmakingSucceeded")
    )
    ids = [each["matchId"] for each in created]
    assert len(set(ids)) == len(ids)
    assert Counter(each["matchId"] for each in succeeded) <= Counter(ids)
    matched = Counter(ticket["ticketId"] for each in succeeded for ticket in each["tickets"])
    assert matched == Counter(each.ticket_id for each in outcome.tickets if each.status == "COMPLETED")
    placed = Counter((each.game_session_key, each.player_id) for each in outcome.player_sessions)
    assert set(placed.values()) <= {1}
    open_players = [
        each.player_id for one in outcome.tickets if one.status not in (*ENDED, "PLACING") for each in read_players(one)
    ]
    assert len(open_players) == len(set(open_players))


# The oracle: duels without rules, STANDALONE, that have to be accepted.


@dataclass
class Ticket:
    """A ticket as the oracle knows it."""

    name: str
    player: str
    start: int
    status: str = "QUEUED"
    end: int | None = None
    accepted: bool = False
    other: "Ticket | None" = None
    """The one that it is in a match with."""
    due: int = 0
    """When the match has to be accepted."""


class Duels:
    """All tickets, in the order of their start."""

    def __init__(self) -> None:
        self.tickets: list[Ticket] = []
        self.look_at: int | None = None

    def look_after(self, now: int) -> None:
        following = (now // SECOND + 1) * SECOND
        self.look_at = min(following, self.look_at or following)

    def finish(self, ticket: Ticket, status: str, now: int) -> None:
        ticket.status, ticket.end = status, now

    def go_back(self, ticket: Ticket, now: int) -> None:
        ticket.status, ticket.accepted, ticket.other = "SEARCHING", False, None
        if now >= ticket.start + REQUEST_SECONDS * SECOND:
            self.finish(ticket, "TIMED_OUT", now)
        self.look_after(now)

    def drop(self, guilty: Sequence[Ticket], now: int) -> None:
        """The match of these ends; who is not one of them goes back."""
        others = [each.other for each in guilty if each.other is not None and each.other not in guilty]
        for each in guilty:
            self.finish(each, "CANCELLED", now)
        for each in others:
            self.go_back(each, now)

    def pass_to(self, now: int) -> None:
        """What time does at an instant: first deadlines, then the look."""
        for each in self.tickets:
            if each.status in ("QUEUED", "SEARCHING") and now >= each.start + REQUEST_SECONDS * SECOND:
                self.finish(each, "TIMED_OUT", now)
            elif each.status == "REQUIRES_ACCEPTANCE" and now >= each.due and each.other is not None:
                self.drop([one for one in (each, each.other) if not one.accepted], now)
        if self.look_at == now:
            self.look_at = None
            self.look(now)

    def look(self, now: int) -> None:
        pool = [each for each in self.tickets if each.status in ("QUEUED", "SEARCHING")]
        for each in pool:
            each.status = "SEARCHING"
        for one, other in zip(pool[::2], pool[1::2], strict=False):
            for each, its in ((one, other), (other, one)):
                each.status, each.other, each.due = "REQUIRES_ACCEPTANCE", its, now + ACCEPTANCE_SECONDS * SECOND

    def do(self, act: Act, number: int) -> None:
        if act.what == "duels":
            for each in self.tickets:
                if each.player == act.player and each.end is None:
                    self.drop([each], act.at)
            self.tickets.append(Ticket(f"t{number}", act.player, act.at))
            self.look_after(act.at)
            return
        if not self.tickets:
            return
        ticket = self.tickets[act.which % len(self.tickets)]
        is_open = ticket.status == "REQUIRES_ACCEPTANCE" or (act.what == "stop" and ticket.end is None)
        if act.what in ("stop", "reject") and is_open:
            self.drop([ticket], act.at)
        elif act.what == "accept" and ticket.status == "REQUIRES_ACCEPTANCE" and ticket.other is not None:
            ticket.accepted = True
            if ticket.other.accepted:
                for each in (ticket, ticket.other):
                    self.finish(each, "COMPLETED", act.at)


@given(acts=acts_of("duels", "duels", "duels", "accept", "accept", "reject", "stop"))
def test_tickets_live_as_a_plain_list_says(connection: sqlite3.Connection, acts: list[Act]) -> None:
    outcome, duels, left = played(connection, acts, [], Settings()), Duels(), list(enumerate(acts))
    for now in range(0, LAST + 1, STEP):
        duels.pass_to(now)
        while left and left[0][1].at == now:
            number, act = left.pop(0)
            duels.do(act, number)
    assert [(each.ticket_id, each.status, each.end_time) for each in outcome.tickets] == [
        (each.name, each.status, each.end) for each in duels.tickets
    ]
