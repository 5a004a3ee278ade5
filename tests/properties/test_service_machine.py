"""The whole service against a plain oracle: player sessions are made, time passes both ways, clients look."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.running import Running
from tests.worlds import FLEET, GAME_SESSION, world

START = datetime(2026, 1, 1, tzinfo=UTC)
TIMEOUT = 60
DAY = 86_400
LIVE = ("RESERVED", "ACTIVE")
OTHER = f"arn:aws:gamelift:us-east-1::gamesession/{FLEET}/gsess-over"
OVER_AT = -10 * DAY  # when the other game session ended, in seconds from START


@dataclass
class Expected:
    """A player session in the oracle. Times are seconds from START."""

    player_id: str
    status: str
    made: float
    ended: float | None

    def at(self, now: float) -> tuple[str, float | None]:
        if self.status == "RESERVED" and now >= self.made + TIMEOUT:
            return "TIMEDOUT", self.made + TIMEOUT
        return self.status, self.ended


class Service(RuleBasedStateMachine):
    """Rules are what clients can do; after each, every question must have the oracle's answer."""

    emulator: Running

    @initialize()
    def begin(self) -> None:
        self.emulator.reset()
        self.emulator.freeze(START.isoformat())
        self.client = self.emulator.client(parameter_validation=False, retries={"total_max_attempts": 1})
        self.now = 0.0
        self.sessions: list[Expected] = []
        self.over = [Expected("ghost", "COMPLETED", OVER_AT - 5, OVER_AT - 1)]
        document = world(MaximumPlayerSessionCount=1_000, CreationTime="-100d")
        document["GameSessions"].append(
            {"GameSessionId": OTHER, "FleetId": FLEET, "TerminationTime": self.time(OVER_AT), "CreationTime": "-100d"}
        )
        document["PlayerSessions"].append(
            {
                "GameSessionId": OTHER,
                "PlayerId": "ghost",
                "Status": "COMPLETED",
                "CreationTime": self.time(OVER_AT - 5),
                "TerminationTime": self.time(OVER_AT - 1),
            }
        )
        self.emulator.seed(document)

    @staticmethod
    def time(seconds: float) -> float:
        return START.timestamp() + seconds

    @rule(
        player=st.sampled_from("abc"),
        status=st.sampled_from(["RESERVED", "ACTIVE", "COMPLETED"]),
        ago=st.integers(0, 90),
    )
    def make(self, player: str, status: str, ago: int) -> None:
        made = self.now - ago
        ended = self.now if status == "COMPLETED" else None
        entry: dict[str, object] = {
            "GameSessionId": GAME_SESSION,
            "PlayerId": player,
            "PlayerSessionId": f"psess-{len(self.sessions)}",
            "Status": status,
            "CreationTime": self.time(made),
        }
        if ended is not None:
            entry["TerminationTime"] = self.time(ended)
        self.emulator.seed({"PlayerSessions": [entry]})
        self.sessions.append(Expected(player, status, made, ended))

    @rule(seconds=st.sampled_from([0.001, 1, 29.999, 30, 59.999, 60, 3600]))
    def wait(self, seconds: float) -> None:
        before = self.now
        answer = self.emulator.advance(seconds)
        self.now = round(self.now + seconds, 3)
        lost = [each for each in self.sessions if each.at(before)[0] == "RESERVED" != each.at(self.now)[0]]
        assert answer["counts"].get("TIMEDOUT", 0) == len(lost) == len(answer["changes"])

    @rule(to=st.integers(-200, 200))
    def set_clock(self, to: int) -> None:
        self.emulator.freeze(datetime.fromtimestamp(self.time(to), UTC).isoformat())
        self.now = float(to)

    @precondition(lambda self: self.now < 20 * DAY)
    @rule()
    def outlive_the_other_game_session(self) -> None:
        self.emulator.advance(20 * DAY - self.now)
        self.now = 20.0 * DAY

    @invariant()
    def every_filter_shows_what_the_oracle_says(self) -> None:
        if not hasattr(self, "sessions"):
            return
        order = sorted(range(len(self.sessions)), key=lambda n: (self.sessions[n].made, n))
        for status in (None, "RESERVED", "ACTIVE", "COMPLETED", "TIMEDOUT"):
            expected = [f"psess-{n}" for n in order if status in (None, self.sessions[n].at(self.now)[0])]
            assert [each["PlayerSessionId"] for each in self.pages(GAME_SESSION, status)] == expected

    @invariant()
    def every_session_has_the_oracles_status_and_end(self) -> None:
        for n, expected in enumerate(getattr(self, "sessions", [])):
            (shown,) = self.client.describe_player_sessions(PlayerSessionId=f"psess-{n}")["PlayerSessions"]
            status, ended = expected.at(self.now)
            assert shown["Status"] == status
            assert shown["CreationTime"].timestamp() == self.time(expected.made)
            end = shown.get("TerminationTime")
            assert (end and end.timestamp()) == (None if ended is None else self.time(ended))

    @invariant()
    def every_player_is_found_by_name(self) -> None:
        for player in "abc":
            shown = self.client.describe_player_sessions(PlayerId=player)["PlayerSessions"]
            assert len(shown) == sum(each.player_id == player for each in getattr(self, "sessions", []))

    @invariant()
    def an_ended_game_session_is_remembered_for_thirty_days(self) -> None:
        if hasattr(self, "sessions"):
            remembered = self.now < OVER_AT + 30 * DAY
            assert len(self.client.describe_player_sessions(PlayerId="ghost")["PlayerSessions"]) == remembered

    def pages(self, game_session_id: str, status: str | None) -> list[dict[str, object]]:
        paginator = self.client.get_paginator("describe_player_sessions")
        extra = {} if status is None else {"PlayerSessionStatusFilter": status}
        pages = paginator.paginate(GameSessionId=game_session_id, PaginationConfig={"PageSize": 3}, **extra)
        return [dict(each) for page in pages for each in page["PlayerSessions"]]


def run(emulator: Running, examples: int, steps: int) -> None:
    machine = type("Machine", (Service,), {"emulator": emulator})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    )


def test_service_agrees_with_the_oracle(emulator: Running) -> None:
    run(emulator, examples=10, steps=15)


@pytest.mark.long
def test_service_agrees_with_the_oracle_for_long(emulator: Running) -> None:
    run(emulator, examples=40, steps=40)
