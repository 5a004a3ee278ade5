"""Game servers, clients and time, one after another or two at once: what two do at once, one did before the other.

Two emulator processes share the database: one takes the game servers, the other the calls. Which of two was first does
not always show at once: game sessions are created before or after the clock moves, say, and end sooner or later. So
all oracles go on that agree with what was seen so far, and the emulator has to agree with one of them.
"""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from copy import deepcopy
from itertools import permutations
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.game_server_oracle import DONE, REFUSED, SLOTS, Act, Oracle, Shown
from tests.support.running import Running, running
from tests.support.server_sdk import ServerProcess, connect_as, reset_alone

MESSAGES = {
    "activate": "ActivateGameSession",
    "accept": "AcceptPlayerSession",
    "remove": "RemovePlayerSession",
    "end": "TerminateServerProcess",
}

DRAWN = st.integers(0, 999)
"""An act by its number, whatever acts there are then: which there are depends on who was first, and draws may not."""
BEGINNING = (Act("connect", "p0"), Act("create"), Act("activate", "p0"), Act("reserve", "p0", "player-0"))
"""Behind which it gets interesting."""


class Races(RuleBasedStateMachine):
    """Each act has the oracle's answer, and leaves what it shows; two at once have those of one order or the other."""

    servers: Running
    """To which the game servers are connected."""
    calls: Running

    @initialize()
    def begin(self) -> None:
        reset_alone(self.servers)
        self.calls.freeze("2026-01-31T12:00:00.000Z")
        self.client = self.calls.client(retries={"total_max_attempts": 1})
        self.loop = asyncio.Runner()
        self.oracles = [Oracle()]
        self.sockets: dict[str, ServerProcess] = {}
        self.names: dict[str, str] = {}
        """The oracle's name of a process, by its pID: a pID that has ended may not come back."""
        self.player_sessions: dict[tuple[str, str], str] = {}
        for act in BEGINNING:
            self.act([act])

    @rule(kind=DRAWN, number=DRAWN)
    def one_acts(self, kind: int, number: int) -> None:
        self.act([self.chosen(kind, number)])

    @rule(kind=DRAWN, number=DRAWN, other_kind=DRAWN, other_number=DRAWN)
    def two_act_at_once(self, kind: int, number: int, other_kind: int, other_number: int) -> None:
        first = self.chosen(kind, number)
        self.act([first, self.chosen(other_kind, other_number, but=None if first.name == "create" else first)])

    def chosen(self, kind: int, number: int, but: Act | None = None) -> Act:
        """What is done next: each kind of act is as likely as another."""
        acts = sorted(each for each in self.oracles[0].acts() if each != but)
        names = sorted({each.name for each in acts})
        of_kind = [each for each in acts if each.name == names[kind % len(names)]]
        return of_kind[number % len(of_kind)]

    def act(self, acts: list[Act]) -> None:
        found = self.loop.run(self.done(acts))
        answers = [self.process_of(each) for each in found]
        seen = (answers, self.shown())
        possible = [each for oracle in self.oracles for each in outcomes(oracle, acts)]
        self.oracles = list(
            {repr(oracle): oracle for told, oracle in possible if (told, oracle.shown()) == seen}.values()
        )
        assert self.oracles, f"{acts}: {seen} is none of {[(told, oracle.shown()) for told, oracle in possible]}"

    async def done(self, acts: list[Act]) -> list[str]:
        return await asyncio.gather(*map(self.do, acts))

    async def do(self, act: Act) -> str:
        if act.name == "connect":
            process_id = f"{act.process}-{uuid4()}"
            self.names[process_id] = act.process
            self.sockets[act.process] = process = await connect_as(self.servers.url, pID=process_id)
            await process.ready()
            return DONE
        if act.name not in MESSAGES:
            return await asyncio.to_thread(self.call, act)
        match = self.game_sessions().get(act.process)
        members = {} if match is None or act.name == "end" else {"GameSessionId": match}
        if act.player:
            members["PlayerSessionId"] = self.player_sessions[act.process, act.player]
        answer = await self.sockets[act.process].ask(MESSAGES[act.name], None, **members)
        return DONE if answer["StatusCode"] == 200 else REFUSED

    def call(self, act: Act) -> str:
        """What a client, or who moves the clock, is answered."""
        try:
            match act.name:
                case "advance":
                    self.calls.advance(act.seconds)
                case "create":
                    made = self.client.create_game_session(
                        FleetId=FLEET_ID, Location=LOCATION, MaximumPlayerSessionCount=SLOTS
                    )
                    return made["GameSession"]["GameSessionId"]
                case "terminate":
                    self.client.terminate_game_session(
                        GameSessionId=self.game_sessions()[act.process], TerminationMode="TRIGGER_ON_PROCESS_TERMINATE"
                    )
                case "reserve":
                    match = self.game_sessions()[act.process]
                    joined = self.client.create_player_session(GameSessionId=match, PlayerId=act.player)
                    self.player_sessions[act.process, act.player] = joined["PlayerSession"]["PlayerSessionId"]
        except ClientError as error:
            return str(error.response["Error"]["Code"])
        return DONE

    def game_sessions(self) -> dict[str, str]:
        """By process."""
        shown = self.servers.control("GET", "/server-processes")["server_processes"]
        return {self.names[each["ProcessId"]]: each["GameSessionId"] for each in shown if each.get("GameSessionId")}

    def process_of(self, answer: str) -> str:
        """The process that a new game session was given to; another answer as it is."""
        if not answer.startswith("arn:"):
            return answer
        (name,) = (name for name, match in self.game_sessions().items() if match == answer)
        return name

    def shown(self) -> Shown:
        matches = self.game_sessions()
        processes = self.calls.control("GET", "/server-processes")["server_processes"]
        found: Shown = {}
        for name, status in ((self.names[each["ProcessId"]], each["Status"]) for each in processes):
            match = matches.get(name)
            if match is None:
                found[name] = (status, None, {})
                continue
            (session,) = self.client.describe_game_sessions(GameSessionId=match)["GameSessions"]
            players = self.client.describe_player_sessions(GameSessionId=match)["PlayerSessions"]
            found[name] = (status, session["Status"], {each["PlayerId"]: each["Status"] for each in players})
        return found

    def teardown(self) -> None:
        if hasattr(self, "loop"):
            self.loop.run(self.leave())
            self.loop.close()

    async def leave(self) -> None:
        """Each that still lives has been told what an oracle says, and nothing more."""
        for name, process in self.sockets.items():
            possible = [each.processes[name] for each in self.oracles if name in each.processes]
            if possible and possible[0].status != "TERMINATED":
                await process.do("HeartbeatServerProcess", HealthStatus=True)
                told = [(await process.next_push())["Action"] for _ in range(min(len(each.told) for each in possible))]
                while not process.pushes.empty():
                    told.append(process.pushes.get_nowait()["Action"])
                assert told in [each.told for each in possible]
            await process.close()


def outcomes(oracle: Oracle, acts: Sequence[Act]) -> Iterator[tuple[list[str], Oracle]]:
    """What acts that are done at once may answer and leave: in every order, one after the other."""
    for order in permutations(range(len(acts))):
        after = deepcopy(oracle)
        answers = {index: after.do(acts[index]) for index in order}
        yield [answers[index] for index in range(len(acts))], after


@pytest.fixture(scope="module")
def emulators(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Running]]:
    folder = tmp_path_factory.mktemp("races")
    options = ("--server-processes", "connected")
    with ExitStack() as stack:
        url = f"sqlite:///{folder}/emulator.db"
        yield [stack.enter_context(running(folder, *options, database_url=url)) for _ in range(2)]


def run(emulators: list[Running], examples: int, steps: int) -> None:
    machine = type("Machine", (Races,), {"servers": emulators[0], "calls": emulators[1]})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    )


def test_two_that_act_at_once_do_so_one_after_the_other(emulators: list[Running]) -> None:
    run(emulators, examples=15, steps=12)


@pytest.mark.long
def test_two_that_act_at_once_do_so_one_after_the_other_for_long(emulators: list[Running]) -> None:
    run(emulators, examples=40, steps=30)
