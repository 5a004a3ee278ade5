"""What time does to server processes: an effect of `dispatch/settle.py`."""

from emulator.context import Context
from emulator.domain import game_session, server_process
from emulator.domain.game_session import ENDED
from emulator.domain.server_process import Event, ServerProcess
from emulator.hosting.connected import tell_to_end
from emulator.hosting.game_server import end_game_session
from emulator.store.store import DueInstants, Store


def due_at(due: DueInstants) -> int:
    """The first deadline of a server process."""
    return due.process_deadline


def apply(context: Context) -> None:
    """Ends a process that is lost or did not end in time, or tells one to end that is silent or did not activate."""
    process = context.store.server_processes.first_due()
    assert process is not None
    if process.holder is None:
        end_process(process, game_session.Event.PROCESS_CRASHED, context)
    elif process.status == "TERMINATING":
        end_process(process, game_session.Event.PROCESS_ENDED, context)
    else:
        tell_to_end(process, context.store, context.now)


def end_process(process: ServerProcess, event: game_session.Event, context: Context) -> None:
    """Notes that a process has ended, and what that does to its game session. Raises: WrongTransition."""
    context.store.update(server_process.step(process, Event.ENDED))
    session = hosted(process, context.store)
    if session is not None and game_session.settled(session, context.now).status not in ENDED:
        end_game_session(session, event, context)


def hosted(process: ServerProcess, store: Store) -> game_session.GameSession | None:
    """The game session that a process was given, None where it has none, or that is gone."""
    return None if process.game_session_key is None else store.game_sessions.by_key(process.game_session_key)
