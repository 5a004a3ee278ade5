"""The life of a server process. All knowledge of its statuses stands in TRANSITIONS; nothing else changes one.

Theory of operation
-------------------
A game server that is built on the Server SDK opens a socket (CONNECTED) and says that it is ready (READY). From its
first heartbeat on it is free: the oldest free process of a location is given the next game session there (ACTIVATING),
which it activates (ACTIVE). It hosts one game session in its life. It ends by itself, or is told to (TERMINATING) and
has five minutes for it; TERMINATED is the end.

`deadline` is the instant at which time acts on it: a connected process must report that it is healthy, one that has
lost its connection must come back, one that was told to end must end, and one that has a game session must activate it.
`refresh_time` is another: a process that shows an auth token is given a new one before that expires.
`dispatch/settle.py` writes what is due, as of that instant. Processes are known by the id that they chose (`pID`), not
by their connection: after a loss they come back with the same id, and say nothing of what they said before.

Units: instants and periods are in milliseconds.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from emulator.domain.clock import SECOND, within
from emulator.domain.transition import WrongTransition

Status = Literal["CONNECTED", "READY", "ACTIVATING", "ACTIVE", "TERMINATING", "TERMINATED"]
STATUSES: tuple[Status, ...] = ("CONNECTED", "READY", "ACTIVATING", "ACTIVE", "TERMINATING", "TERMINATED")

# Observed: "exceeded 3 minutes without reporting healthy" (re:Post, SDK 3 and 4).
HEALTH_TIMEOUT = 180 * SECOND
# Documented: a process has five minutes to end once it was told to (the SDKs' own comments).
TERMINATION_TIMEOUT = 300 * SECOND


class Event(Enum):
    """What can happen to a server process."""

    READY = "ActivateServerProcess"
    GAME_SESSION_GIVEN = "CreateGameSession"
    GAME_SESSION_ACTIVATED = "ActivateGameSession"
    TERMINATION_ASKED = "TerminateProcess"
    ENDED = "it ended, or is lost"


TRANSITIONS: Mapping[tuple[Status, Event], Status] = {
    ("CONNECTED", Event.READY): "READY",
    ("READY", Event.READY): "READY",
    ("READY", Event.GAME_SESSION_GIVEN): "ACTIVATING",
    ("ACTIVATING", Event.GAME_SESSION_ACTIVATED): "ACTIVE",
    ("CONNECTED", Event.TERMINATION_ASKED): "TERMINATING",
    ("READY", Event.TERMINATION_ASKED): "TERMINATING",
    ("ACTIVATING", Event.TERMINATION_ASKED): "TERMINATING",
    ("ACTIVE", Event.TERMINATION_ASKED): "TERMINATING",
    ("CONNECTED", Event.ENDED): "TERMINATED",
    ("READY", Event.ENDED): "TERMINATED",
    ("ACTIVATING", Event.ENDED): "TERMINATED",
    ("ACTIVE", Event.ENDED): "TERMINATED",
    ("TERMINATING", Event.ENDED): "TERMINATED",
}


class ServerProcess(Struct, frozen=True, kw_only=True):
    """A server process that a Server SDK has connected."""

    key: int
    """The order in which they first connected."""
    fleet_key: int
    process_id: str
    compute_name: str
    location: str
    status: Status = "CONNECTED"
    holder: str | None
    """The emulator process that holds its socket; None while nobody does."""
    sdk_version: str
    sdk_language: str
    port: int | None = None
    log_paths: str = "[]"
    """A JSON list of texts."""
    game_session_key: int | None = None
    connected_since: int
    last_heartbeat: int | None = None
    healthy_at: int | None = None
    """When it last said that it is healthy; None before it is ready."""
    deadline: int | None = None
    endpoint: str
    """The URL by which it connected, or is to connect afresh."""
    refresh_time: int | None = None
    """When it is to be told to connect afresh, with a new token; None where it need not."""


def step(process: ServerProcess, event: Event) -> ServerProcess:
    """The process once `event` has happened to it. Raises: WrongTransition."""
    status = TRANSITIONS.get((process.status, event))
    if status is None:
        wanted = " or ".join(before for before, each in TRANSITIONS if each is event)
        raise WrongTransition(
            f"Server process ({process.process_id}) has a status of {process.status} instead of {wanted}"
        )
    if status == "TERMINATED":
        return replace(process, status=status, holder=None, deadline=None, refresh_time=None)
    return replace(process, status=status)


def told_to_end(process: ServerProcess, now: int) -> ServerProcess:
    """The process once it has been told to end; one that was told before keeps its time. Raises: WrongTransition."""
    if process.status == "TERMINATING":
        return process
    return replace(step(process, Event.TERMINATION_ASKED), deadline=within(now + TERMINATION_TIMEOUT))


def made_ready(process: ServerProcess, now: int) -> ServerProcess:
    """The process once it has said that it is ready. Raises: WrongTransition."""
    return replace(step(process, Event.READY), healthy_at=now, deadline=within(now + HEALTH_TIMEOUT))


def heard(process: ServerProcess, now: int, *, healthy: bool) -> ServerProcess:
    """The process once a heartbeat has come."""
    if healthy:
        process = replace(process, healthy_at=now)
        if process.status in ("READY", "ACTIVE"):
            process = replace(process, deadline=within(now + HEALTH_TIMEOUT))
    return replace(process, last_heartbeat=now)


def disconnected(process: ServerProcess, now: int, patience: int) -> ServerProcess:
    """The process without its socket: it has so long to come back, or as long as it was told to end in."""
    gone = replace(process, holder=None, refresh_time=None)
    return gone if gone.status == "TERMINATING" else replace(gone, deadline=within(now + patience))


def connected_again(process: ServerProcess, holder: str, now: int) -> ServerProcess:
    """The process with a socket again: what it missed meanwhile is forgiven."""
    back = replace(process, holder=holder, connected_since=now)
    if back.status == "TERMINATING":
        return back
    return replace(back, deadline=None if back.status == "CONNECTED" else within(now + HEALTH_TIMEOUT))
