"""The pytest plugin in projects of their own: what fixtures give, share, undo and report."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from emulator import Emulator
from tests.support.projects import (
    HEAVY,
    NOON,
    POSIX,
    is_refused,
    left_in,
    pytest_command,
    run_pytest,
    section,
    started,
    write,
)
from tests.support.running import PATIENCE

FROZEN = f"""
import pytest


@pytest.fixture(scope="session")
def gamelift_settings():
    return {{"clock": "{NOON}", "region": "eu-central-1", "seed": {{"Fleets": [{{"FleetId": "fleet-1"}}]}}}}
"""
WHERE = """
from pathlib import Path


def test_where(gamelift_endpoint):
    Path("url").write_text(gamelift_endpoint)
"""
ALL_PLUGINS = ("-o", "asyncio_default_fixture_loop_scope=function")  # pytest-asyncio warns where that is not said
NOTHING_ELSE = ("-p", "no:xdist", "-p", "no:randomly", "-p", "no:cov", "-p", "no:asyncio", "-p", "no:hypothesispytest")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for a project, at the end of which no emulator has left anything in the temporary files."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    folder = tmp_path / "project"
    folder.mkdir()
    yield folder
    assert left_in(temporary) == []


def test_collecting_imports_nothing_heavy(project: Path) -> None:
    test = "import sys\n\n\ndef test_imports():\n    print('imported:', *sorted(sys.modules))\n"
    write(project, {"test_imports.py": test})
    ran = run_pytest(project, "-s", *NOTHING_ELSE)
    assert ran.outcomes == {"test_imports": "passed"}, ran.text
    imported = ran.text.partition("imported:")[2].split()
    assert "emulator.pytest_plugin" in imported
    assert not [name for name in HEAVY if name in imported]


def test_help_tells_the_option_and_the_fixtures(project: Path) -> None:
    assert "--gamelift-url=URL" in run_pytest(project, "--help", *NOTHING_ELSE).text
    told = run_pytest(project, "--fixtures", *NOTHING_ELSE).text
    for name in ("gamelift", "gamelift_client", "gamelift_endpoint", "gamelift_server", "gamelift_settings"):
        assert f"\n{name} " in told, name


@pytest.mark.parametrize(
    "options", [NOTHING_ELSE, ALL_PLUGINS, (*ALL_PLUGINS, "-n", "2")], ids=["bare", "all plugins", "two workers"]
)
def test_each_test_has_a_fresh_world_and_clock_whatever_the_order(options: tuple[str, ...], project: Path) -> None:
    tests = """
import boto3
import pytest


@pytest.mark.parametrize("number", range(6))
def test_fresh(number, gamelift, gamelift_client, gamelift_endpoint, gamelift_server):
    assert gamelift.clock.now().isoformat() == "2026-01-31T12:00:00+00:00"
    assert gamelift_client.list_fleets()["FleetIds"][1:] == ["fleet-1"]
    assert gamelift_client.describe_player_sessions(PlayerId="player-1")["PlayerSessions"] == []
    assert gamelift_client.meta.region_name == "eu-central-1"
    assert gamelift_client.meta.endpoint_url == gamelift_endpoint == gamelift.url
    assert gamelift is gamelift_server
    assert [call.operation for call in gamelift.calls()] == ["ListFleets", "DescribePlayerSessions"]

    match = gamelift.ready_game_session(Name="dirt")
    gamelift.fill(match, reserved=3)
    gamelift_client.delete_fleet(FleetId="fleet-1")
    gamelift.clock.set("2027-01-01T00:00:00Z")
    gamelift.faults.add(error="InternalServiceException")
"""
    write(project, {"conftest.py": FROZEN, "test_fresh.py": tests})
    ran = run_pytest(project, *options)
    assert set(ran.outcomes.values()) == {"passed"}, ran.text
    assert len(ran.outcomes) == 6


def test_faults_end_with_the_test_for_those_who_take_the_server_too(project: Path) -> None:
    tests = """
def test_fault(gamelift):
    gamelift.faults.add(error="InternalServiceException")


def test_none(gamelift_server):
    assert gamelift_server.faults.all() == []
    gamelift_server.client().list_fleets()
"""
    write(project, {"test_faults.py": tests})
    ran = run_pytest(project, *NOTHING_ELSE)
    assert ran.outcomes == {"test_fault": "passed", "test_none": "passed"}, ran.text


@pytest.mark.parametrize("fixture", ["gamelift", "gamelift_client", "gamelift_endpoint"])
def test_each_of_the_fixtures_for_tests_resets(fixture: str, project: Path) -> None:
    tests = f"""
