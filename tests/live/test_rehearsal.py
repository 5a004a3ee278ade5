"""The live tests themselves, rehearsed against the emulator: they run to their end, and clean up behind them."""

import subprocess
import sys

from tests.support.running import Running, environment

NOT_REHEARSED = "time_out"
"""The one that waits for a minute of AWS's clock."""


def test_questions_can_be_asked(emulator: Running) -> None:
    before = emulator.control("GET", "/state")
    credentials = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
    env = environment(GAMELIFT_LIVE="1", AWS_ENDPOINT_URL_GAMELIFT=emulator.url, **credentials)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", f"not {NOT_REHEARSED}"]
    done = subprocess.run(
        [*command, "tests/live/test_open_questions.py"], env=env, capture_output=True, text=True, check=False
    )
    assert "8 passed" in done.stdout, done.stdout + done.stderr
    after = emulator.control("GET", "/state")
    assert [after[name] for name in ("Fleets", "Locations", "Computes")] == [
        before[name] for name in ("Fleets", "Locations", "Computes")
    ]
