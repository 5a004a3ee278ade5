"""Disks that are full when a test wants it."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.running import PATIENCE, Running, environment

CHUNK_BYTES = 4_096
SMALL_BLOCKS = 4
"""The limit of a start, in blocks of 512 bytes: no page of a database fits in."""


class Disk:
    """A place for a database, whose room can be used up and given back.

    This one limits how large the emulator's files may become: any user may do so, while it runs. The log stays far
    below the limit. SQLite calls that an I/O error.
    """

    reason = "disk I/O error (SQLITE_IOERR_WRITE)"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database_url = f"sqlite:///{folder / 'emulator.db'}"

    def fill(self, emulator: Running) -> None:
        limit_file_size(emulator, (self.folder / "emulator.db-wal").stat().st_size)

    def free(self, emulator: Running) -> None:
        limit_file_size(emulator, None)

    def start_when_full(self, folder: Path, *flags: str) -> "subprocess.CompletedProcess[str]":
        """An emulator that is started without room, until it ends."""
        return serve(folder, self.database_url, *flags, blocks=str(SMALL_BLOCKS))


class SmallDisk(Disk):
    """A file system of two megabytes, which root may have."""

    reason = "database or disk is full (SQLITE_FULL)"

    @property
    def _filler(self) -> Path:
        return self.folder / "filler"

    def fill(self, emulator: Running | None = None) -> None:
        with contextlib.suppress(OSError), self._filler.open("ab", buffering=0) as file:
            while True:
                file.write(b"x" * CHUNK_BYTES)

    def free(self, emulator: Running | None = None) -> None:
        self._filler.unlink()

    def start_when_full(self, folder: Path, *flags: str) -> "subprocess.CompletedProcess[str]":
        self.fill()
        try:
            return serve(folder, self.database_url, *flags)
        finally:
            self.free()


def limit_file_size(emulator: Running, limit: int | None) -> None:
    assert sys.platform == "linux"
    import resource

    _, hard = resource.prlimit(emulator.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(emulator.process.pid, resource.RLIMIT_FSIZE, (hard if limit is None else limit, hard))


def serve(
    folder: Path, database_url: str, *flags: str, blocks: str = "unlimited"
) -> "subprocess.CompletedProcess[str]":
    emulator = [sys.executable, "-m", "emulator", "serve", "--port", "0", "--database-url", database_url, *flags]
    limited = ["sh", "-c", f'ulimit -f {blocks} && exec "$@"', "sh", *emulator]
    # A tracer would want to write a file of its own, and would fail by the same limit.
    untraced = {name: value for name, value in environment().items() if not name.startswith("COVERAGE_")}
    return subprocess.run(
        limited, cwd=folder, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False, env=untraced
    )


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """A file system at `folder` for as long as the context lasts; skips the test where this user may not have one."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip(f"this user cannot mount a file system: {mounted.stderr.strip()}")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", str(folder)], check=True)
