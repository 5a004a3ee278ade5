"""What a game server would do, done by hand: players accepted and removed, game sessions activated and ended."""

from collections.abc import Sequence
from typing import Any, Literal, TypeVar

import msgspec

from emulator.api.shape import Shape
from emulator.control.requests import Refusal, ThisWorld, control_routes
from emulator.dispatch.perform import context_in
from emulator.dispatch.settle import settle
from emulator.domain import game_session, player_session
from emulator.domain.clock import wall_clock
from emulator.domain.server_process import Event, step
from emulator.domain.transition import WrongTransition
from emulator.hosting.connected import tell_to_end
from emulator.hosting.game_server import act_on_player_session, activate_game_session, end_game_session
from emulator.logs.time_outs import catch_up
from emulator.quoting import shortened
from emulator.store.store import Store
from emulator.world import World

routes = control_routes()
Found = TypeVar("Found")
State = dict[str, object]

PLAYER_EVENTS = {"accept": player_session.Event.ACCEPTED, "remove": player_session.Event.REMOVED}
ENDS = {"end": game_session.Event.PROCESS_ENDED, "crash": game_session.Event.PROCESS_CRASHED}
REFUSED: dict[int | str, dict[str, Any]] = {
    404: {"description": "There is none of that id."},
    409: {"description": "Its status does not allow it."},
}


@routes.post("/player-sessions/{player_session_id}/{act}", responses=REFUSED)
async def act_for_player(player_session_id: str, act: Literal["accept", "remove"], world: ThisWorld) -> State:
    """Accepts or removes a player, as the game server would; answers the player session as AWS shows it now."""
    from emulator.operations.shared.showing import show_player_session

    await catch_up(world)
    async with world.write() as store:
        now = store.shared().clock.now(wall_clock())
        found = store.player_sessions.everywhere(player_session_id, now)
        session, host = the_only_one("player session", player_session_id, found)
        try:
            changed = act_on_player_session(session, PLAYER_EVENTS[act], store, now)
        except WrongTransition as error:
            raise Refusal(409, f"{error}.") from None
        return shape_shown(show_player_session(changed, host, now))


@routes.post("/game-sessions/{game_session_id:path}/{act}", responses=REFUSED)
async def act_for_game_session(
    game_session_id: str, act: Literal["activate", "end", "crash"], world: ThisWorld
) -> State:
    """Activates or ends a game session, or lets its server process crash; answers it as AWS shows it now.

    The id is its ARN, as it is or percent-encoded, or the last part of it.
    """
    from emulator.operations.shared.showing import show_game_session

    await catch_up(world)
    async with world.write() as store:
        context = context_in(store, world.settings.region, world.settings.account_id, None, world)
        settle(context)
        now = context.now
        found = store.game_sessions.everywhere(game_session_id, now)
        session, held = the_only_one("game session", game_session_id, found)
        try:
            if act == "activate":
                changed = activate_game_session(session, context)
                store.placements.look_again(now)  # a simulated fleet may activate another
            else:
                changed, held = end_game_session(session, ENDS[act], context), 0
                end_hosting_process(act, session.key, world, store, now)
        except WrongTransition as error:
            raise Refusal(409, f"{error}.") from None
        settle(context)
        return shape_shown(show_game_session(changed, held, store.fleets.by_key(changed.fleet_key)))


def end_hosting_process(act: str, game_session_key: int, world: World, store: Store, now: int) -> None:
    """Tells the real server process of a game session to end, or cuts it off as one that has crashed."""
    process = store.server_processes.of_game_session(game_session_key)
    if process is not None and act == "end":
        tell_to_end(process, store, now)
    elif process is not None:
        store.update(step(process, Event.ENDED))
        world.cut_off(process.key)


def the_only_one(kind: str, name: str, found: Sequence[Found]) -> Found:
    """What an id names. Raises: Refusal."""
    if not found:
        raise Refusal(404, f"There is no {kind} {shortened(name)}.")
    if len(found) > 1:
        raise Refusal(409, f"{name} is the id of {len(found)} {kind}s, in several regions or accounts.")
    return found[0]


def shape_shown(shape: Shape) -> State:
    state: State = msgspec.to_builtins(shape)
    return state
