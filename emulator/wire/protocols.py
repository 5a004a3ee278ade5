"""The protocols that are spoken, and which of them a request is in."""

from collections.abc import Mapping
from typing import Protocol

from emulator.api.shapes import Shape
from emulator.errors import GameLiftError
from emulator.wire import cbor, json11
from emulator.wire.call import Call, HttpRequest, Reply, WireError


class Wire(Protocol):
    """A protocol: bytes to a call, and an answer to bytes."""

    def read_call(self, request: HttpRequest) -> Call: ...
    def write_answer(self, output: Shape | None, request_id: str) -> Reply: ...
    def write_error(self, error: GameLiftError | WireError, request_id: str) -> Reply: ...


NAMES = ("AWS JSON 1.1", "Smithy RPC v2 CBOR")
MARK = b"smithy-protocol"
"""The header by which Smithy's protocols are told from AWS JSON."""


def wire_of(headers: Mapping[bytes, bytes]) -> Wire:
    """The protocol in which a request with these headers is to be read and answered."""
    return cbor if headers.get(MARK, b"").lower() == cbor.PROTOCOL else json11


def protocol_named(headers: Mapping[bytes, bytes]) -> str:
    """A short name of the protocol of a request, for the log."""
    return "cbor" if wire_of(headers) is cbor else "json"


def operation_named(headers: Mapping[bytes, bytes], path: str) -> str:
    """The operation that a request names, whether there is one of that name or not; empty where it names none."""
    target = headers.get(b"x-amz-target")
    if target is not None:
        return target.decode("latin-1").rpartition(".")[2]
    return path.rpartition("/")[2] if MARK in headers else ""
