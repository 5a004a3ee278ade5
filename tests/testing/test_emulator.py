"""`from emulator import Emulator`: an emulator in the process of the tests, begun, ended, seeded, set."""

import asyncio
import gc
import json
import os
import socket
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import boto3
import botocore.exceptions
import httpx
import pytest

from emulator import Emulator
from emulator.control_client import ClientError
from emulator.seed.errors import SeedError
from emulator.settings import SettingError
from emulator.store.errors import DatabaseError
from emulator.testing import READY_MADE_FLEET, GameLift
from emulator.testing.in_process import RUNNING
from emulator.web.address import StartError
from tests.support.projects import FLEET, NOON, is_refused, left_in, python, threads_left
from tests.support.worlds import players, world

ODD_CONFIG = "[default\nregion =\n[profile missing]\nendpoint_url = http://127.0.0.1:9\n"


@pytest.fixture(autouse=True)
def _nothing_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """After each test, however it went: no thread, no temporary file."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = set(threading.enumerate())
    yield
    assert threads_left(before) == set()
    assert left_in(tmp_path) == []


def test_thread_that_goes_on_is_found_and_one_that_ends_is_not() -> None:
    before = set(threading.enumerate())
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    assert threads_left(before, seconds=0) == {thread}
    end.set()
    assert threads_left(before) == set()


def fleets(emulator: Emulator) -> list[str]:
    return emulator.client().list_fleets()["FleetIds"]


# How it begins and ends.


def test_with_serves_for_as_long_as_the_context_lasts() -> None:
    with Emulator() as emulator:
        assert fleets(emulator) == [READY_MADE_FLEET]
    assert is_refused(emulator.url)


def test_async_with_serves_for_as_long_as_the_context_lasts() -> None:
    async def visit() -> str:
        async with Emulator() as emulator, httpx.AsyncClient(trust_env=False) as client:
            assert (await client.get(f"{emulator.url}/_emulator/ready")).status_code == 200
        return emulator.url

    assert is_refused(asyncio.run(visit()))


def test_with_works_inside_of_a_running_event_loop() -> None:
    async def visit() -> list[str]:
        with Emulator() as emulator:
            return fleets(emulator)

    assert asyncio.run(visit()) == [READY_MADE_FLEET]


def test_async_with_lets_the_event_loop_go_on_while_it_begins_and_ends() -> None:
    async def visit() -> int:
        turns = 0

        async def turn() -> None:
            nonlocal turns
            while True:
                await asyncio.sleep(0.001)
                turns += 1

        turning = asyncio.create_task(turn())
        async with Emulator():
            after_start = turns
        turning.cancel()
        assert after_start > 0
        return turns - after_start

    assert asyncio.run(visit()) > 0


def test_start_and_stop_are_the_same_without_a_context() -> None:
    emulator = Emulator()
    assert emulator.start() is emulator
    assert fleets(emulator) == [READY_MADE_FLEET]
    emulator.stop()
    assert is_refused(emulator.url)


def test_stop_where_nothing_runs_does_nothing() -> None:
    emulator = Emulator()
    emulator.stop()
    emulator.start()
    emulator.stop()
    emulator.stop()
    assert is_refused(emulator.url)


def test_start_of_one_that_runs_is_refused_and_leaves_it_running() -> None:
    with Emulator() as emulator:
        with pytest.raises(StartError, match="runs already"):
            emulator.start()
        assert fleets(emulator) == [READY_MADE_FLEET]


def test_started_again_it_tells_of_this_run() -> None:
    emulator = Emulator(tls_port=0)
    with emulator:
        assert emulator.tls_url is not None
    with emulator:
        assert emulator.tls_url == GameLift(emulator.url).tls_url
        assert emulator.settings == GameLift(emulator.url).settings


def test_stopped_and_started_again_it_is_fresh() -> None:
    emulator = Emulator(FLEET)
    with emulator:
        first = emulator.ready_game_session()
        emulator.reset()
    with emulator:
        assert emulator.client().describe_game_sessions(FleetId=READY_MADE_FLEET)["GameSessions"] == []
        assert "fleet-1" in fleets(emulator)
        assert emulator.ready_game_session() == first
        emulator.reset()
        assert "fleet-1" in fleets(emulator)


def test_database_in_a_file_outlives_the_emulator_and_fresh_empties_it(database_url: str) -> None:
    with Emulator(FLEET, database_url=database_url):
        pass
    with Emulator(database_url=database_url) as emulator:
        assert "fleet-1" in fleets(emulator)
    with Emulator(database_url=database_url, fresh=True) as emulator:
        assert fleets(emulator) == [READY_MADE_FLEET]


def test_error_in_the_context_ends_the_emulator_and_goes_on() -> None:
    emulator = Emulator()
    with pytest.raises(ZeroDivisionError), emulator:
        raise ZeroDivisionError
    assert is_refused(emulator.url)


def test_it_ends_while_calls_are_held_up_and_connections_kept_open() -> None:
    with Emulator() as emulator, ThreadPoolExecutor() as pool:
        client = emulator.client(retries={"total_max_attempts": 1})
        client.list_fleets()
        emulator.faults.add("ListAliases", delay_seconds=3_600)
        held = pool.submit(client.list_aliases)
        while not emulator.calls("ListAliases"):
            assert not held.done()
        emulator.stop()
        with pytest.raises((botocore.exceptions.ClientError, botocore.exceptions.HTTPClientError)):
            held.result(30)


def test_it_can_be_begun_and_ended_in_another_thread() -> None:
    with ThreadPoolExecutor(1) as pool:
        emulator = pool.submit(Emulator().start).result(30)
        assert fleets(emulator) == [READY_MADE_FLEET]
        pool.submit(emulator.stop).result(30)
    assert is_refused(emulator.url)


def test_it_goes_on_where_nobody_holds_it() -> None:
    url = Emulator().start().url
    gc.collect()
    (emulator,) = [each for each in RUNNING if each.url == url]
    assert emulator.ready_game_session().startswith("arn:aws:gamelift:")
    emulator.stop()
    assert is_refused(url)


def test_async_with_that_is_cancelled_while_it_begins_leaves_nothing() -> None:
    async def visit() -> None:
        async with Emulator():
            raise AssertionError("it was cancelled before")

    async def cancelled() -> None:
        visiting = asyncio.create_task(visit())
        await asyncio.sleep(0)  # so that it has begun
        visiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await visiting

    before = set(RUNNING)
    asyncio.run(cancelled())
    assert before == RUNNING


def test_one_thread_answers_calls_and_controls() -> None:
    before = set(threading.enumerate())
    with Emulator() as emulator:
        fleets(emulator)
        emulator.reset()
        emulator.clock.freeze()
        emulator.clock.advance(1)
        emulator.faults.add("ListAliases", error="InternalServiceException")
        assert emulator.calls("ListFleets") == []
        assert [each.name for each in set(threading.enumerate()) - before] == ["gamelift-emulator"]


def test_several_at_once_are_separate() -> None:
    with Emulator(FLEET, clock=NOON) as one, Emulator(region="eu-west-1") as other:
        one.ready_game_session()
        one.faults.add("ListAliases", error="InternalServiceException")
        assert one.url != other.url
        assert ("fleet-1" in fleets(one), "fleet-1" in fleets(other)) == (True, False)
        assert (len(one.calls("CreateGameSession")), len(other.calls("CreateGameSession"))) == (1, 0)
        assert (len(one.faults.all()), len(other.faults.all())) == (1, 0)
        assert (one.settings["region"], other.settings["region"]) == ("us-east-1", "eu-west-1")
        one.stop()
        assert fleets(other) == [READY_MADE_FLEET]


MANY = """
from concurrent.futures import ThreadPoolExecutor
from emulator import Emulator

