"""What a game server has written, put into a zip for the emulator.

Only files below the game server's working folder, or below the folder of its own output, are read: what LogPaths names
elsewhere, or what a link leads to elsewhere, is left out, and told.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from emulator.cli.launching import Run, say
from emulator.control_client import call, chunks

ROOM_BYTES = 60 * 1024 * 1024
"""So much goes into a zip: the emulator takes one of 64 MiB, also where nothing can be made smaller."""
MOST_FILES = 1_000
PIECE_BYTES = 256 * 1024


def send_logs(url: str, name: str, run: Run, log_paths: Sequence[str]) -> None:
    """Gives the emulator what a game server wrote, and the files of its LogPaths. Raises: ClientError, OSError."""
    with tempfile.TemporaryFile() as file:
        files = [run.folder / "stdout.log", run.folder / "stderr.log"]
        roots = [Path.cwd(), run.folder]
        for path in log_paths:
            found = list(files_at(path, roots))
            if not found:
                say(f"{name}: no log at {path!r}, or not below the game server's working folder")
            files += found
        write_zip(files, roots, file, name)
        size = file.tell()
        file.seek(0)
        path = f"/server-processes/{run.process_id}/log"
        call(url, "PUT", path, chunks(file, lambda _: None), size, content_type="application/zip")


def files_at(log_path: str, roots: Sequence[Path]) -> Iterator[Path]:
    """The files that a LogPath means: itself, or all below it; no link is followed out of the roots."""
    path = resolved(roots[0] / log_path)
    if path is None or not is_below(path, roots):
        return
    if path.is_file():
        yield path
    for folder, _, names in os.walk(path):
        for file in map(resolved, (Path(folder) / name for name in sorted(names))):
            if file is not None and is_below(file, roots) and file.is_file():
                yield file


def resolved(path: Path) -> Path | None:
    """The path behind all links, None where there is none."""
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError):  # a null byte, a loop of links
        return None


def is_below(path: Path, roots: Sequence[Path]) -> bool:
    return any(root.resolve() in path.parents for root in roots)


def write_zip(files: Sequence[Path], roots: Sequence[Path], target: IO[bytes], name: str) -> None:
    """Writes a zip, as far as there is room: of a file that has too little, the end. It ends where the target is."""
    room = ROOM_BYTES
    kept = list(dict.fromkeys(path.resolve() for path in files))
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for path in kept[:MOST_FILES]:
            room -= add_file(archive, path, name_in_zip(path, roots), room)
    if room <= 0 or len(kept) > MOST_FILES:
        say(f"{name}: its logs were cut: {ROOM_BYTES} bytes and {MOST_FILES} files are kept of a game session")


def add_file(archive: ZipFile, path: Path, name: str, room: int) -> int:
    """How many bytes of a file went into the zip: all, or its last ones where there is not room for all."""
    try:
        info = ZipInfo.from_file(path, name, strict_timestamps=False)
        file = open(path, "rb", opener=without_link)  # noqa: SIM115 - it is closed below
    except OSError:
        return 0  # it went meanwhile
    info.compress_type = ZIP_DEFLATED
    with file, archive.open(info, "w") as entry:
        size = os.fstat(file.fileno()).st_size
        left = min(size, room)
        file.seek(size - left)
        while left and (piece := file.read(min(left, PIECE_BYTES))):
            left -= len(piece)
            entry.write(piece)
    return min(size, room)


def name_in_zip(path: Path, roots: Sequence[Path]) -> str:
    """Its path below the folder of the game server's own output, else below its working folder."""
    root = next(root.resolve() for root in reversed(roots) if root.resolve() in path.parents)
    return path.relative_to(root).as_posix()


def without_link(path: str, flags: int) -> int:
    """Opens a file that no link has taken the place of since it was looked at."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))
