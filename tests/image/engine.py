"""The container engine of this machine, and containers, as tests start, ask and stop them."""

import contextlib
import json
import os
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
from types_boto3_gamelift import GameLiftClient

ROOT = Path(__file__).parents[2]
BASE_IMAGE = os.environ.get("BASE_IMAGE", "python:3.13-slim")
HARDENED = ("--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges")


def run(*command: object, seconds: float = 60, check: bool = True) -> "subprocess.CompletedProcess[str]":
    """What a command said. Raises: AssertionError with all of it, where the command fails and must not."""
    environment = os.environ | {"BASE_IMAGE": BASE_IMAGE, "BUILDAH_FORMAT": "docker"}  # podman's own drops HEALTHCHECK
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=environment, timeout=seconds, capture_output=True, text=True
    )
    assert not check or done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    return done


def reason_against(engine: str) -> str | None:
    """Why an engine cannot be used here: it is absent, has no base image, or cannot run a container; None if it can."""
    try:
        done = run(engine, "run", "--rm", BASE_IMAGE, "python3", "--version", seconds=300, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{engine}: {error}"
    return f"{engine}: {' '.join(done.stderr.split())}" if done.returncode else None


def unique_name() -> str:
    """A name that no container, volume or project has."""
    return f"gamelift-emulator-test-{uuid.uuid4().hex[:12]}"


class Container:
    """A container of the emulator's image."""

    def __init__(self, engine: str, image: str, *arguments: str, flags: tuple[str, ...]) -> None:
        self._engine = engine
        self.name = unique_name()
        run(engine, "run", "--detach", "--name", self.name, "--publish", "127.0.0.1::4600", *flags, image, *arguments)

    def client(self) -> GameLiftClient:
        """A stock boto3 client at the published port."""
        address = run(self._engine, "port", self.name, "4600").stdout.split()[0]
        client: GameLiftClient = boto3.client(
            "gamelift",
            endpoint_url=f"http://{address}",
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )
        return client

    def wait_until_healthy(self, seconds: float = 30) -> None:
        """Waits for the image's own healthcheck, which docker runs by itself, and podman only where systemd is."""
        deadline = time.monotonic() + seconds
        while not self._healthy():
            assert time.monotonic() < deadline, self.logs()
            time.sleep(0.2)  # for another process, not for time to pass

    def _healthy(self) -> bool:
        if self._engine == "podman":
            return run("podman", "healthcheck", "run", self.name, check=False).returncode == 0
        return bool(self.inspect()["State"]["Health"]["Status"] == "healthy")

    def execute(self, *command: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
        """What a command inside says."""
        return run(self._engine, "exec", self.name, *command, check=check)

    def inspect(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(run(self._engine, "container", "inspect", self.name).stdout)[0]
        return answer

    def logs(self) -> str:
        done = run(self._engine, "logs", self.name)
        return done.stdout + done.stderr

    def stop(self) -> int:
        """Sends SIGTERM, half a minute later SIGKILL, and says with which exit code the emulator ended."""
        run(self._engine, "stop", "-t", 30, self.name)
        return int(self.inspect()["State"]["ExitCode"])

    def remove(self) -> None:
        run(self._engine, "rm", "--force", self.name)


Start = Callable[..., Container]
"""Starts a container: start(*arguments, flags=(…))."""


@contextlib.contextmanager
def containers(engine: str, image: str) -> Iterator[Start]:
    """Containers that live as long as the context, hardened and with one volume at /data."""
    with contextlib.ExitStack() as stack:
        volume = unique_name()
        run(engine, "volume", "create", volume)
        stack.callback(run, engine, "volume", "rm", volume)

        def start(*arguments: str, flags: tuple[str, ...] = ()) -> Container:
            mounts = (f"--volume={volume}:/data", f"--volume={ROOT / 'seed_data'}:/seed_data:ro")
            container = Container(engine, image, *arguments, flags=(*HARDENED, *mounts, *flags))
            stack.callback(container.remove)
            return container

        yield start
