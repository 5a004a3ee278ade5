"""What can go wrong with a database. Outside of `store/` nobody knows SQLite's own errors."""


class DatabaseError(Exception):
    """An emulator cannot start on this database; the text says which and why, for the user."""


class NothingWritten(Exception):
    """Something could not be done, through no fault of the caller, and nothing was changed; the text says why."""


class DatabaseBusy(NothingWritten):
    """Somebody else has been writing to the database for too long."""

    def __init__(self) -> None:
        super().__init__("The database is being written to for too long; nothing was changed.")


class DatabaseUnusable(NothingWritten):
    """The database cannot be read or written: the disk is full, the file damaged or gone, its folder read-only."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The database cannot be used: {reason}; nothing was changed.")
        self.reason = reason


class IdTaken(Exception):
    """A new row has an id that another one has: ids come again where their random seed does. Nothing was changed."""


class Stopping(NothingWritten):
    """The emulator stops; what was begun is undone."""

    def __init__(self) -> None:
        super().__init__("The emulator stops; nothing was changed.")
