"""Game servers, clients and time, one after another or two at once: what two do at once, one did before the other.

Two emulator processes share the database: one takes the game servers, the other the calls.
"""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from copy import deepcopy
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
        self.oracle = Oracle()
        self.sockets: dict[str, ServerProcess] = {}
        self.names: dict[str, str] = {}
        """The oracle's name of a process, by its pID: a pID that has ended may not come back."""
        self.player_sessions: dict[tuple[str, str], str] = {}
        for act in BEGINNING:
            self.act([act])

    @rule(data=st.data())
    def one_acts(self, data: st.DataObject) -> None:
        self.act([self.drawn(data)])

    @rule(data=st.data())
    def two_act_at_once(self, data: st.DataObject) -> None:
        first = self.drawn(data)
        self.act([first, self.drawn(data, None if first.name == "create" else first)])

    def drawn(self, data: st.DataObject, but: Act | None = None) -> Act:
        """What is done next: each kind of act is as likely as another."""
        acts = [each for each in self.oracle.acts() if each != but]
        name = data.draw(st.sampled_from(sorted({each.name for each in acts})))
        return data.draw(st.sampled_from([each for each in acts if each.name == name]))

    def act(self, acts: list[Act]) -> None:
        found = self.loop.run(self.done(acts))
        answers = [self.process_of(each) for each in found]
        shown = self.shown()
        possible = []
        for order in {tuple(range(len(acts))), tuple(reversed(range(len(acts))))}:
            oracle = deepcopy(self.oracle)
            said = {index: oracle.do(acts[index]) for index in order}
            expected = [said[index] for index in range(len(acts))]
            if (expected, oracle.shown()) == (answers, shown):
                self.oracle = oracle
                return
            possible.append((expected, oracle.shown()))
        raise AssertionError(f"{acts}: {(answers, shown)} is none of {possible}")

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
        """Each that still lives has been told what the oracle says, and nothing more."""
        for name, process in self.sockets.items():
            if name in self.oracle.processes and self.oracle.processes[name].status != "TERMINATED":
                for action in self.oracle.processes[name].told:
                    await process.pushed(action)
                await process.do("HeartbeatServerProcess", HealthStatus=True)
                assert process.pushes.empty()
            await process.close()


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
