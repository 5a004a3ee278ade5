"""Real server processes: which one is given a game session, and what they are told."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from msgspec.structs import replace

from emulator.domain import server_process
from emulator.domain.clock import within
from emulator.domain.fleet import Fleet
from emulator.domain.game_session import GameSession, read_properties
from emulator.domain.server_process import Event, ServerProcess
from emulator.store.store import Store
from emulator.wire.server_sdk import push

UpdateReason = Literal["MATCHMAKING_DATA_UPDATED", "BACKFILL_FAILED", "BACKFILL_TIMED_OUT", "BACKFILL_CANCELLED"]


def recipient_of(process: ServerProcess) -> str:
    """Under which name the outbox knows a server process."""
    return f"server process {process.key}"


def tell_process(process: ServerProcess, action: str, members: Mapping[str, object], store: Store) -> None:
    """Has a server process told something, once this is committed."""
    store.outbox.put(recipient_of(process), push(action, members))


def give_game_session(process: ServerProcess, session: GameSession, store: Store) -> None:
    """Gives a free process a new game session, which it has to activate in time. Raises: WrongTransition."""
    given = server_process.step(process, Event.GAME_SESSION_GIVEN)
    store.update(replace(given, game_session_key=session.key, deadline=session.due_time))
    tell_game_session(given, session, store)


def tell_game_session(process: ServerProcess, session: GameSession, store: Store) -> None:
    """Tells a process of the game session that it has been given."""
    tell_process(
        process, "CreateGameSession", {"GameSessionName": session.name or "", **game_session_members(session)}, store
    )


def tell_of_update(session: GameSession, reason: UpdateReason, ticket_id: str, store: Store) -> None:
    """Tells the server process of a game session, if a real one goes on hosting it, what backfill has done to it."""
    process = store.server_processes.of_game_session(session.key)
    if process is None or process.status == "TERMINATING":
        return
    fleet_id = store.fleets.by_key(session.fleet_key).fleet_id
    shown = {"Name": session.name or "", "FleetId": fleet_id, **game_session_members(session)}
    told = {"GameSession": shown, "UpdateReason": reason, "BackfillTicketId": ticket_id}
    tell_process(process, "UpdateGameSession", told, store)


def game_session_members(session: GameSession) -> dict[str, object]:
    """What each message to a game server says of its game session."""
    return {
        "GameSessionId": session.game_session_id,
        "GameSessionData": session.game_session_data or "",
        "MatchmakerData": session.matchmaker_data or "",
        "MaximumPlayerSessionCount": session.maximum_player_session_count,
        "Port": session.port or 0,
        "IpAddress": session.ip_address or "",
        "DnsName": session.dns_name or "",
        "GameProperties": read_properties(session.game_properties),
    }


def tell_to_end(process: ServerProcess, store: Store, now: int) -> None:
    """Tells a process to end within five minutes; once. Raises: WrongTransition where it has ended."""
    told = server_process.told_to_end(process, now)
    if told is not process:
        store.update(told)
        tell_process(process, "TerminateProcess", {"TerminationTime": told.deadline}, store)


class Kept(NamedTuple):
    """A connected process, and the fleet that it belongs to."""

    process: ServerProcess
    fleet: Fleet


def connected_processes(store: Store) -> list[Kept]:
    """The processes with a socket, before the world is replaced under them."""
    held = [each for each in store.server_processes.each() if each.holder is not None]
    return [Kept(each, store.fleets.by_key(each.fleet_key)) for each in held]


def take_over(kept: Sequence[Kept], store: Store, was: int, now: int) -> None:
    """Brings connected processes into a new world that has their fleets; the old one's clock showed `was`.

    One that is free stays so. One that has had a game session is told to end: it hosts one in its life.
    """
    for process, fleet in kept:
        there = store.find(Fleet, fleet.fleet_id, fleet.region, fleet.account)
        if there is None:
            continue
        moved = replace(process, fleet_key=there.key, game_session_key=None)
        moved = server_process.connected_again(moved, process.holder or "", now)
        if process.refresh_time is not None:
            moved = replace(moved, refresh_time=within(process.refresh_time - was + now))
        store.add([moved])
        if process.game_session_key is not None and process.status != "TERMINATING":
            tell_to_end(moved, store, now)
