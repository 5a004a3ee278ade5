"""Faults: calls that are refused, held up or never answered because a test asked for it, and what SDKs make of them."""

import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import httpx
import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from emulator.operations import OPERATIONS
from tests.features.journal.test_metrics import count
from tests.features.retries.test_sent_again import read_message
from tests.support.faulty import ALICE, DESCRIBE, INTERNAL, ONCE, THROTTLING, Ask, add, code, counters, story
from tests.support.linting import MODEL
from tests.support.refusing import decoded, refusal
from tests.support.running import PATIENCE, Running, running
from tests.support.worlds import GAME_SESSION

STATUS = {INTERNAL: 500}
FOR_EVER = 3_600
LOSSES: list[dict[str, object]] = [{"drop": True}, {"error": THROTTLING}, {"error": INTERNAL}]


def game_session(client: GameLiftClient, maximum: int = 4) -> str:
    made = client.create_game_session(FleetId=FLEET_ID, Location=LOCATION, MaximumPlayerSessionCount=maximum)
    return made["GameSession"]["GameSessionId"]


def game_sessions(emulator: Running) -> list[str]:
    found = emulator.client().describe_game_sessions(FleetId=FLEET_ID)["GameSessions"]
    return [each["GameSessionId"] for each in found]


# What a call is answered.


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_error_that_the_model_gives_an_operation_can_be_asked_for(emulator: Running, operation: str) -> None:
    errors = [shape.name for shape in MODEL.operation_model(operation).error_shapes] + [THROTTLING]
    for error in errors:
        add(emulator, operation, error=error, message=f"about {error}", times=2)  # once in each protocol
    for error in errors:
        for ask in (emulator.call, emulator.call_cbor):
            assert refusal(ask(operation, {}), error, STATUS.get(error, 400)) == f"about {error}"
    assert counters(emulator) == [(2 * (len(errors) - place), 2) for place in range(len(errors))]


@pytest.mark.parametrize("error", ["NotFoundException", THROTTLING, INTERNAL])
def test_error_without_a_message_has_one_all_the_same(emulator: Running, ask: Ask, error: str) -> None:
    add(emulator, DESCRIBE, error=error)
    text = refusal(ask(DESCRIBE, ALICE), error, STATUS.get(error, 400))
    assert text == ("Rate exceeded" if error == THROTTLING else f"A fault that was asked for: {error}.")


SESSION = {"GameSessionId": GAME_SESSION, "Status": "ERROR", "CreationTime": 1_700_000_000.125, "Port": 7777}


def test_output_is_answered_in_place_of_the_real_answer(emulator: Running) -> None:
    add(emulator, "DescribeGameSessions", output={"GameSessions": [SESSION]}, times=2)
    question = {"FleetId": "fleet-nobody-knows"}
    assert emulator.call("DescribeGameSessions", question).json() == {"GameSessions": [SESSION]}
    assert len(decoded(emulator.call_cbor("DescribeGameSessions", question))["GameSessions"]) == 1
    assert emulator.call("DescribeGameSessions", question).status_code == 400
    assert counters(emulator) == [(3, 2)]


def test_output_of_a_call_that_is_performed_replaces_its_answer(emulator: Running) -> None:
    add(emulator, "CreateGameSession", output={}, performed=True, times=1)
    made = emulator.client().create_game_session(FleetId=FLEET_ID, Location=LOCATION, MaximumPlayerSessionCount=4)
    assert set(made) == {"ResponseMetadata"}
    assert len(game_sessions(emulator)) == 1


def test_call_whose_output_is_given_does_nothing(emulator: Running) -> None:
    add(emulator, "DeleteFleet", output={})
    emulator.client().delete_fleet(FleetId=FLEET_ID)
    assert emulator.client().list_fleets()["FleetIds"] == [FLEET_ID]


def test_message_is_told_to_the_letter(emulator: Running, ask: Ask) -> None:
    message = 'é\n🧙 "quoted" \\'
    add(emulator, DESCRIBE, error=INTERNAL, message=message)
    assert refusal(ask(DESCRIBE, ALICE), INTERNAL, 500) == message


def test_modelled_error_is_caught_by_its_class_and_not_sent_again(emulator: Running) -> None:
    client = emulator.client()
    taken = game_session(client)
    fault = add(emulator, "CreatePlayerSession", error="GameSessionFullException", message="no room")
    with pytest.raises(client.exceptions.GameSessionFullException, match="no room"):
        client.create_player_session(GameSessionId=taken, PlayerId="alice")
    assert story(emulator, "CreatePlayerSession") == [(1, "GameSessionFullException", fault["id"])]
    assert client.describe_player_sessions(GameSessionId=taken)["PlayerSessions"] == []


