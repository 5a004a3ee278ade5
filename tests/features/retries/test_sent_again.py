"""Calls that an SDK sends again because the answer did not reach it: nothing is done twice."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import boto3
import cbor2
import httpx
import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.running import AWS_JSON, CBOR, PATIENCE, REGION, Running, running

LOCAL = {"FleetId": FLEET_ID, "Location": LOCATION, "MaximumPlayerSessionCount": 1}


@contextmanager
def losing_first_answers(emulator: Running, lost: int) -> Iterator[str]:
    """The URL of a proxy that drops the connection, instead of answering, for the first `lost` requests."""
    listener = socket.create_server(("127.0.0.1", 0))
    left = lost

    def serve() -> None:
        nonlocal left
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            with client, socket.create_connection((urlsplit(emulator.url).hostname, urlsplit(emulator.url).port)) as up:
                request = read_message(client)
                up.sendall(request)
                answer = read_message(up)
                if left > 0:
                    left -= 1
                    continue
                client.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def read_message(stream: socket.socket) -> bytes:
    """A whole HTTP message."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += stream.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    (length,) = [int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")]
    while len(body) < length:
        body += stream.recv(65536)
    return head + b"\r\n\r\n" + body


def stock_client(url: str) -> GameLiftClient:
    client: GameLiftClient = boto3.client(
        "gamelift", endpoint_url=url, region_name=REGION, aws_access_key_id="test", aws_secret_access_key="test"
    )
    return client


def game_session(client: GameLiftClient, maximum: int = 4) -> str:
    made = client.create_game_session(FleetId=FLEET_ID, Location=LOCATION, MaximumPlayerSessionCount=maximum)
    return made["GameSession"]["GameSessionId"]


def test_reservation_whose_answer_was_lost_twice_is_made_once(emulator: Running) -> None:
    client = emulator.client()
    taken = game_session(client, maximum=1)
    with losing_first_answers(emulator, lost=2) as url:
        answer = stock_client(url).create_player_session(GameSessionId=taken, PlayerId="alice")
    assert answer["ResponseMetadata"]["RetryAttempts"] == 2
    (found,) = client.describe_player_sessions(PlayerId="alice")["PlayerSessions"]
    assert found == answer["PlayerSession"]


@pytest.mark.parametrize("operation", ["CreateFleet", "CreateAlias", "CreateLocation", "RegisterCompute"])
def test_thing_whose_answer_was_lost_is_made_once(emulator: Running, operation: str) -> None:
    with losing_first_answers(emulator, lost=1) as url:
        client = stock_client(url)
        match operation:
            case "CreateFleet":
                client.create_fleet(Name="once", ComputeType="ANYWHERE", Locations=[{"Location": LOCATION}])
                count = len(emulator.client().list_fleets()["FleetIds"]) - 1
            case "CreateAlias":
                client.create_alias(Name="once", RoutingStrategy={"Type": "SIMPLE", "FleetId": FLEET_ID})
                count = len(emulator.client().list_aliases()["Aliases"])
            case "CreateLocation":
                client.create_location(LocationName="custom-once")
                count = len(emulator.client().list_locations(Filters=["CUSTOM"])["Locations"]) - 1
            case _:
                compute = {"ComputeName": "once", "Location": LOCATION, "IpAddress": "10.0.0.1"}
                client.register_compute(FleetId=FLEET_ID, **compute)
                count = len(emulator.client().list_compute(FleetId=FLEET_ID)["ComputeList"]) - 1
    assert count == 1


