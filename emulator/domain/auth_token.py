"""Auth tokens of computes. They hold their expiry and a seal, so that nobody has to keep them."""

import hashlib
import uuid

from emulator.domain.arn import compute_arn, fleet_arn
from emulator.domain.clock import LATEST, SECOND
from emulator.domain.fleet import Fleet
from emulator.domain.uuids import uuid4_of

_EXPIRY_BYTES = 5  # to beyond the year 9999


def expiry_from(now: int, minutes: float) -> int:
    """The second in which a token expires that is issued at the instant `now`."""
    return min(now // SECOND + round(minutes * 60), LATEST // SECOND)


def refresh_time(expires: int, now: int) -> int:
    """The instant at which whoever shows a token now should have a new one: when a tenth of its time is left."""
    return expires * SECOND - (expires * SECOND - now) // 10


def write_auth_token(fleet: Fleet, compute_name: str, expires: int, token_key: bytes) -> str:
    """A UUID that shows, to whoever has the same `token_key`, that a compute may connect until the second `expires`."""
    bearer = (
        f"{fleet_arn(fleet.region, fleet.account, fleet.fleet_id)} "
        f"{compute_arn(fleet.region, fleet.account, compute_name)}"
    )
    expiry = expires.to_bytes(_EXPIRY_BYTES)
    seal = hashlib.blake2b(expiry + bearer.encode(), digest_size=16 - _EXPIRY_BYTES, key=token_key).digest()
    return uuid4_of(int.from_bytes(expiry + seal))  # the version takes six bits of the seal's place


def expiry_of(token: str) -> int | None:
    """The second in which a token expires, by its own word; None for what is no such token."""
    try:
        return int.from_bytes(uuid.UUID(token).bytes[:_EXPIRY_BYTES])
    except ValueError:
        return None
