"""Messages: told after the commit that causes them, in order, at least once, whoever dies; never what was undone."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from pathlib import Path

import pytest

from emulator.dispatch.delivery import Deliverer
from emulator.store.access import Access
from emulator.store.engine import Database
from tests.support.running import PATIENCE, environment

# Puts three messages into the outbox, is told the first and the second, and dies before it has asked for the third.
KILLED = """
import asyncio, os, signal, sys
from emulator.dispatch.delivery import Deliverer
from emulator.store.access import Access
from emulator.store.engine import Database

async def main():
    access = Access(Database(sys.argv[1]))
    async with access.write() as store:
        for number in range(3):
            store.outbox.put("one", b"%d" % number)
    if sys.argv[2] == "0":
        os.kill(os.getpid(), signal.SIGKILL)
    deliverer = Deliverer(access)
    asyncio.create_task(deliverer.watch())
    count = 0
    async for message in deliverer.messages("one"):
        count += 1
        if count == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


@contextmanager
def opened(url: str) -> Iterator[Access]:
    with closing(Database(url)) as database, closing(Access(database)) as access:
        yield access


@asynccontextmanager
async def delivering(access: Access) -> AsyncIterator[Deliverer]:
    deliverer = Deliverer(access)
    task = asyncio.create_task(deliverer.watch())
    try:
        yield deliverer
    finally:
        task.cancel()


async def put(access: Access, recipient: str, *messages: bytes) -> None:
    async with access.write() as store:
        for message in messages:
            store.outbox.put(recipient, message)


async def told(deliverer: Deliverer, recipient: str, count: int) -> list[bytes]:
    """So many messages; all but the last of them count as told."""
    found: list[bytes] = []
    async with asyncio.timeout(PATIENCE):
        async for message in deliverer.messages(recipient):
            found.append(message)
            if len(found) == count:
                return found
    raise AssertionError


def left(access: Access) -> list[str]:
    with access.reading as store:
        return store.outbox.recipients()


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'emulator.db'}"


async def run_told_in_order(url: str) -> None:
    with opened(url) as access:
        await put(access, "one", b"before")
        async with delivering(access) as deliverer:
            waiting = asyncio.create_task(told(deliverer, "one", 4))
            await put(access, "one", b"a", b"b")
            await put(access, "two", b"for somebody else")
            await put(access, "one", b"c")
            assert await waiting == [b"before", b"a", b"b", b"c"]
            assert left(access) == ["one", "two"]


def test_messages_are_told_in_the_order_in_which_they_came_about(url: str) -> None:
    asyncio.run(run_told_in_order(url))


async def run_undone(url: str) -> None:
    with opened(url) as access:
        async with delivering(access) as deliverer:
            waiting = asyncio.create_task(told(deliverer, "one", 1))
            with suppress(ZeroDivisionError):
                async with access.write() as store:
                    store.outbox.put("one", b"undone")
                    raise ZeroDivisionError
            await put(access, "one", b"done")
            assert await waiting == [b"done"]


def test_message_of_a_transaction_that_was_undone_is_never_told(url: str) -> None:
    asyncio.run(run_undone(url))


async def run_again(url: str) -> None:
    with opened(url) as access:
        await put(access, "one", b"a", b"b", b"c")
        async with delivering(access) as deliverer:
            assert await told(deliverer, "one", 2) == [b"a", b"b"]
            assert await told(deliverer, "one", 2) == [b"b", b"c"]


def test_message_that_was_not_told_to_its_end_is_told_to_the_next_connection(url: str) -> None:
    asyncio.run(run_again(url))


async def run_elsewhere(url: str) -> None:
    with opened(url) as here, opened(url) as there:
        async with delivering(here) as deliverer:
            waiting = asyncio.create_task(told(deliverer, "one", 1))
            await asyncio.sleep(0)
            await put(there, "one", b"from another process")
            assert await waiting == [b"from another process"]


def test_message_that_another_process_has_written_is_told(url: str) -> None:
    asyncio.run(run_elsewhere(url))


async def run_latest(url: str) -> None:
    with opened(url) as access:
        async with delivering(access) as deliverer:
            older = asyncio.create_task(told(deliverer, "one", 1))
            await asyncio.sleep(0)
            newer = asyncio.create_task(told(deliverer, "one", 1))
            await asyncio.sleep(0)
            await put(access, "one", b"a")
            assert await newer == [b"a"]
            assert not older.done()
            older.cancel()


def test_newest_connection_of_a_recipient_is_told(url: str) -> None:
    asyncio.run(run_latest(url))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("before_the_kill", [0, 1, 2, 3])
def test_kill_between_commit_and_delivery_loses_nothing(url: str, before_the_kill: int) -> None:
    arguments = [sys.executable, "-c", KILLED, url, str(before_the_kill)]
    killed = subprocess.run(arguments, env=environment(), timeout=PATIENCE, check=False)
    assert killed.returncode == -signal.SIGKILL

    async def rest() -> list[bytes]:
        with opened(url) as access:
            async with delivering(access) as deliverer:
                return await told(deliverer, "one", 3 - max(before_the_kill - 1, 0))

    all_three = [b"0", b"1", b"2"]
    assert asyncio.run(rest()) == all_three[max(before_the_kill - 1, 0) :]


async def run_commits(url: str) -> None:
    with opened(url) as here, opened(url) as there:
        async with delivering(here) as deliverer:
            with deliverer.commits() as committed:
                for access in (here, there):
                    async with asyncio.timeout(PATIENCE):
                        await committed.wait()  # whoever begins to listen looks once
                    committed.clear()
                    await put(access, "nobody", b"a")
                async with asyncio.timeout(PATIENCE):
                    await committed.wait()


def test_who_listens_is_woken_by_commits_of_all_processes(url: str) -> None:
    asyncio.run(run_commits(url))
