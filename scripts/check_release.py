"""Checks what a release hands to strangers: `python -m scripts.check_release [--tag vX.Y.Z] [--keep FOLDER]`.

In this order, each with a line on the terminal; the first that fails ends the command with status 1:

1. version, changelog, lock and, where one is given, tag agree;
2. wheel and sdist are the same to the byte when they are built twice, in different folders;
3. the bill of materials (CycloneDX) names each package of the lock that this platform installs, with its version;
4. the wheel serves a page of player sessions on the oldest versions that pyproject.toml allows, and on the newest.

`--keep` leaves there what is published: `dist/`, `sbom.cdx.json`, and `notes.md`, the changelog's newest section.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from emulator import __version__

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements" / "run.txt"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
NOT_PUBLISHED = "https://example.com/"
LOCKED = re.compile(r"^([a-z0-9._-]+(?:\[[a-z,-]+\])?)==([^ ]+)(?: ; ([^\\]+))?", re.MULTILINE | re.IGNORECASE)


class Refused(Exception):
    """A release that must not be published; says why."""


def locked_versions(text: str) -> dict[NormalizedName, str]:
    """The version of each package of a lock that this platform installs, by its normalized name."""
    found: dict[NormalizedName, str] = {}
    for name, version, marker in LOCKED.findall(text):
        requirement = Requirement(f"{name}=={version}" + (f" ; {marker}" if marker else ""))
        if requirement.marker is None or requirement.marker.evaluate():
            found[canonicalize_name(requirement.name)] = version
    return found


def newest_section(changelog: str) -> tuple[str, str]:
    """Heading and text of the changelog's newest version."""
    _, _, rest = changelog.partition("\n## ")
    heading, _, text = rest.partition("\n")
    return heading, text.partition("\n## ")[0].strip() + "\n"


class Project(NamedTuple):
    """What pyproject.toml says of the project: its direct dependencies, and where it lives."""

    dependencies: list[str]
    urls: dict[str, str]


def read_project(text: str) -> Project:
    project = tomllib.loads(text)["project"]
    return Project(project["dependencies"], project["urls"])


def check_names(project: Project, changelog: str, lock: str, tag: str | None) -> None:
    """Raises Refused where version, changelog, lock and tag do not agree."""
    heading, _ = newest_section(changelog)
    if heading.split()[0] != __version__:
        raise Refused(f"the changelog's newest section is {heading!r}, the version {__version__}")
    versions = locked_versions(lock)
    for requirement in map(Requirement, project.dependencies):
        version = versions.get(canonicalize_name(requirement.name))
        if version is None or version not in requirement.specifier:
            raise Refused(f"pyproject.toml asks for {requirement}, the lock has {version}: run `make lock`")
    if tag is None:
        return
    if tag != f"v{__version__}":
        raise Refused(f"the tag is {tag}, the version {__version__}")
    if "unreleased" in heading:
        raise Refused(f"the changelog calls {__version__} unreleased: give it its date")
    if any(url.startswith(NOT_PUBLISHED) for url in project.urls.values()):
        raise Refused(f"[project.urls] of pyproject.toml still begin with {NOT_PUBLISHED}: name the public home")


def build(folder: Path) -> dict[str, str]:
    """The SHA-256 of each distribution that a build from a fresh copy of the commit makes, by its name."""
    folder.mkdir(parents=True)
    source = folder / "source"
    source.mkdir()
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True).stdout
    (folder / "source.tar").write_bytes(archive)
    with tarfile.open(folder / "source.tar") as tar:
        tar.extractall(source, filter="data")
    dist = folder / "dist"
    command = [sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--target", "wheel"]
    subprocess.run([*command, "--directory", str(dist)], cwd=source, check=True, capture_output=True)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(dist.iterdir())}


