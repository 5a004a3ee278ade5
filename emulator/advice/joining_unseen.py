"""Players that join a game session of which nobody has looked whether it is ACTIVE."""

from collections.abc import Iterator

from emulator.advice.kind import API_REFERENCE, Entries, Kind, is_call, text_of
from emulator.calls.journal import JournalEntry

LOOKING = {"DescribeGameSessions", "DescribeGameSessionDetails", "SearchGameSessions", "DescribeGameSessionPlacement"}
JOINING = {"CreatePlayerSession", "CreatePlayerSessions"}


def joining_unseen(entries: Entries) -> Iterator[JournalEntry]:
    """The joins of game sessions that a call among these has made, with no look between at which they were ACTIVE.

    An answer with several game sessions may have shown it, and counts as a look; so does a game server's own message
    that it is ACTIVE, which a backend may have heard of.
    """
    unseen: set[str] = set()
    for entry in entries:
        operation = entry.call.operation
        if entry.source == "server" and operation == "ActivateGameSession":
            unseen.clear()
        elif not is_call(entry):
            continue
        elif operation == "CreateGameSession" and entry.game_session is not None:
            game_session_id, status = entry.game_session
            if status != "ACTIVE":
                unseen.add(game_session_id)
        elif operation in LOOKING:
            if entry.game_session is None:
                unseen.clear()
            elif entry.game_session[1] == "ACTIVE":
                unseen.discard(entry.game_session[0])
        elif operation in JOINING and text_of(entry.call.params, "GameSessionId") in unseen:
            yield entry


JOINING_UNSEEN = Kind(
    "joining-unseen",
    joining_unseen,
    "refuses players while a game session is ACTIVATING, with InvalidGameSessionStatusException.",
    f"{API_REFERENCE}API_CreatePlayerSession.html",
    "Wait until the game session is ACTIVE: an event of its queue, or DescribeGameSessions now and then.",
)
