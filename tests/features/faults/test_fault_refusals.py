"""Every way to ask wrongly for a fault: refused in words that name the mistake, and nothing is struck."""

import json

import pytest

from tests.support.running import JSON, Running

FAULTS = "/_emulator/faults"
THROTTLING = "ThrottlingException"


def refused(emulator: Running, body: str | bytes) -> str:
    """The words in which a fault is refused, once it is seen that there is none."""
    response = emulator.http.post(FAULTS, content=body, headers=JSON)
    assert response.status_code == 400, response.text
    assert set(response.json()) == {"message"}
    assert emulator.control("GET", "/faults") == {"faults": []}
    assert emulator.call("DescribePlayerSessions", {"PlayerId": "alice"}).status_code == 200
    assert emulator.control("GET", "/failures") == {"failures": []}
    return str(response.json()["message"])


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({}, ["give error, output, drop or delay_seconds"]),
        ({"operation": "ListFleets"}, ["give error, output, drop or delay_seconds"]),
        ({"delay_seconds": 0}, ["give error, output, drop or delay_seconds"]),
        ({"drop": False, "performed": True}, ["give error, output, drop or delay_seconds"]),
        ({"operation": "DescribeNothing", "drop": True}, ["DescribeNothing", "none that the emulator answers"]),
        (
            {"operation": "CreateGameServerGroup", "drop": True},
            ["CreateGameServerGroup", "none that the emulator answers"],
        ),
        ({"operation": "", "drop": True}, ["operation", "none that the emulator answers"]),
        ({"operation": "listFleets", "drop": True}, ["listFleets"]),
        ({"drop": True, "error": "NotFoundException"}, ["a call that is dropped has no error"]),
        ({"output": {}}, ["output is the answer of one operation"]),
        ({"operation": "ListFleets", "output": {}, "drop": True}, ["a call that fails has no output"]),
        ({"operation": "ListFleets", "output": {}, "error": THROTTLING}, ["a call that fails has no output"]),
        ({"operation": "ListFleets", "output": []}, ["output: "]),
        ({"operation": "ListFleets", "output": {"Fleets": []}}, ["no answer of ListFleets", "output.Fleets"]),
        ({"operation": "ListFleets", "output": {"FleetIds": "x"}}, ["no answer of ListFleets", "fleetIds"]),
        ({"operation": "ListFleets", "output": {"FleetIds": ["x"]}}, ["'fleetIds.1.member'", "pattern"]),
        ({"operation": "DeleteFleet", "output": {"FleetId": "fleet-1"}}, ["DeleteFleet answers nothing"]),
        (
            {"operation": "DescribeGameSessions", "output": {"GameSessions": [{"Status": "ACTIVE", "Mood": "good"}]}},
            ["output.GameSessions[0].Mood"],
        ),
        (
            {"operation": "DescribeGameSessions", "output": {"GameSessions": [{"Status": "HAPPY"}]}},
            ["'gameSessions.1.member.status'", "enum value set"],
        ),
        ({"drop": True, "message": "no"}, ["message is the text of an error"]),
        ({"delay_seconds": 1, "message": "no"}, ["message is the text of an error"]),
        (
            {"operation": "DescribePlayerSessions", "error": "GameSessionFullException"},
            ["GameSessionFullException", "DescribePlayerSessions", "NotFoundException", THROTTLING],
        ),
        ({"error": "GameSessionFullException"}, ["GameSessionFullException", "every operation", THROTTLING]),
        ({"operation": "ListFleets", "error": "Nonsense"}, ["Nonsense", "ListFleets", "InternalServiceException"]),
        ({"error": "GameLiftError"}, ["GameLiftError"]),
        ({"error": ""}, ["is no error of every operation"]),
        ({"error": THROTTLING, "delay_seconds": -1}, ["delay_seconds: ", "greater than or equal to 0"]),
        ({"delay_seconds": 3_601}, ["delay_seconds: ", "less than or equal to 3600"]),
        ({"delay_seconds": "1"}, ["delay_seconds: "]),
        ({"error": THROTTLING, "probability": 2}, ["probability: ", "less than or equal to 1"]),
        ({"error": THROTTLING, "probability": -0.5}, ["probability: ", "greater than or equal to 0"]),
        ({"error": THROTTLING, "times": 0}, ["times: ", "greater than or equal to 1"]),
        ({"error": THROTTLING, "times": 1.5}, ["times: "]),
        ({"error": THROTTLING, "times": True}, ["times: "]),
        ({"error": THROTTLING, "seed": "1"}, ["seed: "]),
        ({"error": THROTTLING, "match": ["PlayerId"]}, ["match: "]),
        ({"error": THROTTLING, "match": None}, ["match: "]),
        (
            {"operation": "ListFleets", "drop": True, "match": {"Limit": 1, "limit": 1}},
            ["ListFleets has no limit; its members are: ", "Limit", "NextToken"],
        ),
        ({"error": [THROTTLING]}, ["error: "]),
        ({"drop": "yes"}, ["drop: "]),
        ({"drop": 1}, ["drop: "]),
        ({"drop": True, "performed": "no"}, ["performed: "]),
        ({"errors": THROTTLING}, ["errors: ", "not permitted"]),
        ({"drop": True, "Match": {}, "delay": 1}, ["Match: ", "delay: "]),
        ({"drop": True, "id": 1, "fired": 0}, ["id: ", "fired: "]),
        ([], ["body: "]),
        ("drop", ["body: "]),
        (None, ["body: "]),
    ],
    ids=json.dumps,
)
def test_rule_that_says_nothing_sensible_is_refused(emulator: Running, rule: object, words: list[str]) -> None:
    message = refused(emulator, json.dumps(rule))
    assert [word for word in words if word not in message] == [], message


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"", "body: "),
        (b"{", "not JSON"),
        (b'{"drop": true} {}', "not JSON"),
        (b'{"drop": true, "delay_seconds": NaN}', "delay_seconds: "),
        (b'{"delay_seconds": 1e999}', "delay_seconds: "),
        (b'{"error": "ThrottlingException", "probability": NaN}', "probability: "),
        (b'{"drop": true, "match": {"Limit": NaN}}', "match: "),
        (b'{"drop": true, "match": {"Limit": -1e999}}', "match: "),
        (b'{"drop": true, "match": {"Limit": %d}}' % 10**40, "match: "),
        (b'{"drop": true, "match": {"PlayerId": "\\ud800"}}', "match: "),
        (b'{"drop": true, "match": {"\\udfff": 1}}', "match: "),
        (b'{"error": "ThrottlingException", "message": "\\ud83e"}', "message: "),
        (b'{"error": "\\ud800"}', "error"),
        (b'{"operation": "\\ud800", "drop": true}', r"operation \ud800 is none"),
        (b'{"\\ud800": 1}', "body: "),
        (b'{"drop": true, "match": {"Other": ' + b"[" * 400 + b"]" * 400 + b"}}", "match: "),
        (b'{"drop": true, "match": {"Other": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}", "body"),
    ],
    ids=lambda value: repr(value[:60]),
)
def test_body_that_no_answer_could_show_is_refused(emulator: Running, body: bytes, word: str) -> None:
    assert word in refused(emulator, body)


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "application/yaml", ""])
@pytest.mark.parametrize(("method", "path"), [("POST", ""), ("DELETE", ""), ("DELETE", "/1")])
def test_write_that_is_no_json_is_refused_with_a_command_that_works(
    emulator: Running, method: str, path: str, content_type: str
) -> None:
    emulator.control("POST", "/faults", {"operation": "ListFleets", "error": THROTTLING})
    headers = {"Content-Type": content_type} if content_type else {}
    response = emulator.http.request(method, FAULTS + path, content=b'{"drop": true}', headers=headers)
    assert response.status_code == 415
    message = response.json()["message"]
    assert f"curl -X {method} -H 'Content-Type: application/json'" in message
    assert message.endswith(f"'{emulator.url}{FAULTS}{path}'")
    assert len(emulator.control("GET", "/faults")["faults"]) == 1