def uv(*arguments: str, python: Path) -> None:
    """Runs uv's pip on an environment; what it writes is shown only where it fails."""
    command = [sys.executable, "-m", "uv", "pip", *arguments, "--python", str(python)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(f"{' '.join(arguments)} failed:\n{done.stderr}")


def environment(folder: Path, *arguments: str) -> Path:
    """The Python of a new environment into which uv has installed what the arguments name."""
    subprocess.run([sys.executable, "-m", "uv", "venv", "--quiet", "--python", sys.executable, folder], check=True)
    python = folder / SCRIPTS / "python"
    uv("install", "--quiet", *arguments, python=python)
    return python


def write_bill_of_materials(python: Path, file: Path) -> None:
    """Writes the CycloneDX bill of materials of an environment, the same for the same packages."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--of", "JSON"]
    subprocess.run([*command, "--output-file", str(file), str(python)], check=True, capture_output=True)


def check_bill_of_materials(text: str, lock: str) -> int:
    """How many packages the bill names; raises Refused where one of the lock is missing, or of another version."""
    named = {canonicalize_name(each["name"]): each["version"] for each in json.loads(text)["components"]}
    for name, version in locked_versions(lock).items():
        if named.get(name) != version:
            raise Refused(f"the bill of materials has {name} {named.get(name)}, the lock {version}")
    return len(named)


@contextmanager
def serving(python: Path, folder: Path) -> Iterator[str]:
    """The address of an emulator of that environment, which serves the carried world."""
    where = "import emulator, pathlib; print(pathlib.Path(emulator.__file__).parent / 'seed_data')"
    seed = subprocess.run([python, "-c", where], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()
    command = [str(python), "-m", "emulator", "serve", "--port", "0", "--database-url", "sqlite://", "--seed", seed]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        ready = re.search(r"url=(\S+)", process.stdout.readline())
        try:
            if ready is None:
                raise Refused(f"the emulator did not start:\n{process.communicate()[1]}")
            yield ready[1]
        finally:
            process.terminate()
            process.communicate()


def check_page(url: str) -> None:
    """Raises Refused unless the emulator there answers a page of the seeded players."""
    headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "GameLift.DescribePlayerSessions"}
    request = urllib.request.Request(url, b'{"PlayerId": "alice", "Limit": 3}', headers)
    with urllib.request.urlopen(request, timeout=60) as response:
        page = json.load(response)
    if len(page["PlayerSessions"]) != 3 or "NextToken" not in page:
        raise Refused(f"a page of 3 was answered with {page}")


def say(text: str) -> None:
    print(text, flush=True)


def check(folder: Path, tag: str | None) -> None:
    """All checks in order; leaves `dist`, `sbom.cdx.json` and `notes.md` in the folder."""
    project = read_project((ROOT / "pyproject.toml").read_text())
    changelog, lock = (ROOT / "CHANGELOG.md").read_text(), LOCK.read_text()
    check_names(project, changelog, lock, tag)
    say(f"version {__version__}, changelog, lock" + (f" and tag {tag}" if tag else "") + ": agree")
    (folder / "notes.md").write_text(newest_section(changelog)[1])
    first, second = build(folder / "first"), build(folder / "second")
    if first != second:
        raise Refused(f"two builds differ: {first}, {second}")
    say(f"{', '.join(first)}: the same to the byte when built twice")
    (folder / "first" / "dist").rename(folder / "dist")
    wheel = str(next((folder / "dist").glob("*.whl")))
    pinned = environment(folder / "pinned", "--require-hashes", "-r", str(LOCK))
    uv("install", "--quiet", "--no-deps", wheel, python=pinned)
    bill = folder / "sbom.cdx.json"
    write_bill_of_materials(pinned, bill)
    say(f"bill of materials: {check_bill_of_materials(bill.read_text(), lock)} packages, complete")
    for resolution in ("lowest-direct", "highest"):
        python = environment(folder / resolution, "--resolution", resolution, wheel)
        with serving(python, folder) as url:
            check_page(url)
        say(f"the wheel serves on the {resolution} versions that pyproject.toml allows")


def main() -> None:
    parser = argparse.ArgumentParser(prog="check_release", description="Check what a release hands to strangers.")
    parser.add_argument("--tag", help="the tag of the release, as v1.2.3")
    parser.add_argument("--keep", type=Path, help="leave what is published in this folder")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        try:
            check(Path(folder), arguments.tag)
        except Refused as reason:
            sys.exit(f"not to be released: {reason}")
        if arguments.keep:
            arguments.keep.mkdir(parents=True)
            for name in ("dist", "sbom.cdx.json", "notes.md"):
                shutil.move(Path(folder) / name, arguments.keep / name)


if __name__ == "__main__":
    main()
