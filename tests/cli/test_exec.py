"""`exec` and `env`: an emulator beside any command, and the environment in which clients find one."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from emulator import Emulator
from emulator.cli.children import TIED
from tests.support.commands import command, one_line
from tests.support.projects import FLEET, NOON, POSIX, is_refused, left_in, run_pytest, started, write
from tests.support.running import PATIENCE, environment, until

LOCAL = re.compile(r"http://127\.0\.0\.1:\d+")
UNSET = (
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_SESSION_TOKEN",
    "AWS_ENDPOINT_URL",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
)
PYTHON = (sys.executable, "-c")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="no other system ends a process with its parent")
SHOW_ENVIRONMENT = "import json, os; print(json.dumps(dict(os.environ)))"
SHOW_INFO = """
import os, urllib.request
print(urllib.request.urlopen(os.environ["GAMELIFT_EMULATOR_URL"] + "/_emulator/info").read().decode())
"""
TELL_SIGNALS = """
import os, signal, sys, time
from pathlib import Path


def tell(number, frame):
    with open("signals", "a") as file:
        file.write(signal.Signals(number).name + "\\n")
    if number == signal.SIGTERM:
        sys.exit(3)


for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"):
    signal.signal(getattr(signal, name), tell)
Path("part").write_text(os.environ["GAMELIFT_EMULATOR_URL"])
os.rename("part", "url")
while True:
    time.sleep(0.05)
"""
WAIT = """
import os, signal, time
from pathlib import Path

signal.signal(signal.SIGINT, signal.SIG_DFL)
Path("part").write_text(os.environ["GAMELIFT_EMULATOR_URL"])
os.rename("part", "url")
time.sleep(600)
"""


@pytest.fixture(autouse=True)
def _nothing_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """After each test no emulator has left anything in the folder for temporary files."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    yield
    assert left_in(temporary) == []


def executed(*arguments: object, folder: Path, **env: str) -> "subprocess.CompletedProcess[str]":
    return command("exec", *arguments, folder=folder, **env)


# What the command finds


def test_command_finds_the_emulator_and_nothing_that_leads_elsewhere(tmp_path: Path) -> None:
    misleading = dict.fromkeys(UNSET, "elsewhere") | {"AWS_REGION": "elsewhere", "AWS_ACCESS_KEY_ID": "real"}
    done = executed("--region", "eu-west-2", "--", *PYTHON, SHOW_ENVIRONMENT, folder=tmp_path, KEPT="yes", **misleading)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert LOCAL.fullmatch(found["AWS_ENDPOINT_URL_GAMELIFT"])
    assert {name: value for name, value in found.items() if name.startswith(("AWS_", "GAMELIFT_EMULATOR_"))} == {
        "AWS_ENDPOINT_URL_GAMELIFT": found["AWS_ENDPOINT_URL_GAMELIFT"],
        "GAMELIFT_EMULATOR_URL": found["AWS_ENDPOINT_URL_GAMELIFT"],
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "eu-west-2",
        "AWS_DEFAULT_REGION": "eu-west-2",
    }
    assert found["KEPT"] == "yes"
    assert is_refused(found["GAMELIFT_EMULATOR_URL"])
    assert list(tmp_path.glob("data")) == []


def test_nothing_but_the_command_is_written(tmp_path: Path) -> None:
    script = "import sys; print('out'); print('err', file=sys.stderr)"
    done = executed("--", *PYTHON, script, folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "out\n", "err\n")


def test_command_reads_stdin(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "emulator", "exec", "--", *PYTHON, "print(input())"],
        input="hello\n",
        env=environment(),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "hello\n", "")


def test_aws_cli_and_boto3_need_nothing_else(tmp_path: Path) -> None:
    script = """
import boto3
print(*boto3.client("gamelift").list_fleets()["FleetIds"])
"""
    (tmp_path / "seed.json").write_text(json.dumps(FLEET))
    done = executed("--seed", "seed.json", "--", *PYTHON, script, folder=tmp_path, HOME=str(tmp_path))
    assert done.stdout.split()[1:] == ["fleet-1"], done.stderr


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_proxies_are_not_asked_for_the_emulator(name: str, tmp_path: Path) -> None:
    script = """
import os, boto3
boto3.client("gamelift").list_fleets()
print(os.environ["NO_PROXY"], os.environ["no_proxy"])
"""
    proxy = {name: "http://127.0.0.1:9", "no_proxy": "intranet"}
    done = executed("--", *PYTHON, script, folder=tmp_path, HOME=str(tmp_path), **proxy)
    assert done.stdout == "intranet,127.0.0.1 intranet,127.0.0.1\n", done.stderr


