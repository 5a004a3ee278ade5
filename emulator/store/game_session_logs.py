"""Logs of game sessions, each a zip in pieces."""

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, func, insert, select

from emulator.store.statements import DbCursor, Statement
from emulator.store.tables import GAME_SESSION, GAME_SESSION_LOG

_LOG = GAME_SESSION_LOG.c
_OF_GAME_SESSION = _LOG.game_session_key == bindparam("of")
_KEEP = Statement(insert(GAME_SESSION_LOG))
_REMOVE = Statement(delete(GAME_SESSION_LOG).where(_OF_GAME_SESSION))
_ENDED = select(GAME_SESSION.c.key).where(GAME_SESSION.c.termination_time <= bindparam("until"))
_FORGET = Statement(delete(GAME_SESSION_LOG).where(_LOG.game_session_key.in_(_ENDED)))
_COUNT = Statement(select(func.count()).where(_OF_GAME_SESSION))
_PIECE = Statement(select(_LOG.piece).where(_OF_GAME_SESSION, _LOG.number == bindparam("wanted")))


class GameSessionLogs:
    """The logs of one transaction."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def keep(self, game_session_key: int, pieces: Iterable[bytes]) -> None:
        """Keeps a game session's log, in place of an earlier one."""
        _REMOVE.run(self._cursor, of=game_session_key)
        for number, piece in enumerate(pieces):
            _KEEP.run(self._cursor, game_session_key=game_session_key, number=number, piece=piece)

    def forget(self, until: int) -> None:
        """Removes the logs of game sessions that ended at that instant or before."""
        _FORGET.run(self._cursor, until=until)

    def pieces(self, game_session_key: int) -> int:
        """How many pieces a game session's log has; none where there is no log."""
        return _COUNT.number(self._cursor, of=game_session_key)

    def piece(self, game_session_key: int, number: int) -> bytes | None:
        """A piece of a game session's log, None where that is gone."""
        row = _PIECE.one(self._cursor, of=game_session_key, wanted=number)
        return None if row is None else bytes(row[0])
