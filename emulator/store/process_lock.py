"""Which emulators live on a database: a file that each of them holds a lock on for as long as it lives.

Theory of operation
-------------------
An emulator makes a file of its own beside the database, `<database>-process-<random>`, and holds the kernel's lock on
it. The kernel lets go of that lock when the process ends, however it ends: nothing has to be renewed, an idle emulator
writes nothing, and a laptop may sleep for a week. Whoever wants to know who else lives tries to take each lock: one
that is held names a living process, whose pid and address stand in its file; one that is free is left over from one
that was killed, and its file is removed.

A temporary folder holds such a file too: a start removes the folders whose lock is free.

On POSIX it is `flock`, which belongs to the open file and not, as `lockf` does, to all that a process has open of it:
several emulators of one process do not disturb each other. A fork inherits it, so a fork closes its copy. On Windows
the lock is on a byte far behind the text, since what is locked there cannot be read.
"""

import contextlib
import os
import re
import secrets
import sys
import weakref
from collections.abc import Iterator
from io import FileIO
from pathlib import Path
from typing import NamedTuple

INFIX = "-process-"
WRITTEN = re.compile(rb"(\d+) (.*)\n")
"""What stands in a file: its holder's process id and URL."""
_FAR = 1 << 30


class OtherProcess(NamedTuple):
    """An emulator that lives on the same database."""

    pid: int
    url: str
    """Where it answers; empty until it does."""


class ProcessLock:
    """The lock of this emulator on a database or a temporary folder, held until `close`."""

    def __init__(self, path: Path) -> None:
        """`path` is the database's file, or any name in a temporary folder. Raises: OSError."""
        self._beside = path
        self._process = os.getpid()
        self._file, self._path = _made(path)
        self.write("")
        HELD.add(self)

    @property
    def name(self) -> str:
        """By which other processes on the same database can ask whether this one lives."""
        return self._path.name

    def is_living(self, name: str) -> bool:
        """Whether the process of that name lives. The file of one that does not is removed."""
        return name == self.name or holder(self._beside.with_name(name)) is not None

    def is_at(self, path: Path) -> bool:
        return path == self._path

    def write(self, url: str) -> None:
        """Says in the file who holds it. On a full disk it says nothing; the lock is held all the same."""
        with contextlib.suppress(OSError):
            self._file.seek(0)
            self._file.write(b"%d %b\n" % (os.getpid(), url.encode()))
            self._file.truncate()

    def others(self) -> list[OtherProcess]:
        """The other emulators that live on the same database. Files of those that are gone are removed."""
        return [found for file in _files(self._beside) if file != self._path and (found := holder(file)) is not None]

    def close(self) -> None:
        HELD.discard(self)
        if self._process == os.getpid():  # a fork leaves its parent's file
            with contextlib.suppress(OSError):
                self._path.unlink()
        self._file.close()

    def forget(self) -> None:
        """Closes a fork's copy: the lock stays the parent's."""
        self._file.close()


HELD: "weakref.WeakSet[ProcessLock]" = weakref.WeakSet()


def holder(file: Path) -> OtherProcess | None:
    """Who holds the lock on `file`. Where nobody does, the file is removed."""
    try:
        with file.open("r+b", buffering=0) as opened:
            if _take(opened):
                file.unlink(missing_ok=True)
                return None
            told = opened.read()
    except FileNotFoundError:
        return None  # it has just gone
    except OSError:
        return OtherProcess(0, "")  # another user's: who cannot look must not think that nobody is there
    found = WRITTEN.fullmatch(told)
    return OtherProcess(int(found[1]), found[2].decode()) if found else OtherProcess(0, "")


def is_abandoned(beside: Path) -> bool:
    """Whether what a lock was made for is of an emulator that was killed: there is one, and nobody holds it."""
    files = list(_files(beside))
    return bool(files) and all(holder(file) is None for file in files)


def _files(beside: Path) -> Iterator[Path]:
    name = re.compile(re.escape(beside.name + INFIX) + "[0-9a-f]{8}")
    return (file for file in beside.parent.iterdir() if name.fullmatch(file.name))


def _made(beside: Path) -> tuple[FileIO, Path]:
    """A new file with its lock: locked before it has the name by which others look for it."""
    number = secrets.token_hex(4)
    path = beside.with_name(f"{beside.name}{INFIX}{number}")
    if sys.platform == "win32":  # where an open file can neither be renamed nor removed
        file = path.open("w+b", buffering=0)
        _take(file)
        return file, path
    unnamed = beside.with_name(f".{beside.name}-{number}")
    file = unnamed.open("w+b", buffering=0)
    _take(file)
    unnamed.rename(path)
    return file, path


if sys.platform == "win32":
    import msvcrt

    def _take(file: FileIO) -> bool:
        """Takes the lock. False where somebody else holds it."""
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            file.seek(0)
        return True

else:
    import fcntl

    def _take(file: FileIO) -> bool:
        """Takes the lock. False where somebody else holds it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _forget_in_child() -> None:
        for lock in list(HELD):
            lock.forget()
        HELD.clear()

    os.register_at_fork(after_in_child=_forget_in_child)
