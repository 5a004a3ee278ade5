"""The whole service against a plain oracle: clients, game servers and the clock act, and every question is asked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.refusing import refusal_code
from tests.support.running import Running, running

START = datetime(2026, 1, 1, tzinfo=UTC)
TIMEOUT = 60.0
ACTIVATION = 20.0
DAY = 86_400.0
FORGOTTEN = -1_000 * DAY
"""The end of a game session that is as if it had never been."""
LIVE = ("RESERVED", "ACTIVE")
ENDED = ("TERMINATED", "ERROR")
STATUSES = ("ACTIVE", "ACTIVATING", "TERMINATED", "TERMINATING", "ERROR")


@dataclass
class Player:
    """A player session in the oracle. Times are seconds from START."""

    player_session_id: str
    player_id: str
    made: float
    order: int
    status: str = "RESERVED"
    ended: float | None = None

    def at(self, now: float) -> tuple[str, float | None]:
        if self.status == "RESERVED" and now >= self.made + TIMEOUT:
            return "TIMEDOUT", self.made + TIMEOUT
        return self.status, self.ended


@dataclass
class Session:
    """A game session in the oracle."""

    game_session_id: str
    fleet_id: str
    maximum: int
    made: float
    order: int
    status: str = "ACTIVATING"
    ended: float | None = None
    policy: str = "ACCEPT_ALL"
    players: list[Player] = field(default_factory=list)

    def at(self, now: float) -> str:
        if self.status == "ACTIVATING" and now >= self.made + ACTIVATION:
            return "ACTIVE"
        return self.status

    def held(self, now: float) -> int:
        return sum(player.at(now)[0] in LIVE for player in self.players)

    def remembered(self, now: float) -> bool:
        return self.ended is None or now < self.ended + 30 * DAY

    def end(self, status: str, now: float) -> None:
        self.status, self.ended = status, max(now, self.made)
        for player in self.players:
            before, over = player.at(now)
            if before == "TIMEDOUT":
                player.status, player.ended = before, over  # for good, as its game session is over
            elif before in LIVE:
                player.status = "TIMEDOUT" if before == "RESERVED" else "COMPLETED"
                player.ended = max(now, player.made)
                if before == "RESERVED":
                    player.ended = min(player.ended, player.made + TIMEOUT)


class Service(RuleBasedStateMachine):
    """Rules are what clients and game servers can do; after each, every question must have the oracle's answer."""

    emulator: Running
    sessions = Bundle("sessions")
    players = Bundle("players")
    moments = st.sampled_from([0.001, 1.0, 19.999, 20.0, 30.0, 59.999, 60.0, 3600.0])

    @initialize()
    def begin(self) -> None:
        self.emulator.reset()
        self.emulator.freeze(START.isoformat())
        self.client = self.emulator.client(retries={"total_max_attempts": 1})
        self.now = 0.0
        self.acts = 0
        self.known: list[Session] = []
        self.make_ec2_fleet()

    def make_ec2_fleet(self) -> None:
        made = self.client.create_fleet(Name="ec2", BuildId="build-1", EC2InstanceType="c5.large")
        self.ec2 = made["FleetAttributes"]["FleetId"]
        self.fleets = [FLEET_ID, self.ec2]

    def next_act(self) -> int:
        self.acts += 1
        return self.acts

    @rule(target=sessions, ec2=st.booleans(), maximum=st.integers(0, 4))
    def create_game_session(self, ec2: bool, maximum: int) -> Session:
        fleet_id = self.fleets[ec2]
        place: dict[str, Any] = {} if ec2 else {"Location": LOCATION}
        made = self.client.create_game_session(FleetId=fleet_id, MaximumPlayerSessionCount=maximum, **place)
        session = Session(made["GameSession"]["GameSessionId"], fleet_id, maximum, self.now, self.next_act())
        assert made["GameSession"]["Status"] == "ACTIVATING"
        self.known.append(session)
        return session

    @rule(target=players, session=sessions, count=st.integers(1, 3), name=st.sampled_from("abc"))
    def create_player_sessions(self, session: Session, count: int, name: str) -> object:
        expected = None
        if not session.remembered(self.now):
            expected = "NotFoundException"
        elif session.at(self.now) != "ACTIVE" or session.policy != "ACCEPT_ALL":
            expected = "InvalidGameSessionStatusException"
        elif session.held(self.now) + count > session.maximum:
            expected = "GameSessionFullException"
        made: list[str] = []

        def create() -> None:
            answer = self.client.create_player_sessions(GameSessionId=session.game_session_id, PlayerIds=[name] * count)
            made.extend(each["PlayerSessionId"] for each in answer["PlayerSessions"])

        assert refusal_code(create) == expected
        new = [Player(player_session_id, name, self.now, self.next_act()) for player_session_id in made]
        session.players += new
        assert session.held(self.now) <= session.maximum
        return multiple(*new)

    def control(self, path: str, body: dict[str, object]) -> int:
        return self.emulator.http.post(f"/_emulator{path}", json=body).status_code

    @rule(player=players, act=st.sampled_from(["accept", "remove"]))
    def act_on_player(self, player: Player, act: str) -> None:
        status = self.control(f"/player-sessions/{player.player_session_id}/{act}", {})
        session = next(each for each in self.known if player in each.players)
        if not session.remembered(self.now):
            assert status == 404
        elif (act, player.at(self.now)[0]) == ("accept", "RESERVED"):
            assert status == 200
            player.status = "ACTIVE"
        elif (act, player.at(self.now)[0]) == ("remove", "ACTIVE"):
            assert status == 200
            player.status, player.ended = "COMPLETED", max(self.now, player.made)
        else:
            assert status == 409

    @rule(session=sessions, act=st.sampled_from(["activate", "end", "crash"]))
    def act_on_game_session(self, session: Session, act: str) -> None:
        status = self.control(f"/game-sessions/{session.game_session_id}/{act}", {})
        before = session.at(self.now)
        if not session.remembered(self.now):
            assert status == 404
        elif act == "activate" and before == "ACTIVATING":
            assert status == 200
            session.status = "ACTIVE"
        elif act != "activate" and before not in ENDED:
            assert status == 200
            session.end("TERMINATED" if act == "end" else "ERROR", self.now)
        else:
            assert status == 409

    @rule(session=consumes(sessions), force=st.booleans())
    def terminate(self, session: Session, force: bool) -> None:
        expected = None
        if not session.remembered(self.now):
            expected = "NotFoundException"
        elif session.at(self.now) in ENDED:
            expected = "InvalidGameSessionStatusException"
        elif force and session.fleet_id == FLEET_ID:
            expected = "InvalidRequestException"
        answered = refusal_code(
            lambda: self.client.terminate_game_session(
                GameSessionId=session.game_session_id,
                TerminationMode="FORCE_TERMINATE" if force else "TRIGGER_ON_PROCESS_TERMINATE",
            )
        )
        assert answered == expected
        if expected is None:
            session.end("TERMINATED", self.now)

    @rule(
        session=sessions,
        maximum=st.none() | st.integers(0, 4),
        policy=st.sampled_from(["ACCEPT_ALL", "DENY_ALL"]),
    )
    def update(self, session: Session, maximum: int | None, policy: str) -> None:
        expected = None
        if not session.remembered(self.now):
            expected = "NotFoundException"
        elif session.at(self.now) in ENDED:
            expected = "InvalidGameSessionStatusException"
        given: dict[str, Any] = {"PlayerSessionCreationPolicy": policy}
        if maximum is not None:
            given["MaximumPlayerSessionCount"] = maximum
        game_session_id = session.game_session_id
        assert refusal_code(lambda: self.client.update_game_session(GameSessionId=game_session_id, **given)) == expected
        if expected is None:
            session.policy = policy
            session.maximum = session.maximum if maximum is None else maximum

    @rule()
    def replace_the_ec2_fleet(self) -> None:
        self.client.delete_fleet(FleetId=self.ec2)
        for session in self.known:
            if session.fleet_id == self.ec2:
                session.end("TERMINATED", self.now)
                session.ended = FORGOTTEN
        self.make_ec2_fleet()

    @rule(seconds=moments)
    def wait(self, seconds: float) -> None:
        before, self.now = self.now, round(self.now + seconds, 3)
        answer = self.emulator.advance(seconds)
        lost = [
            player
            for session in self.known
            for player in session.players
            if player.at(before)[0] == "RESERVED" != player.at(self.now)[0]
        ]
        activated = [each for each in self.known if each.at(before) == "ACTIVATING" != each.at(self.now)]
        assert answer["counts"].get("TIMEDOUT", 0) == len(lost)
        assert answer["counts"].get("ACTIVE", 0) == len(activated)
        assert len(answer["changes"]) == len(lost) + len(activated)

    @rule(to=st.integers(-200, 200))
    def set_clock(self, to: int) -> None:
        was, self.now = self.now, float(to)
        self.emulator.freeze(datetime.fromtimestamp(START.timestamp() + to, UTC).isoformat())
        for session in self.known if self.now < was else ():
            if session.players and session.at(was) != session.status:
                session.status = session.at(was)
            for player in session.players:
                deadline = player.made + TIMEOUT
                later = [each for each in session.players if each.order > player.order and each.made >= deadline]
                if player.status == "RESERVED" and deadline <= was and later:
                    player.status, player.ended = "TIMEDOUT", deadline

    @rule()
    def outlive_what_has_ended(self) -> None:
        self.emulator.advance(31 * DAY)
        self.now = round(self.now + 31 * DAY, 3)

    @invariant()
    def game_sessions_are_what_the_oracle_says(self) -> None:
        for fleet_id in getattr(self, "fleets", []):
            here = self.ordered(fleet_id)
            for status in (None, *STATUSES):
                expected = [each.game_session_id for each in here if status in (None, each.at(self.now))]
                chosen = {} if status is None else {"StatusFilter": status}
                pages = self.client.get_paginator("describe_game_sessions").paginate(
                    FleetId=fleet_id, PaginationConfig={"PageSize": 3}, **chosen
                )
                shown = [each for page in pages for each in page["GameSessions"]]
                assert [each["GameSessionId"] for each in shown] == expected
                for each, session in zip(
                    shown, (one for one in here if status in (None, one.at(self.now))), strict=True
                ):
                    assert each["Status"] == session.at(self.now)
                    assert each["CurrentPlayerSessionCount"] == session.held(self.now)
                    assert each["MaximumPlayerSessionCount"] == session.maximum
                    assert self.seconds(each.get("TerminationTime")) == session.ended

    @invariant()
    def player_sessions_are_what_the_oracle_says(self) -> None:
        for session in getattr(self, "known", []):
            if not session.remembered(self.now):
                continue
            ordered = sorted(session.players, key=lambda player: (player.made, player.order))
            found = list(self.player_sessions(session))
            assert [each[0] for each in found] == [player.player_session_id for player in ordered]
            assert [each[1:] for each in found] == [player.at(self.now) for player in ordered]
            assert sum(status in LIVE for _, status, _ in found) == session.held(self.now)

    @invariant()
    def search_finds_the_active_game_sessions_with_a_free_slot(self) -> None:
        for fleet_id in getattr(self, "fleets", []):
            active = [each for each in self.ordered(fleet_id) if each.at(self.now) == "ACTIVE"]
            free = [each.game_session_id for each in active if each.held(self.now) < each.maximum]
            pages = self.client.get_paginator("search_game_sessions").paginate(
                FleetId=fleet_id, FilterExpression="hasAvailablePlayerSessions=true"
            )
            assert [each["GameSessionId"] for page in pages for each in page["GameSessions"]] == free

    @invariant()
    def utilization_is_the_sum(self) -> None:
        if not hasattr(self, "fleets"):
            return
        for use in self.client.describe_fleet_utilization()["FleetUtilization"]:
            here = [each for each in self.ordered(use["FleetId"]) if each.at(self.now) not in ENDED]
            active = [each for each in here if each.at(self.now) == "ACTIVE"]
            assert use["ActiveServerProcessCount"] == len(here)
            assert use["ActiveGameSessionCount"] == len(active)
            assert use["CurrentPlayerSessionCount"] == sum(each.held(self.now) for each in here)
            assert use["MaximumPlayerSessionCount"] == sum(each.maximum for each in active)

    def ordered(self, fleet_id: str) -> list[Session]:
        """The remembered game sessions of a fleet in the order of pages."""
        here = [each for each in self.known if each.fleet_id == fleet_id and each.remembered(self.now)]
        return sorted(here, key=lambda each: (each.made, each.order))

    def player_sessions(self, session: Session) -> Iterator[tuple[str, str, float | None]]:
        pages = self.client.get_paginator("describe_player_sessions").paginate(
            GameSessionId=session.game_session_id, PaginationConfig={"PageSize": 3}
        )
        for page in pages:
            for each in page["PlayerSessions"]:
                yield each["PlayerSessionId"], each["Status"], self.seconds(each.get("TerminationTime"))

    @staticmethod
    def seconds(instant: datetime | None) -> float | None:
        return None if instant is None else round(instant.timestamp() - START.timestamp(), 3)


@pytest.fixture(scope="module")
def slow_to_activate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """An emulator whose simulated server processes take a while to activate a game session."""
    with running(tmp_path_factory.mktemp("machine"), "--activation-seconds", str(ACTIVATION)) as emulator:
        yield emulator


def run(emulator: Running, examples: int, steps: int) -> None:
    machine = type("Machine", (Service,), {"emulator": emulator})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    )


def test_service_agrees_with_the_oracle(slow_to_activate: Running) -> None:
    run(slow_to_activate, examples=12, steps=15)


@pytest.mark.long
def test_service_agrees_with_the_oracle_for_long(slow_to_activate: Running) -> None:
    run(slow_to_activate, examples=60, steps=40)
