"""The command line: what each command does, imports and reads from the environment."""

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import click
import pytest

from emulator import __version__
from emulator.cli.main import COMMANDS, main
from tests.support.commands import command, one_line
from tests.support.running import PATIENCE, Running, environment, running
from tests.support.worlds import world

NOON = "2026-01-31T12:00:00.000Z"
HEAVY = ("fastapi", "sqlalchemy", "pydantic", "starlette", "uvicorn", "alembic", "yaml", "boto3")
UNTRACED = {"COVERAGE_PROCESS_CONFIG": "", "COVERAGE_PROCESS_START": ""}  # a tracer imports much
MAIN = """
import sys
from emulator.cli.main import main

try:
    main(sys.argv[1:])
finally:
    print("imported:", *sorted(sys.modules))
"""


@pytest.fixture
def dead_url() -> Iterator[str]:
    """A URL at which nobody listens, and nobody else can."""
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{reserved.getsockname()[1]}"


@pytest.fixture
def foreign_url() -> Iterator[str]:
    """The URL of some other web server."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>Hello</html>")

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def imports_of(*arguments: str, folder: Path, program: str = MAIN, code: int = 0, **env: str) -> set[str]:
    """The modules that a command has imported at its end, which has that exit code."""
    ended = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        env=environment(**UNTRACED, **env),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert ended.returncode == code, ended
    return set(ended.stdout.partition("imported:")[2].split())


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("serve", "--help"), ("clock", "--help")])
def test_help_and_version_import_nothing_heavy(arguments: tuple[str, ...], tmp_path: Path) -> None:
    imported = imports_of(*arguments, folder=tmp_path)
    assert "emulator.cli.main" in imported
    assert imported.isdisjoint(HEAVY)


def test_healthcheck_imports_nothing_heavy(emulator: Running, tmp_path: Path) -> None:
    imported = imports_of("healthcheck", "--url", emulator.url, folder=tmp_path)
    assert "emulator.control_client" in imported
    assert imported.isdisjoint(HEAVY)


AT_ONCE = """
import sys
from emulator.__main__ import command_line