def test_command_that_a_refusal_proposes_asks_for_a_fault(emulator: Running) -> None:
    message = emulator.http.post(FAULTS, content=b"").json()["message"]
    proposed = message.partition(" -d '")[2].partition("' ")[0]
    assert emulator.control("POST", "/faults", json.loads(proposed))["error"] == THROTTLING


@pytest.mark.parametrize("number", [7, 0, -1, 10**30])
def test_number_that_no_fault_has_is_not_found(emulator: Running, number: int) -> None:
    emulator.control("POST", "/faults", {"drop": True})
    response = emulator.http.delete(f"{FAULTS}/{number}", headers=JSON)
    assert (response.status_code, response.json()) == (404, {"message": f"There is no fault {number}."})
    assert len(emulator.control("GET", "/faults")["faults"]) == 1


def test_fault_is_removed_once(emulator: Running) -> None:
    number = emulator.control("POST", "/faults", {"drop": True})["id"]
    emulator.control("DELETE", f"/faults/{number}")
    assert emulator.http.delete(f"{FAULTS}/{number}", headers=JSON).status_code == 404


def test_what_is_no_number_is_refused(emulator: Running) -> None:
    response = emulator.http.delete(f"{FAULTS}/first", headers=JSON)
    assert (response.status_code, "number: " in response.json()["message"]) == (400, True)


def test_refused_rules_use_up_no_number(emulator: Running) -> None:
    refused(emulator, "{}")
    assert emulator.control("POST", "/faults", {"drop": True})["id"] == 1
