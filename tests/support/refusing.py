"""What a refusal says. That it has the form which all of them have is seen to elsewhere (tests/support/linting.py)."""

from typing import Any

import cbor2
import httpx


def refusal(response: httpx.Response, code: str, status: int = 400) -> str:
    """The text of a refusal with that code and status, in either protocol."""
    assert response.status_code == status, decoded(response)
    if response.request.method == "HEAD":
        return ""
    error = decoded(response)
    assert error["__type"].rpartition("#")[2] == code, error
    return str(error["message"])


def decoded(response: httpx.Response) -> dict[str, Any]:
    """What an answer holds."""
    if response.headers["content-type"] == "application/cbor":
        members: dict[str, Any] = cbor2.loads(response.content)
    else:
        members = response.json()
    return members


def accepted(response: httpx.Response) -> bool:
    """Whether an input is valid: its ids may be unknown."""
    return response.status_code == 200 or bool(refusal(response, "NotFoundException"))
