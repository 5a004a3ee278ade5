"""A plain account of backfill, which properties hold the emulator to."""

SLOTS = 4
"""Of each game session."""


class Filled:
    """A game session as the oracle knows it."""

    def __init__(self, players: list[str]) -> None:
        self.data = players
        self.present = set(players)
        self.fill: tuple[str, list[str]] | None = None
        """The open request: its ticket, and whom it lists."""
        self.admits = True


class Oracle:
    """What backfill comes to, as plainly as it can be said: one team of two to four, no rules, the oldest first."""

    def __init__(self) -> None:
        self.sessions: list[Filled] = []
        self.pool: list[tuple[str, Filled | None]] = []
        """Tickets in the order of age: of requests with their game sessions, all others of one player of that name."""
        self.ended: dict[str, str] = {}

    def look(self) -> None:
        for anchor in list(self.pool):
            found: list[tuple[str, Filled | None]] = []
            for each in [anchor, *(other for other in self.pool if other is not anchor)]:
                fills = [session for _, session in (*found, each) if session]
                if anchor in self.pool and len(fills) <= 1 and self.size([*found, each]) <= SLOTS:
                    found.append(each)
            if self.size(found) >= 2 and any(session is None for _, session in found):
                self.match(found)

    @staticmethod
    def size(tickets: list[tuple[str, Filled | None]]) -> int:
        return sum(len(session.fill[1]) if session and session.fill else 1 for _, session in tickets)

    def match(self, tickets: list[tuple[str, Filled | None]]) -> None:
        new = [name for name, session in tickets if session is None]
        session = next((session for _, session in tickets if session is not None), None)
        if session is None:
            self.sessions.append(Filled(new))
        elif not session.admits or len(session.present) + len(new) > SLOTS:
            self.close(session, "FAILED")
            return
        else:
            assert session.fill is not None
            session.data = [*session.fill[1], *new]
            session.present |= set(new)
            self.close(session, "COMPLETED")
        self.ended |= dict.fromkeys(new, "COMPLETED")
        self.pool = [each for each in self.pool if each[0] not in new]

    def close(self, session: Filled, status: str) -> None:
        assert session.fill is not None
        self.ended[session.fill[0]] = status
        self.pool = [each for each in self.pool if each[1] is not session]
        session.fill = None