def test_dirt(gamelift_server):
    gamelift_server.ready_game_session()


def test_fresh({fixture}, gamelift_server):
    assert gamelift_server.state().get("GameSessions", []) == []
"""
    write(project, {"test_resets.py": tests})
    ran = run_pytest(project, *NOTHING_ELSE)
    assert ran.outcomes == {"test_dirt": "passed", "test_fresh": "passed"}, ran.text


def test_fixtures_can_be_overridden_by_the_users_own(project: Path) -> None:
    conftest = """
import pytest


@pytest.fixture
def gamelift(gamelift):
    gamelift.seed({"Fleets": [{"FleetId": "fleet-mine"}]})
    return gamelift


@pytest.fixture
def gamelift_client(gamelift):
    return gamelift.client(region_name="ap-northeast-1")
"""
    tests = """
def test_mine(gamelift, gamelift_client):
    assert gamelift_client.meta.region_name == "ap-northeast-1"
    assert "fleet-mine" in gamelift.client().list_fleets()["FleetIds"]
"""
    write(project, {"conftest.py": conftest, "test_mine.py": tests})
    ran = run_pytest(project, *NOTHING_ELSE)
    assert ran.outcomes == {"test_mine": "passed"}, ran.text


def test_settings_that_are_wrong_are_the_error_of_each_test_at_once(project: Path) -> None:
    conftest = FROZEN.replace('"region": "eu-central-1"', '"qouta_player_sessions": 3')
    write(project, {"conftest.py": conftest, "test_where.py": WHERE})
    ran = run_pytest(project, *NOTHING_ELSE)
    assert ran.outcomes == {"test_where": "error"}
    assert "qouta_player_sessions" in ran.text


def test_workers_have_an_emulator_each(project: Path) -> None:
    tests = """
import os
from pathlib import Path

import pytest


@pytest.mark.parametrize("number", range(8))
def test_where(number, gamelift_server):
    Path(f"url-{os.getpid()}").write_text(gamelift_server.url)
"""
    write(project, {"test_where.py": tests})
    ran = run_pytest(project, *ALL_PLUGINS, "-n", "2", "--dist", "each")
    assert "16 passed" in ran.text
    urls = {each.read_text() for each in project.glob("url-*")}
    assert len(urls) == 2
    assert all(map(is_refused, urls))


def test_asyncio_tests_can_use_them(project: Path) -> None:
    conftest = (
        FROZEN
        + """

@pytest.fixture
async def match(gamelift):
    return await asyncio.to_thread(gamelift.ready_game_session)
"""
    )
    tests = """
import asyncio

import pytest
from emulator import Emulator


@pytest.mark.asyncio
async def test_async(gamelift, gamelift_client, match):
    await asyncio.gather(
        *(
            asyncio.to_thread(gamelift_client.create_player_session, GameSessionId=match, PlayerId=f"player-{number}")
            for number in range(8)
        )
    )
    assert len(gamelift.calls("CreatePlayerSession")) == 8


@pytest.mark.asyncio
async def test_own():
    async with Emulator() as emulator:
        assert len((await asyncio.to_thread(emulator.client().list_fleets))["FleetIds"]) == 1
"""
    write(project, {"conftest.py": "import asyncio\n" + conftest, "test_async.py": tests})
    ran = run_pytest(project, *ALL_PLUGINS, "-o", "asyncio_mode=auto")
    assert ran.outcomes == {"test_async": "passed", "test_own": "passed"}, ran.text


# A running emulator


@pytest.mark.parametrize("by", ["option", "variable", "option before variable"])
def test_running_emulator_is_used_where_one_is_named(by: str, project: Path) -> None:
    with Emulator(clock=NOON, seed={"Fleets": [{"FleetId": "fleet-1"}]}) as emulator:
        emulator.ready_game_session()
        tests = f"""
def test_there(gamelift, gamelift_client, gamelift_endpoint):
    assert gamelift_endpoint == gamelift.url == {emulator.url!r}
    assert gamelift_client.list_fleets()["FleetIds"][1:] == ["fleet-1"]
    assert gamelift_client.describe_game_sessions(FleetId="fleet-1")["GameSessions"] == []
    gamelift.faults.add(error="InternalServiceException", times=1)
