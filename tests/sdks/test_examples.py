"""Examples in other languages: one runs behind `gamelift-emulator exec`, those for Testcontainers are compiled."""

import re
import shutil
import subprocess
import sys

import pytest

from tests.sdks.clients import BUILD, HERE, Unavailable, built, run, tool
from tests.support.running import environment

pytestmark = pytest.mark.sdks
IMPORTS = "import { GenericContainer, Wait } from 'testcontainers'; Wait.forHealthCheck(); new GenericContainer('x')"
EXAMPLES = HERE.parent.parent / "examples"
EXAMPLE = EXAMPLES / "exec-javascript"


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


@pytest.mark.parametrize(
    ("name", "program", "steps"),
    [
        ("testcontainers-go", "go", [["vet", "./..."]]),
        ("testcontainers-java", "mvn", [["--quiet", "--batch-mode", "test-compile"]]),
        (
            "testcontainers-node",
            "npm",
            [
                ["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                ["exec", "--", "node", "--check", "gamelift.test.mjs"],
                ["exec", "--", "node", "--input-type=module", "--eval", IMPORTS],
            ],
        ),
    ],
)
def test_example_of_testcontainers_compiles(name: str, program: str, steps: list[list[str]]) -> None:
    """They need a Docker engine to run; what can be checked without one is that their libraries have what they call."""
    try:
        found = tool(program)
    except Unavailable as reason:
        pytest.skip(str(reason))
    folder = BUILD / name

    def build() -> None:
        shutil.copytree(EXAMPLES / name, folder, dirs_exist_ok=True)
        for step in steps:
            run(found, *step, folder=folder)

    built(folder, EXAMPLES / name, build)
