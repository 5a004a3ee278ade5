"""A commit of this repository as a folder, for as long as it is looked at."""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.servers import ROOT


class NoSuchCommit(Exception):
    """The text is what git said."""


@contextmanager
def checked_out(ref: str) -> Iterator[Path]:
    """The files of a commit in a folder below `build/`, which is removed afterwards. Raises: NoSuchCommit."""
    archive = git("archive", commit(ref))
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build, prefix="against-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(folder, filter="data")
        yield Path(folder)


def commit(ref: str) -> str:
    """The short hash of what `ref` names. Raises: NoSuchCommit."""
    return git("rev-parse", "--verify", "--short", f"{ref}^{{commit}}").decode().strip()


def git(*arguments: str) -> bytes:
    """Raises: NoSuchCommit."""
    try:
        return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True).stdout
    except FileNotFoundError:
        raise NoSuchCommit("there is no git") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        raise NoSuchCommit(f"git {' '.join(arguments)}: {said}") from None