"""
        write(project, {"test_there.py": tests})
        option = () if by == "variable" else (f"--gamelift-url={emulator.url}/",)
        named: dict[str, dict[str, str]] = {"option": {}, "variable": {"GAMELIFT_EMULATOR_URL": emulator.url}}
        env = named.get(by, {"GAMELIFT_EMULATOR_URL": "http://127.0.0.1:1"})
        ran = run_pytest(project, *NOTHING_ELSE, *option, beside=(), **env)
        assert ran.outcomes == {"test_there": "passed"}, ran.text
        assert emulator.faults.all() == []
        assert not is_refused(emulator.url)  # it is not theirs to end


def test_running_emulator_that_is_not_there_is_the_error_of_the_test(project: Path) -> None:
    write(project, {"test_where.py": WHERE})
    ran = run_pytest(project, *NOTHING_ELSE, "--gamelift-url", "http://127.0.0.1:1")
    assert ran.outcomes == {"test_where": "error"}
    assert "ClientError: no emulator answers at http://127.0.0.1:1" in ran.text


@pytest.mark.parametrize(("settings", "warned"), [("{}", False), ('{"clock": "frozen"}', True)])
def test_settings_that_a_running_emulator_does_not_take_are_warned_of(
    settings: str, project: Path, *, warned: bool
) -> None:
    """A warning, so that those who run with `-W error` have an error, and others their tests."""
    conftest = f"""
import pytest


@pytest.fixture(scope="session")
def gamelift_settings():
    return {settings}
"""
    write(project, {"conftest.py": conftest, "test_where.py": WHERE})
    with Emulator() as emulator:
        ran = run_pytest(
            project, *NOTHING_ELSE, "-W", "default::pytest.PytestWarning", GAMELIFT_EMULATOR_URL=emulator.url
        )
    assert ran.outcomes == {"test_where": "passed"}, ran.text
    assert (f"gamelift_settings have no effect: the emulator at {emulator.url}" in ran.text) is warned


# The emulator's own failures

BROKEN = """
import pytest


def boom(self):
    raise ZeroDivisionError("the emulator is broken")


@pytest.fixture
def broken(monkeypatch):
    monkeypatch.setattr("emulator.world.World.new_uuid", boom)
"""
BREAKS = """
import botocore.exceptions
import pytest


def create(gamelift):
    client = gamelift.client(retries={"total_max_attempts": 1})
    fleet = client.list_fleets()["FleetIds"][0]
    client.create_game_session(FleetId=fleet, Location="custom-local", MaximumPlayerSessionCount=1)


def test_before(gamelift):
    create(gamelift)


def test_swallowed(broken, gamelift):
    with pytest.raises(botocore.exceptions.ClientError):
        create(gamelift)


def test_failing(broken, gamelift):
    create(gamelift)


@pytest.fixture
def broken_before(broken, gamelift):
    with pytest.raises(botocore.exceptions.ClientError):
        create(gamelift)


@pytest.fixture
def broken_after(broken, gamelift):
    yield
    with pytest.raises(botocore.exceptions.ClientError):
        create(gamelift)


def test_setup(broken_before):
    pass


def test_teardown(broken_after):
    pass


def test_asked_for(gamelift):
    gamelift.faults.add("CreateGameSession", error="InternalServiceException")
    with pytest.raises(botocore.exceptions.ClientError):
        create(gamelift)


def test_after(gamelift):
    create(gamelift)
"""


@pytest.mark.parametrize("options", [NOTHING_ELSE, (*ALL_PLUGINS, "-n", "2")], ids=["bare", "two workers"])
def test_failure_of_the_emulator_fails_the_test_that_caused_it(options: tuple[str, ...], project: Path) -> None:
    write(project, {"conftest.py": BROKEN, "test_breaks.py": BREAKS})
    ran = run_pytest(project, *options)
    assert ran.outcomes == {
        "test_before": "passed",
        "test_swallowed": "failed",
        "test_failing": "failed",
        "test_setup": "error",
        "test_teardown": "error",
        "test_asked_for": "passed",
        "test_after": "passed",
    }, ran.text
    swallowed = section(ran.text, "test_swallowed")
    assert "The emulator itself has failed:\nTraceback (most recent call last):\n" in swallowed
    assert "ZeroDivisionError: the emulator is broken" in swallowed
    assert "operations/create_game_session.py" in swallowed
    for phase in ("setup", "teardown"):
        assert "operations/create_game_session.py" in section(ran.text, f"ERROR at {phase} of test_{phase}")
    failing = ran.text.partition("test_failing _")[2]  # its own error, and the traceback below
    assert "InternalServiceException" in failing.partition("- Captured ")[0]
    assert "ZeroDivisionError: the emulator is broken" in section(failing, "Captured gamelift-emulator call")


@pytest.mark.parametrize("when", ["setup", "teardown"])
def test_failure_in_the_only_test_is_told_though_the_emulator_ends_with_it(when: str, project: Path) -> None:
    write(project, {"conftest.py": BROKEN, "test_breaks.py": BREAKS})
    ran = run_pytest(project, *NOTHING_ELSE, "-k", f"test_{when}")
    assert ran.outcomes == {f"test_{when}": "error"}, ran.text
    assert "operations/create_game_session.py" in section(ran.text, f"ERROR at {when} of test_{when}")


def test_failure_is_told_whatever_else_a_test_does(project: Path) -> None:
    tests = (
        BREAKS.partition("def test_before")[0]
        + """
