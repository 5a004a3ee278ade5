"""How a client that is built calls an emulator."""

import os
import subprocess
from collections.abc import Sequence

from tests.support.running import Running, environment


def ask(command: Sequence[str], emulator: Running, **variables: str) -> subprocess.CompletedProcess[str]:
    """What a client has printed, with these variables in its environment."""
    found = {
        "AWS_ENDPOINT_URL_GAMELIFT": emulator.url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_MAX_ATTEMPTS": "1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "STORY_CONTROL": f"{emulator.url}/_emulator",
    }
    return subprocess.run(
        command,
        env=environment(**found | variables),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
