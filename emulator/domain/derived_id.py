"""Ids that a world makes itself, without a call that could draw one.

What time brings about is written by whoever looks first (dispatch/settle.py). An id that was drawn there would depend
on who looked, and how often others drew. So it follows from the world's secret, and from how many there were before.
"""

import hashlib

from emulator.domain.uuids import uuid4_of


def derived_uuid(kind: str, ordinal: int, secret: bytes) -> str:
    """The UUID of the `ordinal`-th thing of a world, which is of that kind."""
    digest = hashlib.blake2b(f"{kind} {ordinal}".encode(), digest_size=16, key=secret).digest()
    return uuid4_of(int.from_bytes(digest))
