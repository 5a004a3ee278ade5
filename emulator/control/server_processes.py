"""Server processes: shown, told to end, cut off, told to connect afresh."""

from collections.abc import Callable

from emulator.control.models import ServerProcessList, ServerProcessShown
from emulator.control.requests import Refusal, ThisWorld, control_routes
from emulator.decoding import decode
from emulator.domain.clock import format_instant, wall_clock
from emulator.domain.server_process import ServerProcess
from emulator.domain.transition import WrongTransition
from emulator.hosting.connected import tell_to_end
from emulator.hosting.process_deadlines import hosted
from emulator.hosting.token_refreshes import tell_to_refresh
from emulator.logs.time_outs import catch_up
from emulator.quoting import shortened
from emulator.store.store import Store
from emulator.world import World

routes = control_routes("/server-processes")


@routes.get("")
async def show_server_processes(world: ThisWorld) -> ServerProcessList:
    """The processes that Server SDKs have connected, the oldest first; those too that have ended."""
    with world.reading as store:
        shown = [process_shown(each, store) for each in store.server_processes.each()]
    return ServerProcessList(server_processes=shown)


@routes.post("/{process_id}/terminate")
async def terminate_server_process(process_id: str, world: ThisWorld) -> ServerProcessShown:
    """Tells it to end within five minutes (OnProcessTerminate)."""
    return await done(process_id, world, tell_to_end)


@routes.post("/{process_id}/disconnect")
async def disconnect_server_process(process_id: str, world: ThisWorld) -> ServerProcessShown:
    """Cuts its socket, as a lost network does. The SDKs connect again by themselves."""
    return await done(process_id, world, lambda process, store, now: world.cut_off(process.key))


@routes.post("/{process_id}/refresh")
async def refresh_server_process(process_id: str, world: ThisWorld) -> ServerProcessShown:
    """Tells it to connect afresh, with a new token (RefreshConnection)."""

    def refresh(process: ServerProcess, store: Store, now: int) -> None:
        tell_to_refresh(process, now, world.settings.auth_token_minutes, store.shared().token_key, store)

    return await done(process_id, world, refresh)


async def done(process_id: str, world: World, act: Callable[[ServerProcess, Store, int], object]) -> ServerProcessShown:
    """The process that an id names, once something was done to it. Raises: Refusal."""
    await catch_up(world)
    async with world.write() as store:
        now = store.shared().clock.now(wall_clock())
        found = [each for each in store.server_processes.everywhere(process_id) if each.status != "TERMINATED"]
        if not found:
            raise Refusal(404, f"There is no server process {shortened(process_id)} that lives.")
        if len(found) > 1:
            raise Refusal(409, f"{process_id} is the id of {len(found)} server processes.")
        try:
            act(found[0], store, now)
        except WrongTransition as error:
            raise Refusal(409, f"{error}.") from None
        current = store.server_processes.by_key(found[0].key)
        assert current is not None
        return process_shown(current, store)


def process_shown(process: ServerProcess, store: Store) -> ServerProcessShown:
    session = hosted(process, store)
    last = process.last_heartbeat
    return ServerProcessShown(
        ProcessId=process.process_id,
        FleetId=store.fleets.by_key(process.fleet_key).fleet_id,
        ComputeName=process.compute_name,
        Location=process.location,
        Status=process.status,
        Connected=process.holder is not None,
        Port=process.port,
        SdkVersion=process.sdk_version,
        SdkLanguage=process.sdk_language,
        GameSessionId=None if session is None else session.game_session_id,
        ConnectedSince=format_instant(process.connected_since),
        LastHeartbeat=None if last is None else format_instant(last),
        LogPaths=decode(process.log_paths, list[str]),
    )