with ThreadPoolExecutor(8) as pool:
    emulators = list(pool.map(lambda _: Emulator().start(), range(8)))
    print(len(set(pool.map(lambda each: each.url, emulators))), {each.ready_game_session() for each in emulators})
    list(pool.map(Emulator.stop, emulators))
"""


def test_many_can_begin_at_the_same_time(tmp_path: Path) -> None:
    count, _, game_sessions = python(MANY, folder=tmp_path).stdout.partition(" ")
    assert count == "8"
    assert game_sessions.count("gamesession/") == 1  # each counts its own ids


# What it begins with.


@pytest.mark.parametrize("kind", ["mapping", "file", "name of a file", "folder"])
def test_seed_is_there_from_the_start_and_after_each_reset(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "worlds"
    folder.mkdir()
    file = folder / "world.json"
    file.write_text(json.dumps(FLEET))
    seeds: dict[str, Any] = {"mapping": FLEET, "file": file, "name of a file": str(file), "folder": folder}
    with Emulator(seeds[kind]) as emulator:
        assert "fleet-1" in fleets(emulator)
        emulator.client().delete_fleet(FleetId="fleet-1")
        emulator.reset()
        assert "fleet-1" in fleets(emulator)


def test_seed_is_found_where_the_test_works_in_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("world.json").write_text(json.dumps(FLEET))
    with Emulator("world.json") as emulator:
        Path("elsewhere").mkdir()
        monkeypatch.chdir("elsewhere")
        emulator.reset()
        assert "fleet-1" in fleets(emulator)


def test_settings_are_keywords() -> None:
    with Emulator(clock="frozen", region="eu-west-2", account_id="123456789012", max_limit=7) as emulator:
        instant = emulator.clock.now()
        game_session = emulator.ready_game_session()
        kwargs = emulator.client_kwargs()
        assert emulator.clock.now() == instant
        assert kwargs["region_name"] == "eu-west-2"
        assert game_session.startswith("arn:aws:gamelift:eu-west-2::gamesession/")
        emulator.client().list_fleets()
        assert emulator.calls()[-1].account == "123456789012"
        assert emulator.settings["max_limit"] == 7


def test_settings_that_are_not_given_suit_tests() -> None:
    with Emulator() as emulator:
        names = ("port", "database_url", "random_seed", "log_players", "region", "clock")
        assert [emulator.settings[name] for name in names] == [0, "sqlite://", 0, True, "us-east-1", None]


def test_port_and_port_file_are_as_asked(tmp_path: Path) -> None:
    file = tmp_path / "port"
    with Emulator() as first:
        port = int(first.url.rpartition(":")[2])
    with Emulator(port=port, port_file=file) as emulator:
        assert emulator.url == first.url
        assert file.read_text() == f"{port}\n"
    assert not file.exists()


def test_environment_of_the_command_line_is_not_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GAMELIFT_EMULATOR_REGION", "eu-west-1")
    monkeypatch.setenv("GAMELIFT_EMULATOR_URL", "http://127.0.0.1:9")
    with Emulator() as emulator:
        assert emulator.ready_game_session().startswith("arn:aws:gamelift:us-east-1::")


# What is wrong is told at once.


@pytest.fixture
def taken() -> Iterator[socket.socket]:
    """A socket that holds a port."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken


