"""Auth tokens of computes. They hold their expiry and a seal, so that nobody has to keep them."""

import hashlib
import uuid

LIFETIME_SECONDS = 3 * 60 * 60
_EXPIRY_BYTES = 5  # to beyond the year 9999


def write_auth_token(bearer: str, expires: int, token_key: bytes) -> str:
    """A UUID that shows that `bearer` may connect until the second `expires`, to whoever has the same `token_key`."""
    expiry = expires.to_bytes(_EXPIRY_BYTES)
    seal = hashlib.blake2b(expiry + bearer.encode(), digest_size=16 - _EXPIRY_BYTES, key=token_key).digest()
    return str(uuid.UUID(bytes=expiry + seal, version=4))  # the version takes six bits of the seal's place


def expiry_of(token: str) -> int | None:
    """The second in which a token expires, by its own word; None for what is no such token."""
    try:
        return int.from_bytes(uuid.UUID(token).bytes[:_EXPIRY_BYTES])
    except ValueError:
        return None
