"""The journal of calls: what it tells of each, what it hides, how much it keeps."""

import json
import struct
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cbor2
import pytest

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from emulator.wire.cbor import MAX_MAPS
from tests.features.retries.test_sent_again import sent
from tests.support.faulty import DESCRIBE, Ask
from tests.support.refusing import refusal
from tests.support.running import ACCOUNT, REGION, Running, running
from tests.support.worlds import GAME_SESSION

NOON = "2026-01-31T12:00:00.000Z"
INVOCATION = "11111111-2222-4333-8444-555555555555"
BODY_LIMIT = 8 * 1024 * 1024
BODY_LIMIT_ITEMS = BODY_LIMIT - 64
KEPT_CALLS = 1_000


@pytest.fixture(scope="module")
def shared_open_emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("open")
    with running(folder, "--log-players", "--log-level", "debug") as emulator:
        yield emulator


@pytest.fixture
def open_emulator(shared_open_emulator: Running) -> Running:
    """A fresh emulator that hides nothing."""
    shared_open_emulator.reset()
    return shared_open_emulator


def journal(emulator: Running, operation: str | None = None) -> list[dict[str, Any]]:
    """The calls that are kept, or those of an operation."""
    params = {} if operation is None else {"operation": operation}
    calls: list[dict[str, Any]] = emulator.control("GET", "/requests", params=params)["requests"]
    return calls


def outcomes(emulator: Running) -> list[tuple[str, str]]:
    return [(each["operation"], each["outcome"]) for each in journal(emulator)]


# What is told of a call.


def test_call_of_an_sdk_is_told_whole(emulator: Running) -> None:
    emulator.freeze(NOON)
    client = emulator.client("eu-west-1", "123456789012")
    answer = client.describe_game_sessions(FleetId=FLEET_ID, Limit=5)
    (call,) = journal(emulator)
    assert len(call.pop("invocation_id")) == 36
    assert call.pop("number") > 0
    assert call.pop("milliseconds") > 0
    assert call == {
        "source": "aws",
        "operation": "DescribeGameSessions",
        "parameters": {"FleetId": FLEET_ID, "Limit": 5},
        "outcome": "success",
        "time": NOON,
        "region": "eu-west-1",
        "account": "123456789012",
        "attempt": 1,
        "request_id": answer["ResponseMetadata"]["RequestId"],
        "fault": None,
        "status": 200,
        "message": None,
        "protocol": "json",
    }


def test_call_that_says_nothing_of_its_caller_is_told_with_what_is_assumed(emulator: Running, ask: Ask) -> None:
    emulator.freeze(NOON)
    response = ask("ListFleets", {"Limit": 5, "NextToken": None})
    (call,) = journal(emulator)
    assert call.pop("number") > 0
    assert call.pop("milliseconds") > 0
    assert call.pop("protocol") in ("json", "cbor")
    assert call == {
        "source": "aws",
        "operation": "ListFleets",
        "parameters": {"Limit": 5, "NextToken": None},
        "outcome": "success",
        "time": NOON,
        "region": REGION,
        "account": ACCOUNT,
        "attempt": None,
        "invocation_id": None,
        "request_id": response.headers["x-amzn-requestid"],
        "fault": None,
        "status": 200,
        "message": None,
    }


def test_calls_after_a_number_can_be_asked_for(emulator: Running) -> None:
    for name in ("ListFleets", "ListAliases"):
        emulator.call(name, {})
    first, second = journal(emulator)
    later = emulator.control("GET", f"/requests?after={first['number']}")["requests"]
    assert later == [second]


def test_refusal_is_told_in_journal_and_log(emulator: Running) -> None:
    emulator.call("DescribePlayerSessions", {})
    (call,) = journal(emulator)
    assert (call["status"], call["outcome"]) == (400, "InvalidRequestException")
    assert f"ms: InvalidRequestException: {call['message']}" in emulator.wait_for_log(call["request_id"])


def test_time_is_the_emulators_and_stands_in_order(emulator: Running) -> None:
    emulator.freeze(NOON)
    for seconds in (0, 1, 3600):
        emulator.advance(seconds)
        emulator.call("ListFleets", {})
    assert [call["time"] for call in journal(emulator)] == [
        NOON,
        "2026-01-31T12:00:01.000Z",
        "2026-01-31T13:00:01.000Z",
    ]


