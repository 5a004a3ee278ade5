"""The emulator's clock: shown, set, frozen, resumed, moved on."""

from collections.abc import Callable

from emulator.control.models import Advance, Advanced, ClockChange, ClockShown, NextChange
from emulator.control.requests import Refusal, ThisWorld, control_routes
from emulator.control.status_changes import StatusChanges
from emulator.dispatch.perform import context_in, settle_due
from emulator.dispatch.settle import settle
from emulator.domain.clock import SECOND, Clock, format_instant, parse_instant, wall_clock
from emulator.logs.time_outs import catch_up
from emulator.world import World

routes = control_routes("/clock")


@routes.get("")
async def show_clock(world: ThisWorld) -> ClockShown:
    """The instant, and whether the clock stands still."""
    return clock_state(world)


@routes.get("/next")
async def show_next_change(world: ThisWorld) -> NextChange:
    """The next instant at which time alone changes something, a reservation's deadline for instance."""
    await settle_due(world)  # what is due by now may bring the next one about
    with world.reading as store:
        now = store.shared().clock.now(wall_clock())
        instant = store.due.next_after(now)
    if instant is None:
        return NextChange(time=None, seconds=None)
    return NextChange(time=format_instant(instant), seconds=(instant - now) / SECOND)


@routes.put("")
async def change_clock(change: ClockChange, world: ThisWorld) -> ClockShown:
    """Sets, freezes or resumes the clock. Backwards is allowed: what time did is computed afresh."""
    if change.now is None and change.frozen is None:
        raise Refusal(400, "Give now, frozen, or both.")
    await catch_up(world)
    async with world.write() as store:
        wall = wall_clock()
        clock = store.shared().clock
        store.set_clock(clock_or_refusal(lambda: changed_clock(clock, change, wall)), wall)
        settle(context_in(store, world.settings.region, world.settings.account_id, None, world))
    return clock_state(world)


@routes.post("/advance", response_model_exclude_none=True)
async def advance_clock(step: Advance, world: ThisWorld) -> Advanced:
    """Moves the clock forward, and tells what that changed."""
    await catch_up(world)
    async with world.write() as store:
        wall = wall_clock()
        before = store.shared().clock
        since = before.now(wall)
        after = clock_or_refusal(lambda: before.advanced(round(step.seconds * SECOND), wall))
        store.set_clock(after, wall)
        changes = StatusChanges(store, since)
        context = context_in(store, world.settings.region, world.settings.account_id, None, world)
        settle(context, before=changes.reach)
        changes.reach(context.now)
    return Advanced(now=format_instant(context.now), frozen=after.frozen, counts=changes.counts, changes=changes.listed)


def changed_clock(clock: Clock, change: ClockChange, wall: int) -> Clock:
    """The clock as somebody wants it. Raises: ValueError."""
    if change.frozen is not None:
        clock = clock.froze(wall) if change.frozen else clock.resumed(wall)
    return clock if change.now is None else clock.moved_to(parse_instant(change.now), wall)


def clock_state(world: World) -> ClockShown:
    with world.reading as store:
        clock = store.shared().clock
    return ClockShown(now=format_instant(clock.now(wall_clock())), frozen=clock.frozen)


def clock_or_refusal(moved: Callable[[], Clock]) -> Clock:
    """The clock that `moved` gives, or its refusal in plain words."""
    try:
        return moved()
    except ValueError as error:
        raise Refusal(400, f"{error}".capitalize() + ".") from None
