"""Tickets: players who ask for a match together, and what is known of them.

Units: instants are milliseconds since the epoch, latencies milliseconds.
"""

from collections.abc import Mapping

from msgspec import Struct

AttributeValue = str | float | tuple[str, ...] | Mapping[str, float]
"""S, N, SL and SDM of the API, in that order."""


class Player(Struct, frozen=True, kw_only=True):
    """A player of a ticket."""

    player_id: str
    attributes: Mapping[str, AttributeValue] = {}
    latencies: Mapping[str, int] = {}
    """By location; empty where the player has measured none."""
    team: str | None = None
    """The team, as matches name it, that a player of a backfill ticket is in. Other tickets' are passed over."""


class Ticket(Struct, frozen=True, kw_only=True):
    """A ticket that is open for a match."""

    ticket_id: str
    start_time: int
    """Its age counts from here: also when it has been in a match that failed."""
    players: tuple[Player, ...]
    is_backfill: bool = False
    """Its players are in a game session already, each in a team, and stay there."""
