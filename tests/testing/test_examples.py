"""The examples do what they say, in a folder of their own, as a stranger would run them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.running import environment

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.mark.parametrize("options", [(), ("-n", "2"), ("-p", "no:xdist", "-p", "no:randomly", "-p", "no:cov")], ids=str)
def test_matchmaking_backend_passes_its_tests(tmp_path: Path, options: tuple[str, ...]) -> None:
    folder = Path(shutil.copytree(EXAMPLES / "matchmaking", tmp_path / "matchmaking"))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--gamelift-advice=fail", *options]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)
    assert re.search(r"^10 passed", done.stdout, re.MULTILINE), done.stdout + done.stderr