def fails(emulator):
    with pytest.raises(botocore.exceptions.ClientError):
        create(emulator)


def test_server_alone(broken, gamelift_server):
    fails(gamelift_server)


def test_reset(broken, gamelift):
    fails(gamelift)
    gamelift.reset()


def test_skipped(broken, gamelift):
    fails(gamelift)
    pytest.skip("never mind")


def test_really_skipped(gamelift):
    pytest.skip("with reason")


def test_fine(gamelift):
    create(gamelift)
"""
    )
    write(project, {"conftest.py": BROKEN, "test_breaks.py": tests})
    ran = run_pytest(project, *NOTHING_ELSE)
    assert ran.outcomes == {
        "test_server_alone": "failed",
        "test_reset": "failed",
        "test_skipped": "failed",
        "test_really_skipped": "skipped",
        "test_fine": "passed",
    }, ran.text


def test_failures_of_a_running_emulator_before_the_run_are_no_tests(project: Path) -> None:
    with Emulator() as emulator:
        assert emulator.server is not None
        emulator.server.world.failures.append("long ago")
        write(project, {"test_where.py": WHERE})
        ran = run_pytest(project, *NOTHING_ELSE, "--gamelift-url", emulator.url)
        assert ran.outcomes == {"test_where": "passed"}, ran.text


def test_running_emulator_that_dies_changes_no_outcome(project: Path) -> None:
    tests = """
import pytest
from emulator import Emulator


@pytest.fixture(scope="session")
def gamelift_server():
    with Emulator() as emulator:
        from emulator.testing import GameLift

        gamelift = GameLift(emulator.url)
        gamelift.dies = emulator.stop
        yield gamelift


def test_interrupted(gamelift):
    gamelift.dies()
    raise KeyboardInterrupt
"""
    write(project, {"test_dies.py": tests})
    ran = run_pytest(project, *NOTHING_ELSE)
    assert ran.code == pytest.ExitCode.INTERRUPTED, ran.text
    assert "KeyboardInterrupt" in ran.text


# Overrides


def test_client_is_the_emulators_where_a_folder_has_one_of_its_own(project: Path) -> None:
    test = """
def test_same(gamelift, gamelift_client):
    assert gamelift_client.meta.endpoint_url == gamelift.url
    assert len(gamelift_client.list_fleets()["FleetIds"]) == 1
"""
    own = """
import pytest
from emulator import Emulator


@pytest.fixture(scope="session")
def gamelift_server():
    with Emulator(region="us-west-2") as emulator:
        yield emulator
"""
    (project / "own").mkdir()
    write(project, {"test_root.py": test})
    write(
        project / "own",
        {"conftest.py": own, "test_own.py": test + "    assert gamelift_client.meta.region_name == 'us-west-2'"},
    )
    for order in (["test_root.py", "own"], ["own", "test_root.py"]):
        ran = run_pytest(project, *NOTHING_ELSE, *order)
        assert "2 passed" in ran.text, ran.text


def test_settings_that_two_folders_override_are_an_error_that_says_so(project: Path) -> None:
    (project / "own").mkdir()
    write(project, {"conftest.py": FROZEN, "test_root.py": WHERE})
    write(project / "own", {"conftest.py": FROZEN.replace("eu-central-1", "eu-west-1"), "test_own.py": WHERE})
    ran = run_pytest(project, *NOTHING_ELSE, "test_root.py", "own")
    assert "1 passed, 1 error" in ran.text, ran.text
    assert "gamelift_settings are those of the whole session: override them in one conftest.py" in ran.text


def test_several_workers_cannot_share_a_running_emulator(project: Path) -> None:
    with Emulator() as emulator:
        write(project, {"test_where.py": WHERE})
        for workers, outcome in ((1, "passed"), (2, "error")):
            ran = run_pytest(project, *ALL_PLUGINS, "-n", workers, GAMELIFT_EMULATOR_URL=emulator.url)
            assert ran.outcomes == {"test_where": outcome}, ran.text
        assert f"several workers cannot share the emulator at {emulator.url}" in ran.text


# Runs


def test_frozen_runs_are_exactly_the_same(project: Path) -> None:
    tests = """
