"""Pages by key. A NextToken is the key of the last row shown, bound to the question it continues."""

import base64
import binascii
import hashlib
import hmac
import struct
from typing import NamedTuple

from emulator.errors import InvalidRequestException

_CURSOR = struct.Struct(">qq")
_SEAL_BYTES = 17  # with the cursor a multiple of three bytes, so that every character of the token counts


class PageKey(NamedTuple):
    """Where a page ends: the next one begins after this row in the order (CreationTime, insertion)."""

    creation_time: int
    key: int


START = PageKey(-1, -1)


def write_token(cursor: PageKey | str, question: str, token_key: bytes) -> str:
    """An opaque NextToken, good for `question` and for the database whose `token_key` sealed it.

    Where a list is in the order of names, the cursor is one.
    """
    place = cursor.encode() if isinstance(cursor, str) else _CURSOR.pack(*cursor)
    return base64.urlsafe_b64encode(place + _seal(place, question, token_key)).decode()


def read_token(token: str, question: str, token_key: bytes) -> PageKey:
    """The cursor in `token`. Raises: InvalidRequestException."""
    return PageKey(*_CURSOR.unpack(_place_in(token, question, token_key)))


def read_name_token(token: str, question: str, token_key: bytes) -> str:
    """The name in `token`, behind which a page in the order of names begins. Raises: InvalidRequestException."""
    return _place_in(token, question, token_key).decode()


def _place_in(token: str, question: str, token_key: bytes) -> bytes:
    """What `write_token` has sealed.

    Raises: InvalidRequestException for anything that `write_token` did not make for this question and database.
    Assumed: AWS publishes neither the form of its tokens nor what a bad one answers.
    """
    try:
        sealed = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise _refused() from None
    place, seal = sealed[:-_SEAL_BYTES], sealed[-_SEAL_BYTES:]
    canonical = base64.urlsafe_b64encode(sealed).decode() == token  # base64 has other spellings of the same bytes
    if not canonical or not hmac.compare_digest(seal, _seal(place, question, token_key)):
        raise _refused()
    return place  # whole, or its seal would not fit


def _seal(place: bytes, question: str, token_key: bytes) -> bytes:
    return hashlib.blake2b(place + question.encode(), digest_size=_SEAL_BYTES, key=token_key).digest()


def _refused() -> InvalidRequestException:
    return InvalidRequestException(
        "NextToken is invalid: pass it unchanged, with the same identifier and filter as the request that returned it."
    )
