"""The protocols that are spoken, and which of them a request is in."""

from collections.abc import Mapping
from typing import Protocol

from emulator.api.shape import Shape
from emulator.errors import GameLiftError
from emulator.wire import cbor
from emulator.wire.call import Call, HttpRequest, Reply, WireError


class Wire(Protocol):
    """A protocol: bytes to a call, and an answer to bytes."""

    @property
    def NAME(self) -> str: ...
    @property
    def SHORT_NAME(self) -> str: ...
    def operation_named(self, headers: Mapping[bytes, bytes], path: str) -> str: ...
    def read_call(self, request: HttpRequest) -> Call: ...
    def write_answer(self, output: Shape | None, request_id: str) -> Reply: ...
    def write_error(self, error: GameLiftError | WireError, request_id: str) -> Reply: ...


MARK = b"smithy-protocol"
"""The header by which Smithy's protocols are told from AWS JSON."""
WIRES: Mapping[bytes, Wire] = {cbor.PROTOCOL: cbor}
"""By what that header says. Every other request is to be read and answered in AWS JSON 1.1."""
