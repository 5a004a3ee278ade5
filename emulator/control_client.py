"""A running emulator, as the client commands and helpers talk to it. The standard library only."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, InvalidURL
from pathlib import Path
from ssl import SSLCertVerificationError, SSLError
from types import MappingProxyType
from typing import Any, BinaryIO, TypeVar
from urllib.parse import urlsplit

from emulator.client_environment import URL_VARIABLE

Received = TypeVar("Received")
ROOT = "/_emulator"
CHUNK_BYTES = 256 * 1024


class ClientError(Exception):
    """The emulator could not be reached, or refused; the text says which, for the user."""

    def __init__(self, message: str, answer: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.answer = answer or {}


def call(
    url: str,
    method: str,
    path: str,
    body: bytes | Iterable[bytes] | None = None,
    length: int | None = None,
    timeout: float = 600,
    content_type: str = "application/json",
) -> dict[str, Any]:
    """The JSON object that the control API of the emulator at `url` answers; `length` is that of an iterable body.

    Raises: ClientError.
    """
    headers = {"Content-Type": content_type} if method != "GET" else {}
    if length is not None:
        headers["Content-Length"] = str(length)
    with answered(url, method, ROOT + path, timeout, body, headers) as response:
        return read_answer(url, response)


def aws_call(url: str, operation: str, members: Mapping[str, object], region: str | None = None) -> dict[str, Any]:
    """The output of an operation of the AWS API, called without credentials; None: in the emulator's own region.

    Raises: ClientError.
    """
    headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": f"GameLift.{operation}"}
    if region is not None:  # a call names its region where it names its credentials
        scope = f"Credential=any/20260101/{region}/gamelift/aws4_request"
        headers["Authorization"] = f"AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=none"
        headers["X-Amz-Date"] = "20260101T000000Z"
    with answered(url, "POST", "/", 600, json.dumps(members).encode(), headers) as response:
        return read_answer(url, response)


def download(url: str, path: str, file: BinaryIO, timeout: float = 600) -> None:
    """Writes what the control API answers to `file`, as it comes. Raises: ClientError; OSError of the file."""
    with answered(url, "GET", ROOT + path, timeout) as response:
        if response.status >= 400:
            read_answer(url, response)
        while piece := received(url, lambda: response.read(CHUNK_BYTES)):
            file.write(piece)


def save(url: str, path: str, file: Path) -> None:
    """Writes what the control API answers to `file`; whatever ends this early leaves `file` as it was, and no other.

    Raises: ClientError, OSError.
    """
    part = file.with_name(f"{file.name}.part")
    try:
        target = part.open("wb")
    except OSError as error:
        error.filename = str(file)  # the name that the user knows
        raise
    try:
        with target:
            download(url, path, target)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def chunks(source: BinaryIO, progress: Callable[[int], object]) -> Iterator[bytes]:
    """A body to send, piece by piece; `progress` is told how many bytes have gone."""
    while chunk := source.read(CHUNK_BYTES):
        yield chunk
        progress(len(chunk))


@contextmanager
def answered(
    url: str,
    method: str,
    path: str,
    timeout: float,
    body: bytes | Iterable[bytes] | None = None,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[HTTPResponse]:
    """The response to a request, its body still to be read. Raises: ClientError."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ClientError(f"{url!r} is not a URL such as http://127.0.0.1:4600")
    try:
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(parts.hostname, parts.port, timeout=timeout)
    except (ValueError, InvalidURL) as error:
        raise ClientError(f"{url!r} is not a URL such as http://127.0.0.1:4600: {error}") from None
    with closing(connection):
        received(url, lambda: connection.request(method, path, body, headers))
        yield received(url, connection.getresponse)


def received(url: str, what: Callable[[], Received]) -> Received:
    """What the network gives. Raises: ClientError."""
    try:
        return what()
    except (OSError, HTTPException) as error:
        hint = ""
        if isinstance(error, ConnectionRefusedError):
            hint = f". `gamelift-emulator serve` starts one; --url or {URL_VARIABLE} says where it is"
        elif isinstance(error, SSLCertVerificationError):
            hint = f". The CA to trust is what {ROOT}/certificate answers over http://; SSL_CERT_FILE names its file"
        elif isinstance(error, SSLError):
            hint = ". It speaks http://"
        raise ClientError(f"no emulator answers at {url}: {error}{hint}") from None


def read_answer(url: str, response: HTTPResponse) -> dict[str, Any]:
    text = received(url, response.read)
    try:
        answer = json.loads(text)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise ClientError(f"what answers at {url} is not this emulator (HTTP status {response.status})")
    if response.status >= 400:
        code = f"{answer['__type']}: " if "__type" in answer else ""
        raise ClientError(code + str(answer.get("message") or answer.get("status") or response.status), answer)
    return answer
