"""A message of a server process, as the functions of `MESSAGES` take it."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from emulator.context import Context
from emulator.domain.fleet import Fleet
from emulator.domain.game_session import GameSession
from emulator.domain.server_process import ServerProcess
from emulator.hosting.process_deadlines import hosted
from emulator.wire.server_sdk import BadMessage, Message

Answer = Mapping[str, object]
"""What an answer has beside Action, RequestId and StatusCode."""


class Speaking(Struct, frozen=True):
    """A server process that says something, in one transaction."""

    process: ServerProcess
    fleet: Fleet
    message: Message
    context: Context

    def game_session(self) -> GameSession:
        """The game session that it hosts; where the message names one, it must be that. Raises: BadMessage."""
        named = self.message.text("GameSessionId")
        session = hosted(self.process, self.context.store)
        if session is None:
            raise BadMessage("This server process has no game session.", 404 if named else 400)
        if named not in (None, session.game_session_id):
            raise BadMessage(f"This server process hosts {session.game_session_id}, not {named}.", 404)
        return session


Act = Callable[[Speaking], Answer]
