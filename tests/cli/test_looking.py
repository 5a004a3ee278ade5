"""The commands for people: what is there, what happens, and what a game server would do."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from emulator.cli.clock import advance_lines
from emulator.cli.printing import without_nothing
from tests.support.configurations import new_configuration
from tests.support.placements import start
from tests.support.queues import new_queue
from tests.support.rule_sets import new_rule_set
from tests.support.running import Running, environment
from tests.support.tickets import start_ticket

ARN = "arn:aws:gamelift:us-east-1::gamesession/fleet-1/final"
WORLD = {
    "Fleets": [{"FleetId": "fleet-1"}],
    "GameSessions": [{"GameSessionId": "final", "FleetId": "fleet-1", "Name": "Final", "MaximumPlayerSessionCount": 4}],
    "PlayerSessions": [
        {"GameSessionId": "final", "PlayerId": "alice", "PlayerSessionId": "psess-1"},
        {"GameSessionId": "final", "PlayerId": "bob", "Status": "ACTIVE", "PlayerSessionId": "psess-2"},
    ],
}


@pytest.fixture
def seeded(emulator: Running) -> Running:
    emulator.freeze("2026-01-31T12:00:00.000Z")
    emulator.seed(WORLD)
    return emulator


def command(emulator: Running, *words: str) -> list[str]:
    return [sys.executable, "-m", "emulator", *words, "--url", emulator.url]


def printed(emulator: Running, *words: str) -> str:
    done = subprocess.run(command(emulator, *words), env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("\n")
    return done.stdout


def test_sessions_are_a_table(seeded: Running) -> None:
    heading, row = printed(seeded, "sessions").splitlines()
    assert heading.split() == ["STATUS", "GAME", "SESSION", "ACTIVE+RESERVED/MAX", "FLEET", "NAME"]
    assert row.split() == ["ACTIVE", "final", "1+1/4", "fleet-1", "Final"]
    assert heading.index("FLEET") == row.index("fleet-1")


def test_sessions_tell_beside_the_table_that_other_regions_have_some(seeded: Running) -> None:
    fleet = {"FleetId": "fleet-2", "Region": "eu-west-1"}
    seeded.seed({"Fleets": [fleet], "GameSessions": [{"GameSessionId": "abroad", "FleetId": "fleet-2"}]})
    for words, told in ((), "With --region there are 1 in eu-west-1.\n"), (("--region", "eu-west-1"), ""):
        done = subprocess.run(
            command(seeded, "sessions", *words), env=environment(), capture_output=True, text=True, check=True
        )
        assert done.stderr == told
        assert ("abroad" in done.stdout) == bool(words)


@pytest.mark.parametrize("words", [("--player", "bob"), ("--game-session", "final")])
def test_player_sessions_are_a_table(seeded: Running, words: tuple[str, str]) -> None:
    rows = [row.split()[:4] for row in printed(seeded, "sessions", *words).splitlines()]
    assert ["ACTIVE", "bob", "psess-2", "final"] in rows


def test_nothing_is_there(emulator: Running) -> None:
    assert printed(emulator, "sessions") == "none\n"


def test_acts_of_a_game_server(seeded: Running) -> None:
    assert printed(seeded, "accept", "psess-1") == "psess-1 is ACTIVE.\n"
    assert printed(seeded, "remove", "psess-1") == "psess-1 is COMPLETED.\n"
    assert printed(seeded, "end", "final") == "final is TERMINATED.\n"
    refused = subprocess.run(
        command(seeded, "crash", "final"), env=environment(), capture_output=True, text=True, check=False
    )
    assert refused.returncode == 1
    assert "TERMINATED" in refused.stderr


def test_each_change_has_its_line_in_the_log(seeded: Running) -> None:
    printed(seeded, "accept", "psess-1")
    seeded.wait_for_log("psess-1 RESERVED → ACTIVE: accepted by the game server")
    printed(seeded, "end", "final")
    seeded.wait_for_log("/final ACTIVE → TERMINATED: its server process ended")


def test_advance_in_a_pipe_is_json(seeded: Running) -> None:
    assert json.loads(printed(seeded, "clock", "advance", "60"))["counts"] == {"TIMEDOUT": 1}


def test_advance_on_a_terminal_is_a_summary_and_ten_changes() -> None:
    ids = {"player_session_id": "psess-1", "player_id": "al\nice", "game_session_id": "g"}
    changes = [{**ids, "before": "RESERVED", "after": "TIMEDOUT", "time": "2026-01-31T12:00:00.000Z"}] * 62
    done = {"now": "2026-01-31T12:01:00.000Z", "frozen": True, "counts": {"TIMEDOUT": 62}, "changes": changes}
    lines = advance_lines(done)
    assert lines[0] == "2026-01-31T12:01:00.000Z: 62 TIMEDOUT"
    assert lines[1] == "  2026-01-31T12:00:00.000Z  psess-1 of al ice  RESERVED → TIMEDOUT"
    assert len(lines) == 12
    assert lines[-1] == "  … and 52 more (--json has them)"
    assert advance_lines({**done, "counts": {}, "changes": []}) == ["2026-01-31T12:01:00.000Z: nothing changed"]


def test_report_on_a_terminal_leaves_out_the_lists_that_had_no_entries() -> None:
    seed = {"added": {"Fleets": 1, "GameSessions": 0}, "unchanged": {"Fleets": 0}, "different": {"Fleets": []}}
    answer = {"now": "2026-01-31T12:00:00.000Z", "frozen": False, "seed": seed}
    assert without_nothing(answer) == {**answer, "seed": {"added": {"Fleets": 1}}}


@contextmanager
def watching(emulator: Running) -> Iterator[Iterator[str]]:
    """The lines of `watch`, from its first look on."""
    with subprocess.Popen(
        command(emulator, "watch", "--json"),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            lines = iter(process.stdout.readline, "")
            assert "watching process" in next(lines)
            yield lines
        finally:
            process.terminate()


def test_watch_tells_of_each_change(seeded: Running) -> None:
    def until(kind: str) -> str:
        return next(str(change["text"]) for change in map(json.loads, lines) if change["kind"] == kind)

    with watching(seeded) as lines:
        seeded.advance(1)
        assert until("clock") == "2026-01-31T12:00:01.000Z, standing still"
        with pytest.raises(seeded.client().exceptions.NotFoundException):
            seeded.client().describe_player_sessions(PlayerSessionId="psess-0")
        assert until("call").startswith("DescribePlayerSessions NotFoundException: ")
        printed(seeded, "accept", "psess-1")
        assert until("session") == "ACTIVE  final  2+0/4  fleet-1  Final"
        assert until("player").split()[:3] == ["ACTIVE", "alice", "psess-1"]
        seeded.control("POST", "/faults", {"operation": "ListFleets", "error": "InternalServiceException"})
        assert until("fault") == "1 of ListFleets: matched 0, fired 0"


def test_watch_tells_of_placements_and_tickets(emulator: Running) -> None:
    emulator.freeze("2026-01-31T12:00:00.000Z")
    client = emulator.client()
    new_queue(client, TimeoutInSeconds=600)
    new_rule_set(client)
    new_configuration(client)
    with watching(emulator) as lines:
        start(client, "p1")
        start_ticket(client, "t1", "alice")
        wanted = {("placement", "FULFILLED  p1  queue"), ("ticket", "QUEUED  t1  duels  alice")}
        while wanted:
            change = json.loads(next(lines))
            wanted.discard((change["kind"], change["text"]))


def test_names_of_players_never_reach_the_terminal_raw(seeded: Running) -> None:
    name = "\x1b[31mred\n\u202egnp"
    seeded.client().create_player_session(GameSessionId=ARN, PlayerId=name)
    rows = printed(seeded, "sessions", "--game-session", "final").splitlines()
    assert len(rows) == 4
    assert r"\x1b[31mred \u202egnp" in rows[1]