@pytest.mark.parametrize("listens", [False, True])
def test_port_that_is_taken_is_refused(listens: bool, taken: socket.socket) -> None:
    if listens:
        taken.listen()
    port = taken.getsockname()[1]
    with pytest.raises(StartError, match=f"cannot listen at 127.0.0.1:{port}: "):
        Emulator(port=port).start()


def test_port_of_another_emulator_is_refused() -> None:
    with Emulator() as other, pytest.raises(StartError, match="cannot listen at "):
        Emulator(port=int(other.url.rpartition(":")[2])).start()


@pytest.mark.parametrize("url", ["nonsense", "postgresql://localhost/world", "sqlite:////dev/null/emulator.db"])
def test_database_that_cannot_be_used_is_refused(url: str) -> None:
    with pytest.raises(DatabaseError, match=f"cannot use the database {url}: "):
        Emulator(database_url=url).start()


@pytest.mark.parametrize(
    ("seed", "rule"),
    [
        ({"Fleet": []}, "^seed: .*unknown field `Fleet`"),
        ({"Fleets": [{"FleetId": 1}]}, r"Fleets\[0\].FleetId: Expected `str`"),
        (world(players(3), MaximumPlayerSessionCount=2), r"PlayerSessions\[2\].GameSessionId: .*no player slot"),
        ("missing.json", "missing.json: No such file"),
        (Path(os.devnull), "it is not JSON"),
    ],
)
def test_seed_that_cannot_be_loaded_is_refused_with_its_place(seed: Any, rule: str) -> None:  # noqa: ANN401
    with pytest.raises(SeedError, match=rule):
        Emulator(seed).start()


def test_seed_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "world.json"
    file.write_text("{}")
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("this user can read all files")
    with pytest.raises(SeedError, match="Permission denied"):
        Emulator(file).start()


