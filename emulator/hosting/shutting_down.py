"""The end of all that a fleet has at a location."""

from emulator.context import Context
from emulator.domain import game_session
from emulator.domain.game_session import Event, Status
from emulator.domain.paging import START
from emulator.hosting.connected import tell_to_end
from emulator.hosting.game_server import end_game_session
from emulator.store.game_session_pages import NO_LIMIT

GOING_ON: tuple[Status, ...] = ("ACTIVATING", "ACTIVE", "TERMINATING")


def shut_down(fleet_key: int, location: str, context: Context) -> None:
    """Takes a location from a fleet, with the computes that are there.

    Connected server processes are told to end, and their game sessions end with them. All others end at once.
    """
    store, now = context.store, context.now
    processes = store.server_processes.at_place(fleet_key, location)
    for process in processes:
        tell_to_end(process, store, now)
    hosted = {process.game_session_key for process in processes}
    for status in GOING_ON:
        for session, _ in store.game_sessions.page(fleet_key, location, status, START, NO_LIMIT, now):
            if session.key not in hosted:
                end_game_session(game_session.settled(session, now), Event.PROCESS_ENDED, context)
    for compute in store.computes.page(fleet_key, location, START, NO_LIMIT):
        store.delete(compute)
    row = store.fleets.location_row(fleet_key, location)
    assert row is not None
    store.delete(row)