@pytest.mark.parametrize("wire", ["json", "cbor"])
def test_answer_that_the_model_would_not_allow_is_given_again(emulator: Running, wire: str) -> None:
    """Here the ARN of a location has more characters than the model lets an ARN have."""
    region = "a" * 64
    scope = f"AWS4-HMAC-SHA256 Credential=test/20260101/{region}/gamelift/aws4_request, SignedHeaders=host, Signature=0"
    headers = {"Authorization": scope, "X-Amz-Date": "20260101T000000Z", "amz-sdk-invocation-id": "an-id-of-its-own"}
    members = {"LocationName": "custom-" + "a" * 57}
    path, body = "/", json.dumps(members).encode()
    headers |= AWS_JSON | {"X-Amz-Target": "GameLift.CreateLocation"}
    if wire == "cbor":
        path, body = "/service/GameLift/operation/CreateLocation", cbor2.dumps(members)
        headers = {name: value for name, value in headers.items() if name != "X-Amz-Target"} | CBOR
    # Not by the client that holds all answers against the model.
    answers = [
        httpx.post(f"{emulator.url}{path}", content=body, headers=headers, timeout=PATIENCE, trust_env=False)
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content


def test_end_whose_answer_was_lost_is_no_error(emulator: Running) -> None:
    fleet = emulator.client().create_fleet(Name="n", BuildId="build-1", EC2InstanceType="c5.large")["FleetAttributes"]
    taken = game_session(emulator.client())
    with losing_first_answers(emulator, lost=1) as url:
        ended = stock_client(url).terminate_game_session(
            GameSessionId=taken, TerminationMode="TRIGGER_ON_PROCESS_TERMINATE"
        )
    assert ended["GameSession"]["Status"] == "TERMINATING"
    with losing_first_answers(emulator, lost=1) as url:
        stock_client(url).delete_fleet(FleetId=fleet["FleetId"])
    assert emulator.client().list_fleets()["FleetIds"] == [FLEET_ID]


def sent(emulator: Running, invocation: str, attempt: int, **body: object) -> dict[str, object]:
    headers = {"amz-sdk-invocation-id": invocation, "amz-sdk-request": f"attempt={attempt}; max=3"}
    answer: dict[str, object] = emulator.call("CreateGameSession", LOCAL | body, **headers).json()
    return answer


def test_other_calls_are_not_taken_for_the_same(emulator: Running) -> None:
    answers = [json.dumps(sent(emulator, str(uuid4()), attempt)) for attempt in (1, 2, 1, 2)]
    assert len(set(answers)) == 4


def test_call_that_was_refused_is_done_when_it_comes_again(emulator: Running) -> None:
    invocation = str(uuid4())
    assert sent(emulator, invocation, 1, Location="custom-nowhere")["__type"] == "InvalidRequestException"
    assert "GameSession" in sent(emulator, invocation, 2)


def test_call_that_comes_again_to_another_process_is_known_there(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'emulator.db'}"
    invocation = str(uuid4())
    with running(tmp_path, database_url=url) as first, running(tmp_path, database_url=url) as second:
        assert sent(first, invocation, 1) == sent(second, invocation, 2)


def test_call_that_comes_again_after_a_reset_is_a_new_one(emulator: Running) -> None:
    invocation = str(uuid4())
    first = sent(emulator, invocation, 1)
    emulator.reset()
    assert sent(emulator, invocation, 2) != first


def test_answer_that_a_fault_lost_is_given_to_the_next_attempt(emulator: Running) -> None:
    invocation = str(uuid4())
    emulator.control("POST", "/faults", {"operation": "CreateGameSession", "drop": True, "performed": True, "times": 1})
    with pytest.raises(httpx.RemoteProtocolError):
        sent(emulator, invocation, 1)
    (made,) = emulator.client().describe_game_sessions(FleetId=FLEET_ID)["GameSessions"]
    again = sent(emulator, invocation, 2)["GameSession"]
    assert isinstance(again, dict)
    assert again["GameSessionId"] == made["GameSessionId"]
    assert len(emulator.client().describe_game_sessions(FleetId=FLEET_ID)["GameSessions"]) == 1


def test_attempt_of_before_a_state_came_back_is_not_answered_from_the_old_world(emulator: Running) -> None:
    state = emulator.control("GET", "/state")
    invocation = str(uuid4())
    first = sent(emulator, invocation, 1)
    emulator.control("PUT", "/state", state)
    assert sent(emulator, invocation, 2) != first
    assert len(emulator.client().describe_game_sessions(FleetId=FLEET_ID)["GameSessions"]) == 1
