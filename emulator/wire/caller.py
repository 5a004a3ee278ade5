"""Who calls: what requests of both protocols say of it in their headers."""

import re
from functools import lru_cache

from emulator.wire.call import Caller, HttpRequest
from emulator.wire.sigv4 import known_scope, read_scope

INVOCATION_ID = re.compile(rb"[A-Za-z0-9-]{8,64}")
DATE = b"x-amz-date"
LONGEST_KNOWN = 1_024
"""Of the bytes before a signature: what is longer is read afresh each time."""
ATTEMPT = re.compile(rb"(?:^|;)\s*attempt=([1-9]\d{0,5})\s*(?:;|$)")


def read_caller(request: HttpRequest) -> Caller:
    """Who makes a call, in which attempt, and by which name of this emulator.

    Raises: WireError as `read_scope`.
    Source: the headers `amz-sdk-invocation-id` and `amz-sdk-request`, as all current SDKs send them.
    """
    headers = request.headers
    signed, _, signature = headers.get(b"authorization", b"").rpartition(b"Signature=")
    scope = known_scope(signed) if signature.isalnum() and len(signed) < LONGEST_KNOWN and DATE in headers else None
    region, account = scope or read_scope(headers)
    invocation_id = headers.get(b"amz-sdk-invocation-id", b"")
    return Caller(
        region,
        account,
        origin_of(request.scheme, headers.get(b"host", b"")),
        invocation_id.decode() if INVOCATION_ID.fullmatch(invocation_id) else None,
        attempt_in(headers.get(b"amz-sdk-request", b"")),
    )


@lru_cache(64)  # the same with nearly every call, as the attempt is
def origin_of(scheme: str, host: bytes) -> str | None:
    """The name by which this emulator is called; None where the Host header is missing."""
    return f"{scheme}://{host.decode('latin-1')}" if host else None


@lru_cache(64)
def attempt_in(header: bytes) -> int | None:
    """The number of the attempt that `amz-sdk-request` tells."""
    attempt = ATTEMPT.search(header)
    return int(attempt[1]) if attempt else None
