"""Bytes to an emulator and back, without an HTTP client between."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from tests.support.running import PATIENCE, Running


@contextmanager
def connected(emulator: Running) -> Iterator[socket.socket]:
    """A connection to the emulator."""
    with socket.create_connection(("127.0.0.1", httpx.URL(emulator.url).port), timeout=PATIENCE) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield connection


def all_read(connection: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    answer = b""
    while chunk := connection.recv(65_536):
        answer += chunk
    return answer


def exchange(emulator: Running, *parts: bytes) -> bytes:
    """What the emulator answers until it closes, to a request that arrives in these parts, each in its own packet."""
    with connected(emulator) as connection:
        for number, part in enumerate(parts):
            if number:
                time.sleep(0.05)  # for the packet to be read, not for time to pass
            connection.sendall(part)
        return all_read(connection)