def test_calls_stand_in_the_order_in_which_they_came(emulator: Running) -> None:
    names = ["ListFleets", "ListAliases", "ListLocations", "ListFleets", "ListAliases"]
    ids = [emulator.call(name, {}).headers["x-amzn-requestid"] for name in names]
    assert [(call["operation"], call["request_id"]) for call in journal(emulator)] == list(zip(names, ids, strict=True))


def test_calls_of_one_operation_can_be_asked_for(emulator: Running) -> None:
    for limit, name in enumerate(("ListFleets", "ListAliases", "ListFleets"), 1):
        emulator.call(name, {"Limit": limit})
    assert [call["parameters"] for call in journal(emulator, "ListFleets")] == [{"Limit": 1}, {"Limit": 3}]
    assert [call["parameters"] for call in journal(emulator, "ListAliases")] == [{"Limit": 2}]
    assert journal(emulator, "ListLocations") == journal(emulator, "CreateGameServerGroup") == []


@pytest.mark.parametrize("name", ["", "listfleets", "ListFleet"])
def test_calls_of_what_is_no_operation_are_not_to_be_had(emulator: Running, name: str) -> None:
    response = emulator.http.get("/_emulator/requests", params={"operation": name})
    assert (response.status_code, response.json()) == (400, {"message": f"GameLift has no operation {name!r}."})


def test_call_that_was_sent_again_stands_there_twice(emulator: Running) -> None:
    assert sent(emulator, INVOCATION, 1) == sent(emulator, INVOCATION, 2)
    told = [(call["attempt"], call["invocation_id"], call["outcome"]) for call in journal(emulator)]
    assert told == [(1, INVOCATION, "success"), (2, INVOCATION, "success")]


@pytest.mark.parametrize(
    ("operation", "members", "outcome"),
    [
        (DESCRIBE, {"Limit": 0}, "InvalidRequestException"),
        (DESCRIBE, {}, "InvalidRequestException"),
        (DESCRIBE, {"Limit": "5"}, "SerializationException"),
        (DESCRIBE, {"GameSessionId": GAME_SESSION}, "NotFoundException"),
        ("CreateGameSession", {"FleetId": FLEET_ID, "MaximumPlayerSessionCount": 1}, "InvalidRequestException"),
        ("GetInstanceAccess", {"Limit": 5}, "UnsupportedOperationException"),
    ],
)
def test_refused_call_is_told_with_the_code_of_its_error(
    emulator: Running, ask: Ask, operation: str, members: dict[str, object], outcome: str
) -> None:
    emulator.freeze(NOON)
    response = ask(operation, members)
    refusal(response, outcome)
    (call,) = journal(emulator)
    assert (call["operation"], call["outcome"], call["time"]) == (operation, outcome, NOON)
    assert call["request_id"] == response.headers["x-amzn-requestid"]
    assert set(call["parameters"]) == set(members)


def test_request_that_asks_for_no_operation_is_no_call(emulator: Running) -> None:
    refusal(emulator.call(DESCRIBE, b"{"), "SerializationException")
    refusal(emulator.call_cbor(DESCRIBE, b"\x81"), "SerializationException")
    refusal(emulator.call("Nonsense", {}), "UnknownOperationException")
    refusal(emulator.call(DESCRIBE, {}, Host="evil.example"), "AccessDeniedException", 403)
    refusal(emulator.call(DESCRIBE, b"{}" + b" " * BODY_LIMIT), "RequestEntityTooLargeException", 413)
    assert emulator.http.get("/").status_code == 200
    assert emulator.http.get("/_emulator/info").status_code == 200
    assert journal(emulator) == []


def test_calls_of_many_at_once_are_all_told(emulator: Running) -> None:
    def asked(number: int) -> str:
        ask = emulator.call if number % 2 else emulator.call_cbor
        return str(ask("ListFleets", {"Limit": number + 1}).headers["x-amzn-requestid"])

    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(asked, range(100)))
    assert {call["request_id"]: call["parameters"]["Limit"] for call in journal(emulator)} == {
        request_id: number + 1 for number, request_id in enumerate(ids)
    }


# What is hidden.


def ask_with_secrets(emulator: Running) -> None:
    """Calls that carry all that the model marks, and a member that nobody knows."""
    client = emulator.client()
    made = client.create_game_session(
        FleetId=FLEET_ID,
        Location=LOCATION,
        MaximumPlayerSessionCount=9,
        Name="not marked",
        GameSessionData="secret",
        GameProperties=[{"Key": "map", "Value": "secret"}],
    )
    match = made["GameSession"]["GameSessionId"]
    client.create_player_session(GameSessionId=match, PlayerId="secret", PlayerData="secret")
    client.create_player_sessions(GameSessionId=match, PlayerIds=["secret-2"], PlayerDataMap={"secret-2": "secret"})
    emulator.call(DESCRIBE, {"PlayerId": "secret", "Limit": 5, "Surprise": {"a": "secret"}})
    emulator.call_cbor("GetInstanceAccess", {"Limit": 5, "Status": "secret"})


