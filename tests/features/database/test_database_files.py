"""Database files that go away under a running emulator, and what others may do to one that is in use."""

import os
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from emulator.seed.progress import unseen
from emulator.settings import Settings
from emulator.store.engine import Database
from emulator.store.errors import DatabaseError
from emulator.store.temporary import TemporaryFolder
from emulator.web.server import begin
from emulator.world import World
from tests.support.commands import command, one_line
from tests.support.running import JSON, Running, running
from tests.support.worlds import FLEET, players, world

POSIX = pytest.mark.skipif("sys.platform == 'win32'", reason="Windows lets nobody remove a file that is open")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "emulator.db"


@pytest.fixture
def kept(tmp_path: Path, database_url: str) -> Iterator[Running]:
    """An emulator with a database of its own."""
    with running(tmp_path, database_url=database_url) as emulator:
        emulator.seed(world(players(3)))
        yield emulator


def readiness(emulator: Running) -> tuple[int, str]:
    response = emulator.http.get("/_emulator/ready")
    return response.status_code, response.json()["status"]


# Files that go away.


def remove(file: Path) -> None:
    file.unlink()


def remove_all(file: Path) -> None:
    for each in file.parent.glob(f"{file.name}*"):
        each.unlink()


def replace_by_a_copy(file: Path) -> None:
    copy = file.with_name("copy.db")
    shutil.copy(file, copy)
    copy.replace(file)


def replace_by_an_empty_database(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE invoices (id INTEGER)")


def remove_log(file: Path) -> None:
    file.with_name(f"{file.name}-wal").unlink()


GONE = pytest.mark.parametrize(
    ("take_away", "words"),
    [
        (remove, "emulator.db has been removed"),
        (remove_all, "emulator.db has been removed"),
        (replace_by_a_copy, "emulator.db has been replaced by another file"),
        (replace_by_an_empty_database, "emulator.db has been replaced by another file"),
        (remove_log, "emulator.db-wal has been removed"),
    ],
)


@POSIX
def test_nothing_is_acknowledged_once_the_file_is_known_to_have_gone(kept: Running, file: Path) -> None:
    remove_all(file)
    assert readiness(kept)[0] == 503
    before = len(kept.log())
    for operation in ("CreateLocation", "ListLocations"):
        answer = kept.call(operation, {"LocationName": "custom-lost"} if operation == "CreateLocation" else {})
        assert answer.status_code == 500
        assert "has been removed; nothing was changed" in answer.json()["message"]
    assert "can be used again" not in kept.log()[before:]


@POSIX
@GONE
def test_emulator_whose_file_goes_away_is_not_ready(
    take_away: Callable[[Path], None], words: str, kept: Running, file: Path
) -> None:
    assert readiness(kept) == (200, "ready")
    take_away(file)
    status, reason = readiness(kept)
    assert status == 503
    assert reason.startswith("the database cannot be used: ")
    assert words in reason
    assert readiness(kept) == (503, reason)
    assert kept.log().count("ERROR the database cannot be used") == 1


@POSIX
@GONE
def test_log_tells_that_the_file_went_away_though_nobody_asks(
    take_away: Callable[[Path], None], words: str, kept: Running, file: Path
) -> None:
    take_away(file)
    assert words in kept.wait_for_log("ERROR the database cannot be used", seconds=20)


@POSIX
@pytest.mark.parametrize("path", ["/seed", "/reset"])
def test_new_world_is_refused_where_the_file_went_away_and_makes_no_other(kept: Running, file: Path, path: str) -> None:
    remove_all(file)
    response = kept.http.post(f"/_emulator{path}", json=world(), headers=JSON)
    assert (response.status_code, "has been removed" in response.json()["message"]) == (503, True)
    assert list(file.parent.glob("emulator.db*")) == []
    assert httpx.get(f"{kept.url}/_emulator/failures", trust_env=False).json() == {"failures": []}


@POSIX
def test_emulator_is_ready_again_where_its_own_file_comes_back(kept: Running, file: Path) -> None:
    elsewhere = file.with_name("elsewhere.db")
    file.rename(elsewhere)
    assert readiness(kept)[0] == 503
    elsewhere.rename(file)
    assert readiness(kept) == (200, "ready")
    assert "WARNING the database can be used again" in kept.log()


def test_second_emulator_on_the_same_file_disturbs_nobody(kept: Running, tmp_path: Path, database_url: str) -> None:
    with running(tmp_path, database_url=database_url) as other:
        other.seed(world())
    assert readiness(kept) == (200, "ready")


# A database that is in use is not emptied.


def fresh(folder: Path, database_url: str) -> str:
    """The one line with which a start that has to empty the database ends."""
    return one_line(command("serve", "--port", "0", "--database-url", database_url, "--fresh", folder=folder))


def fleets(emulator: Running) -> list[str]:
    found: list[str] = emulator.call("ListFleets", {}).json()["FleetIds"]
    return found


def test_database_in_use_is_not_emptied(kept: Running, tmp_path: Path, database_url: str) -> None:
    line = fresh(tmp_path, database_url)
    assert line.startswith(f"gamelift-emulator: cannot empty the database {database_url}: ")
    assert f"process {kept.process.pid} at {kept.url}" in line
    assert FLEET in fleets(kept)


def test_same_file_by_another_path_is_not_emptied_either(kept: Running, tmp_path: Path, file: Path) -> None:
    link = tmp_path / "folder" / "link.db"
    link.parent.mkdir()
    link.symlink_to(file)
    assert str(kept.process.pid) in fresh(tmp_path, f"sqlite:///{link}")
    assert str(kept.process.pid) in fresh(tmp_path, f"sqlite:///{file.name}")


@pytest.mark.parametrize("runs_on", ["sqlite:///{0}", "sqlite:///file:{0}?uri=true"])
def test_same_file_by_a_uri_is_not_emptied_either(tmp_path: Path, runs_on: str) -> None:
    file = tmp_path / "an emulator.db"
    with running(tmp_path, database_url=runs_on.format(file)) as emulator:
        emulator.seed(world(players(3)))
        for other in ("sqlite:///{0}", "sqlite:///file:{0}?uri=true"):
            assert str(emulator.process.pid) in fresh(tmp_path, other.format(file))
        assert FLEET in fleets(emulator)


def test_database_is_not_emptied_where_another_emulator_begins_after_the_look(tmp_path: Path) -> None:
    """The look is in the transaction that empties: whoever begins later waits for its end."""
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'emulator.db'}", fresh=True)
    with closing(Database(settings.database_url)) as database, closing(World(settings, database)) as own:
        with closing(Database(settings.database_url)), pytest.raises(DatabaseError, match="another emulator uses it"):
            own.write_here(lambda store: begin(own, store, [], unseen))
        own.write_here(lambda store: begin(own, store, [], unseen))


