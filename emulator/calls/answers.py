"""What the journal keeps of answers: as much as advice needs, and no list."""

from emulator.api.shape import Shape
from emulator.calls.journal import JournalEntry

SHOWING = {"CreateGameSession", "UpdateGameSession", "DescribeGameSessions", "SearchGameSessions"}
"""The operations whose answers can show one game session."""


def note_answer(output: Shape, entry: JournalEntry) -> None:
    """Notes the NextToken of an answer, and its game session where it shows one alone."""
    entry.next_token = getattr(output, "next_token", None)
    if entry.call.operation in SHOWING:
        one = getattr(output, "game_session", None)
        sessions = getattr(output, "game_sessions", None) or [one]
        if len(sessions) == 1 and sessions[0] is not None:
            entry.game_session = (sessions[0].game_session_id, sessions[0].status)
