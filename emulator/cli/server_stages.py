"""How far a game server has come, as its developer is told it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from emulator.quoting import shortened

State = Mapping[str, Any]


class Stage(NamedTuple):
    """A part of a game server's life."""

    event: str
    """What has happened; members of what the emulator shows of the process stand in braces."""
    missing: str | None = None
    """What has to come next, and has not come for a while; None where there is no haste."""


STARTED = Stage(
    "",
    "has not connected. InitSDK does that, with the parameters of GAMELIFT_SDK_WEBSOCKET_URL and its like; the "
    "emulator's log has a line for each connection that it refuses",
)
CONNECTED = Stage("connected, SDK {SdkLanguage} {SdkVersion}", "is connected, but has not called ProcessReady")
SILENT = Stage(
    "ready at port {Port}",
    "has called ProcessReady, but no heartbeat comes: does OnHealthCheck, or the thread that calls it, hang?",
)
FREE = Stage("ready at port {Port}, waits for a game session")
GIVEN = Stage("was given {GameSessionId}", "has a game session, but has not called ActivateGameSession")
ACTIVE = Stage("hosts {GameSessionId}")
LOST = Stage("lost its connection", "is not connected any more. The SDKs connect again by themselves")
TOLD = Stage("was told to end", "was told to end, but has not called ProcessEnding")
ENDING = Stage(
    "has ended for GameLift: it called ProcessEnding, has crashed, or is lost",
    "has ended for GameLift, but its process runs on",
)
STAGES: Mapping[str, Stage] = {
    "CONNECTED": CONNECTED,
    "READY": FREE,
    "ACTIVATING": GIVEN,
    "ACTIVE": ACTIVE,
    "TERMINATING": TOLD,
    "TERMINATED": ENDING,
}


def stage_of(process: State | None) -> Stage:
    """The stage of a process, of which the emulator shows this; None where it knows no such process."""
    if process is None:
        return STARTED
    status = process["Status"]
    if status != "TERMINATED" and not process["Connected"]:
        return LOST
    if status == "READY" and process["LastHeartbeat"] is None:
        return SILENT
    return STAGES[status]


def event_of(stage: Stage, process: State | None) -> str:
    """What has happened when a process has come to a stage."""
    return stage.event.format_map({name: shortened(str(value)) for name, value in (process or {}).items()})
