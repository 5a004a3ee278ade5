"""`run-server`: game servers beside a running emulator, started again, watched, and told signals."""

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from emulator.cli.launching import free_port
from emulator.cli.server_stages import STAGES, event_of, stage_of
from emulator.domain.server_process import STATUSES
from emulator.hosting.ready_made import COMPUTE, FLEET_ID, LOCATION
from tests.cli.test_commands import HEAVY, imports_of
from tests.support import game_server
from tests.support.commands import command, one_line
from tests.support.projects import POSIX
from tests.support.running import PATIENCE, Running, environment, running, until

SERVER = (sys.executable, str(game_server.__file__), "--port", "{port}")
SHELL = pytest.mark.skipif(sys.platform == "win32", reason="there is no sh on Windows")


class RunServer:
    """The command, which runs."""

    def __init__(self, process: "subprocess.Popen[bytes]", output: Path) -> None:
        self.process = process
        self._output = output

    def text(self) -> str:
        return self._output.read_text()

    def said(self, pattern: str, times: int = 1) -> list[str]:
        """What was found so often on its terminal; it is waited for."""

        def is_there() -> bool:
            assert self.process.poll() is None or len(re.findall(pattern, self.text())) >= times, self.text()
            return len(re.findall(pattern, self.text())) >= times

        until(is_there)
        return re.findall(pattern, self.text())

    def ends(self, number: int = signal.SIGTERM) -> int:
        """Its exit code, once it has got a signal."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@contextmanager
def run_server(emulator: Running, folder: Path, *arguments: object, **env: str) -> Iterator[RunServer]:
    """`run-server` in `folder`, for as long as the context lasts."""
    output = folder / "terminal.log"
    with output.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "emulator", "run-server", "--url", emulator.url, *map(str, arguments)],
            cwd=folder,
            env=environment(**env),
            stdout=file,
            stderr=file,
        )
    try:
        yield RunServer(process, output)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path) as emulator:
        yield emulator


def processes(emulator: Running) -> list[dict[str, object]]:
    found: list[dict[str, object]] = emulator.control("GET", "/server-processes")["server_processes"]
    return found


def play(emulator: Running, fleet_id: str = FLEET_ID, location: str = LOCATION) -> str:
    made = emulator.client().create_game_session(FleetId=fleet_id, Location=location, MaximumPlayerSessionCount=2)
    return made["GameSession"]["GameSessionId"]


def has_status(emulator: Running, match: str, status: str) -> Callable[[], bool]:
    return lambda: emulator.client().describe_game_sessions(GameSessionId=match)["GameSessions"][0]["Status"] == status


def test_game_servers_run_without_an_option_and_are_started_again(emulator: Running, tmp_path: Path) -> None:
    with run_server(emulator, tmp_path, "--count", 2, "--", *SERVER, "--short") as ran:
        ran.said("ready at port [0-9]+, waits for a game session", times=2)
        assert {each["ComputeName"] for each in processes(emulator)} == {COMPUTE}
        ports = {each["Port"] for each in processes(emulator)}
        assert len(ports) == 2
        match = play(emulator)
        until(has_status(emulator, match, "TERMINATED"))
        ran.said("server [12]: ended with exit code 0\n")
        ran.said("ready at port [0-9]+, waits for a game session", times=3)
        assert len({each["ProcessId"] for each in processes(emulator)}) == 3
        assert ran.ends() == 0
    assert "the next start" not in ran.text()


@SHELL
def test_game_server_that_ends_at_once_is_given_time(emulator: Running, tmp_path: Path) -> None:
    with run_server(emulator, tmp_path, "--", "sh", "-c", "echo no such map >&2; exit 3") as ran:
        assert ran.said("the next start is in ([0-9]+) s", times=2) == ["1", "2"]
        assert ran.ends() == 0
    first = ran.text().splitlines()
    assert re.fullmatch(r"server 1: started, process [0-9]+, as [0-9a-f-]{36}", first[0])
    assert re.fullmatch(
        r"server 1: ended with exit code 3, [0-9.]+ s after its start, before it was ready. It said last:", first[1]
    )
    assert first[2] == "  no such map"


@SHELL
def test_game_server_that_a_signal_ends_is_told_of(emulator: Running, tmp_path: Path) -> None:
    with run_server(emulator, tmp_path, "--", "sh", "-c", "kill -SEGV $$") as ran:
        ran.said("server 1: was ended by SIGSEGV, [0-9.]+ s after its start, before it was ready. It said nothing")


@POSIX
def test_signals_reach_the_game_servers(emulator: Running, tmp_path: Path) -> None:
    script = "trap 'echo told; exit 0' USR1; echo up; while :; do sleep 0.05; done"
    with run_server(emulator, tmp_path, "--log-folder", "logs", "--count", 2, "--", "sh", "-c", script) as ran:
        until(lambda: [each.read_text() for each in tmp_path.glob("logs/*/stdout.log")] == ["up\n"] * 2)
        ran.process.send_signal(signal.SIGUSR1)
        ran.said("ended with exit code 0", times=2)
        assert ran.process.poll() is None
    assert "up\ntold\n" in {each.read_text() for each in tmp_path.glob("logs/*/stdout.log")}


@POSIX
def test_second_signal_kills_what_does_not_end(emulator: Running, tmp_path: Path) -> None:
    script = "trap '' TERM; echo up; while :; do sleep 0.05; done"
    with run_server(emulator, tmp_path, "--log-folder", "logs", "--", "sh", "-c", script) as ran:
        until(lambda: [each.read_text() for each in tmp_path.glob("logs/*/stdout.log")] == ["up\n"])
        ran.process.send_signal(signal.SIGTERM)
        ran.said("told again, they are killed")
        ran.process.send_signal(signal.SIGTERM)
        assert ran.process.wait(PATIENCE) == 0
    assert "was ended by SIGKILL" in ran.text()


def test_compute_of_a_fleet_is_registered_and_its_token_is_good(tmp_path: Path) -> None:
    with running(tmp_path, "--strict-auth") as emulator:
        client = emulator.client(region="eu-west-2")
        fleet = client.create_fleet(Name="mine", ComputeType="ANYWHERE", Locations=[{"Location": LOCATION}])
        fleet_id = fleet["FleetAttributes"]["FleetId"]
        where = ("--fleet-id", fleet_id, "--location", LOCATION, "--compute", "my-machine")
        with run_server(emulator, tmp_path, *where, "--", *SERVER, AWS_REGION="eu-west-2") as ran:
            ran.said(f"compute my-machine is registered with fleet {fleet_id}")
            ran.said("waits for a game session")
            made = client.create_game_session(FleetId=fleet_id, Location=LOCATION, MaximumPlayerSessionCount=1)
            match = made["GameSession"]["GameSessionId"]
            ran.said(f"(?:was given|hosts) {match}")


def test_game_server_connects_over_tls_and_trusts_the_emulator(tmp_path: Path) -> None:
    pytest.importorskip("trustme", reason="the extra [tls] is not installed")
    with (
        running(tmp_path, "--tls-port", "0") as emulator,
        run_server(emulator, tmp_path, "--tls", "--", *SERVER) as ran,
    ):
        ran.said("waits for a game session")
        until(has_status(emulator, play(emulator), "ACTIVE"))


def test_emulator_without_tls_is_told(emulator: Running, tmp_path: Path) -> None:
    ended = command("run-server", "--url", emulator.url, "--tls", "--", *SERVER, folder=tmp_path)
    assert "the emulator has no TLS port: `serve --tls-port` opens one" in one_line(ended)


def test_game_server_that_the_emulator_has_forgotten_is_replaced(tmp_path: Path) -> None:
    port = free_port()
    with running(tmp_path, "--port", str(port)) as emulator, run_server(emulator, tmp_path, "--", *SERVER) as ran:
        ran.said("waits for a game session")
        emulator.stop()
        ran.said("no emulator answers")
        with running(tmp_path, "--port", str(port)) as successor:
            ran.said("the emulator answers again")
            ran.said("waits for a game session", times=2)
            until(has_status(successor, play(successor), "ACTIVE"))


def test_command_that_is_not_there_ends_with_127(emulator: Running, tmp_path: Path) -> None:
    ended = command("run-server", "--url", emulator.url, "--", "no-such-server", folder=tmp_path)
    assert (ended.returncode, "cannot run no-such-server: No such file" in ended.stderr) == (127, True)


def test_fleet_that_is_not_there_is_told(emulator: Running, tmp_path: Path) -> None:
    ended = command("run-server", "--url", emulator.url, "--fleet-id", "fleet-1", "--", *SERVER, folder=tmp_path)
    assert "Fleet fleet-1 was not found in region us-east-1" in one_line(ended)


def test_compute_that_a_fleet_has_not_and_no_location_is_told(emulator: Running, tmp_path: Path) -> None:
    emulator.seed({"Fleets": [{"FleetId": "fleet-1", "ComputeType": "ANYWHERE"}]})
    ended = command("run-server", "--url", emulator.url, "--fleet-id", "fleet-1", "--", *SERVER, folder=tmp_path)
    assert "fleet fleet-1 has no compute local: --compute names one that it has" in one_line(ended)


def test_location_of_another_compute_is_refused(emulator: Running, tmp_path: Path) -> None:
    ended = command("run-server", "--url", emulator.url, "--location", "custom-x", "--", *SERVER, folder=tmp_path)
    assert f"compute local is at location {LOCATION}" in one_line(ended)


def test_nothing_of_a_server_is_imported(emulator: Running, tmp_path: Path) -> None:
    arguments = ("run-server", "--url", emulator.url, "--location", "custom-x", "--", "no-such-server")
    imported = imports_of(*arguments, folder=tmp_path, code=1)
    assert "emulator.cli.run_server" in imported
    assert imported.isdisjoint({*HEAVY, "websockets"})


@SHELL
@pytest.mark.long
def test_word_is_said_of_what_a_silent_game_server_has_not_done(emulator: Running, tmp_path: Path) -> None:
    with run_server(emulator, tmp_path, "--", "sh", "-c", "sleep 600") as ran:
        ran.said(r"server 1: has not connected. InitSDK does that, .* \(for 10 s\)")


@SHELL
@pytest.mark.long
@pytest.mark.parametrize(
    ("at_sigterm", "end"),
    [("exit 0", "ended with exit code 0"), ("", "does not end: it is killed\n.* was ended by SIGKILL")],
)
def test_game_server_that_runs_on_after_its_end_for_gamelift_is_replaced(
    emulator: Running, tmp_path: Path, at_sigterm: str, end: str
) -> None:
    script = f"trap '{at_sigterm}' TERM; \"$@\"; while :; do sleep 0.05; done"
    with run_server(emulator, tmp_path, "--", "sh", "-c", script, "sh", *SERVER) as ran:
        ran.said("waits for a game session")
        match = play(emulator)
        until(has_status(emulator, match, "ACTIVE"))
        emulator.control("POST", f"/game-sessions/{match.rpartition('/')[2]}/crash")
        ran.said(r"has ended for GameLift, but its process runs on \(for 10 s\): it is told to end")
        ran.said(end)
        ran.said("waits for a game session", times=2)
        until(has_status(emulator, play(emulator), "ACTIVE"))


def shown(status: str, **members: object) -> dict[str, object]:
    """A process as the emulator shows it."""
    return {
        "Status": status,
        "Connected": True,
        "LastHeartbeat": None,
        "Port": 7_777,
        "GameSessionId": "gsess-1",
        "SdkLanguage": "Go",
        "SdkVersion": "5.5.0",
        **members,
    }


def test_every_status_has_its_stage() -> None:
    assert set(STAGES) == set(STATUSES)


@pytest.mark.parametrize(
    ("process", "event", "missing"),
    [
        (None, "", "has not connected"),
        (shown("CONNECTED"), "connected, SDK Go 5.5.0", "has not called ProcessReady"),
        (shown("READY"), "ready at port 7777", "no heartbeat comes"),
        (shown("READY", LastHeartbeat="x"), "ready at port 7777, waits for a game session", None),
        (shown("ACTIVATING"), "was given gsess-1", "has not called ActivateGameSession"),
        (shown("ACTIVE"), "hosts gsess-1", None),
        (shown("ACTIVE", Connected=False), "lost its connection", "is not connected any more"),
        (shown("TERMINATING"), "was told to end", "has not called ProcessEnding"),
        (
            shown("TERMINATED", Connected=False),
            "has ended for GameLift: it called ProcessEnding, has crashed, or is lost",
            "its process runs on",
        ),
    ],
)
def test_stage_says_what_has_happened_and_what_is_missing(
    process: dict[str, object] | None, event: str, missing: str | None
) -> None:
    stage = stage_of(process)
    assert event_of(stage, process) == event
    assert (missing is None) is (stage.missing is None)
    assert missing is None or missing in str(stage.missing)