def test_all_who_use_a_database_are_named(kept: Running, tmp_path: Path, database_url: str) -> None:
    with running(tmp_path, database_url=database_url) as other:
        line = fresh(tmp_path, database_url)
        assert f"process {kept.process.pid} at {kept.url}" in line
        assert f"process {other.process.pid} at {other.url}" in line
        kept.stop()
        assert f"process {kept.process.pid} at" not in fresh(tmp_path, database_url)


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_database_is_emptied_once_the_other_has_ended(
    end: signal.Signals, kept: Running, tmp_path: Path, database_url: str
) -> None:
    kept.stop(end)
    with running(tmp_path, "--fresh", database_url=database_url) as emulator:
        assert FLEET not in fleets(emulator)
        assert len(list(tmp_path.glob("emulator.db-process-*"))) == 1  # what was left is removed
    assert list(tmp_path.glob("emulator.db-process-*")) == []


# Folders of processes that were killed.


def test_folder_of_a_killed_process_is_removed_by_the_next_start_and_no_other(tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()

    def folders() -> set[Path]:
        return {*temporary.glob("gamelift-emulator-*")}

    foreign = temporary / "gamelift-emulator-foreign"
    foreign.mkdir()
    (foreign / "precious").write_text("")
    with running(tmp_path, TMPDIR=str(temporary)) as living:
        before = folders()
        with running(tmp_path, TMPDIR=str(temporary)) as killed:
            (orphan,) = folders() - before
            killed.stop(signal.SIGKILL)
        assert orphan.exists()
        with running(tmp_path, TMPDIR=str(temporary)):
            assert not orphan.exists()
            assert before < folders()
        assert folders() == before
        assert readiness(living) == (200, "ready")
        assert living.seed(world())["added"]["Fleets"] == 1
    assert folders() == {foreign}


def test_database_in_a_folder_with_such_a_name_is_nobodys_to_remove(tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    names = ("gamelift-emulator-own", "gamelift-emulator-12345678")
    for name in names:
        file = temporary / name / "emulator.db"
        with running(tmp_path, database_url=f"sqlite:///{file}", TMPDIR=str(tmp_path)) as killed:
            killed.stop(signal.SIGKILL)
        assert list(file.parent.glob("emulator.db-process-*"))
    with running(tmp_path, TMPDIR=str(temporary)):
        assert all((temporary / name / "emulator.db").exists() for name in names)


def test_empty_folder_goes_once_it_is_old(tmp_path: Path) -> None:
    old, new = tmp_path / "gamelift-emulator-aaaaaaaa", tmp_path / "gamelift-emulator-bbbbbbbb"
    old.mkdir()
    new.mkdir()
    os.utime(old, (1, 1))
    with running(tmp_path, TMPDIR=str(tmp_path)):
        assert (old.exists(), new.exists()) == (False, True)


# Files beside a database.


def test_what_killed_processes_left_beside_a_database_goes_at_the_next_start(tmp_path: Path, database_url: str) -> None:
    for _ in range(2):
        with running(tmp_path, database_url=database_url) as killed:
            killed.stop(signal.SIGKILL)
    with running(tmp_path, database_url=database_url):
        assert len(list(tmp_path.glob("emulator.db-process-*"))) == 1


def test_database_that_is_named_like_a_lock_is_none(tmp_path: Path, database_url: str) -> None:
    other = tmp_path / "emulator.db-process-two"
    with running(tmp_path, database_url=f"sqlite:///{other}"):
        pass
    with running(tmp_path, "--fresh", database_url=database_url):
        assert other.exists()


def test_temporary_folders_made_and_removed_at_the_same_time_do_not_disturb_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each start looks at the folders of all others, which come and go meanwhile."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def open_and_close(_: int) -> None:
        TemporaryFolder().close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(open_and_close, range(200)))
    assert list(tmp_path.iterdir()) == []
