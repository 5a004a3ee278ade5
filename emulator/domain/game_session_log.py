"""Logs of game sessions: how long they are kept, and the addresses at which whoever was given one can fetch them.

An address holds the second in which it expires and a seal, so that nobody has to keep it.
"""

import hashlib
import hmac

from emulator.domain.clock import DAY, SECOND

KEPT = 14 * DAY
"""Documented: API_GetGameSessionLogUrl."""
URL_SECONDS = 15 * 60
"""Documented: "The URL is valid for 15 minutes" (API_GetGameSessionLogUrl)."""


def query_of_log(game_session_key: int, now: int, token_key: bytes) -> str:
    """The query of an address that is given out now."""
    expires = now // SECOND + URL_SECONDS
    return f"Expires={expires}&Signature={_seal(game_session_key, expires, token_key)}"


def opens_log(game_session_key: int, expires: int, signature: str, token_key: bytes) -> bool:
    """Whether an address was given out for that log, and says truly when it expires."""
    return hmac.compare_digest(_seal(game_session_key, expires, token_key).encode(), signature.encode(errors="replace"))


def _seal(game_session_key: int, expires: int, token_key: bytes) -> str:
    return hashlib.blake2b(f"log {game_session_key} {expires}".encode(), digest_size=16, key=token_key).hexdigest()
