"""`--port-file`: whole from the first moment, true for as long as it is there, and gone with whoever wrote it."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from emulator import Emulator
from tests.support.commands import command, one_line, ready_line, serving
from tests.support.running import PATIENCE, environment, running, until

POSIX = pytest.mark.skipif(os.name != "posix", reason="named pipes, links and limits are POSIX's")
IN_MEMORY = ("serve", "--port", "0", "--database-url", "sqlite://")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """A port file in a folder in which nothing but it is found, at the end not even that."""
    folder = tmp_path / "folder"
    folder.mkdir()
    yield folder / "port"
    assert not folder.exists() or list(folder.iterdir()) == []


def port_of(emulator: Emulator) -> str:
    return emulator.url.rpartition(":")[2] + "\n"


def test_it_holds_the_port_while_the_emulator_runs(file: Path, tmp_path: Path) -> None:
    with running(tmp_path, "--port-file", str(file)) as emulator:
        assert emulator.url == f"http://127.0.0.1:{int(file.read_text())}"
        assert emulator.stop() == 0
        assert not file.exists()


def test_reader_finds_it_whole_or_not_at_all(file: Path) -> None:
    end = threading.Event()
    seen = set()

    def read() -> None:
        while not end.is_set():
            try:
                seen.add(file.read_text())
            except FileNotFoundError:
                continue

    reader = threading.Thread(target=read)
    reader.start()
    ports = set()
    for _ in range(5):
        with Emulator(port_file=file) as emulator:
            ports.add(port_of(emulator))
            until(lambda emulator=emulator: port_of(emulator) in seen)  # type: ignore[misc]
    end.set()
    reader.join()
    assert seen == ports


FULL_DISK = """
import resource, sys
from pathlib import Path
from emulator.web.port_file import claimed, holding

file = claimed(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (2, 2))
try:
    with holding(file, 4600):
        pass
except OSError as error:
    print(error.strerror)
"""


@POSIX
def test_nothing_is_left_where_no_more_than_its_beginning_can_be_written(file: Path) -> None:
    arguments = [sys.executable, "-c", FULL_DISK, str(file)]
    assert subprocess.check_output(arguments, env=environment(), text=True) == "File too large\n"


@POSIX
def test_one_of_an_emulator_that_was_killed_is_gone_while_the_next_starts(file: Path, tmp_path: Path) -> None:
    with serving(tmp_path, *IN_MEMORY, "--port-file", file) as process:
        assert ready_line(process)
        process.kill()
        process.wait()
    stale = file.read_text()
    seed = tmp_path / "seed.json"
    os.mkfifo(seed)
    with serving(tmp_path, *IN_MEMORY, "--port-file", file, "--seed", seed) as process:
        with seed.open("w") as document:  # the start goes no further until it has the whole document
            assert not file.exists()
            document.write("{}")
        assert ready_line(process).rpartition(" pid=")[0].endswith(f":{file.read_text().strip()}")
        assert file.read_text() != stale
        process.terminate()
        assert process.wait(PATIENCE) == 0


def test_stale_one_is_gone_before_a_start_imports_its_server(file: Path, tmp_path: Path) -> None:
    file.write_text("1\n")
    (tmp_path / "uvicorn.py").write_text("raise SystemExit(9)")
    assert command(*IN_MEMORY, "--port-file", file, folder=tmp_path).returncode == 9
    assert not file.exists()


def test_one_of_a_newer_emulator_stays(file: Path) -> None:
    with Emulator(port_file=file) as older, Emulator(port_file=file) as newer:
        assert file.read_text() == port_of(newer)
        older.stop()
        assert file.read_text() == port_of(newer)


def test_one_of_a_newer_emulator_goes_with_that(file: Path) -> None:
    with Emulator(port_file=file):
        with Emulator(port_file=file) as newer:
            assert file.read_text() == port_of(newer)
        assert not file.exists()


def test_one_with_the_same_text_that_somebody_else_wrote_stays(file: Path) -> None:
    with Emulator(port_file=file) as emulator:
        file.unlink()
        file.write_text(port_of(emulator))
    file.unlink()


def test_start_that_finds_its_port_taken_leaves_it_to_the_emulator_that_has_it(file: Path, tmp_path: Path) -> None:
    with Emulator(port_file=file) as emulator:
        port = port_of(emulator).strip()
        flags = ("--port", port, "--database-url", "sqlite://", "--port-file", file)
        assert "cannot listen" in one_line(command("serve", *flags, folder=tmp_path))
        assert file.read_text() == port_of(emulator)


def test_start_that_fails_leaves_the_file_of_an_emulator_that_answers(file: Path, tmp_path: Path) -> None:
    with Emulator(port_file=file) as emulator:
        flags = (*IN_MEMORY, "--port-file", file, "--seed", tmp_path / "nowhere")
        assert "nowhere" in one_line(command(*flags, folder=tmp_path))
        assert file.read_text() == port_of(emulator)


def test_one_that_nobody_may_write_to_is_replaced(file: Path) -> None:
    file.write_text("1\n")
    file.chmod(0o444)
    with Emulator(port_file=file) as emulator:
        assert file.read_text() == port_of(emulator)


@POSIX
def test_link_to_it_stays_a_link(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(file)
    with Emulator(port_file=link) as emulator:
        assert link.is_symlink()
        assert file.read_text() == port_of(emulator)
    assert link.is_symlink()


def test_it_stays_where_it_is_when_the_program_changes_its_folder(
    file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(file.parent)
    with Emulator(port_file=Path(file.name)) as emulator:
        monkeypatch.chdir(tmp_path)
        assert file.read_text() == port_of(emulator)


def missing(path: Path) -> None:
    path.parent.rmdir()


def below_a_file(path: Path) -> None:
    path.parent.rmdir()
    path.parent.write_text("in the way")


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("arrange", "reason"),
    [
        (missing, "No such file or directory"),
        (below_a_file, "Not a directory"),
        (folder, "it is not a regular file"),
        pytest.param(pipe, "it is not a regular file", marks=POSIX),
    ],
)
def test_one_that_cannot_be_written_ends_serve_with_one_line(
    arrange: Callable[[Path], None], reason: str, tmp_path: Path
) -> None:
    file = tmp_path / "folder" / "port"
    file.parent.mkdir()
    arrange(file)
    before = sorted(tmp_path.rglob("*"))
    line = one_line(command(*IN_MEMORY, "--port-file", file, folder=tmp_path))
    assert line == f"gamelift-emulator: cannot write the port file {file}: {reason}"
    assert sorted(tmp_path.rglob("*")) == before


@POSIX
def test_one_that_can_no_longer_be_written_ends_serve_with_one_line(file: Path, tmp_path: Path) -> None:
    seed = tmp_path / "seed.json"
    os.mkfifo(seed)

    def remove_folder_meanwhile() -> None:
        with seed.open("w") as document:
            missing(file)
            document.write("{}")

    meanwhile = threading.Thread(target=remove_folder_meanwhile)
    meanwhile.start()
    line = one_line(command(*IN_MEMORY, "--port-file", file, "--seed", seed, folder=tmp_path))
    meanwhile.join()
    assert line == f"gamelift-emulator: cannot write the port file {file}: No such file or directory"


def test_end_without_its_folder_is_like_any_other(file: Path, tmp_path: Path) -> None:
    with running(tmp_path, "--port-file", str(file)) as emulator:
        file.unlink()
        missing(file)
        assert emulator.stop() == 0
        assert "Traceback" not in emulator.log()
