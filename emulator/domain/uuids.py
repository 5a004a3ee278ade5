"""UUIDs as texts (RFC 9562), spelt out: Python's own object of one costs twice as much."""

import hashlib

VERSION_AND_VARIANT = 0xF << 76 | 0x3 << 62
VARIANT = 0x2 << 62


def uuid4_of(bits: int) -> str:
    """The UUID of version 4 whose other bits are those of a number of 128 bits."""
    return _spelt(bits, 4)


def uuid5_of(namespace: bytes, name: str) -> str:
    """The UUID of version 5 of a name in a namespace, which is the 16 bytes of another UUID."""
    digest = hashlib.sha1(namespace + name.encode(), usedforsecurity=False).digest()
    return _spelt(int.from_bytes(digest[:16]), 5)


def _spelt(bits: int, version: int) -> str:
    digits = f"{bits & ~VERSION_AND_VARIANT | version << 76 | VARIANT:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