def test_options_are_those_of_serve_with_defaults_for_tests(tmp_path: Path) -> None:
    def settings(*flags: str, **env: str) -> dict[str, object]:
        done = executed(*flags, "--", *PYTHON, SHOW_INFO, folder=tmp_path, **env)
        assert done.returncode == 0, done.stderr
        found: dict[str, object] = json.loads(done.stdout)["settings"]
        return found

    usual = settings()
    assert (usual["database_url"], usual["random_seed"], usual["log_players"]) == ("sqlite://", 0, True)
    asked = settings("--max-limit", "7", "--clock", NOON, "--random-seed", "3", "--quota-aliases", "5")
    assert {name: (usual[name], value) for name, value in asked.items() if value != usual[name]} == {
        "max_limit": (usual["max_limit"], 7),
        "clock": (None, NOON),
        "random_seed": (0, 3),
        "quota_aliases": (usual["quota_aliases"], 5),
    }
    # Variables that are meant for an emulator that serves would lead this one to its port and its data.
    served = {
        "GAMELIFT_EMULATOR_PORT": "1",
        "GAMELIFT_EMULATOR_DATABASE_URL": f"sqlite:///{tmp_path}/served.db",
        "GAMELIFT_EMULATOR_RANDOM_SEED": "9",
    }
    assert settings(**served) == usual
    assert not (tmp_path / "served.db").exists()
    assert settings(GAMELIFT_EMULATOR_REGION="eu-west-3")["region"] == "eu-west-3"


def test_options_behind_the_command_are_its_own(tmp_path: Path) -> None:
    done = executed(*PYTHON, "import sys; print(*sys.argv[1:])", "--help", "--port", "1", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "--help --port 1\n"), done.stderr


def test_same_ids_come_in_each_run(tmp_path: Path) -> None:
    script = """
import os
from emulator.testing import GameLift
print(GameLift(os.environ["GAMELIFT_EMULATOR_URL"]).ready_game_session())
"""
    runs = [executed("--", *PYTHON, script, folder=tmp_path) for _ in range(2)]
    assert runs[0].stdout.startswith("arn:aws:gamelift:"), runs[0].stderr
    assert runs[0].stdout == runs[1].stdout


def test_pytest_inside_uses_that_emulator(tmp_path: Path) -> None:
    tests = """
import os


def test_there(gamelift, gamelift_client):
    assert gamelift.url == os.environ["AWS_ENDPOINT_URL_GAMELIFT"] == os.environ["GAMELIFT_EMULATOR_URL"]
    assert gamelift_client.list_fleets()["FleetIds"][1:] == ["fleet-1"]
"""
    write(tmp_path, {"test_there.py": tests, "seed.json": json.dumps(FLEET)})
    beside = (sys.executable, "-m", "emulator", "exec", "--seed", "seed.json", "--")
    ran = run_pytest(tmp_path, "-p", "no:asyncio", "-p", "no:xdist", beside=beside)
    assert (ran.code, ran.outcomes) == (0, {"test_there": "passed"}), ran.text


# How it ends