def test_members_that_the_model_marks_and_unknown_ones_are_hidden(emulator: Running) -> None:
    ask_with_secrets(emulator)
    made, one, many, described, unsupported = (call["parameters"] for call in journal(emulator))
    assert (made["Name"], made["FleetId"], made["MaximumPlayerSessionCount"]) == ("not marked", FLEET_ID, 9)
    assert (made["GameSessionData"], made["GameProperties"]) == ("***", "***")
    assert (one["PlayerId"], one["PlayerData"]) == ("***", "***")
    assert (many["PlayerIds"], many["PlayerDataMap"]) == ("***", "***")
    assert one["GameSessionId"] == many["GameSessionId"] != "***"
    assert described == {"PlayerId": "***", "Limit": 5, "Surprise": "***"}
    assert unsupported == {"Limit": "***", "Status": "***"}
    assert "secret" not in emulator.http.get("/_emulator/requests").text


def test_nothing_is_hidden_where_log_players_asks_for_that(open_emulator: Running) -> None:
    ask_with_secrets(open_emulator)
    made, one, many, described, unsupported = (call["parameters"] for call in journal(open_emulator))
    assert (made["GameSessionData"], made["GameProperties"]) == ("secret", [{"Key": "map", "Value": "secret"}])
    assert (one["PlayerId"], one["PlayerData"]) == ("secret", "secret")
    assert (many["PlayerIds"], many["PlayerDataMap"]) == (["secret-2"], {"secret-2": "secret"})
    assert described == {"PlayerId": "secret", "Limit": 5, "Surprise": {"a": "secret"}}
    assert unsupported == {"Limit": 5, "Status": "secret"}


# Values that JSON does not have.


def nested(levels: int, inner: object) -> object:
    return inner if levels == 0 else [nested(levels - 1, inner)]


def innermost(value: object) -> tuple[int, object]:
    """How many lists are around what they hold, and what that is."""
    levels = 0
    while isinstance(value, list):
        (value,) = value
        levels += 1
    return levels, value


ODD: list[tuple[object, object]] = [
    (b"\x00a", "b'\\x00a'"),
    ([b"a", {"b": b"c"}], ["b'a'", {"b": "b'c'"}]),
    (cbor2.CBORTag(1, 5), 5.0),  # Smithy's instant: shown as awsJson1_1 carries it
    (cbor2.CBORTag(41, 5), "CBORTag(41, 5)"),
    (cbor2.CBORTag(99_999, {"a": 1}), "CBORTag(99999, {'a': 1})"),
    (2**64 - 1, 2**64 - 1),
    (-(2**63), -(2**63)),
    (2**64, hex(2**64)),
    (-(2**70), hex(-(2**70))),
    (10**5_000, hex(10**5_000)),
    ([10**5_000], [hex(10**5_000)]),
    (cbor2.CBORTag(99, 10**5_000), "a CBORTag that is too long to be shown"),
    ({"a": [cbor2.CBORTag(30, [1, 10**5_000])]}, {"a": ["a CBORTag that is too long to be shown"]}),
    (float("nan"), "nan"),
    ([float("inf"), float("-inf")], ["inf", "-inf"]),
    (-0.0, -0.0),
    (5e-324, 5e-324),
    (cbor2.undefined, None),
    ([cbor2.undefined, 1], [None, 1]),
    (cbor2.CBORSimpleValue(99), "99"),
    ("é\n🧙\x00", "é\n🧙\x00"),
    (True, True),
    ({}, {}),
]


@contextmanager
def logging_well(emulator: Running) -> Iterator[None]:
    """Sees to it that what happens meanwhile can be written into the log."""
    before = len(emulator.log())
    yield
    assert "Logging error" not in emulator.log()[before:]


@pytest.mark.parametrize(("value", "shown"), ODD, ids=range(len(ODD)))
def test_value_that_cbor_has_is_shown_as_json_has_it(open_emulator: Running, value: object, shown: object) -> None:
    with logging_well(open_emulator):
        assert open_emulator.call_cbor(DESCRIBE, {"PlayerId": "alice", "Surprise": value}).status_code == 200
    response = open_emulator.http.get("/_emulator/requests")
    assert response.status_code == 200, response.text
    told = json.loads(response.text, parse_constant=pytest.fail)["requests"]
    assert [call["parameters"] for call in told] == [{"PlayerId": "alice", "Surprise": shown}]


