"""The AWS CLI, as it is installed, against the emulator: pagination, credentials, endpoints and errors."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.running import PATIENCE, Running, environment
from tests.support.worlds import GAME_SESSION, players, world

AWS = Path(sys.executable).with_name("aws")
Cli = Callable[..., "subprocess.CompletedProcess[str]"]
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
COUNT = 250
pytestmark = pytest.mark.skipif(not AWS.exists(), reason="the AWS CLI is not installed beside Python")


@pytest.fixture
def aws(tmp_path: Path) -> Cli:
    """`aws gamelift describe-player-sessions` with those arguments, and an environment of its own."""

    def run(*arguments: str, **env: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, str(AWS), "gamelift", "describe-player-sessions", "--region", "us-east-1", *arguments],
            env=environment(HOME=str(tmp_path), AWS_EC2_METADATA_DISABLED="true", NO_COLOR="1", **env),
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )

    return run


def answer(ended: "subprocess.CompletedProcess[str]") -> dict[str, Any]:
    assert ended.returncode == 0, ended.stderr
    shown: dict[str, Any] = json.loads(ended.stdout)
    return shown


def names(shown: dict[str, Any]) -> list[str]:
    return [each["PlayerId"] for each in shown["PlayerSessions"]]


@pytest.fixture
def filled(emulator: Running) -> Running:
    """An emulator with one game session that has more player sessions than fit on two pages."""
    emulator.seed(world(players(COUNT, Status="COMPLETED")))
    return emulator


ALL = [f"player-{n}" for n in range(COUNT)]
OF_GAME_SESSION = ("--game-session-id", GAME_SESSION)


@pytest.mark.documented("AWS CLI user guide, pagination: the CLI follows all pages by default")
def test_aws_cli_shows_all_pages_as_one(filled: Running, aws: Cli) -> None:
    shown = answer(aws(*OF_GAME_SESSION, "--endpoint-url", filled.url, **CREDENTIALS))
    assert names(shown) == ALL
    assert "NextToken" not in shown


@pytest.mark.documented("AWS CLI user guide, pagination: --page-size")
def test_aws_cli_with_a_page_size_shows_all_pages_as_one(filled: Running, aws: Cli) -> None:
    shown = answer(aws(*OF_GAME_SESSION, "--page-size", "99", "--endpoint-url", filled.url, **CREDENTIALS))
    assert names(shown) == ALL


@pytest.mark.documented("AWS CLI user guide, pagination: --no-paginate")
def test_aws_cli_without_pagination_shows_one_page(filled: Running, aws: Cli) -> None:
    shown = answer(aws(*OF_GAME_SESSION, "--no-paginate", "--endpoint-url", filled.url, **CREDENTIALS))
    assert names(shown) == ALL[:100]
    assert shown["NextToken"]


@pytest.mark.documented("AWS CLI user guide, pagination: --max-items and --starting-token")
@pytest.mark.parametrize("first", [120, 100, 7])
def test_aws_cli_goes_on_from_where_max_items_stopped_it(first: int, filled: Running, aws: Cli) -> None:
    endpoint = ("--endpoint-url", filled.url)
    begun = answer(aws(*OF_GAME_SESSION, "--max-items", str(first), *endpoint, **CREDENTIALS))
    assert names(begun) == ALL[:first]
    rest = answer(aws(*OF_GAME_SESSION, "--starting-token", begun["NextToken"], *endpoint, **CREDENTIALS))
    assert names(rest) == ALL[first:]


@pytest.mark.documented("AWS CLI user guide, --no-sign-request")
def test_aws_cli_needs_no_credentials_for_an_unsigned_call(filled: Running, aws: Cli) -> None:
    shown = answer(aws("--player-id", "player-7", "--no-sign-request", "--endpoint-url", filled.url))
    assert names(shown) == ["player-7"]


@pytest.mark.documented("AWS SDKs and Tools reference guide, service-specific endpoints")
def test_aws_cli_finds_the_emulator_by_an_environment_variable(filled: Running, aws: Cli) -> None:
    shown = answer(aws("--player-id", "player-7", AWS_ENDPOINT_URL_GAMELIFT=filled.url, **CREDENTIALS))
    assert names(shown) == ["player-7"]


@pytest.mark.documented("AWS CLI user guide, --query and --output")
def test_aws_cli_shows_a_query_as_text(filled: Running, aws: Cli) -> None:
    query = ("--query", "PlayerSessions[].[PlayerId,Status]", "--output", "text")
    ended = aws("--player-id", "player-7", *query, "--endpoint-url", filled.url, **CREDENTIALS)
    assert ended.stdout.split() == ["player-7", "COMPLETED"]


@pytest.mark.documented("AWS CLI user guide, return codes")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--player-session-id", "psess-none"), "NotFoundException"),
        ((), "InvalidRequestException"),
        ((*OF_GAME_SESSION, "--player-session-status-filter", "GONE"), "InvalidRequestException"),
        ((*OF_GAME_SESSION, "--no-paginate", "--next-token", "nonsense"), "InvalidRequestException"),
    ],
)
def test_aws_cli_tells_an_error_of_the_service(
    arguments: tuple[str, ...], code: str, filled: Running, aws: Cli
) -> None:
    ended = aws(*arguments, "--endpoint-url", filled.url, **CREDENTIALS)
    assert ended.returncode in (254, 255)  # version 2, version 1
    assert ended.stdout == ""
    assert f"An error occurred ({code}) when calling the DescribePlayerSessions operation: " in ended.stderr
