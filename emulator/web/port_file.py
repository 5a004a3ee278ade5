"""The port file: it tells others at which port an emulator answers, and is there only while one does."""

import errno
import logging
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

log = logging.getLogger(__name__)


def claimed(path: Path) -> Path:
    """The absolute path of a port file to come. The file of an emulator that was killed is removed; that of one which
    answers stays, until it is replaced.

    Raises: OSError where the file could not be written later.
    """
    path = Path(os.path.realpath(path))  # a link stays a link, and a program may change its folder
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is not a regular file")
    with written_beside(path, ""):
        pass
    if not somebody_listens(path):
        path.unlink(missing_ok=True)
    return path


def somebody_listens(path: Path) -> bool:
    """Whether connections are accepted at the port that a file names first."""
    with (
        suppress(OSError, ValueError, OverflowError),
        socket.create_connection(("127.0.0.1", int(path.read_text().partition("\n")[0])), 1),
    ):
        return True
    return False


@contextmanager
def holding(path: Path, *ports: int) -> Iterator[None]:
    """Keeps the ports in the file, one a line, for as long as the context lasts. Raises: OSError.

    Nobody sees half of the file. At the end it stays where another emulator has put its own in its place.
    """
    with written_beside(path, "".join(f"{port}\n" for port in ports)) as part:
        ours = identity(part)
        part.replace(path)
    try:
        yield
    finally:
        remove(path, ours)


@contextmanager
def written_beside(path: Path, text: str, mode: int = 0o666) -> Iterator[Path]:
    """A new file in the same folder, which is gone at the end if it has not been renamed.

    `mode` says who may open it, as far as the process's umask lets them.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        part.touch(mode, exist_ok=False)
        part.write_text(text)
        yield part
    finally:
        part.unlink(missing_ok=True)


def identity(path: Path) -> tuple[int, ...]:
    """What tells a file from any other that had its name, or has its number: a number is used again at once."""
    status = path.stat()
    return status.st_dev, status.st_ino, status.st_mtime_ns


def remove(path: Path, ours: tuple[int, ...]) -> None:
    try:
        if identity(path) == ours:
            path.unlink()
    except FileNotFoundError:
        pass  # somebody has removed it
    except OSError as error:
        log.warning("cannot remove the port file %s: %s", path, os.strerror(error.errno or 0))
