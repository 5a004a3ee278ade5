"""What a game session lends to its player sessions, and how long it is remembered."""

from typing import Literal

from msgspec import Struct

from emulator.domain.clock import DAY

Status = Literal["ACTIVE", "ACTIVATING", "TERMINATED", "TERMINATING", "ERROR"]
ENDED: frozenset[Status] = frozenset(["TERMINATED", "ERROR"])

# Documented: API_PlayerSession, and the page on player sessions in the console.
RETENTION = 30 * DAY


class Host(Struct, frozen=True, gc=False):
    """Where a game session is: the part of it that each of its player sessions shows."""

    key: int
    game_session_id: str
    fleet_id: str
    fleet_arn: str
    ip_address: str | None
    dns_name: str | None
    port: int | None