@pytest.mark.parametrize("loss", LOSSES)
def test_sdk_tries_again_and_the_journal_tells_both_attempts(emulator: Running, loss: dict[str, object]) -> None:
    fault = add(emulator, DESCRIBE, **loss, times=1)
    answer = emulator.client().describe_player_sessions(PlayerId="alice")
    assert answer["ResponseMetadata"]["RetryAttempts"] == 1
    outcome = str(loss.get("error", "dropped"))
    assert story(emulator, DESCRIBE) == [(1, outcome, fault["id"]), (2, "success", None)]
    first, second = emulator.control("GET", "/requests")["requests"]
    assert first["invocation_id"] == second["invocation_id"] is not None
    assert first["request_id"] != second["request_id"] == answer["ResponseMetadata"]["RequestId"]


def test_sdk_gives_up_after_its_attempts(emulator: Running) -> None:
    add(emulator, DESCRIBE, error=THROTTLING)
    client = emulator.client(retries={"total_max_attempts": 2, "mode": "standard"})
    with pytest.raises(ClientError, match=r"\(ThrottlingException\).*\(reached max retries: 1\)") as caught:
        client.describe_player_sessions(PlayerId="alice")
    assert caught.value.response["ResponseMetadata"]["RetryAttempts"] == 1
    assert [attempt for attempt, _, _ in story(emulator, DESCRIBE)] == [1, 2]


def test_call_that_is_struck_is_not_checked_first(emulator: Running, ask: Ask) -> None:
    add(emulator, DESCRIBE, error=THROTTLING, times=1)
    assert code(ask(DESCRIBE, {"Limit": 0})) == THROTTLING
    assert code(ask(DESCRIBE, {"Limit": 0})) == "InvalidRequestException"


def test_request_that_is_no_call_is_not_struck(emulator: Running) -> None:
    add(emulator, error=INTERNAL)
    assert code(emulator.call(DESCRIBE, b"{")) == "SerializationException"
    assert code(emulator.call_cbor(DESCRIBE, b"\x81")) == "SerializationException"
    assert code(emulator.call("Nonsense", {})) == "UnknownOperationException"
    assert counters(emulator) == [(0, 0)]


def test_fault_of_every_operation_strikes_those_that_are_not_here_too(emulator: Running, ask: Ask) -> None:
    add(emulator, error=THROTTLING, times=2)
    answers = [code(ask(name, {})) for name in ("ListFleets", "GetInstanceAccess", "GetInstanceAccess")]
    assert answers == [THROTTLING, THROTTLING, "UnsupportedOperationException"]


def test_fault_strikes_the_calls_of_its_operation_only(emulator: Running, ask: Ask) -> None:
    add(emulator, "ListFleets", error=THROTTLING)
    assert [code(ask(name, {})) for name in ("ListAliases", "ListFleets", "ListLocations")] == ["", THROTTLING, ""]
    assert counters(emulator) == [(1, 1)]


def test_control_api_is_never_struck(emulator: Running) -> None:
    add(emulator, drop=True)
    assert emulator.http.get("/_emulator/ready").status_code == 200
    assert emulator.control("GET", "/requests") == {"requests": []}
    assert counters(emulator) == [(0, 0)]


# Connections that are dropped.


def test_dropped_call_is_a_closed_connection_and_the_next_is_fine(emulator: Running) -> None:
    client = emulator.client(retries=ONCE)
    add(emulator, DESCRIBE, drop=True, times=1)
    with pytest.raises(ConnectionClosedError):
        client.describe_player_sessions(PlayerId="alice")
    assert client.describe_player_sessions(PlayerId="alice")["PlayerSessions"] == []
    assert [outcome for _, outcome, _ in story(emulator, DESCRIBE)] == ["dropped", "success"]


def test_call_in_cbor_is_dropped_too(emulator: Running) -> None:
    add(emulator, DESCRIBE, drop=True, times=1)
    with pytest.raises(httpx.TransportError):
        emulator.call_cbor(DESCRIBE, ALICE)
    assert emulator.call_cbor(DESCRIBE, ALICE).status_code == 200


REQUEST = (
    b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.1\r\n"
    b'X-Amz-Target: GameLift.DescribePlayerSessions\r\nContent-Length: 20\r\n\r\n{"PlayerId":"alice"}'
)


def connected(emulator: Running) -> socket.socket:
    address = urlsplit(emulator.url)
    assert address.hostname is not None
    assert address.port is not None
    return socket.create_connection((address.hostname, address.port), timeout=PATIENCE)


def rest(connection: socket.socket) -> bytes:
    """What still comes until the server closes the connection, in whatever way."""
    received = b""
    try:
        while piece := connection.recv(65_536):
            received += piece
    except ConnectionResetError:
        pass
    return received


