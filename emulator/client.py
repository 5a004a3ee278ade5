"""A running emulator, as the client commands talk to it. The standard library only: `healthcheck` must cost nothing."""

import json
from collections.abc import Iterable
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

ROOT = "/_emulator"


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
) -> dict[str, Any]:
    """The JSON object that the control API of the emulator at `url` answers.

    Raises: ClientError.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ClientError(f"{url!r} is not a URL such as http://127.0.0.1:4600")
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    headers = {"Content-Type": "application/json"} if method != "GET" else {}
    if length is not None:
        headers["Content-Length"] = str(length)
    try:
        connection = kind(parts.hostname, parts.port, timeout=timeout)
        connection.request(method, ROOT + path, body, headers)
        response = connection.getresponse()
        status, text = response.status, response.read()
        connection.close()
    except (OSError, HTTPException, ValueError) as error:
        raise ClientError(f"no emulator answers at {url}: {error}") from None
    try:
        answer = json.loads(text)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise ClientError(f"what answers at {url} is not this emulator (HTTP status {status})")
    if status >= 400:
        raise ClientError(str(answer.get("message") or answer.get("status") or status), answer)
    return answer
