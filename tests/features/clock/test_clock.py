"""The clock of a running emulator: shown, set, frozen, advanced, kept, and shared between processes."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tests.support.commands import command
from tests.support.running import JSON, Running, running
from tests.support.worlds import GAME_SESSION, players, world

NOON = "2026-01-31T12:00:00.000Z"
LAST = "9999-12-31T23:59:59.999Z"


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def status(emulator: Running, player_id: str) -> str:
    (found,) = emulator.call("DescribePlayerSessions", {"PlayerId": player_id}).json()["PlayerSessions"]
    return str(found["Status"])


def refusal(emulator: Running, method: str, path: str, body: str) -> str:
    """The plain words of a refusal with 400."""
    response = emulator.http.request(method, f"/_emulator{path}", content=body, headers=JSON)
    assert response.status_code == 400, response.text
    assert set(response.json()) == {"message"}
    return str(response.json()["message"])


def test_clock_of_a_fresh_emulator_is_the_machines(emulator: Running) -> None:
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    clock = emulator.control("GET", "/clock")
    assert before <= instant(clock["now"]) <= datetime.now(UTC)
    assert clock["frozen"] is False


def test_clock_is_set_and_frozen_in_one_step(emulator: Running) -> None:
    assert emulator.freeze(NOON) == {"now": NOON, "frozen": True}
    assert emulator.control("GET", "/clock") == {"now": NOON, "frozen": True}


def test_clock_freezes_at_this_instant_where_none_is_named(emulator: Running) -> None:
    emulator.control("PUT", "/clock", {"now": NOON})
    frozen = emulator.control("PUT", "/clock", {"frozen": True})
    assert frozen["frozen"] is True
    assert NOON <= frozen["now"] < "2026-01-31T12:10"
    assert emulator.control("GET", "/clock") == frozen


@pytest.mark.parametrize("change", [{"now": NOON}, {"now": NOON, "frozen": None}, {"now": NOON, "frozen": False}])
def test_clock_that_runs_is_set_and_runs_on(change: dict[str, object], emulator: Running) -> None:
    clock = emulator.control("PUT", "/clock", change)
    assert clock["frozen"] is False
    assert NOON <= clock["now"] < "2026-01-31T12:10"


def test_clock_that_is_frozen_is_set_and_stays_frozen(emulator: Running) -> None:
    emulator.freeze(NOON)
    moved = emulator.control("PUT", "/clock", {"now": "2027-01-01"})
    assert moved == {"now": "2027-01-01T00:00:00.000Z", "frozen": True}


@pytest.mark.parametrize("start", [NOON, "2099-01-31T12:00:00.000Z"])
def test_clock_resumes_from_where_it_stands(start: str, emulator: Running) -> None:
    emulator.freeze(start)
    clock = emulator.control("PUT", "/clock", {"frozen": False})
    assert clock["frozen"] is False
    assert start <= clock["now"] < start.replace("12:00", "12:10")


def test_clock_resumes_and_is_set_in_one_step(emulator: Running) -> None:
    emulator.freeze(NOON)
    clock = emulator.control("PUT", "/clock", {"now": "2099-01-31", "frozen": False})
    assert clock["frozen"] is False
    assert "2099-01-31T00:00" <= clock["now"] < "2099-01-31T00:10"


@pytest.mark.parametrize("text", ["2026-01-31T13:00:00+01:00", "2026-01-31T12:00:00", "2026-01-31 12:00:00.0009"])
def test_clock_is_shown_in_utc_to_the_millisecond(text: str, emulator: Running) -> None:
    assert emulator.freeze(text)["now"] == NOON


def test_clock_set_backwards_undoes_what_time_did(emulator: Running) -> None:
    emulator.freeze(NOON)
    emulator.seed(world([{"PlayerId": "alice"}]))
    emulator.advance(60)
    assert status(emulator, "alice") == "TIMEDOUT"
    emulator.freeze(NOON)
    assert status(emulator, "alice") == "RESERVED"


def test_players_end_with_a_game_session_that_the_clock_has_left_behind(emulator: Running) -> None:
    """The clock stands before the game session began; a player who comes then ends then."""
    emulator.freeze("2026-01-31T13:00:00.000Z")
    emulator.seed(world([], CreationTime="0s"))
    emulator.freeze(NOON)
    emulator.client().create_player_session(GameSessionId=GAME_SESSION, PlayerId="alice")
    emulator.control("POST", f"/game-sessions/{GAME_SESSION}/crash")
    (session,) = emulator.client().describe_player_sessions(PlayerId="alice")["PlayerSessions"]
    assert session["TerminationTime"] == session["CreationTime"]


def test_advance_tells_the_new_clock_and_what_it_changed(emulator: Running) -> None:
    emulator.freeze(NOON)
    emulator.seed(world([{"PlayerId": "alice"}, {"PlayerId": "bob", "Status": "ACTIVE"}]))
    advanced = emulator.advance(60)
    (change,) = advanced.pop("changes")
    assert advanced == {"now": "2026-01-31T12:01:00.000Z", "frozen": True, "counts": {"TIMEDOUT": 1}}
    assert change.pop("player_session_id").startswith("psess-")
    assert change == {
        "player_id": "alice",
        "game_session_id": GAME_SESSION,
        "before": "RESERVED",
        "after": "TIMEDOUT",
        "time": "2026-01-31T12:01:00.000Z",
    }


@pytest.mark.parametrize(("seconds", "changed"), [(59.999, 0), (60, 1), (61, 1)])
def test_advance_changes_a_reservation_from_its_deadline_on(seconds: float, changed: int, emulator: Running) -> None:
    emulator.freeze(NOON)
    emulator.seed(world([{"PlayerId": "alice"}]))
    assert len(emulator.advance(seconds)["changes"]) == changed
    assert emulator.advance(0) | {"now": ""} == {"now": "", "frozen": True, "counts": {}, "changes": []}


def test_advance_lists_a_thousand_changes_and_counts_all(emulator: Running) -> None:
    emulator.freeze(NOON)
    emulator.seed(world(players(1_001, CreationTime="0s"), MaximumPlayerSessionCount=2_000))
    advanced = emulator.advance(60)
    assert len(advanced["changes"]) == 1_000
    assert advanced["counts"] == {"TIMEDOUT": 1_001}


@pytest.mark.parametrize(
    ("seconds", "now"),
    [
        (0, NOON),
        (0.0004, NOON),
        (0.0006, "2026-01-31T12:00:00.001Z"),
        (0.001, "2026-01-31T12:00:00.001Z"),
        (1.2345, "2026-01-31T12:00:01.234Z"),
        (86_400, "2026-02-01T12:00:00.000Z"),
    ],
)
def test_advance_counts_to_the_millisecond(seconds: float, now: str, emulator: Running) -> None:
    emulator.freeze(NOON)
    assert emulator.advance(seconds)["now"] == now


def test_advance_moves_a_clock_that_runs_too(emulator: Running) -> None:
    emulator.control("PUT", "/clock", {"now": NOON})
    advanced = emulator.advance(3600)
    assert advanced["frozen"] is False
    assert "2026-01-31T13:00" <= advanced["now"] < "2026-01-31T13:10"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{}", "Give now, frozen, or both."),
        ('{"now": null}', "Give now, frozen, or both."),
        ('{"now": "noon"}', "'noon' is not an ISO-8601 time such as 2026-01-31T12:00:00Z"),
        ('{"now": "-30s"}', "'-30s' is not an ISO-8601 time"),
        ('{"now": ""}', "'' is not an ISO-8601 time"),
        ('{"now": 1769860800}', "now: Input should be a valid string"),
        ('{"now": "1969-12-31T23:59:59Z"}', "The clock can only be set to the years 1970 to 9999."),
        ('{"now": "10000-01-01"}', "is not an ISO-8601 time"),
        ('{"frozen": "yes"}', "frozen: Input should be a valid boolean"),
        ('{"frozen": 1}', "frozen: Input should be a valid boolean"),
        ('{"freeze": true}', "freeze: Extra inputs are not permitted"),
        ("[]", "body: Input should be"),
        ("{", "JSON"),
        ("", "body: Field required"),
    ],
)
def test_clock_change_that_makes_no_sense_is_refused(body: str, words: str, emulator: Running) -> None:
    emulator.freeze(NOON)
    assert words in refusal(emulator, "PUT", "/clock", body)
    assert emulator.control("GET", "/clock") == {"now": NOON, "frozen": True}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('{"seconds": -0.001}', "seconds: Input should be greater than or equal to 0"),
        ('{"seconds": "61"}', "seconds: Input should be a valid number"),
        ('{"seconds": true}', "seconds: Input should be a valid number"),
        ('{"seconds": NaN}', "seconds: Input should be a finite number"),
        ('{"seconds": 1e308}', "seconds: Input should be less than or equal to 1"),
        ('{"seconds": 1e999}', "seconds: Input should be"),
        ('{"seconds": 252000000000}', "seconds: Input should be less than or equal to 1"),
        ("{}", "seconds: Field required"),
        ('{"minutes": 1}', "minutes: Extra inputs are not permitted"),
    ],
)
def test_advance_that_makes_no_sense_is_refused(body: str, words: str, emulator: Running) -> None:
    emulator.freeze(NOON)
    assert words in refusal(emulator, "POST", "/clock/advance", body)
    assert emulator.control("GET", "/clock")["now"] == NOON


def test_advance_beyond_the_year_9999_is_refused(emulator: Running) -> None:
    emulator.freeze(LAST)
    assert "1970 to 9999" in refusal(emulator, "POST", "/clock/advance", '{"seconds": 0.001}')
    assert emulator.control("GET", "/clock")["now"] == LAST


def test_clock_that_runs_out_of_the_year_9999_can_still_be_read(emulator: Running) -> None:
    emulator.control("PUT", "/clock", {"now": LAST})
    for _ in range(3):  # each call takes more than the millisecond that is left
        assert httpx.get(f"{emulator.url}/_emulator/clock", trust_env=False).status_code == 200


def test_clock_and_world_are_kept_across_a_restart(database_url: str, tmp_path: Path) -> None:
    with running(tmp_path, database_url=database_url) as emulator:
        emulator.freeze(NOON)
        emulator.seed(world([{"PlayerId": "alice"}]))
    with running(tmp_path, database_url=database_url) as emulator:
        assert emulator.control("GET", "/clock") == {"now": NOON, "frozen": True}
        assert status(emulator, "alice") == "RESERVED"


def test_clock_that_runs_ahead_does_so_after_a_restart(database_url: str, tmp_path: Path) -> None:
    with running(tmp_path, database_url=database_url) as emulator:
        before = emulator.advance(365 * 86_400)["now"]
    with running(tmp_path, database_url=database_url) as emulator:
        after = emulator.control("GET", "/clock")
        assert after["frozen"] is False
        assert instant(before) <= instant(after["now"]) < instant(before) + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("flag", "frozen", "year"), [("system", False, None), ("frozen", True, None), ("2031-05-05", True, 2031)]
)
def test_clock_flag_wins_over_the_stored_clock(
    flag: str, frozen: bool, year: int | None, database_url: str, tmp_path: Path
) -> None:
    with running(tmp_path, database_url=database_url) as emulator:
        emulator.freeze("2029-01-01")
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    with running(tmp_path, "--clock", flag, database_url=database_url) as emulator:
        clock = emulator.control("GET", "/clock")
        assert clock["frozen"] is frozen
        if year is None:
            assert before <= instant(clock["now"]) <= datetime.now(UTC)
        else:
            assert instant(clock["now"]).year == year


def test_fresh_flag_empties_the_database_and_lets_the_clock_run(database_url: str, tmp_path: Path) -> None:
    with running(tmp_path, database_url=database_url) as emulator:
        emulator.freeze(NOON)
        emulator.seed(world([{"PlayerId": "alice"}]))
    with running(tmp_path, "--fresh", database_url=database_url) as emulator:
        assert emulator.control("GET", "/clock")["frozen"] is False
        assert emulator.call("DescribePlayerSessions", {"PlayerId": "alice"}).json() == {"PlayerSessions": []}


def test_second_process_sees_clock_and_seeds_of_the_first_at_once(database_url: str, tmp_path: Path) -> None:
    with running(tmp_path, database_url=database_url) as first, running(tmp_path, database_url=database_url) as second:
        for second_of_hour in range(5):
            now = f"2026-01-31T12:00:0{second_of_hour}.000Z"
            first.freeze(now)
            assert second.control("GET", "/clock") == {"now": now, "frozen": True}
            first.seed(world([{"PlayerId": f"player-{second_of_hour}"}]))
            assert status(second, f"player-{second_of_hour}") == "RESERVED"
        second.advance(100)
        assert {status(first, f"player-{n}") for n in range(5)} == {"TIMEDOUT"}


def test_clock_command_and_control_api_show_the_same(emulator: Running, tmp_path: Path) -> None:
    emulator.freeze(NOON)
    shown = command("clock", "show", "--url", emulator.url, folder=tmp_path)
    assert json.loads(shown.stdout) == emulator.control("GET", "/clock")