@pytest.mark.parametrize(("value", "shown"), ODD, ids=range(len(ODD)))
def test_odd_value_of_a_known_member_is_told_too(emulator: Running, value: object, shown: object) -> None:
    with logging_well(emulator):
        emulator.call_cbor(DESCRIBE, {"PlayerId": value, "Limit": value})
    assert [call["parameters"] for call in journal(emulator)] == [{"PlayerId": "***", "Limit": shown}]


def test_half_and_single_precision_are_shown_as_numbers(open_emulator: Running) -> None:
    body = b"\xa3\x68PlayerId\x65alice\x61h\xf9\x3e\x00\x61s\xfa" + struct.pack(">f", 0.5)
    assert open_emulator.call_cbor(DESCRIBE, body).status_code == 200
    (call,) = journal(open_emulator)
    assert (call["parameters"]["h"], call["parameters"]["s"]) == (1.5, 0.5)


@pytest.mark.parametrize("levels", [60, 64, 65, 250, 300, 500, 900])
def test_deep_nesting_is_shown_as_far_as_it_can_be(open_emulator: Running, levels: int) -> None:
    body = b'{"PlayerId": "alice", "Surprise": ' + b"[" * levels + b"5" + b"]" * levels + b"}"
    with logging_well(open_emulator):
        assert open_emulator.call(DESCRIBE, body).status_code == 200
    (call,) = journal(open_emulator)
    assert innermost(call["parameters"]["Surprise"]) == ((levels, 5) if levels <= 64 else (64, "…"))


def test_deep_nesting_in_a_known_member_is_told_too(emulator: Running) -> None:
    refusal(emulator.call(DESCRIBE, b'{"Limit": ' + b"[" * 500 + b"]" * 500 + b"}"), "SerializationException")
    (call,) = journal(emulator)
    assert innermost(call["parameters"]["Limit"]) == (64, "…")


def test_deepest_value_that_cbor_may_have_is_shown_whole(open_emulator: Running) -> None:
    body = cbor2.dumps({"PlayerId": "alice", "Surprise": nested(62, "here")})
    assert open_emulator.call_cbor(DESCRIBE, body).status_code == 200
    (call,) = journal(open_emulator)
    assert innermost(call["parameters"]["Surprise"]) == (62, "here")


# How much is kept.


def test_last_thousand_calls_are_kept(emulator: Running) -> None:
    for number in range(KEPT_CALLS + 3):
        emulator.call("ListFleets", {"Limit": number + 1})
    limits = [call["parameters"]["Limit"] for call in journal(emulator)]
    assert limits == list(range(4, KEPT_CALLS + 4))


def padded(number: int, size: int) -> bytes:
    """A call with that number, whose body has that size in JSON."""
    body = json.dumps({"Limit": number, "Padding": ""}).encode()
    return body[:-2] + b"x" * (size - len(body)) + body[-2:]


def limits(emulator: Running) -> list[int]:
    return [call["parameters"]["Limit"] for call in journal(emulator)]


@pytest.mark.parametrize("protocol", ["json", "cbor"])
def test_long_values_of_a_large_call_are_cut_with_a_mark(open_emulator: Running, protocol: str) -> None:
    ask = open_emulator.call if protocol == "json" else open_emulator.call_cbor
    ask("ListFleets", {"Limit": 5, "A": "é" * 5_000, "B": list(range(300)), "C": {f"{n}": n for n in range(300)}})
    (call,) = journal(open_emulator)
    shown = call["parameters"]
    assert shown["Limit"] == 5
    assert shown["A"] == "é" * 4_096 + "… (5,000 characters)"
    assert shown["B"] == [*range(256), "… and 44 more"]
    assert shown["C"] == {f"{n}": n for n in range(256)} | {"… and 44 more": "…"}


def test_values_that_a_game_sends_are_not_cut(open_emulator: Running) -> None:
    members = {
        "GameSessionId": GAME_SESSION,
        "PlayerIds": [f"player-{n}" for n in range(25)],
        "PlayerDataMap": {f"player-{n}": "x" * 2_048 for n in range(25)},
    }
    open_emulator.call("CreatePlayerSessions", members)
    (call,) = journal(open_emulator)
    assert call["parameters"] == members


