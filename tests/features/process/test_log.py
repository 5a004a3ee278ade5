"""The log: a line for each request and for each expiry, and nothing in it of players."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.support.running import CBOR, JSON, Running, running
from tests.support.sockets import exchange
from tests.support.worlds import GAME_SESSION, world

INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
LINE = re.compile(rf"{INSTANT} (DEBUG|INFO|WARNING|ERROR) .+")
PSESS = "psess-11111111-2222-4333-8444-666666666666"
PLAYER = "Grace-Hopper-7f3a"
DATA = "rating-of-1906"


@pytest.fixture(scope="module")
def info_emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """An emulator at the default log level."""
    with running(tmp_path_factory.mktemp("info")) as emulator:
        yield emulator


def lines_of(emulator: Running, request_id: str) -> list[str]:
    """The lines of the log on a request."""
    return [line for line in emulator.wait_for_log(request_id).splitlines() if request_id in line]


@pytest.mark.parametrize(
    ("body", "status"),
    [({"PlayerId": "alice"}, 200), ({}, 400), ({"PlayerId": ""}, 400), ({"PlayerSessionId": "psess-none"}, 400)],
)
def test_aws_call_leaves_one_line_with_operation_status_request_id_and_time(
    body: dict[str, Any], status: int, info_emulator: Running
) -> None:
    answer = info_emulator.call("DescribePlayerSessions", body)
    request_id = answer.headers["x-amzn-requestid"]
    (line,) = lines_of(info_emulator, request_id)
    assert answer.status_code == status
    assert re.fullmatch(rf"{INSTANT} INFO DescribePlayerSessions {status} {request_id} \d+\.\d ms(: \w+: .+)?", line)
    assert line.endswith(" ms") == (status == 200)


def test_call_in_cbor_leaves_a_line_like_any_other(info_emulator: Running) -> None:
    answer = info_emulator.call_cbor("DescribePlayerSessions", {"PlayerId": "alice"})
    request_id = answer.headers["x-amzn-requestid"]
    (line,) = lines_of(info_emulator, request_id)
    assert re.fullmatch(rf"{INSTANT} INFO DescribePlayerSessions 200 {request_id} \d+\.\d ms", line)


@pytest.mark.parametrize("protocol", ["json", "cbor"])
def test_log_of_json_tells_the_protocol(tmp_path: Path, protocol: str) -> None:
    with running(tmp_path, "--log-format", "json") as emulator:
        call = emulator.call if protocol == "json" else emulator.call_cbor
        request_id = call("DescribePlayerSessions", {"PlayerId": "alice"}).headers["x-amzn-requestid"]
        (line,) = lines_of(emulator, request_id)
    assert json.loads(line)["protocol"] == protocol


def test_request_ids_are_new_for_each_call(info_emulator: Running) -> None:
    ids = {
        info_emulator.call("DescribePlayerSessions", {"PlayerId": "alice"}).headers["x-amzn-requestid"] for _ in "123"
    }
    assert len(ids) == 3
    assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", each) for each in ids)


def test_call_of_an_unknown_operation_leaves_a_line_too(info_emulator: Running) -> None:
    answer = info_emulator.call("Nonsense", {})
    (line,) = lines_of(info_emulator, answer.headers["x-amzn-requestid"])
    assert " INFO Nonsense 400 " in line


def test_control_call_leaves_a_line_with_method_and_path(info_emulator: Running) -> None:
    info_emulator.http.get("/_emulator/nothing-here")
    log = info_emulator.wait_for_log("/_emulator/nothing-here")
    assert re.search(rf"{INSTANT} INFO GET /_emulator/nothing-here 404 \S+ \d+\.\d ms\n", log)


def test_healthchecks_leave_no_line_at_the_default_level(info_emulator: Running) -> None:
    for path in ("health", "ready"):
        assert info_emulator.http.get(f"/_emulator/{path}").status_code == 200
    info_emulator.http.get("/_emulator/after-them")
    log = info_emulator.wait_for_log("/_emulator/after-them")
    assert "/_emulator/health" not in log
    assert "/_emulator/ready" not in log


def test_path_cannot_forge_a_line(emulator: Running) -> None:
    emulator.http.get("/_emulator/x%0A2026-01-31T12:00:00.000Z INFO forged%0D%0Ax")
    log = emulator.wait_for_log("forged")
    assert [line for line in log.splitlines() if line.startswith("2026-01-31T12:00:00.000Z")] == []


FORGED = "x\r\n2026-01-31T12:00:00.000Z INFO forged \x1b[31m \x9b31m \x7f \x85 \u2028 \u202e"


def forge_everywhere(emulator: Running) -> None:
    """Lets a text that would write a line of its own, and colour it, pass through all that the emulator does."""
    emulator.seed(world([{"PlayerId": FORGED, "PlayerSessionId": PSESS, "PlayerData": FORGED}]))
    emulator.seed(world([{"PlayerId": FORGED, "PlayerSessionId": PSESS}]))
    for call in (emulator.call, emulator.call_cbor):
        call("DescribePlayerSessions", {"PlayerId": FORGED, FORGED: FORGED})
        call("DescribePlayerSessions", {"PlayerSessionId": FORGED})
        call("CreateGameSession", {"FleetId": FORGED, "GameSessionId": FORGED, "Name": FORGED})
        call("CreateGameServerGroup", {"Name": FORGED})
    for path in ("/service/GameLift/operation/", "/_emulator/", "/"):
        emulator.http.post(f"{path}{quote(FORGED)}", headers=CBOR)
    emulator.http.post("/", headers={b"X-Amz-Target": b"GameLift.x\x9b31m"})
    websocket = {"Connection": "Upgrade", "Upgrade": "websocket"}
    emulator.http.get("/", params={"FleetId": FORGED, "pID": FORGED}, headers=websocket)
    expired(emulator)


def test_no_client_forges_a_line_or_reaches_a_terminal(tmp_path: Path) -> None:
    with running(tmp_path, "--log-level", "debug", "--log-players", "--random-seed", "0") as emulator:
        forge_everywhere(emulator)
        emulator.stop()
        lines = emulator.log().removesuffix("\n").split("\n")
    assert [line for line in lines if not (LINE.fullmatch(line) and line.isprintable())] == []
    assert [line for line in lines if line.startswith("2026-01-31T12:00:00.000Z")] == []
    assert any("(player x\\r\\n2026-01-31T12:00:00.000Z INFO forged \\x1b[31m \\x9b31m" in line for line in lines)


def test_no_client_forges_an_object_or_reaches_a_terminal(tmp_path: Path) -> None:
    flags = ("--log-level", "debug", "--log-players", "--log-format", "json")
    with running(tmp_path, *flags) as emulator:
        forge_everywhere(emulator)
        emulator.stop()
        lines = emulator.log().removesuffix("\n").split("\n")
    assert [line for line in lines if not line.isprintable()] == []
    assert FORGED in [json.loads(line).get("player_id") for line in lines]


@pytest.mark.skipif(os.name != "posix", reason="names of variables are any bytes on POSIX only")
@pytest.mark.parametrize("form", ["text", "json"])
def test_variable_whose_name_is_no_text_is_warned_of(form: str, tmp_path: Path) -> None:
    with running(tmp_path, "--log-format", form, **{"GAMELIFT_EMULATOR_\udcff\n": "x"}) as emulator:
        emulator.stop()
        log = emulator.log()
    assert "unknown environment variable GAMELIFT_EMULATOR_\\udcff\\n; did you mean" in log
    assert "Traceback" not in log


@pytest.mark.parametrize("place", ["path", "query", "operation", "header", "method"])
def test_no_byte_of_a_request_breaks_or_colours_a_line(info_emulator: Running, place: str) -> None:
    for byte in range(256):
        texts = {"path": b"x", "query": b"x", "operation": b"x", "header": b"x", "method": b"GET"}
        texts[place] += bytes([byte]) + b"y"
        exchange(
            info_emulator,
            b"%(method)b /%(path)b?%(query)b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            b"X-Amz-Target: GameLift.%(operation)b\r\nUpgrade: websocket\r\nX-A: %(header)b\r\n\r\n"
            % {name.encode(): text for name, text in texts.items()},
        )
    info_emulator.http.get(f"/_emulator/after-{place}")
    log = info_emulator.wait_for_log(f"/_emulator/after-{place}")
    assert [line for line in log.split("\n")[:-1] if not LINE.fullmatch(line) or not line.isprintable()] == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_long_name_of_a_request_is_cut(info_emulator: Running, method: str) -> None:
    long = "long" * 5_000
    headers = {"X-Amz-Target": f"GameLift.{long}"} if method == "POST" else {}
    info_emulator.http.request(method, f"/_emulator/{long}", headers=headers)
    info_emulator.http.get(f"/_emulator/after-{method}")
    log = info_emulator.wait_for_log(f"/_emulator/after-{method}")
    (line,) = [line for line in log.splitlines() if "longlong" in line and (" GET " in line) is (method == "GET")]
    assert len(line) < 400


def test_log_holds_nothing_but_lines_of_its_form(info_emulator: Running) -> None:
    info_emulator.call("DescribePlayerSessions", b"{")
    info_emulator.http.get("/_emulator/openapi.json")
    info_emulator.http.get("/_emulator/the-last")
    log = info_emulator.wait_for_log("/_emulator/the-last")
    assert [line for line in log.splitlines() if not LINE.fullmatch(line)] == []


def reserve(emulator: Running) -> None:
    """A reservation that nobody is going to accept."""
    emulator.seed(world([{"PlayerId": PLAYER, "PlayerSessionId": PSESS, "PlayerData": DATA}]))


def expired(emulator: Running) -> str:
    """The line on that reservation, once time has passed."""
    emulator.advance(61)
    log = emulator.wait_for_log(f"{PSESS} RESERVED → TIMEDOUT")
    return next(line for line in log.splitlines() if f"{PSESS} RESERVED → TIMEDOUT" in line)


def test_expiry_is_reported_with_its_instant_and_its_cause(tmp_path: Path) -> None:
    with running(tmp_path) as emulator:
        reserve(emulator)
        line = expired(emulator)
    assert re.search(rf" INFO {PSESS} RESERVED → TIMEDOUT at {INSTANT}: not accepted", line)
    assert GAME_SESSION in line


def test_expiry_is_reported_once(tmp_path: Path) -> None:
    with running(tmp_path) as emulator:
        reserve(emulator)
        expired(emulator)
        emulator.seed(
            {"PlayerSessions": [{"GameSessionId": GAME_SESSION, "PlayerId": "b", "PlayerSessionId": f"{PSESS}-2"}]}
        )
        emulator.advance(61)
        assert emulator.wait_for_log(f"{PSESS}-2 RESERVED → TIMEDOUT").count(f"{PSESS} RESERVED → TIMEDOUT") == 1


def test_expiry_is_reported_after_each_reset_too(tmp_path: Path) -> None:
    with running(tmp_path) as emulator:
        for round_number in range(2):
            emulator.reset()
            player = {"PlayerId": "alice", "PlayerSessionId": f"{PSESS}-{round_number}"}
            emulator.seed(world([player]))
            emulator.advance(61)
            emulator.wait_for_log(f"{PSESS}-{round_number} RESERVED → TIMEDOUT")


def mention_everywhere(emulator: Running) -> None:
    """Lets a player's id and data pass through all that the emulator does."""
    reserve(emulator)
    reserve(emulator)
    different = [{"PlayerId": f"{PLAYER}-2", "PlayerSessionId": PSESS, "PlayerData": f"{DATA}-2"}]
    emulator.seed(world(different))
    emulator.call("DescribePlayerSessions", {"PlayerId": PLAYER})
    emulator.call("DescribePlayerSessions", {"PlayerId": PLAYER, "PlayerData": DATA, "Limit": 0})
    emulator.call("DescribePlayerSessions", {"PlayerId": [PLAYER], "PlayerData": {"Text": DATA}})
    emulator.call("DescribePlayerSessions", {"PlayerId": PLAYER * 100, "PlayerSessionId": "psess-none"})
    emulator.call("DescribePlayerSessions", {"PlayerSessionId": PSESS})
    emulator.call("DescribePlayerSessions", f'{{"PlayerId": "{PLAYER}", "PlayerData": "{DATA}"'.encode())
    emulator.call("CreatePlayerSession", {"GameSessionId": GAME_SESSION, "PlayerId": PLAYER, "PlayerData": DATA})
    refused = world([{"PlayerId": PLAYER * 100, "PlayerData": DATA * 500}])
    emulator.http.post("/_emulator/seed", content=json.dumps(refused), headers=JSON)
    expired(emulator)


def test_players_are_never_in_the_log(tmp_path: Path) -> None:
    with running(tmp_path, "--log-level", "debug") as emulator:
        mention_everywhere(emulator)
        emulator.stop()
        log = emulator.log()
    assert "DescribePlayerSessions" in log
    assert PLAYER not in log
    assert DATA not in log


def test_players_are_in_the_log_where_that_is_asked_for(tmp_path: Path) -> None:
    with running(tmp_path, "--log-level", "debug", "--log-players") as emulator:
        mention_everywhere(emulator)
        assert f"(player {PLAYER}, game session {GAME_SESSION})" in expired(emulator)
        log = emulator.log()
    calls = [line for line in log.splitlines() if " DEBUG DescribePlayerSessions " in line]
    assert any(PLAYER in line and DATA in line for line in calls)


@pytest.mark.parametrize(("level", "shown"), [("warning", False), ("info", True), ("debug", True)])
def test_log_level_decides_what_is_written(level: str, shown: bool, tmp_path: Path) -> None:
    with running(tmp_path, "--log-level", level) as emulator:
        answer = emulator.call("DescribePlayerSessions", {"PlayerId": "alice"})
        emulator.stop()
        assert (answer.headers["x-amzn-requestid"] in emulator.log()) is shown
