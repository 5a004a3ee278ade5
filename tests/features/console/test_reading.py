"""What the console reads: regions, game sessions and players in pages, the next change of time, operations."""

from pathlib import Path

import httpx
import pytest

from emulator.control import console
from emulator.hosting.ready_made import FLEET_ID
from tests.support.running import JSON, Running

WORLD = {
    "Fleets": [{"FleetId": "fleet-1"}, {"FleetId": "fleet-2", "Region": "eu-west-1"}],
    "GameSessions": [
        *(
            {"GameSessionId": f"g{n}", "FleetId": "fleet-1", "Name": f"Match {n}", "CreationTime": f"-{9 - n}m"}
            for n in range(5)
        ),
        {"GameSessionId": "over", "FleetId": "fleet-1", "Status": "TERMINATED", "CreationTime": "-1h"},
        {"GameSessionId": "there", "FleetId": "fleet-2"},
    ],
    "PlayerSessions": [
        {"GameSessionId": "g4", "PlayerId": "alice", "CreationTime": "-10s"},
        {"GameSessionId": "g4", "PlayerId": "bob", "Status": "ACTIVE"},
        {"GameSessionId": "there", "PlayerId": "alice"},
    ],
}  # fmt: skip


@pytest.fixture
def seeded(emulator: Running) -> Running:
    emulator.freeze("2026-01-31T12:00:00.000Z")
    emulator.seed(WORLD)
    return emulator


def test_regions_are_counted(seeded: Running) -> None:
    regions = {each["Region"]: each for each in seeded.control("GET", "/regions")["regions"]}
    assert regions["us-east-1"]["GameSessionCount"] == 6
    assert regions["us-east-1"]["OpenGameSessionCount"] == 5
    assert regions["eu-west-1"] == {
        "Region": "eu-west-1", "AccountId": "000000000000", "FleetCount": 1, "GameSessionCount": 1,
        "OpenGameSessionCount": 1,
    }  # fmt: skip


def names(emulator: Running, query: str) -> list[str]:
    page = emulator.control("GET", f"/game-sessions?{query}")
    return [each["GameSessionId"].rpartition("/")[2] for each in page["game_sessions"]]


def test_game_sessions_come_in_pages_the_newest_first(seeded: Running) -> None:
    first = seeded.control("GET", "/game-sessions?limit=4")
    second = seeded.control("GET", f"/game-sessions?limit=4&before={first['next']}")
    shown = [each["GameSessionId"].rpartition("/")[2] for each in first["game_sessions"] + second["game_sessions"]]
    assert shown == ["g4", "g3", "g2", "g1", "g0", "over"]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=TERMINATED", ["over"]),
        ("search=mATCH 3", ["g3"]),
        ("search=OVER", ["over"]),
        ("fleet=fleet-2", []),
        ("region=eu-west-1", ["there"]),
        ("region=nowhere-1", []),
        ("account=111111111111", []),
    ],
)
def test_game_sessions_are_filtered(seeded: Running, query: str, found: list[str]) -> None:
    assert names(seeded, query) == found


def test_slots_are_counted_by_the_clock(seeded: Running) -> None:
    def slots() -> tuple[int, int]:
        (match,) = seeded.control("GET", "/game-sessions?search=g4")["game_sessions"]
        return match["CurrentPlayerSessionCount"], match["ReservedPlayerSessionCount"]

    assert slots() == (2, 1)
    seeded.advance(50)
    assert slots() == (1, 0)


def test_players_of_a_game_session(seeded: Running) -> None:
    page = seeded.control("GET", "/player-sessions?game_session=g4")
    alice, bob = sorted(page["player_sessions"], key=lambda each: str(each["PlayerId"]))
    assert (alice["Status"], alice["Deadline"]) == ("RESERVED", "2026-01-31T12:00:50.000Z")
    assert bob["Status"] == "ACTIVE"


