"""Fixtures: one engine and one build of the image for all tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from emulator import __version__
from tests.image.engine import BASE_IMAGE, Container, Start, containers, reason_against, run, unique_name


def pytest_ignore_collect(config: pytest.Config) -> bool | None:
    """These tests run only where they are named."""
    return None if any("image" in Path(argument.partition("::")[0]).parts for argument in config.args) else True


@pytest.fixture(scope="session")
def engine() -> str:
    """The first engine that can run a container here."""
    reasons = []
    for engine in ("docker", "podman"):
        reason = reason_against(engine)
        if reason is None:
            return engine
        reasons.append(reason)
    pytest.skip("no container engine works here. " + "; ".join(reasons))


@pytest.fixture(scope="session")
def image(engine: str) -> Iterator[str]:
    """The image, built from this checkout as a release would be."""
    name = unique_name()
    arguments = [f"--build-arg={each}" for each in (f"BASE_IMAGE={BASE_IMAGE}", f"VERSION={__version__}")]
    run(engine, "build", *arguments, "--tag", name, ".", seconds=900)
    yield name
    run(engine, "rmi", name)


@pytest.fixture
def start(engine: str, image: str) -> Iterator[Start]:
    """Starts containers, for this test, that share a volume of their own."""
    with containers(engine, image) as start:
        yield start


@pytest.fixture(scope="session")
def seeded(engine: str, image: str) -> Iterator[Container]:
    """A healthy container with the ready-made world, for all tests that do not change it."""
    with containers(engine, image) as start:
        container = start("serve", "--seed", "/seed_data")
        container.wait_until_healthy()
        yield container
