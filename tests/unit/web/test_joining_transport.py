"""When what is written leaves: heads and bodies together, and nothing later than the next turn of the event loop."""

import asyncio
from collections.abc import Callable

import pytest

from emulator.web.joining_transport import JOINED_BYTES, JoiningTransport


class Written(asyncio.Transport):
    """Keeps what is done to it."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[bytes] = []

    def is_closing(self) -> bool:
        return not {b"close", b"abort"}.isdisjoint(self.done)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        assert not self.is_closing(), "uvloop raises a RuntimeError"
        self.done.append(bytes(data))

    def write_eof(self) -> None:
        self.done.append(b"eof")

    def close(self) -> None:
        self.done.append(b"close")

    def abort(self) -> None:
        self.done.append(b"abort")


def done_to_transport(act: Callable[[JoiningTransport], object]) -> list[list[bytes]]:
    """What has been done to a transport at once, and once the event loop has come round."""

    async def run() -> list[list[bytes]]:
        below = Written()
        act(JoiningTransport(below, asyncio.get_running_loop()))
        at_once = below.done.copy()
        await asyncio.sleep(0)
        return [at_once, below.done]

    return asyncio.run(run())


LARGE = b"x" * (JOINED_BYTES + 1)


@pytest.mark.parametrize(
    ("pieces", "at_once", "then"),
    [
        ([b"head", b"body"], [b"headbody"], []),
        ([b"head"], [], [b"head"]),
        ([b"head", b"body", b"chunk"], [b"headbody"], [b"chunk"]),
        ([b"head", LARGE], [b"head", LARGE], []),
        ([b"head", b""], [b"head"], []),
    ],
    ids=["head and body", "head alone", "chunk after them", "large body", "empty body"],
)
def test_writes_are_joined_and_none_waits_longer_than_a_turn(
    pieces: list[bytes], at_once: list[bytes], then: list[bytes]
) -> None:
    def act(transport: JoiningTransport) -> None:
        for piece in pieces:
            transport.write(piece)

    assert done_to_transport(act) == [at_once, at_once + then]


@pytest.mark.parametrize(
    ("end", "done"),
    [
        (JoiningTransport.close, [b"head", b"close"]),
        (JoiningTransport.write_eof, [b"head", b"eof"]),
        (JoiningTransport.abort, [b"abort"]),
    ],
)
def test_what_is_held_leaves_before_an_end_and_is_dropped_by_an_abort(
    end: Callable[[JoiningTransport], None], done: list[bytes]
) -> None:
    def act(transport: JoiningTransport) -> None:
        transport.write(b"head")
        end(transport)

    assert done_to_transport(act) == [done, done]


def test_what_comes_after_the_connection_is_lost_is_dropped() -> None:
    def act(transport: JoiningTransport) -> None:
        transport.write(b"head")
        transport._transport.abort()
        for piece in (b"body", LARGE, b"rest"):
            transport.write(piece)

    assert done_to_transport(act) == [[b"abort"], [b"abort"]]