import json
from pathlib import Path

import pytest


@pytest.mark.parametrize("number", range(4))
def test_seen(number, gamelift, gamelift_client):
    match = gamelift.ready_game_session(4)
    players = ["alice", "bob", "carol", "dave"]
    made = gamelift_client.create_player_sessions(GameSessionId=match, PlayerIds=players)["PlayerSessions"]
    gamelift.clock.advance(20 * number)
    page = gamelift_client.describe_player_sessions(GameSessionId=match, Limit=2)
    del page["ResponseMetadata"]
    Path("seen", f"{number}.json").write_text(json.dumps([made, page, gamelift.state()], default=str))
"""
    write(project, {"conftest.py": FROZEN, "test_seen.py": tests})
    seen = []
    for options in (NOTHING_ELSE, (*ALL_PLUGINS, "-n", "2")):
        (project / "seen").mkdir()
        ran = run_pytest(project, *options)
        assert set(ran.outcomes.values()) == {"passed"}, ran.text
        seen.append({each.name: json.loads(each.read_text()) for each in (project / "seen").iterdir()})
        (project / "seen").rename(project / f"seen-{len(seen)}")
    assert len(seen[0]) == 4
    assert seen[0] == seen[1]


SLOW = """
import time
from pathlib import Path


def test_slow(gamelift_server):
    Path("url.part").write_text(gamelift_server.url)
    Path("url.part").rename("url")
    time.sleep(600)
"""


@POSIX
@pytest.mark.parametrize("name", ["SIGKILL", "SIGINT", "SIGTERM"])
def test_run_that_is_ended_leaves_no_server(name: str, tmp_path: Path) -> None:
    write(tmp_path, {"test_slow.py": SLOW})
    with started(*pytest_command(*NOTHING_ELSE), folder=tmp_path, TMPDIR=str(tmp_path)) as (process, url):
        assert not is_refused(url)
        process.send_signal(signal.Signals[name])
        process.wait(PATIENCE)
        assert is_refused(url)


@POSIX
def test_worker_that_is_killed_leaves_no_server(tmp_path: Path) -> None:
    tests = """
import os
import signal
from pathlib import Path


def test_dies(gamelift_server):
    Path("url").write_text(gamelift_server.url)
    os.kill(os.getpid(), signal.SIGKILL)


def test_other(gamelift, gamelift_client):
    assert len(gamelift_client.list_fleets()["FleetIds"]) == 1
"""
    write(tmp_path, {"test_dies.py": tests})
    ran = run_pytest(tmp_path, *ALL_PLUGINS, "-n", "1", "-p", "no:randomly", TMPDIR=str(tmp_path))
    assert ran.outcomes == {"test_dies": "error", "test_other": "passed"}, ran.text
    assert is_refused((tmp_path / "url").read_text())


@POSIX
def test_forked_child_leaves_the_emulator_to_the_tests(project: Path) -> None:
    tests = """
import os

import pytest


@pytest.mark.filterwarnings("ignore:This process")  # it is multi-threaded, as the emulator is
def test_forks(gamelift, gamelift_client):
    child = os.fork()
    if child == 0:
        os._exit(0 if len(gamelift.client().list_fleets()["FleetIds"]) == 1 else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert len(gamelift_client.list_fleets()["FleetIds"]) == 1
"""
    write(project, {"test_forks.py": tests})
    ran = run_pytest(project, *NOTHING_ELSE)
    assert ran.outcomes == {"test_forks": "passed"}, ran.text


def test_nothing_is_exported_to_the_tests_environment(project: Path) -> None:
    tests = """
import os


def test_environment(gamelift, gamelift_client):
    assert [name for name in os.environ if name.startswith(("AWS_", "GAMELIFT_"))] == []
"""
    write(project, {"test_environment.py": tests})
    ran = run_pytest(project, *NOTHING_ELSE)
    assert ran.outcomes == {"test_environment": "passed"}, ran.text
    assert [name for name in os.listdir(project) if name.startswith("data")] == []
