"""The whole state out and in: over HTTP and by the commands."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from emulator.hosting.ready_made import COMPUTE, FLEET_ID, LOCATION
from emulator.seed.state import FORMAT
from tests.support.running import JSON, PATIENCE, Running, environment, running
from tests.support.worlds import FLEET, GAME_SESSION, players, world

STATES = Path(__file__).parent / "states"


def state(emulator: Running) -> str:
    response = emulator.http.get("/_emulator/state")
    assert response.status_code == 200
    return response.text


def put(emulator: Running, document: object) -> Any:  # noqa: ANN401 - whatever JSON the answer is
    content = document if isinstance(document, str) else json.dumps(document)
    return emulator.http.put("/_emulator/state", content=content, headers=JSON)


def command(emulator: Running, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "emulator", *arguments],
        env=environment(GAMELIFT_EMULATOR_URL=emulator.url),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_state_comes_back_to_the_letter(emulator: Running) -> None:
    emulator.seed(world([*players(3, Status="ACTIVE"), *players(3, PlayerData="é\n🧙")]))
    emulator.advance(3600)
    before = state(emulator)
    emulator.reset()
    assert put(emulator, before).status_code == 200
    assert state(emulator) == before


def test_state_of_a_frozen_clock_keeps_the_instant(emulator: Running) -> None:
    emulator.freeze("2026-01-01T00:00:00.123Z")
    before = state(emulator)
    emulator.reset()
    put(emulator, before)
    assert emulator.control("GET", "/clock") == {"now": "2026-01-01T00:00:00.123Z", "frozen": True}


def test_reservation_times_out_at_its_old_deadline(emulator: Running) -> None:
    emulator.freeze("2026-01-01T00:00:00Z")
    emulator.seed(world([{"PlayerId": "a", "CreationTime": "0s"}]))
    emulator.advance(59)
    put(emulator, state(emulator))
    assert emulator.advance(0.999)["counts"] == {}
    assert emulator.advance(0.001)["counts"] == {"TIMEDOUT": 1}


def test_state_replaces_what_was_there(emulator: Running) -> None:
    before = state(emulator)
    emulator.seed(world(players(3)))
    put(emulator, before)
    assert state(emulator) == before
    assert json.loads(before)["GameSessions"] == []


def test_same_ids_in_two_accounts_come_back_apart(emulator: Running) -> None:
    for account in ("111111111111", "222222222222"):
        document = world(players(2, AccountId=account), AccountId=account)
        document["Fleets"][0]["AccountId"] = account
        emulator.seed(document)
    before = state(emulator)
    assert put(emulator, before).status_code == 200
    assert state(emulator) == before


def test_game_session_on_a_compute_without_an_address_comes_back_without_one(emulator: Running) -> None:
    emulator.client().deregister_compute(FleetId=FLEET_ID, ComputeName=COMPUTE)
    compute = {"FleetId": FLEET_ID, "ComputeName": "pc", "Location": LOCATION, "DnsName": "pc.example"}
    assert emulator.call("RegisterCompute", compute).status_code == 200
    emulator.call("CreateGameSession", {"FleetId": FLEET_ID, "Location": LOCATION, "MaximumPlayerSessionCount": 1})
    before = state(emulator)
    put(emulator, before)
    assert state(emulator) == before
    assert "IpAddress" not in json.loads(before)["GameSessions"][0]


def test_state_is_readable_line_by_line(emulator: Running) -> None:
    emulator.seed(world(players(5)))
    assert (
        sum(line.startswith('  {"GameSessionId"') and "PlayerId" in line for line in state(emulator).splitlines()) == 5
    )


@pytest.mark.parametrize(
    ("document", "rule"),
    [
        ("nonsense", "JSON"),
        ({}, "Format"),
        ({"Format": 1}, "Clock"),
        ({"Format": 1, "Clock": {}}, "FrozenAt or Offset"),
        ({"Format": 1, "Clock": {"Offset": 0, "FrozenAt": "2026-01-01T00:00:00Z"}}, "FrozenAt or Offset"),
        ({"Format": 1, "Clock": {"FrozenAt": "soon"}}, "ISO-8601"),
        *(
            (
                {"Format": 2, "Clock": {name: value}},
                f"Clock.{name}: the clock can only be set to the years 1970 to 9999",
            )
            for name, value in (
                *(("Offset", offset) for offset in (1e300, -1e300, 1e308, 1e18, 3e11, -1e11, -2.5e9)),
                *(("FrozenAt", instant) for instant in ("1960-01-01T00:00:00Z", "9999-12-31T23:59:59-01:00")),
            )
        ),
        ('{"Format": 2, "Clock": {"Offset": 1e400}}', "Clock.Offset"),
        ('{"Format": 2, "Clock": {"Offset": NaN}}', "JSON"),
        ({"Format": 2, "Clock": {"Offset": 0}, "OpenedRegions": [{"Region": "a.b", "AccountId": "1" * 12}]}, "Region"),
        ({"Format": FORMAT + 1, "Clock": {"Offset": 0}}, "use a newer one"),
        ({"Format": FORMAT + 1, "Time": {}}, "use a newer one"),
        ({"Format": 1, "Clock": {"Offset": 0}, "Fleets": [{"FleetId": "nope"}]}, "regex"),
        ({"Format": 1, "Clock": {"Offset": 0}, "PlayerSessions": [{"GameSessionId": "x", "PlayerId": "y"}]}, "no game"),
        ({"Format": 1, "Clock": {"Offset": 0}, "Surprise": 1}, "Surprise"),
    ],
)
def test_state_that_breaks_a_rule_changes_nothing(emulator: Running, document: object, rule: str) -> None:
    emulator.freeze("2026-01-01T00:00:00Z")
    emulator.seed(world(players(3)))
    before = state(emulator)
    response = put(emulator, document)
    assert (response.status_code, rule in response.json()["message"]) == (400, True), response.text
    assert state(emulator) == before


def test_commands_export_and_import(emulator: Running, tmp_path: Path) -> None:
    emulator.seed(world(players(150)))
    file = tmp_path / "state.json"
    assert command(emulator, "export", str(file)).returncode == 0
    emulator.reset()
    assert command(emulator, "import", str(file)).returncode == 0
    assert len(emulator.client().describe_player_sessions(GameSessionId=GAME_SESSION)["PlayerSessions"]) == 100
    assert state(emulator) == file.read_text()


def test_export_from_nobody_leaves_no_file(emulator: Running, tmp_path: Path) -> None:
    result = command(emulator, "export", str(tmp_path / "state.json"), "--url", "http://127.0.0.1:9")
    assert (result.returncode, list(tmp_path.iterdir())) == (1, [])
    assert "no emulator answers" in result.stderr


@pytest.mark.parametrize("file", sorted(STATES.glob("*.json")), ids=lambda file: file.stem)
def test_state_of_every_older_version_still_loads(file: Path, emulator: Running) -> None:
    response = put(emulator, file.read_text())
    assert response.status_code == 200, response.text
    shown = emulator.client().describe_player_sessions(PlayerId="alice")["PlayerSessions"]
    assert [each["Status"] for each in shown] == ["COMPLETED", "COMPLETED", "COMPLETED", "RESERVED"]
    before, after = json.loads(file.read_text()), json.loads(state(emulator))
    lost = [name for name, rows in before.items() if isinstance(rows, list) and len(after[name]) < len(rows)]
    assert lost == []


def test_there_is_a_state_of_every_format() -> None:
    assert [file.stem for file in sorted(STATES.glob("*.json"))] == [f"format-{n}" for n in range(1, FORMAT + 1)]


def test_state_moves_between_databases(tmp_path: Path, emulator: Running) -> None:
    emulator.seed(world(players(3)))
    with running(tmp_path, database_url=f"sqlite:///{tmp_path / 'other.db'}") as other:
        put(other, state(emulator))
        assert state(other) == state(emulator)


def test_import_of_nonsense_fails_with_one_line(emulator: Running, tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    file.write_text("nonsense")
    result = command(emulator, "import", str(file))
    assert (result.returncode, len(result.stderr.splitlines())) == (1, 1)
    assert "JSON" in result.stderr


def test_command_at_what_is_no_url_fails_with_one_line(emulator: Running) -> None:
    result = command(emulator, "clock", "show", "--url", "localhost:4600")
    assert (result.returncode, "is not a URL" in result.stderr) == (1, True)


def test_id_that_came_again_after_thirty_days_comes_back(emulator: Running) -> None:
    emulator.freeze("2026-01-01T00:00:00Z")

    def one_player(session: str) -> dict[str, object]:
        return world(
            [{"GameSessionId": session, "PlayerId": "a", "PlayerSessionId": "psess-a", "Status": "ACTIVE"}]
        ) | {"GameSessions": [{"GameSessionId": session, "FleetId": FLEET}]}

    emulator.seed(one_player("gsess-1"))
    emulator.control("POST", "/game-sessions/gsess-1/end")
    emulator.advance(31 * 86_400)
    emulator.seed(one_player("gsess-2"))
    before = state(emulator)
    assert put(emulator, before).status_code == 200
    assert state(emulator) == before


def test_end_that_time_brought_comes_back_though_the_clock_went_back_before_it(emulator: Running) -> None:
    emulator.freeze("2026-01-01T00:00:00Z")
    session = {"GameSessionId": "gsess-1", "FleetId": FLEET, "Status": "ACTIVATING", "CreationTime": "-10m"}
    player = {"GameSessionId": "gsess-1", "PlayerId": "a", "Status": "COMPLETED", "CreationTime": "-9m"}
    ended = session | {"DueTime": "-5m", "DueStatus": "TERMINATED"}
    emulator.seed(world([player | {"TerminationTime": "-6m"}]) | {"GameSessions": [ended]})
    for minutes in (8, 20):
        emulator.freeze(f"2025-12-31T23:{60 - minutes}:00Z")
        (shown,) = emulator.client().describe_game_sessions(FleetId=FLEET)["GameSessions"]
        assert shown["Status"] == "TERMINATED"
        assert shown["TerminationTime"].isoformat() == "2025-12-31T23:55:00+00:00"
        before = state(emulator)
        assert put(emulator, before).status_code == 200
        assert state(emulator) == before
