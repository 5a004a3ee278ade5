"""What is handed to strangers: the wheel and the sdist, installed non-editable and used from an empty folder."""

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

from emulator import __version__
from tests.support.running import environment, running

ROOT = Path(__file__).parent.parent.parent
CARRIED = (
    "emulator/py.typed",
    "emulator/migrations/env.py",
    "emulator/migrations/script.py.mako",
    "emulator/migrations/versions/0001_first_schema.py",
    "emulator/seed_data/world.yaml",
    "emulator/seed_data/long-match.json",
)


def build(folder: Path, target: str) -> Path:
    """The one distribution that hatchling builds there."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


def test_wheel_carries_what_it_needs(tmp_path: Path) -> None:
    names = zipfile.ZipFile(build(tmp_path, "wheel")).namelist()
    assert set(CARRIED) <= set(names)


def test_wheel_carries_nothing_else(tmp_path: Path) -> None:
    names = zipfile.ZipFile(build(tmp_path, "wheel")).namelist()
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"emulator", f"gamelift_emulator-{__version__}.dist-info"}
    assert not [name for name in names if name.endswith((".pyc", ".db"))]


def test_sdist_builds_the_same_wheel(tmp_path: Path) -> None:
    (tmp_path / "wheel").mkdir()
    (tmp_path / "sdist").mkdir()
    (tmp_path / "again").mkdir()
    wheel = zipfile.ZipFile(build(tmp_path / "wheel", "wheel"))
    with tarfile.open(build(tmp_path / "sdist", "sdist")) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path / "again")]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (again,) = (tmp_path / "again").iterdir()
    assert sorted(zipfile.ZipFile(again).namelist()) == sorted(wheel.namelist())


def test_version_is_the_changelogs_newest() -> None:
    headings = [line for line in (ROOT / "CHANGELOG.md").read_text().splitlines() if line.startswith("## ")]
    assert headings[0].split()[1] == __version__


class Installed(NamedTuple):
    """The wheel in an environment of its own, with what it needs to run and nothing else."""

    python: str
    wheel: Path


PIP = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("installed")
    (folder / "dist").mkdir()
    wheel = build(folder / "dist", "wheel")
    venv.create(folder / "venv", with_pip=True)
    python = str(folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python")
    subprocess.run([python, *PIP, "--require-hashes", "-r", str(ROOT / "requirements" / "run.txt")], check=True)
    subprocess.run([python, *PIP, "--no-deps", str(wheel)], check=True)
    return Installed(python, wheel)


@pytest.mark.long
def test_wheel_serves_from_an_empty_folder(tmp_path: Path, installed: Installed) -> None:
    where = "import emulator, pathlib; print(pathlib.Path(emulator.__file__).parent / 'seed_data')"
    carried = subprocess.run(
        [installed.python, "-c", where],
        cwd=tmp_path, env=environment(), check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    database = f"sqlite:///{tmp_path / 'emulator.db'}"
    with running(tmp_path, "--seed", carried, database_url=database, python=installed.python) as emulator:
        health = [installed.python, "-m", "emulator", "healthcheck", "--url", emulator.url]
        assert subprocess.run(health, cwd=tmp_path, env=environment(), check=False).returncode == 0
        pages = emulator.client().get_paginator("describe_player_sessions").paginate(PlayerId="alice")
        assert sum(len(page["PlayerSessions"]) for page in pages) == 4


@pytest.mark.long
def test_extra_brings_the_fixtures(tmp_path: Path, installed: Installed) -> None:
    subprocess.run([installed.python, *PIP, f"{installed.wheel}[pytest]"], check=True)
    (tmp_path / "test_lobby.py").write_text("def test_lobby(gamelift_client):\n    gamelift_client.list_fleets()\n")
    done = subprocess.run(
        [installed.python, "-m", "pytest", "-q"], cwd=tmp_path, env=environment(), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert "1 passed" in done.stdout, done.stdout + done.stderr