command_line()
print("imported:", *sorted(sys.modules))
"""


@pytest.mark.parametrize("arguments", [("--version",), ("healthcheck",), ("clock", "show")])
def test_what_scripts_run_again_and_again_imports_next_to_nothing(
    arguments: tuple[str, ...], emulator: Running, tmp_path: Path
) -> None:
    imported = imports_of(*arguments, folder=tmp_path, program=AT_ONCE, GAMELIFT_EMULATOR_URL=emulator.url)
    assert {each for each in imported if each.startswith("emulator")} <= {
        "emulator",
        "emulator.__main__",
        "emulator.cli",
        "emulator.cli.quick",
        "emulator.control",
        "emulator.control.prefix",
        "emulator.client_environment",
        "emulator.environment",
    }
    assert imported.isdisjoint({"click", "http.client", "typing", "dataclasses", "pathlib"})


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_where_the_table_says(name: str) -> None:
    found = main.get_command(click.Context(main), name)
    assert found is not None
    assert found.name == name


def test_version_is_told(tmp_path: Path) -> None:
    assert command("--version", folder=tmp_path).stdout == f"gamelift-emulator {__version__}\n"


def test_help_names_every_command(tmp_path: Path) -> None:
    text = command("--help", folder=tmp_path).stdout
    assert all(f"\n  {name} " in text for name in ("serve", "healthcheck", "seed", "reset", "clock"))


@pytest.mark.parametrize("flag", ["port", "database-url", "seed", "clock", "player-session-timeout-seconds"])
def test_help_of_serve_names_flags_and_their_variables(flag: str, tmp_path: Path) -> None:
    text = command("serve", "--help", folder=tmp_path).stdout
    assert f"--{flag} " in text
    assert f"GAMELIFT_EMULATOR_{flag.replace('-', '_').upper()}" in text


def test_installed_script_is_the_same_as_the_module(tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("gamelift-emulator")
    if not script.exists():
        pytest.skip("the package is not installed with its script")
    ended = subprocess.run(
        [script, "--version"], capture_output=True, text=True, check=True, timeout=PATIENCE, cwd=tmp_path
    )
    assert ended.stdout == command("--version", folder=tmp_path).stdout


# The environment.


TEXTS = {
    "region": "eu-west-2",
    "account_id": "123456789012",
    "clock": NOON,
    "fresh": "1",
    "log_players": "true",
    "player_session_timeout_seconds": "1.5",
    "default_limit": "7",
    "allowed_hosts": "a.example, .b.example",
    "allowed_origins": "http://localhost:3000",
    "log_level": "warning",
}
FLAGS = ("fresh", "log_players")  # take no value
VALUES: dict[str, object] = TEXTS | {
    "fresh": True,
    "log_players": True,
    "player_session_timeout_seconds": 1.5,
    "default_limit": 7,
    "allowed_hosts": "a.example,.b.example",
}


def settings_in_force(folder: Path, *flags: str, **variables: str) -> dict[str, object]:
    """Those of the settings above that an emulator runs with."""
    with running(folder, *flags, **variables) as emulator:
        settings = emulator.control("GET", "/info")["settings"]
    return {name: settings[name] for name in TEXTS}


def test_variables_set_what_they_name(tmp_path: Path) -> None:
    variables = {f"GAMELIFT_EMULATOR_{name.upper()}": text for name, text in TEXTS.items()}
    assert settings_in_force(tmp_path, **variables) == VALUES


def test_flags_set_what_they_name(tmp_path: Path) -> None:
    flags = [(f"--{name.replace('_', '-')}", *(() if name in FLAGS else (text,))) for name, text in TEXTS.items()]
    assert settings_in_force(tmp_path, *(word for flag in flags for word in flag)) == VALUES


def test_flag_beats_its_variable(tmp_path: Path) -> None:
    with running(tmp_path, "--region", "eu-west-1", GAMELIFT_EMULATOR_REGION="eu-west-2") as emulator:
        assert emulator.control("GET", "/info")["settings"]["region"] == "eu-west-1"


def test_variable_with_a_bad_value_is_refused_by_name(tmp_path: Path) -> None:
    ended = command("serve", folder=tmp_path, GAMELIFT_EMULATOR_PORT="http")
    assert ended.returncode == 2
    assert "GAMELIFT_EMULATOR_PORT" in ended.stderr
    assert "'http' is not a valid integer" in ended.stderr


def test_variable_that_is_unknown_is_warned_of_with_the_nearest_name(tmp_path: Path) -> None:
    variables = {"GAMELIFT_EMULATOR_REGOIN": "eu-west-1", "GAMELIFT_EMULATOR_URL": "http://127.0.0.1:1"}
    with running(tmp_path, **variables) as emulator:
        warnings = [line for line in emulator.log().splitlines() if "WARNING" in line]
    (warning,) = warnings
    assert "unknown environment variable GAMELIFT_EMULATOR_REGOIN" in warning
    assert "did you mean GAMELIFT_EMULATOR_REGION?" in warning


# Commands to a running emulator.


def test_healthcheck_succeeds_in_silence_where_the_emulator_is_ready(emulator: Running, tmp_path: Path) -> None:
    ended = command("healthcheck", "--url", emulator.url, folder=tmp_path)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_healthcheck_fails_where_nobody_answers(dead_url: str, tmp_path: Path) -> None:
    assert f"not ready: no emulator answers at {dead_url}" in one_line(
        command("healthcheck", "--url", dead_url, folder=tmp_path)
    )


@pytest.mark.parametrize("arguments", [("healthcheck",), ("clock", "show")])
def test_command_without_an_option_tells_the_same_as_with_one(
    arguments: tuple[str, ...], emulator: Running, dead_url: str, foreign_url: str, tmp_path: Path
) -> None:
    """Without an option it may be answered in a shorter way."""
    emulator.freeze(NOON)
    https = emulator.url.replace("http", "https")
    for url in (
        emulator.url,
        f"{emulator.url}/",
        https,
        dead_url,
        foreign_url,
        "ftp://127.0.0.1:21",
        "http://é:1",
        "http://127.0.0.1:99999",
    ):
        short = command(*arguments, folder=tmp_path, GAMELIFT_EMULATOR_URL=url)
        long = command(*arguments, "--url", url, folder=tmp_path)
        assert (short.returncode, short.stdout, short.stderr) == (long.returncode, long.stdout, long.stderr)


def test_healthcheck_fails_where_another_server_answers(foreign_url: str, tmp_path: Path) -> None:
    line = one_line(command("healthcheck", "--url", foreign_url, folder=tmp_path))
    assert f"what answers at {foreign_url} is not this emulator" in line


@pytest.mark.parametrize(
    "url", ["127.0.0.1:4600", "ftp://127.0.0.1", "http://", "http://127.0.0.1:notaport", "http://a b:1", ""]
)
def test_url_that_is_none_ends_a_command_with_one_line(url: str, tmp_path: Path) -> None:
    assert one_line(command("healthcheck", "--url", url, folder=tmp_path))


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("clock", "show"), {"now": NOON, "frozen": True}),
        (("clock", "freeze"), {"now": NOON, "frozen": True}),
        (("clock", "set", "2027-01-01"), {"now": "2027-01-01T00:00:00.000Z", "frozen": True}),
        (
            ("clock", "advance", "1.5"),
            {"now": "2026-01-31T12:00:01.500Z", "frozen": True, "counts": {}, "changes": []},
        ),
    ],
)
def test_clock_command_shows_the_answer_of_the_control_api(
    arguments: tuple[str, ...], answer: dict[str, object], emulator: Running, tmp_path: Path
) -> None:
    emulator.freeze(NOON)
    ended = command(*arguments, "--url", emulator.url, folder=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert json.loads(ended.stdout) == answer
    assert emulator.control("GET", "/clock") == {"now": answer["now"], "frozen": True}


def test_clock_resume_lets_the_clock_run_on(emulator: Running, tmp_path: Path) -> None:
    emulator.freeze(NOON)
    answer = json.loads(command("clock", "resume", "--url", emulator.url, folder=tmp_path).stdout)
    assert answer["frozen"] is False
    assert NOON <= answer["now"] < "2026-01-31T12:10"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("clock", "set", "noon"), "'noon' is not an ISO-8601 time"),
        (("clock", "advance", "--", "-1"), "greater than or equal to 0"),
        (("reset", "--seed"), "There is no seed to load"),
    ],
)
def test_command_that_is_refused_ends_with_the_reason(
    arguments: tuple[str, ...], words: str, emulator: Running, tmp_path: Path
) -> None:
    head, *rest = arguments
    assert words in one_line(command(head, *rest, folder=tmp_path, GAMELIFT_EMULATOR_URL=emulator.url))


def test_reset_command_empties_the_world(emulator: Running, tmp_path: Path) -> None:
    emulator.seed(world([{"PlayerId": "alice"}]))
    assert command("reset", "--url", emulator.url, folder=tmp_path).returncode == 0
    assert emulator.call("DescribePlayerSessions", {"PlayerId": "alice"}).json() == {"PlayerSessions": []}


def test_reset_command_can_load_the_seed_of_serve(tmp_path: Path) -> None:
    (tmp_path / "world.json").write_text(json.dumps(world([{"PlayerId": "alice"}])))
    with running(tmp_path, "--seed", "world.json") as emulator:
        ended = command("reset", "--seed", "--url", emulator.url, folder=tmp_path)
        assert json.loads(ended.stdout)["seed"]["added"]["PlayerSessions"] == 1


def test_url_comes_from_the_flag_then_the_variable_then_host_and_port(
    emulator: Running, dead_url: str, tmp_path: Path
) -> None:
    port = emulator.url.rpartition(":")[2]
    reached = [
        command("clock", "show", "--url", emulator.url, folder=tmp_path, GAMELIFT_EMULATOR_URL=dead_url),
        command("clock", "show", folder=tmp_path, GAMELIFT_EMULATOR_URL=emulator.url, GAMELIFT_EMULATOR_PORT="1"),
        command("clock", "show", folder=tmp_path, GAMELIFT_EMULATOR_PORT=port),
        command("clock", "show", folder=tmp_path, GAMELIFT_EMULATOR_PORT=port, GAMELIFT_EMULATOR_HOST="0.0.0.0"),
    ]
    assert [each.returncode for each in reached] == [0, 0, 0, 0]


def test_url_can_end_with_a_slash(emulator: Running, tmp_path: Path) -> None:
    assert command("healthcheck", "--url", f"{emulator.url}/", folder=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("serv", "There is no command serv. Did you mean serve?"),
        ("qqq", "There is no command qqq. These are: accept, activate, clock, crash, end, env,"),
    ],
)
def test_command_that_does_not_exist_is_told_with_those_that_do(typed: str, words: str, tmp_path: Path) -> None:
    ended = command(typed, "--port", "0", folder=tmp_path)
    assert ended.returncode == 2
    assert words in ended.stderr


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (
            ("--url", "http://127.0.0.1:1", "reset"),
            "--url stands behind a command, as in: gamelift-emulator healthcheck --url",
        ),
        (("--count=2", "run-server"), "--count stands behind a command, as in: gamelift-emulator run-server --count"),
        (("--no-such-option",), "No such option '--no-such-option'."),
    ],
)
def test_option_that_stands_where_it_means_nothing_is_told(typed: tuple[str, ...], words: str, tmp_path: Path) -> None:
    ended = command(*typed, folder=tmp_path)
    assert ended.returncode == 2
    assert words in ended.stderr


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("cl", {"clock"}),
        ("", {"accept", "clock", "serve", "watch"}),
        ("--se", {"--seed", "--server-processes"}),
        ("clock adv", {"advance"}),
        ("serve --throttle ", {"off", "aws"}),
    ],
)
def test_shell_completes(typed: str, completed: set[str], tmp_path: Path) -> None:
    words = f"gamelift-emulator {typed}"
    asked = {"COMP_WORDS": words, "COMP_CWORD": str(words.count(" ")), "_GAMELIFT_EMULATOR_COMPLETE": "bash_complete"}
    ended = subprocess.run(
        [Path(sys.executable).with_name("gamelift-emulator")],
        cwd=tmp_path, env=environment(**asked), capture_output=True, text=True, timeout=PATIENCE, check=True,
    )  # fmt: skip
    found = {line.removeprefix("plain,") for line in ended.stdout.splitlines()}
    assert found == completed if typed else found > completed


def test_command_that_finds_no_emulator_says_how_to_start_one(tmp_path: Path) -> None:
    line = one_line(command("clock", "show", "--url", "http://127.0.0.1:1", folder=tmp_path))
    assert "`gamelift-emulator serve` starts one; --url or GAMELIFT_EMULATOR_URL says where it is" in line


def test_command_that_calls_over_https_is_told_what_is_spoken(emulator: Running, tmp_path: Path) -> None:
    line = one_line(command("clock", "show", "--url", emulator.url.replace("http", "https"), folder=tmp_path))
    assert line.endswith(". It speaks http://")


@pytest.mark.parametrize("text", ["Fleets: []", '{"Fleets": []}', "{"])
def test_import_of_what_is_no_state_names_the_file_and_the_other_command(
    text: str, emulator: Running, tmp_path: Path
) -> None:
    file = tmp_path / "world.yaml"
    file.write_text(text)
    line = one_line(command("import", file, "--url", emulator.url, folder=tmp_path))
    assert line.startswith(f"gamelift-emulator: {file}: ")
    assert line.endswith("(seed documents are loaded by `seed`)")


def test_export_to_a_folder_that_is_not_there_names_the_file_that_was_asked_for(
    emulator: Running, tmp_path: Path
) -> None:
    file = tmp_path / "nowhere" / "state.json"
    line = one_line(command("export", file, "--url", emulator.url, folder=tmp_path))
    assert line == f"gamelift-emulator: {file}: No such file or directory"


def test_start_tells_of_a_clock_that_is_not_the_machines(tmp_path: Path, database_url: str) -> None:
    with running(tmp_path, database_url=database_url) as emulator:
        assert "the clock" not in emulator.log()
        emulator.advance(3_600)
    with running(tmp_path, database_url=database_url) as emulator:
        assert "it is not the machine's" in emulator.log()
        emulator.freeze(NOON)
    with running(tmp_path, database_url=database_url) as emulator:
        assert f"the clock stands still at {NOON}" in emulator.log()
