"""Installs the emulators of other services below the cache folder: they are no dependencies of ours."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench.findings import progress

INSTALL_SECONDS = 300
MOTO = "moto[server,logs]==5.2.5"
MINISTACK = "ministack==1.5.33"
DYNALITE = "dynalite@4.0.0"


class NotInstalled(Exception):
    """It is not here, and cannot be installed; the text says why."""


def moto_command(cache: Path, *, install: bool) -> Path:
    """What starts moto's server. Raises: NotInstalled."""
    return python_command("moto_server", MOTO, cache / "moto", install=install)


def ministack_command(cache: Path, *, install: bool) -> Path:
    """What starts MiniStack. Raises: NotInstalled."""
    return python_command("ministack", MINISTACK, cache / "ministack", install=install)


def python_command(program: str, package: str, folder: Path, *, install: bool) -> Path:
    """A program of a Python package, in a virtual environment of its own in `folder`. Raises: NotInstalled."""
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")

    def steps() -> None:
        run(sys.executable, "-m", "venv", "--clear", folder)
        run(scripts / "python", "-m", "pip", "install", "--quiet", package)

    return installed(scripts / program, folder, package, steps if install else None)


def dynalite_command(cache: Path, *, install: bool) -> Path:
    """What starts dynalite. Raises: NotInstalled."""
    folder = cache / "dynalite"

    def steps() -> None:
        npm = shutil.which("npm")
        if npm is None:
            raise NotInstalled("there is no npm")
        folder.mkdir(exist_ok=True)
        run(npm, "install", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error", DYNALITE)

    return installed(folder / "node_modules" / ".bin" / "dynalite", folder, DYNALITE, steps if install else None)


def go_command(name: str, cache: Path, *, install: bool) -> Path:
    """The Go program in the folder of that name beside this file, compiled. Raises: NotInstalled."""
    folder = cache / name

    def steps() -> None:
        go = shutil.which("go")
        if go is None:
            raise NotInstalled("there is no Go toolchain")
        shutil.copytree(Path(__file__).with_name(name), folder, dirs_exist_ok=True)
        run(go, "build", "-C", folder, "-o", "bench", ".")

    return installed(folder / "bench", folder, name, steps if install else None)


def installed(command: Path, folder: Path, package: str, steps: Callable[[], None] | None) -> Path:
    """The command of a package, installed by `steps` where another version was, or none."""
    stamp = folder / ".installed"
    if not stamp.exists() or stamp.read_text() != package:
        if steps is None:
            raise NotInstalled("not installed, and --quick installs nothing")
        progress(f"installing {folder.name} in {folder}")
        steps()
        stamp.write_text(package)
    return command


def run(*command: str | Path) -> None:
    """Raises: NotInstalled where the command fails."""
    name = Path(command[0]).name
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=INSTALL_SECONDS)
    except subprocess.CalledProcessError as error:
        lines = [line for line in error.stderr.splitlines() if line.strip()] or [f"exit code {error.returncode}"]
        raise NotInstalled(f"{name} failed: {lines[-1]}") from None
    except subprocess.TimeoutExpired:
        raise NotInstalled(f"{name} took more than {INSTALL_SECONDS} s") from None