def test_drop_sends_not_one_byte_and_leaves_other_connections_alone(emulator: Running) -> None:
    with connected(emulator) as struck, connected(emulator) as other:
        other.sendall(REQUEST)
        assert read_message(other).startswith(b"HTTP/1.1 200")
        add(emulator, DESCRIBE, drop=True, times=1)
        struck.sendall(REQUEST)
        assert rest(struck) == b""
        other.sendall(REQUEST)
        assert read_message(other).startswith(b"HTTP/1.1 200")


def test_dropped_calls_leave_a_line_each_a_count_and_a_server_that_stops_well(tmp_path: Path) -> None:
    with running(tmp_path) as emulator:
        add(emulator, DESCRIBE, drop=True)
        for request in (REQUEST, REQUEST + REQUEST):  # of two on one connection, the first takes it away
            with connected(emulator) as connection:
                connection.sendall(request)
                assert rest(connection) == b""
        assert count(emulator, DESCRIBE, "dropped") == 2
        assert emulator.control("GET", "/failures") == {"failures": []}
        first, second = (each["request_id"] for each in emulator.control("GET", "/requests")["requests"])
        emulator.wait_for_log(f" {DESCRIBE} 0 {first} ")
        emulator.wait_for_log(f" {DESCRIBE} 0 {second} ")
        assert emulator.stop() == 0
        assert [line for line in emulator.log().splitlines() if " INFO " not in line] == []


# Calls that are held up.


@pytest.mark.parametrize(("rule", "answer"), [({}, ""), ({"error": "NotFoundException"}, "NotFoundException")])
def test_call_is_held_up_so_long_and_then_answered(
    emulator: Running, ask: Ask, rule: dict[str, object], answer: str
) -> None:
    add(emulator, DESCRIBE, delay_seconds=0.25, **rule)
    before = monotonic()
    assert code(ask(DESCRIBE, ALICE)) == answer
    assert monotonic() - before >= 0.25
    assert counters(emulator) == [(1, 1)]


def test_call_can_be_held_up_and_then_dropped(emulator: Running) -> None:
    add(emulator, DESCRIBE, delay_seconds=0.25, drop=True)
    before = monotonic()
    with pytest.raises(ConnectionClosedError):
        emulator.client(retries=ONCE).describe_player_sessions(PlayerId="alice")
    assert monotonic() - before >= 0.25


def test_clock_of_the_emulator_has_no_part_in_a_delay(emulator: Running) -> None:
    emulator.freeze("2026-01-31T12:00:00Z")
    add(emulator, DESCRIBE, delay_seconds=0.05)
    assert emulator.call(DESCRIBE, ALICE).status_code == 200


def test_others_go_on_while_a_call_is_held_up_which_a_stop_ends_undone(tmp_path: Path, database_url: str) -> None:
    with running(tmp_path, database_url=database_url) as emulator, ThreadPoolExecutor(1) as pool:
        add(emulator, "CreateGameSession", delay_seconds=FOR_EVER)
        held = pool.submit(game_session, emulator.client(retries=ONCE, read_timeout=PATIENCE))
        while not story(emulator, "CreateGameSession"):
            assert not held.done()
        assert game_sessions(emulator) == []
        emulator.advance(1)
        (pending,) = emulator.control("GET", "/requests", params={"operation": "CreateGameSession"})["requests"]
        assert (pending["outcome"], pending["time"]) == ("pending", None)
        assert not held.done()
        assert emulator.stop() == 0
        with pytest.raises(ClientError, match="The emulator stops; nothing was changed"):
            held.result(60)
        assert [line for line in emulator.log().splitlines() if " INFO " not in line] == []
    with running(tmp_path, database_url=database_url) as emulator:
        assert game_sessions(emulator) == []


def test_reset_ends_calls_that_are_held_up_undone(emulator: Running) -> None:
    add(emulator, "CreateGameSession", delay_seconds=FOR_EVER)
    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(game_session, emulator.client(retries=ONCE, read_timeout=PATIENCE))
        while not story(emulator, "CreateGameSession"):
            assert not held.done()
        emulator.reset()
        with pytest.raises(ClientError, match="The emulator was reset meanwhile; nothing was changed"):
            held.result(60)
    assert game_sessions(emulator) == []
    assert story(emulator, "CreateGameSession") == []


def test_fault_that_is_removed_holds_up_whom_it_has_struck(emulator: Running) -> None:
    add(emulator, "CreateGameSession", delay_seconds=0.5)
    with ThreadPoolExecutor(1) as pool:
        before = monotonic()
        held = pool.submit(game_session, emulator.client(retries=ONCE))
        while not story(emulator, "CreateGameSession"):
            assert not held.done()
        emulator.control("DELETE", "/faults")
        made = held.result(60)
        assert monotonic() - before >= 0.5
    assert game_sessions(emulator) == [made]


