"""Bytes out, an answer in: a keep-alive connection that shows the whole answer, and waits no longer than told."""

import http.client
import json
import socket
import uuid
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import cbor2

from tests.bench.load import post_request
from tests.support.running import AWS_JSON, CBOR

ANSWER_SECONDS = 30
"""No call may take longer: a writer waits ten seconds for another, and this machine may be busy."""


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str:
        """The code of an AWS error, empty where the call succeeded."""
        return "" if self.status == 200 else self.value().get("__type", "").rpartition("#")[2]

    def value(self) -> dict[str, Any]:
        """The body of an answer in JSON or CBOR."""
        if not self.body:
            return {}
        read = cbor2.loads if self.headers.get("content-type") == CBOR["Content-Type"] else json.loads
        value: dict[str, Any] = read(self.body)
        return value


class Connection:
    """A connection that is made at the first request, and afresh after one that ended it. It sends nothing twice."""

    def __init__(self, url: str, seconds: float = ANSWER_SECONDS) -> None:
        parts = urlsplit(url)
        assert parts.hostname is not None
        assert parts.port is not None
        self.url = url
        self._address = (parts.hostname, parts.port)
        self._seconds = seconds
        self._socket: socket.socket | None = None

    @property
    def is_open(self) -> bool:
        return self._socket is not None

    def open(self) -> socket.socket:
        """The socket, connected."""
        if self._socket is None:
            self._socket = socket.create_connection(self._address, self._seconds)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket

    def ask(self, request: bytes) -> Answer:
        """The answer to a request, whole. Raises: TimeoutError, OSError or HTTPException where there is none."""
        try:
            self.open().sendall(request)
            response = http.client.HTTPResponse(self.open(), method=request.partition(b" ")[0].decode())
            with response:
                response.begin()
                body = response.read()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        if response.will_close:
            self.close()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, body)

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def call(self, operation: str, invocation_id: str | None = None, attempt: int = 1, **members: object) -> Answer:
        """The answer to an AWS JSON 1.1 call, as an SDK makes it."""
        return self.ask(aws_json(self.url, operation, members, sdk(invocation_id, attempt)))

    def control(self, method: str, path: str, document: object = None) -> Answer:
        """The answer of the control API."""
        body = b"" if document is None else document if isinstance(document, bytes) else json.dumps(document).encode()
        return self.ask(http_request(self.url, method, f"/_emulator{path}", {"Content-Type": "application/json"}, body))


def http_request(url: str, method: str, path: str, headers: Mapping[str, str], body: bytes) -> bytes:
    """The bytes of any request."""
    return method.encode() + post_request(url, path, headers, body).removeprefix(b"POST")


def aws_json(url: str, operation: str, members: Mapping[str, object], headers: Mapping[str, str]) -> bytes:
    """An AWS JSON 1.1 call."""
    named = AWS_JSON | {"X-Amz-Target": f"GameLift.{operation}"}
    return post_request(url, "/", named | dict(headers), json.dumps(members).encode())


def aws_cbor(url: str, operation: str, members: Mapping[str, object], headers: Mapping[str, str]) -> bytes:
    """A Smithy RPC v2 CBOR call."""
    return post_request(url, f"/service/GameLift/operation/{operation}", CBOR | dict(headers), cbor2.dumps(members))


def sdk(invocation_id: str | None = None, attempt: int = 1) -> dict[str, str]:
    """The headers by which an SDK tells attempts of one call from calls."""
    return {
        "amz-sdk-invocation-id": invocation_id or str(uuid.uuid4()),
        "amz-sdk-request": f"attempt={attempt}; max=3",
    }
