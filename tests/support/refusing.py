"""What a refusal says. That it has the form which all of them have is seen to elsewhere (tests/support/linting.py)."""

from collections.abc import Callable
from typing import Any

import cbor2
import httpx
from botocore.exceptions import ClientError


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


def refusal_code(call: Callable[[], object]) -> str | None:
    """The code of the error with which a call of boto3 is refused, None where it succeeds."""
    try:
        call()
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return None