def test_fault_matches_what_was_sent_and_not_what_is_kept(emulator: Running) -> None:
    name = "x" * 5_000
    fault = {"operation": "ListFleets", "match": {"BuildId": name}, "error": "InternalServiceException"}
    emulator.control("POST", "/faults", fault)
    refusal(emulator.call("ListFleets", {"BuildId": name}), "InternalServiceException", 500)
    assert "InternalServiceException" not in emulator.call("ListFleets", {"BuildId": name[:-1] + "y"}).text


@pytest.mark.parametrize(
    "body",
    [
        b"\xa1\x61a\x9f" + b"\x80" * BODY_LIMIT_ITEMS + b"\xff",
        b"\xa1\x61a\x9f" + b"\xa0" * (MAX_MAPS - 1) + b"\xff",
        b"\xa1\x61a\x9f" + b"\xc0\x60" * (MAX_MAPS - 1) + b"\xff",
        cbor2.dumps({"a": "x" * BODY_LIMIT_ITEMS}),
        cbor2.dumps({"a": b"x" * BODY_LIMIT_ITEMS}),
        cbor2.dumps({"a": 1 << 8 * BODY_LIMIT_ITEMS}),
        cbor2.dumps({"x" * BODY_LIMIT_ITEMS: 1}),
        cbor2.dumps({f"{n}": n for n in range(BODY_LIMIT_ITEMS // 12)}),
    ],
    ids=["lists", "maps", "tags", "text", "bytes", "number", "key", "members"],
)
def test_what_is_shown_of_a_huge_call_is_short(open_emulator: Running, body: bytes) -> None:
    with logging_well(open_emulator):
        for _ in range(3):
            assert open_emulator.call_cbor("ListFleets", body).status_code == 200
    response = open_emulator.http.get("/_emulator/requests")
    assert len(response.json()["requests"]) == 3
    assert len(response.content) < 3 * 32 * 1024


def test_huge_calls_leave_room_for_many(emulator: Running) -> None:
    for number in range(1, 7):
        assert emulator.call("ListFleets", padded(number, BODY_LIMIT)).status_code == 200
    assert limits(emulator) == [1, 2, 3, 4, 5, 6], "little is kept of each"


@pytest.mark.parametrize("how", ["DELETE", "reset"])
def test_emptied_journal_has_all_its_room_again(emulator: Running, how: str) -> None:
    for limit in range(1, 400):
        emulator.call("ListFleets", {"Limit": limit, **{f"{n}": "x" * 4_000 for n in range(16)}})
    full = len(limits(emulator))
    assert full < 399
    if how == "reset":
        emulator.reset()
    else:
        emulator.control("DELETE", "/requests")
    for limit in range(1, full + 1):
        emulator.call("ListFleets", {"Limit": limit, **{f"{n}": "x" * 4_000 for n in range(16)}})
    assert limits(emulator) == list(range(1, full + 1))


# How it is emptied.


def test_delete_tells_what_was_there_and_empties_it(emulator: Running) -> None:
    emulator.call("ListFleets", {"Limit": 5})
    before = emulator.control("GET", "/requests")
    assert emulator.control("DELETE", "/requests") == before
    assert emulator.control("DELETE", "/requests") == {"requests": []}
    emulator.call("ListAliases", {})
    assert outcomes(emulator) == [("ListAliases", "success")]


@pytest.mark.parametrize("content_type", ["text/plain", ""])
def test_delete_that_is_no_json_is_refused_with_a_command_that_works(emulator: Running, content_type: str) -> None:
    emulator.call("ListFleets", {})
    headers = {"Content-Type": content_type} if content_type else {}
    response = emulator.http.delete("/_emulator/requests", headers=headers)
    assert response.status_code == 415
    assert "curl -X DELETE -H 'Content-Type: application/json'" in response.json()["message"]
    assert len(journal(emulator)) == 1


def test_reset_empties_the_journal(emulator: Running) -> None:
    emulator.call("ListFleets", {})
    emulator.reset()
    assert journal(emulator) == []


def test_journal_is_of_one_process_and_not_in_a_state(tmp_path: Path, database_url: str, emulator: Running) -> None:
    with running(tmp_path, database_url=database_url) as first:
        first.call("ListFleets", {})
        state = first.control("GET", "/state")
        emulator.call("ListAliases", {})
        emulator.control("PUT", "/state", state)
        assert outcomes(emulator) == [("ListAliases", "success")]
    with running(tmp_path, database_url=database_url) as second:
        assert journal(second) == []
