"""How each client is built and run. What it needs is pinned; what is built lies below build/sdks and is kept."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple

HERE = Path(__file__).parent
BUILD = HERE.parent.parent / "build" / "sdks"
MINUTES = 60

Protocol = Literal["json", "cbor"]


class Unavailable(Exception):
    """A client cannot be built here; the text says why."""


class Client(NamedTuple):
    """An SDK, the protocol that it is to speak, and how its story is told."""

    name: str
    protocol: Protocol
    prepare: Callable[[], list[str]]
    """Builds it where that has not been done, and gives the command. Raises: Unavailable."""
    environment: dict[str, str]


def tool(name: str) -> str:
    """The path of a program. Raises: Unavailable."""
    found = shutil.which(name)
    if found is None:
        raise Unavailable(f"there is no {name} here")
    return found


def run(*command: str | Path, folder: Path, minutes: int = 20) -> None:
    """Runs a step of a build. Raises: AssertionError with what it printed, where it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=minutes * MINUTES, check=False)
    assert done.returncode == 0, f"{' '.join(map(str, command))} failed:\n{done.stdout[-3_000:]}{done.stderr[-3_000:]}"


def built(folder: Path, source: Path, build: Callable[[], None]) -> None:
    """Builds below `folder`, unless that was done from the same source: a file, or all files of a folder."""
    digest = hashlib.sha256()
    for file in sorted(path for path in (source, *source.rglob("*")) if path.is_file()):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(HERE)} {len(content)}\n".encode() + content)
    stamp = folder / ".built"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    stamp.unlink(missing_ok=True)  # a build that fails must not pass for the one before it
    folder.mkdir(parents=True, exist_ok=True)
    build()
    stamp.write_text(digest.hexdigest())


def this_python() -> list[str]:
    """boto3 as the tests have it: the newest."""
    return [sys.executable, str(HERE / "python" / "story.py")]


def old_python() -> list[str]:
    """boto3 1.28.85, of before GameLift had a second protocol, in an environment of its own."""
    folder = BUILD / "python-old"
    python = folder / "bin" / "python"
    needs = HERE / "python" / "old.txt"

    def build() -> None:
        run(sys.executable, "-m", "venv", "--clear", folder, folder=HERE)
        run(python, "-m", "pip", "install", "--quiet", "-r", needs, folder=HERE)

    built(folder, needs, build)
    return [str(python), str(HERE / "python" / "story.py")]


CLIENTS = (
    Client("boto3", "json", this_python, {}),
    Client("boto3, told to use CBOR", "cbor", this_python, {"AWS_PROTOCOL": "cbor"}),
    Client("boto3 1.28.85", "json", old_python, {}),
)