def test_seed_of_other_values_is_refused() -> None:
    with pytest.raises(TypeError, match="has no form in JSON"):
        Emulator({"Fleets": [{"FleetId": object()}]}).start()


def test_setting_that_is_unknown_is_refused_by_its_name() -> None:
    with pytest.raises(TypeError, match="regoin"):
        Emulator(regoin="eu-west-1").start()


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("region", "US East", "region must be a region's name"),
        ("port", 65536, "port must be 0 to 65535, not 65536"),
        ("port", "4600", "port must be int, not '4600'"),
        ("region", None, "region must be str, not None"),
        ("clock", 5, "clock must be str"),
        ("clock", "noon", "clock must be system, frozen or a time"),
        ("port_file", "port", "port_file must be Path, not 'port'"),
        ("allowed_hosts", "a.example", "allowed_hosts must be tuple, not 'a.example'"),
        ("player_session_timeout_seconds", "60", "player_session_timeout_seconds must be float"),
    ],
)
def test_setting_that_cannot_be_used_is_refused_by_its_name(name: str, value: object, rule: str) -> None:
    with pytest.raises(SettingError, match=rule) as refused:
        Emulator(FLEET, **{name: value}).start()
    assert refused.value.name == name


def test_port_file_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="cannot write the port file"):
        Emulator(port_file=tmp_path / "missing" / "port").start()


def test_start_that_was_refused_can_be_tried_again(taken: socket.socket) -> None:
    emulator = Emulator(port=taken.getsockname()[1])
    with pytest.raises(StartError):
        emulator.start()
    taken.close()
    with emulator:
        assert fleets(emulator) == [READY_MADE_FLEET]


# Clients.


def test_client_kwargs_are_all_that_a_plain_boto3_client_needs() -> None:
    with Emulator(region="eu-west-2") as emulator:
        client = boto3.client("gamelift", **emulator.client_kwargs())
        assert client.list_fleets()["FleetIds"] == [READY_MADE_FLEET]
        elsewhere = boto3.client("gamelift", **emulator.client_kwargs(region_name="eu-west-1"))
        elsewhere.list_fleets()
        assert [call.region for call in emulator.calls()] == ["eu-west-2", "eu-west-1"]


def test_client_takes_members_of_botocores_config() -> None:
    with Emulator() as emulator:
        client = emulator.client(region_name="eu-west-1", retries={"total_max_attempts": 2})
        emulator.faults.add("ListFleets", error="InternalServiceException")
        with pytest.raises(client.exceptions.InternalServiceException):
            client.list_fleets()
        assert [(call.attempt, call.region) for call in emulator.calls()] == [(1, "eu-west-1"), (2, "eu-west-1")]