def test_player_is_found_in_all_regions(seeded: Running) -> None:
    first = seeded.control("GET", "/player-sessions?player=alice&limit=1")
    second = seeded.control("GET", f"/player-sessions?player=alice&limit=1&before={first['next']}")
    both = first["player_sessions"] + second["player_sessions"]
    assert [each["FleetId"] for each in both] == ["fleet-2", "fleet-1"]


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/player-sessions", 400, "Give game_session or player."),
        ("/player-sessions?game_session=g1&player=alice", 400, "Give game_session or player."),
        ("/player-sessions?game_session=nobody", 404, "There is no game session nobody."),
        ("/game-sessions?before=x", 400, "before: String should match pattern"),
        ("/game-sessions?before=9999999999999999999.1", 400, "before: String should match pattern"),
        ("/game-sessions?limit=0", 400, "limit: Input should be greater than or equal to 1"),
        ("/game-sessions?status=active", 400, "status: Input should be"),
        ("/console/no-such-file.js", 404, "Not Found"),
        ("/console/..%2f..%2fsettings.py", 404, "Not Found"),
    ],
)
def test_bad_input_is_told(emulator: Running, path: str, status: int, told: str) -> None:
    answer = emulator.http.get(f"/_emulator{path}")
    assert answer.status_code == status
    assert told in answer.json()["message"]


def test_next_change_is_the_earliest_deadline(seeded: Running) -> None:
    assert seeded.control("GET", "/clock/next") == {"time": "2026-01-31T12:00:50.000Z", "seconds": 50.0}
    seeded.advance(50)
    assert seeded.control("GET", "/clock/next")["seconds"] == 10.0
    seeded.advance(10)
    assert seeded.control("GET", "/clock/next") == {"time": None, "seconds": None}


def operate(emulator: Running, operation: str, body: object, query: str = "") -> httpx.Response:
    return emulator.http.post(f"/_emulator/operations/{operation}{query}", json=body, headers=JSON)


def test_operation_leaves_no_trace(seeded: Running) -> None:
    seeded.control("POST", "/faults", {"operation": "ListFleets", "error": "InternalServiceException"})
    metrics = seeded.http.get("/_emulator/metrics").text
    assert operate(seeded, "ListFleets", {}, "?region=eu-west-1").json()["FleetIds"] == ["fleet-2", FLEET_ID]
    assert seeded.control("GET", "/requests") == {"requests": []}
    assert seeded.control("GET", "/faults")["faults"][0]["matched"] == 0
    calls = [line for line in metrics.splitlines() if "ListFleets" in line]
    after = [line for line in seeded.http.get("/_emulator/metrics").text.splitlines() if "ListFleets" in line]
    assert after == calls


@pytest.mark.parametrize(
    ("operation", "body", "code"),
    [
        ("DescribePlayerSessions", {}, "InvalidRequestException"),
        ("DescribePlayerSessions", {"Limit": "many"}, "SerializationException"),
        ("NoSuchOperation", {}, "UnknownOperationException"),
        ("CreateVpcPeeringConnection", {}, "UnsupportedOperationException"),
    ],
)
def test_refusal_of_an_operation_is_aws(emulator: Running, operation: str, body: object, code: str) -> None:
    answer = operate(emulator, operation, body)
    assert answer.status_code == 400
    assert answer.json()["__type"] == code


def test_operation_needs_a_content_type(emulator: Running) -> None:
    assert emulator.http.post("/_emulator/operations/ListFleets", content=b"{}").status_code == 415


def test_console_is_served_with_a_strict_policy(emulator: Running) -> None:
    page = emulator.http.get("/_emulator/console")
    assert page.headers["content-security-policy"] == (
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )
    assert page.headers["content-type"].startswith("text/html")
    script = emulator.http.get("/_emulator/console/app.js")
    assert script.headers["content-type"].startswith("text/javascript")


def test_console_stays_small() -> None:
    files = [each for each in Path(console.__file__).parent.parent.joinpath("console").iterdir() if each.is_file()]
    assert sum(each.stat().st_size for each in files) <= 80_000
    assert [each.name for each in files if len(each.read_text().splitlines()) > 250] == []