def test_client_that_does_not_wait_any_longer_harms_nobody(tmp_path: Path) -> None:
    with running(tmp_path) as emulator:
        add(emulator, DESCRIBE, delay_seconds=1.5, times=1)
        client = emulator.client(retries=ONCE, read_timeout=0.1)
        with pytest.raises(ReadTimeoutError):
            client.describe_player_sessions(PlayerId="alice")
        while story(emulator, DESCRIBE) in ([], [(1, "pending", 1)]):
            assert emulator.process.poll() is None
        assert story(emulator, DESCRIBE) == [(1, "success", 1)], "it was done all the same"
        assert emulator.client().describe_player_sessions(PlayerId="alice")["PlayerSessions"] == []
        assert emulator.stop() == 0
        assert [line for line in emulator.log().splitlines() if " INFO " not in line] == []


# Calls that are done, and whose answer is lost.


@pytest.mark.parametrize("loss", LOSSES)
def test_game_session_whose_answer_was_lost_is_made_once(emulator: Running, loss: dict[str, object]) -> None:
    fault = add(emulator, "CreateGameSession", **loss, performed=True, times=1)
    taken = game_session(emulator.client())
    assert game_sessions(emulator) == [taken]
    outcome = str(loss.get("error", "dropped"))
    assert story(emulator, "CreateGameSession") == [(1, outcome, fault["id"]), (2, "success", None)]


@pytest.mark.parametrize("loss", LOSSES)
def test_reservation_whose_answer_was_lost_is_made_once(emulator: Running, loss: dict[str, object]) -> None:
    client = emulator.client()
    taken = game_session(client, maximum=1)
    add(emulator, "CreatePlayerSession", **loss, performed=True, times=1)
    answer = client.create_player_session(GameSessionId=taken, PlayerId="alice")
    assert answer["ResponseMetadata"]["RetryAttempts"] == 1
    assert client.describe_player_sessions(GameSessionId=taken)["PlayerSessions"] == [answer["PlayerSession"]]


def test_call_all_of_whose_answers_are_lost_is_done_once(emulator: Running) -> None:
    add(emulator, "CreateGameSession", drop=True, performed=True)
    with pytest.raises(ConnectionClosedError):
        game_session(emulator.client(retries={"total_max_attempts": 3}))
    assert [attempt for attempt, _, _ in story(emulator, "CreateGameSession")] == [1, 2, 3]
    assert len(game_sessions(emulator)) == 1


@pytest.mark.parametrize(("performed", "made"), [(False, 0), (True, 1)])
@pytest.mark.parametrize("loss", LOSSES)
def test_only_a_fault_that_says_so_lets_the_call_be_done(
    emulator: Running, loss: dict[str, object], performed: bool, made: int
) -> None:
    add(emulator, "CreateGameSession", **loss, performed=performed)
    with pytest.raises((ClientError, ConnectionClosedError)):
        game_session(emulator.client(retries=ONCE))
    assert len(game_sessions(emulator)) == made


def test_answer_that_refuses_is_lost_like_any_other(emulator: Running, ask: Ask) -> None:
    add(emulator, DESCRIBE, error=THROTTLING, performed=True, times=1)
    unknown = {"GameSessionId": GAME_SESSION}
    assert [code(ask(DESCRIBE, unknown)) for _ in range(2)] == [THROTTLING, "NotFoundException"]


def test_refusal_can_be_dropped(emulator: Running) -> None:
    add(emulator, DESCRIBE, drop=True, performed=True)
    with pytest.raises(ConnectionClosedError):
        emulator.client(retries=ONCE).describe_player_sessions(GameSessionId=GAME_SESSION)
    assert [outcome for _, outcome, _ in story(emulator, DESCRIBE)] == ["dropped"]


def test_call_that_is_done_at_once_is_answered_late(emulator: Running) -> None:
    add(emulator, "CreateGameSession", delay_seconds=FOR_EVER, performed=True)
    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(game_session, emulator.client(retries=ONCE, read_timeout=PATIENCE))
        while not game_sessions(emulator):
            assert not late.done()
        (made,) = game_sessions(emulator)
        assert not late.done()
        emulator.reset()
        assert late.result(60) == made, "it was done: a reset only ends the waiting"


def test_refusal_can_be_late(emulator: Running, ask: Ask) -> None:
    add(emulator, DESCRIBE, delay_seconds=0.01, performed=True)
    assert decoded(ask(DESCRIBE, ALICE)) == {"PlayerSessions": []}
    assert code(ask(DESCRIBE, {"GameSessionId": GAME_SESSION})) == "NotFoundException"