ASTRAY: dict[str, dict[str, str]] = {
    "profile": {"AWS_PROFILE": "missing"},
    "old name of the profile": {"AWS_DEFAULT_PROFILE": "missing"},
    "proxy": {"HTTP_PROXY": "http://127.0.0.1:9"},
    "proxy in lower case": {"http_proxy": "http://127.0.0.1:9"},
    "endpoint": {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_ENDPOINT_URL_GAMELIFT": "http://127.0.0.1:9"},
    "region": {"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-1"},
    "other kinds of endpoints": {"AWS_USE_FIPS_ENDPOINT": "true", "AWS_USE_DUALSTACK_ENDPOINT": "true"},
    "credentials": {"AWS_ACCESS_KEY_ID": "111122223333", "AWS_SECRET_ACCESS_KEY": "x", "AWS_SESSION_TOKEN": "x"},
    "role": {"AWS_ROLE_ARN": "arn:aws:iam::1:role/x", "AWS_WEB_IDENTITY_TOKEN_FILE": "/missing"},
}
CALLER = """
import sys
from emulator import Emulator

with Emulator() as emulator:
    print(*emulator.client().list_fleets()["FleetIds"])
    (call,) = emulator.calls()
    print(call.region, call.account)
"""


@pytest.mark.parametrize("variables", ASTRAY.values(), ids=ASTRAY)
def test_environment_leads_no_client_astray(variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with Emulator() as emulator:
        assert fleets(emulator) == [READY_MADE_FLEET]
        (call,) = emulator.calls()
        assert (call.region, call.account) == ("us-east-1", "000000000000")


def test_everything_at_once_leads_no_client_astray(tmp_path: Path) -> None:
    (tmp_path / ".aws").mkdir()
    for name in ("config", "credentials"):
        (tmp_path / ".aws" / name).write_text(ODD_CONFIG)
    env = {name: value for variables in ASTRAY.values() for name, value in variables.items()}
    done = python(CALLER, folder=tmp_path, HOME=str(tmp_path), USERPROFILE=str(tmp_path), **env)
    assert done.stdout == f"{READY_MADE_FLEET}\nus-east-1 000000000000\n"


def test_surroundings_that_lead_no_client_astray_would_lead_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").write_text(ODD_CONFIG)
    with Emulator() as emulator:
        monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
        with pytest.raises(botocore.exceptions.ConfigParseError):
            boto3.Session().client("gamelift", **emulator.client_kwargs())
        monkeypatch.delenv("AWS_CONFIG_FILE")
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        monkeypatch.setenv("NO_PROXY", "")
        with pytest.raises(botocore.exceptions.ProxyConnectionError):
            boto3.Session().client("gamelift", **emulator.client_kwargs()).list_fleets()


def test_what_is_asked_of_one_that_has_ended_is_a_client_error() -> None:
    with Emulator() as emulator:
        pass
    with pytest.raises(ClientError, match=f"no emulator answers at {emulator.url}"):
        emulator.ready_game_session()


def test_calls_leave_nothing_to_the_garbage_collector(tmp_path: Path) -> None:
    script = """
import gc
import http.client

from emulator import Emulator


def call(connection, body):
    headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "GameLift.DescribePlayerSessions"}
    connection.request("POST", "/", body, headers)
    with connection.getresponse() as response:
        response.read()
        return response.status


with Emulator() as emulator:
    connection = http.client.HTTPConnection(emulator.url.removeprefix("http://"))
    for status, body in ((200, b'{"PlayerId": "alice"}'), (400, b"{}")):
        call(connection, body)
        gc.collect()
        gc.disable()
        assert all(call(connection, body) == status for _ in range(200))
        print(gc.collect())
    connection.close()
"""
    left = python(script, folder=tmp_path).stdout.split()
    assert len(left) == 2
    assert all(int(each) < 200 for each in left), left


def test_setting_that_there_is_none_of_is_told_with_the_nearest() -> None:
    with pytest.raises(TypeError, match="there is no setting clok; did you mean clock"):
        Emulator(clok="frozen").start()


# What it does without its control API.


def test_fresh_world_and_settings_wait_for_no_control_api(tmp_path: Path) -> None:
    program = f"""
import sys
from emulator import Emulator
with Emulator(seed={FLEET!r}, region="eu-west-1") as emulator:
    emulator.reset()
    assert emulator.settings["region"] == "eu-west-1"
    assert "fastapi" not in sys.modules
    assert emulator.control("GET", "/info")["settings"] == emulator.settings
    assert "fleet-1" in [each["FleetId"] for each in emulator.state()["Fleets"]]
"""
    assert python(program, folder=tmp_path).returncode == 0


def test_reset_whose_seed_has_gone_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    seed = tmp_path / "seed.json"
    seed.write_text(json.dumps(FLEET))
    with Emulator(seed) as emulator:
        emulator.seed({"Fleets": [{"FleetId": "fleet-2"}]})
        seed.write_text("{")
        with pytest.raises(ClientError, match=r"seed\.json: it is not JSON"):
            emulator.reset()
        seed.unlink()
        with pytest.raises(ClientError, match=r"seed\.json: No such file"):
            emulator.reset()
        assert "fleet-2" in fleets(emulator)


def test_world_with_a_small_seed_is_made_anew_without_a_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "seed.json").write_text(json.dumps({"Fleets": [{"FleetId": "fleet-1"}]}))
    with Emulator(seed=tmp_path / "seed.json") as emulator:
        emulator.ready_game_session()
        monkeypatch.delattr("emulator.store.access.Access.write_in_thread")
        emulator.reset()
        client = emulator.client()
        assert set(client.list_fleets()["FleetIds"]) == {"fleet-1", READY_MADE_FLEET}
        assert client.describe_game_sessions(FleetId=READY_MADE_FLEET)["GameSessions"] == []
