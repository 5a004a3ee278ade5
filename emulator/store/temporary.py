"""Folders that live as long as an emulator does. What a killed one has left behind goes at the next start."""

import os
import re
import shutil
import time
import weakref
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp

from emulator.store.process_lock import ProcessLock, is_abandoned

PREFIX = "gamelift-emulator-"
OWN = re.compile(rf"{PREFIX}[a-z0-9_]{{8}}")
"""What mkdtemp makes of it: folders of other names are nobody's to remove."""
LOCKED = "folder"
"""What the lock in such a folder is named after."""
BEGINNING_SECONDS = 60
"""A folder without a lock may be one that is just being made."""


class TemporaryFolder:
    """A folder of this emulator's own, removed by `close`, or when nobody holds it any more."""

    def __init__(self) -> None:
        """Raises: OSError."""
        for folder in _abandoned():
            shutil.rmtree(folder, ignore_errors=True)
        self.path = Path(mkdtemp(prefix=PREFIX))
        lock = ProcessLock(self.path / LOCKED)
        self._remove = weakref.finalize(self, _remove_own, self.path, lock, os.getpid())

    def close(self) -> None:
        self._remove()


def _remove_own(folder: Path, lock: ProcessLock, process: int) -> None:
    """Removes a folder, unless this is a copy (a fork) of the process that made it, and still needs it."""
    if os.getpid() == process:
        with suppress(OSError):  # somebody has removed it
            for entry in folder.iterdir():
                if not lock.is_at(entry):  # it goes last: until then others see whose the rest is
                    entry.unlink(missing_ok=True)
        lock.close()
        shutil.rmtree(folder, ignore_errors=True)


def _abandoned() -> Iterator[Path]:
    """The folders of this user's emulators that were killed."""
    with os.scandir(gettempdir()) as entries:
        for entry in entries:
            with suppress(OSError):  # somebody else removes it too
                if OWN.fullmatch(entry.name) and is_abandoned_folder(entry):
                    yield Path(entry.path)


def is_abandoned_folder(entry: "os.DirEntry[str]") -> bool:
    """Whether an entry is the folder of an emulator of this user that was killed. Raises: OSError where it goes."""
    if not (entry.is_dir(follow_symlinks=False) and is_own(entry)):
        return False
    return is_abandoned(Path(entry.path) / LOCKED) or is_empty_and_old(entry)


def is_empty_and_old(entry: "os.DirEntry[str]") -> bool:
    """Whether a folder's emulator was killed in the last moment, when its lock had gone already."""
    old = time.time() - entry.stat(follow_symlinks=False).st_mtime > BEGINNING_SECONDS
    return old and not any(Path(entry.path).iterdir())


def is_own(entry: "os.DirEntry[str]") -> bool:
    return os.name == "nt" or entry.stat(follow_symlinks=False).st_uid == os.geteuid()
