"""docker-compose.yml: the client waits until the emulator is healthy, and pages through the players."""

import socket
from collections.abc import Iterator

import pytest

from tests.image.engine import run, unique_name


@pytest.fixture
def compose(engine: str) -> Iterator[list[str]]:
    """The command of a project of this test's own, which is gone afterwards."""
    if engine != "docker":
        pytest.skip(f"{engine} tells a healthcheck's outcome only under systemd")
    version = run("docker", "compose", "version", check=False)
    if version.returncode:
        pytest.skip(f"docker has no compose plugin: {version.stderr.strip()}")
    with socket.socket() as listener:
        if listener.connect_ex(("127.0.0.1", 4600)) == 0:
            pytest.skip("port 4600, which docker-compose.yml publishes, is taken")
    command = ["docker", "compose", "--project-name", unique_name()]
    yield command
    run(*command, "down", "--volumes", "--rmi", "local")


def test_the_client_pages_through_the_players_each_time_it_is_brought_up(compose: list[str]) -> None:
    for build in ("--build", "--no-build"):
        said = run(*compose, "up", build, "--exit-code-from", "client", seconds=900).stdout
        assert "page 12: 100 player sessions" in said
        assert "1200 player sessions" in said
