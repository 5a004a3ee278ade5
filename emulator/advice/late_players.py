"""Players that a game server reports when their reservation has run out already."""

from collections.abc import Iterator

from emulator.advice.kind import API_REFERENCE, Entries, Kind
from emulator.calls.journal import JournalEntry


def late_players(entries: Entries) -> Iterator[JournalEntry]:
    """The messages that accept a player session which was TIMEDOUT by then."""
    for entry in entries:
        late = entry.message is not None and "has a status of TIMEDOUT" in entry.message
        if late and entry.source == "server" and entry.call.operation == "AcceptPlayerSession":
            yield entry


LATE_PLAYERS = Kind(
    "late-players",
    late_players,
    "gives the slot to others once a reservation is 60 seconds old, and refuses AcceptPlayerSession.",
    f"{API_REFERENCE}API_PlayerSession.html",
    "Let the game server accept a player as soon as it connects, and reserve a slot when the player is ready to go.",
)