@pytest.mark.parametrize("code", [0, 1, 7, 255])
def test_exit_code_is_the_commands(code: int, tmp_path: Path) -> None:
    done = executed("--", *PYTHON, f"raise SystemExit({code})", folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")


@POSIX
@pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV"])
def test_exit_code_of_a_command_that_a_signal_ended_is_a_shells(name: str, tmp_path: Path) -> None:
    end = signal.Signals[name]
    done = executed("--", *PYTHON, f"import os; os.kill(os.getpid(), {end})", folder=tmp_path)
    assert (done.returncode, done.stdout) == (128 + end, "")


def test_command_that_is_not_there_ends_with_127(tmp_path: Path) -> None:
    done = executed("--", "no-such-command", folder=tmp_path)
    said = "gamelift-emulator: cannot run no-such-command: No such file or directory\n"
    assert (done.returncode, done.stdout, done.stderr) == (127, "", said)


@POSIX
@pytest.mark.parametrize(("mode", "reason"), [(0o644, "Permission denied"), (0o755, "Exec format error")])
def test_command_that_cannot_be_run_ends_with_126(mode: int, reason: str, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("not a program")
    (tmp_path / "text").chmod(mode)
    done = executed("--", "./text", folder=tmp_path)
    assert (done.returncode, done.stdout) == (126, "")
    assert done.stderr == f"gamelift-emulator: cannot run ./text: {reason}\n"


def test_command_that_is_missing_ends_with_2(tmp_path: Path) -> None:
    done = executed(folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Missing argument 'COMMAND...'" in done.stderr


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--seed", "missing.yaml"], "missing.yaml"),
        (["--seed", "broken.json"], "broken.json"),
        (["--database-url", "sqlite:///broken.json"], "broken.json"),
        (["--host", "no.such.host.invalid"], "no.such.host.invalid"),
    ],
    ids=["no seed", "broken seed", "no database", "no host"],
)
def test_emulator_that_cannot_start_is_one_line_and_the_command_does_not_run(
    flags: list[str], said: str, tmp_path: Path
) -> None:
    (tmp_path / "broken.json").write_text('{"Fleets": [{"FleetId": 7}]}')
    done = executed(*flags, "--", *PYTHON, "open('ran', 'w')", folder=tmp_path)
    assert said in one_line(done)
    assert not (tmp_path / "ran").exists()


def test_setting_that_is_wrong_ends_with_2_and_names_its_flag(tmp_path: Path) -> None:
    done = executed("--max-limit", "0", "--", *PYTHON, "pass", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--max-limit" in done.stderr


def test_variable_that_is_misspelt_is_warned_of(tmp_path: Path) -> None:
    done = executed("--", *PYTHON, "pass", folder=tmp_path, GAMELIFT_EMULATOR_REGOIN="eu-west-1")
    assert (done.returncode, done.stdout) == (0, "")
    assert "GAMELIFT_EMULATOR_REGOIN; did you mean GAMELIFT_EMULATOR_REGION?" in done.stderr


# Signals


def beside(folder: Path, script: str, *before: str) -> "AbstractContextManager[tuple[subprocess.Popen[bytes], str]]":
    """`exec` with a script that tells its emulator's URL."""
    return started(*before, sys.executable, "-m", "emulator", "exec", "--", *PYTHON, script, folder=folder)


@POSIX
def test_signals_are_passed_on(tmp_path: Path) -> None:
    signals = tmp_path / "signals"
    signals.touch()
    with beside(tmp_path, TELL_SIGNALS) as (process, url):
        seen = []
        for name in ("SIGINT", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGTERM"):
            process.send_signal(signal.Signals[name])
            seen.append(name)
            until(lambda: signals.read_text().split() == seen)
        assert process.wait(PATIENCE) == 3
        assert is_refused(url)


@POSIX
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_command_that_a_signal_ends_takes_the_emulator_with_it(name: str, tmp_path: Path) -> None:
    end = signal.Signals[name]
    with beside(tmp_path, WAIT) as (process, url):
        process.send_signal(end)
        assert process.wait(PATIENCE) == 128 + end
        assert is_refused(url)


@POSIX
def test_signal_that_is_ignored_from_outside_stays_ignored(tmp_path: Path) -> None:
    (tmp_path / "signals").touch()
    script = TELL_SIGNALS.replace('"SIGHUP", ', "")  # it inherits what nohup has set
    with beside(tmp_path, script, "nohup") as (process, _):
        process.send_signal(signal.SIGHUP)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 3
    assert (tmp_path / "signals").read_text().split() == ["SIGTERM"]


@POSIX
def test_exec_that_is_killed_leaves_no_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # nobody can tidy up who was killed
    with beside(tmp_path, WAIT) as (process, url):
        assert not is_refused(url)
        process.kill()
        process.wait(PATIENCE)
        assert is_refused(url)


@LINUX
def test_exec_that_is_killed_takes_the_command_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # nobody can tidy up who was killed
    os.mkfifo(tmp_path / "alive")
    reader = os.open(tmp_path / "alive", os.O_RDONLY | os.O_NONBLOCK)

    def runs() -> bool:
        """Whether the command has its end of the pipe."""
        try:
            return os.read(reader, 1) != b""
        except BlockingIOError:
            return True

    try:
        with beside(tmp_path, f"held = open('alive', 'w')\n{WAIT}") as (process, _):
            assert runs()
            process.kill()
            process.wait(PATIENCE)
            until(lambda: not runs())
    finally:
        os.close(reader)


@LINUX
def test_command_does_not_begin_once_exec_is_dead(tmp_path: Path) -> None:
    another = os.getppid()
    done = subprocess.run([sys.executable, TIED, str(another), "2", "touch", tmp_path / "ran"], check=True)
    assert done.returncode == 0
    assert not (tmp_path / "ran").exists()


@LINUX
def test_command_runs_where_python_cannot_call_the_system(tmp_path: Path) -> None:
    (tmp_path / "ctypes.py").write_text("raise ImportError")
    arguments = [sys.executable, TIED, str(os.getpid()), "2", "echo", "it runs"]
    assert subprocess.check_output(arguments, env=environment(PYTHONPATH=str(tmp_path))) == b"it runs\n"


@LINUX
def test_command_begins_with_the_signals_and_files_of_any_other(tmp_path: Path) -> None:
    show = ("sh", "-c", "grep '^Sig[BIC]' /proc/self/status; ls /proc/self/fd")
    plain = subprocess.run(show, capture_output=True, text=True, check=True, env=environment(), cwd=tmp_path)
    done = executed("--", *show, folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, plain.stdout)


@POSIX
def test_ctrl_c_at_a_terminal_reaches_the_command_once(tmp_path: Path) -> None:
    signals = tmp_path / "signals"
    signals.touch()
    import pty  # which is POSIX's

    child, terminal = pty.fork()
    if child == 0:
        os.chdir(tmp_path)
        arguments = [sys.executable, "-m", "emulator", "exec", "--", *PYTHON, TELL_SIGNALS]
        os.execvpe(sys.executable, arguments, environment())
    try:
        until((tmp_path / "url").exists)
        for number, typed in enumerate([b"\x03", b"\x1c", b"\x03"], 1):
            os.write(terminal, typed)
            until(lambda number=number: len(signals.read_text().split()) >= number)  # type: ignore[misc]
        os.kill(child, signal.SIGTERM)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
    finally:
        os.close(terminal)  # which hangs up whoever is left
    assert signals.read_text().split() == ["SIGINT", "SIGQUIT", "SIGINT", "SIGTERM"]


# env


@pytest.fixture(scope="module")
def served() -> Iterator[Emulator]:
    with Emulator(region="eu-north-1") as emulator:
        yield emulator


@pytest.fixture(scope="module")
def variables(served: Emulator) -> dict[str, str]:
    return {
        "AWS_ENDPOINT_URL_GAMELIFT": served.url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "eu-north-1",
        "AWS_DEFAULT_REGION": "eu-north-1",
        "GAMELIFT_EMULATOR_URL": served.url,
    }


@POSIX
@pytest.mark.parametrize("flags", ["", " --format sh"])
def test_env_for_a_shell_sets_and_unsets(
    flags: str, served: Emulator, variables: dict[str, str], tmp_path: Path
) -> None:
    tool = f"{sys.executable} -m emulator env --url {served.url}{flags}"
    script = f'eval "$({tool})" && {sys.executable} -c "{SHOW_ENVIRONMENT}"'
    misleading = dict.fromkeys(UNSET, "elsewhere") | {"AWS_REGION": "elsewhere"}
    for shell in ("sh", "bash"):
        shown = subprocess.check_output([shell, "-euc", script], env=environment(**misleading), cwd=tmp_path)
        found = json.loads(shown)
        assert {name: found[name] for name in found if name.startswith(("AWS_", "GAMELIFT_"))} == variables


def test_env_for_a_file_holds_a_line_for_each(served: Emulator, variables: dict[str, str], tmp_path: Path) -> None:
    done = command("env", "--url", served.url, "--format", "dotenv", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert dict(line.split("=", 1) for line in done.stdout.splitlines()) == variables


def test_env_for_powershell_sets_and_removes(served: Emulator, variables: dict[str, str], tmp_path: Path) -> None:
    done = command("env", "--format", "powershell", folder=tmp_path, GAMELIFT_EMULATOR_URL=served.url)
    assert (done.returncode, done.stderr) == (0, "")
    removed, *lines = done.stdout.splitlines()
    assert removed == f"Remove-Item {', '.join(f'Env:{name}' for name in UNSET)} -ErrorAction SilentlyContinue"
    assert lines == [f"$env:{name} = '{value}'" for name, value in variables.items()]


def test_env_of_an_emulator_that_is_not_there_prints_nothing_to_evaluate(tmp_path: Path) -> None:
    done = command("env", "--url", "http://127.0.0.1:9", folder=tmp_path)
    assert "no emulator answers at http://127.0.0.1:9" in one_line(done)
