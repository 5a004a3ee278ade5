"""Requests as large as they may be, and mostly bad: they hold nobody up, and what is answered and logged is short."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import cbor2
import httpx
import pytest

from tests.contract.test_cost import ANSWER_BYTES
from tests.support.running import AWS_JSON, JSON, Running

BODY_BYTES = 8 * 1024 * 1024 - 200
LINE_BYTES = 16 * 1024
"""Of the log, at the level DEBUG, which writes the members of each call."""
HEADER_BYTES = 50_000

LARGE: dict[str, tuple[str, Mapping[str, object]]] = {
    "pattern": ("CreateAlias", {"Name": "a" * BODY_BYTES + "\n", "RoutingStrategy": {"Type": "TERMINAL"}}),
    "no length": ("ListAliases", {"Name": "a" * BODY_BYTES}),
    "token": ("ListAliases", {"NextToken": "a" * BODY_BYTES}),
    "address": (
        "CreateFleet",
        {"Name": "a", "EC2InboundPermissions": [{"IpRange": "1" * BODY_BYTES + " "}]},
    ),
    "empty ids": ("DescribeFleetAttributes", {"FleetIds": [""] * (BODY_BYTES // 4)}),
    "unknown ids": ("DescribeFleetAttributes", {"FleetIds": [f"fleet-{n}" for n in range(BODY_BYTES // 16)]}),
    "ids in use": ("DescribeFleetUtilization", {"FleetIds": [f"fleet-{n}" for n in range(BODY_BYTES // 16)]}),
    "players": ("CreatePlayerSessions", {"GameSessionId": "a", "PlayerIds": [""] * (BODY_BYTES // 4)}),
    "player data": (
        "CreatePlayerSessions",
        {"GameSessionId": "a", "PlayerIds": ["a"], "PlayerDataMap": {f"{n}": "" for n in range(BODY_BYTES // 16)}},
    ),
    "tags": ("CreateAlias", {"Tags": [{}] * (BODY_BYTES // 4)}),
    "wrong type": ("ListFleets", {"Limit": ["a"] * (BODY_BYTES // 5)}),
    "unknown members": ("ListFleets", {f"{n}": n for n in range(BODY_BYTES // 20)}),
    "unknown lists": ("ListFleets", {"A": [[]] * (BODY_BYTES // 4)}),
}


def longest_line(emulator: Running, before: int) -> int:
    return max(map(len, emulator.log()[before:].splitlines()), default=0)


@pytest.mark.parametrize("protocol", ["json", "cbor"])
@pytest.mark.parametrize("name", LARGE)
def test_large_request_holds_nobody_up_and_has_a_short_answer(emulator: Running, name: str, protocol: str) -> None:
    operation, members = LARGE[name]
    call = emulator.call if protocol == "json" else emulator.call_cbor
    body = json.dumps(members).encode() if protocol == "json" else cbor2.dumps(members)
    before = len(emulator.log())
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(call, operation, body)
        while not answer.done():  # each of these calls has the time that a client waits, and no more
            assert emulator.call("ListLocations", {}).status_code == 200
        response = answer.result()
    assert response.status_code in (200, 400)
    assert len(response.content) <= ANSWER_BYTES
    emulator.wait_for_log(response.headers["x-amzn-requestid"])
    assert longest_line(emulator, before) <= 2 * LINE_BYTES
    assert len(emulator.http.get("/_emulator/requests", params={"operation": operation}).content) <= 128 * 1024


HEADERS: dict[str, dict[str, str]] = {
    "target": {"X-Amz-Target": f"GameLift.{'a' * HEADER_BYTES}"},
    "other target": {"X-Amz-Target": "a" * HEADER_BYTES},
    "content type": {"Content-Type": "a" * HEADER_BYTES},
    "host": {"Host": f"{'a' * HEADER_BYTES}.example"},
    "origin": {"Origin": f"http://{'a' * HEADER_BYTES}.example"},
    "algorithm": {"Authorization": "a" * HEADER_BYTES},
    "pieces": {"Authorization": "AWS4-HMAC-SHA256 " + "a," * (HEADER_BYTES // 2)},
    "credential": {"Authorization": "AWS4-HMAC-SHA256 Credential=" + "a" * HEADER_BYTES},
    "service": {
        "Authorization": "AWS4-HMAC-SHA256 SignedHeaders=a,Signature=b,"
        f"Credential=a/b/c/{'d' * HEADER_BYTES}/aws4_request",
        "X-Amz-Date": "20260131T120000Z",
    },
}


@pytest.mark.parametrize("name", HEADERS)
def test_long_header_is_quoted_in_short(emulator: Running, name: str) -> None:
    before = len(emulator.log())
    headers = AWS_JSON | {"X-Amz-Target": "GameLift.ListFleets"} | HEADERS[name]
    response = emulator.http.post("/", content=b"{}", headers=headers)
    assert response.status_code in (400, 403)
    assert "aaaa…" in response.text or "dddd…" in response.text or "'a' not a valid" in response.text
    assert len(response.content) <= ANSWER_BYTES
    emulator.wait_for_log(response.headers["x-amzn-requestid"])
    assert longest_line(emulator, before) <= LINE_BYTES


@pytest.mark.parametrize("path", ["/service/GameLift/operation/", "/", "/_emulator/", "/_emulator/player-sessions/"])
def test_long_path_is_quoted_in_short(emulator: Running, path: str) -> None:
    before = len(emulator.log())
    headers = {"Smithy-Protocol": "rpc-v2-cbor"} | JSON
    response = emulator.http.post(path + "a" * HEADER_BYTES, content=b"", headers=headers)
    assert response.status_code in (400, 404, 405)
    assert len(response.content) <= ANSWER_BYTES
    emulator.http.get("/_emulator/the-last")
    emulator.wait_for_log("the-last")
    assert longest_line(emulator, before) <= LINE_BYTES


LONG = "a" * 1_000_000
FLEET = {"FleetId": "fleet-1"}
CONTROL: dict[str, tuple[str, str, object]] = {
    "unknown member": ("PUT", "/clock", {LONG: 1}),
    "unknown members": ("PUT", "/clock", {f"a{n}": n for n in range(100_000)}),
    "time": ("PUT", "/clock", {"now": LONG}),
    "operation": ("POST", "/faults", {"operation": LONG, "error": "NotFoundException"}),
    "error": ("POST", "/faults", {"error": LONG}),
    "member": ("POST", "/faults", {"operation": "ListFleets", "match": {LONG: 1}, "drop": True}),
    "seed member": ("POST", "/seed", {LONG: []}),
    "seed value": ("POST", "/seed", {"Fleets": [FLEET | {"Status": LONG}]}),
    "seed time": ("POST", "/seed", {"Fleets": [FLEET | {"CreationTime": LONG}]}),
    "seed id": (
        "POST",
        "/seed",
        {"Aliases": [{"AliasId": f"alias-{LONG}", "Name": "a", "RoutingStrategy": {"Type": "SIMPLE"}}]},
    ),
    "seed twice": ("POST", "/seed", {"Fleets": [FLEET | {"Region": LONG}, FLEET | {"Region": LONG}]}),
    "seed pattern": (
        "POST",
        "/seed",
        {"Aliases": [{"AliasId": "alias-1", "Name": f"{LONG}\n", "RoutingStrategy": {"Type": "SIMPLE"}}]},
    ),
}


@pytest.mark.parametrize("name", CONTROL)
def test_refusal_of_the_control_api_is_short(emulator: Running, name: str) -> None:
    method, path, document = CONTROL[name]
    response = emulator.http.request(method, f"/_emulator{path}", content=json.dumps(document), headers=JSON)
    assert response.status_code in (400, 413), response.text[:200]
    assert response.json()["message"]
    assert len(response.content) <= ANSWER_BYTES


def test_refusals_count_what_they_do_not_write_out(emulator: Running) -> None:
    response = emulator.call("DescribeFleetAttributes", {"FleetIds": ["?"] * 500_001})
    message = response.json()["message"]
    assert message.startswith("500001 validation errors detected: Value '?' at 'fleetIds.1.member' failed")
    assert message.endswith("; … and 499981 more")
    assert "fleetIds.20.member" in message
    assert "fleetIds.21.member" not in message
    response = emulator.http.put("/_emulator/clock", json={f"a{n}": n for n in range(100)}, headers=JSON)
    assert response.json()["message"].endswith("; … and 80 more")


def test_value_that_is_refused_is_cut(emulator: Running) -> None:
    response = emulator.call("CreateAlias", {"Name": "a" * 80_000 + "\n", "RoutingStrategy": {"Type": "SIMPLE"}})
    message = response.json()["message"]
    assert message == (
        f"2 validation errors detected: Value '{'a' * 256}…' at 'name' failed to satisfy constraint: "
        f"Member must have length less than or equal to 1024; Value '{'a' * 256}…' at 'name' failed to satisfy "
        r"constraint: Member must satisfy regular expression pattern: ^.*\S.*$"
    )


def test_as_many_large_calls_as_fit_are_shown_at_once(emulator: Running) -> None:
    body = cbor2.dumps({"A": [[["x"] * 10] * 10] * 100, "B": {f"{n}": "y" * 3_000 for n in range(16)}})
    for _ in range(400):
        emulator.call_cbor("ListFleets", body)
    response: httpx.Response = emulator.http.get("/_emulator/requests")
    assert len(response.json()["requests"]) > 200
    assert len(response.content) <= 32 * 1024 * 1024
