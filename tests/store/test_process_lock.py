"""Which emulators live on a database: what their locks tell, and who may remove them."""

import os
import sys
from contextlib import closing
from pathlib import Path

import pytest

from emulator.store.process_lock import INFIX, ProcessLock, holder


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "emulator.db"


def test_locks_on_one_database_see_each_other(database: Path) -> None:
    with closing(ProcessLock(database)) as ours, closing(ProcessLock(database)) as theirs:
        theirs.write("http://127.0.0.1:1")
        assert ours.others() == [(os.getpid(), "http://127.0.0.1:1")]
        assert theirs.others() == [(os.getpid(), "")]
    assert list(database.parent.iterdir()) == []


def test_lock_that_nobody_holds_is_removed(database: Path) -> None:
    left = database.with_name(f"{database.name}{INFIX}00000000")
    left.write_bytes(b"1 http://127.0.0.1:1\n")
    with closing(ProcessLock(database)) as ours:
        assert ours.others() == []
        assert not left.exists()


def test_lock_that_cannot_be_looked_at_counts_as_held(database: Path) -> None:
    folder = database.with_name(f"{database.name}{INFIX}0")
    folder.mkdir()  # a file of another user's gives an OSError too, but not to root
    assert holder(folder) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_fork_that_lets_go_of_its_copy_leaves_the_lock(database: Path) -> None:
    with closing(ProcessLock(database)) as ours, closing(ProcessLock(database)) as other:
        child = os.fork()
        if child == 0:
            ours.close()
            os._exit(0)
        os.waitpid(child, 0)
        assert [found.pid for found in other.others()] == [os.getpid()]
