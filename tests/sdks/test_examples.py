"""The example in JavaScript: `gamelift-emulator exec` in front of another language's test runner."""

import re
import shutil
import subprocess
import sys

import pytest

from tests.sdks.clients import BUILD, HERE, Unavailable, built, run, tool
from tests.support.running import environment

pytestmark = pytest.mark.sdks
EXAMPLE = HERE.parent.parent / "examples" / "exec-javascript"


def test_lobby_passes_its_tests_beside_an_emulator() -> None:
    try:
        npm = tool("npm")
    except Unavailable as reason:
        pytest.skip(str(reason))
    folder = BUILD / "exec-javascript"

    def build() -> None:
        shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
        run(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=folder)

    built(folder, EXAMPLE, build)
    command = [sys.executable, "-m", "emulator", "exec", "--", npm, "test"]
    done = subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"pass 3\b", done.stdout), done.stdout
