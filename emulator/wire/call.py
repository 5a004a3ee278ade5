"""The values on both sides of the wire protocols, and the errors that a protocol itself can answer."""

from collections.abc import Mapping

from msgspec import Struct

from emulator.errors import GameLiftError


class HttpRequest(Struct, frozen=True, gc=False):
    """An HTTP request whose body has arrived. Header names are lower-case."""

    method: str
    scheme: str
    """`http` or `https`."""
    path: str
    headers: Mapping[bytes, bytes]
    body: bytes
    request_id: str


class Caller(Struct, frozen=True, gc=False):
    """What is known of a caller; None where the headers do not say."""

    region: str | None
    account: str | None
    origin: str | None
    """By which the emulator is called: scheme and Host header, as in `http://localhost:4600`."""
    invocation_id: str | None
    """The same for all attempts of an SDK to make one call."""
    attempt: int | None
    """1 for the first of them."""


class Call(Struct, frozen=True, gc=False):
    """What was asked: an operation of the service, its members as they stood on the wire, and by whom."""

    operation: str
    params: Mapping[str, object]
    caller: Caller
    request_id: str
    size: int
    """Of the body, in bytes."""


class Reply(Struct, frozen=True, gc=False):
    """An HTTP response. Header names are lower-case; `content-length` is among them."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    error: str | None = None
    """The code of the error that it carries."""


class WireError(Exception):
    """A refusal by the front door of AWS, before any operation of GameLift has run.

    `code` is AWS's name for it, which is in no service model.
    """

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


def status_of(error: GameLiftError | WireError) -> int:
    """The HTTP status of an error: the model gives its errors none of their own, so a fault is 500, the rest 400."""
    if isinstance(error, WireError):
        return error.status
    return 500 if error.fault else 400
