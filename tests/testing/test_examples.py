"""The examples do what they say, in a folder of their own, as a stranger would run them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.running import environment

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.mark.parametrize(
    ("example", "count", "options"),
    [
        ("matchmaking", 10, ()),
        ("matchmaking", 10, ("-n", "2")),
        ("matchmaking", 10, ("-p", "no:xdist", "-p", "no:randomly", "-p", "no:cov")),
        ("flexmatch-lobby", 5, ()),
        ("placement-backend", 6, ()),
    ],
    ids=str,
)
def test_backend_passes_its_tests(tmp_path: Path, example: str, count: int, options: tuple[str, ...]) -> None:
    folder = Path(shutil.copytree(EXAMPLES / example, tmp_path / example))
    assert_passed(run_pytest(folder, "--gamelift-advice=fail", *options), count)


def test_backend_is_tested_in_the_checkout_without_what_only_this_repository_installs() -> None:
    """As its README has it: `cd examples/flexmatch-lobby && pytest`."""
    assert_passed(run_pytest(EXAMPLES / "flexmatch-lobby", "-p", "no:asyncio", "-p", "no:xdist", "-p", "no:cov"), 5)


def run_pytest(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options]
    return subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)


def assert_passed(done: subprocess.CompletedProcess[str], count: int) -> None:
    assert re.search(rf"^{count} passed", done.stdout, re.MULTILINE), done.stdout + done.stderr
