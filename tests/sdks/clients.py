"""How each client is built and run. What it needs is pinned; what is built lies below build/sdks and is kept."""

import hashlib
import os
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
        digest.update(f"{file.relative_to(source.parent)} {len(content)}\n".encode() + content)
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


def go() -> list[str]:
    """The AWS SDK for Go v2."""
    compiler = tool("go")
    source, program = HERE / "go", BUILD / "go" / "story"
    built(program.parent, source, lambda: run(compiler, "build", "-o", program, ".", folder=source))
    return [str(program)]


def javascript() -> list[str]:
    """The AWS SDK for JavaScript v3."""
    node, npm = tool("node"), tool("npm")
    source, folder = HERE / "javascript", BUILD / "javascript"

    def build() -> None:
        shutil.copytree(source, folder, dirs_exist_ok=True)
        run(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=folder)

    built(folder, source, build)
    return [node, str(folder / "story.mjs")]


def java() -> list[str]:
    """The AWS SDK for Java 2.40.2, of before it took up GameLift's second protocol."""
    vm, maven = tool("java"), tool("mvn")
    source, folder = HERE / "java", BUILD / "java"
    target = folder / "target"

    def build() -> None:
        shutil.rmtree(target, ignore_errors=True)  # all jars in it are taken
        shutil.copytree(source, folder, dirs_exist_ok=True)
        run(maven, "--quiet", "--batch-mode", "compile", "dependency:copy-dependencies", folder=folder)

    built(folder, source, build)
    return [vm, "-cp", f"{target / 'classes'}{os.pathsep}{target / 'dependency'}/*", "Story"]


def rust() -> list[str]:
    """The AWS SDK for Rust. Built from a copy, since cargo writes a Cargo.lock beside a Cargo.toml."""
    cargo = tool("cargo")
    folder = BUILD / "rust"

    def build() -> None:
        shutil.copytree(HERE / "rust", folder, copy_function=shutil.copy, dirs_exist_ok=True)
        run(cargo, "build", "--quiet", "--target-dir", folder / "target", folder=folder)

    built(folder, HERE / "rust", build)
    return [str(folder / "target" / "debug" / "story")]


def cli() -> list[str]:
    """The AWS CLI of the tests' own environment."""
    return [sys.executable, str(HERE / "cli" / "story.py"), tool(str(Path(sys.executable).with_name("aws")))]


CLIENTS = (
    Client("boto3", "json", this_python, {}),
    Client("boto3, told to use CBOR", "cbor", this_python, {"AWS_PROTOCOL": "cbor"}),
    Client("boto3 1.28.85", "json", old_python, {}),
    Client("Go v2", "cbor", go, {"AWS_MAX_ATTEMPTS": "3"}),  # see docs/differences.md: it repeats what was answered
    Client("JavaScript v3", "json", javascript, {}),
    Client("JavaScript v3, told to use CBOR", "cbor", javascript, {"AWS_PROTOCOL": "cbor"}),
    Client("Java v2", "json", java, {}),
    Client("Rust", "cbor", rust, {}),
    Client("AWS CLI", "json", cli, {}),
)
