"""The placements of a region, the newest first, and why one is where it is, or nowhere."""

from typing import Any

from pydantic import BaseModel, Field

from emulator.control.game_servers import shape_shown, the_only_one
from emulator.control.models import PlacementExplained, PlaceShown
from emulator.control.overview import AskedOfRegion, instants_of, look_in_thread, next_of
from emulator.control.requests import ThisWorld, control_routes
from emulator.dispatch.perform import context_in, settle_due
from emulator.dispatch.settle import settle
from emulator.domain.clock import format_instant
from emulator.domain.placement import Status
from emulator.hosting.explaining import explain
from emulator.store.store import Store

routes = control_routes("/placements")


class PlacementPage(BaseModel):
    """Each as AWS shows it, with ISO instants, and with a Deadline while it is PENDING."""

    placements: list[dict[str, Any]]
    next: str | None = Field(description="To be given as `before`, for the next page; null at the end.")


@routes.get("")
async def show_placements(world: ThisWorld, asked: AskedOfRegion, status: Status | None = None) -> PlacementPage:
    """The placements of a region, the newest first, as AWS shows them."""

    def look(store: Store, now: int) -> PlacementPage:
        from emulator.operations.shared.placements import show_placement

        found = store.overview().placements(asked._replace(status=status))
        return PlacementPage(
            placements=[{**shape_shown(show_placement(each)), **instants_of(each)} for each in found],
            next=next_of([(each.start_time, each.key) for each in found], asked.limit),
        )

    await settle_due(world)
    return await look_in_thread(world, look)


@routes.get("/{placement_id}/explanation", responses={404: {"description": "There is none of that id."}})
async def explain_placement(placement_id: str, world: ThisWorld) -> PlacementExplained:
    """The placement as AWS shows it, and each place that its queue leads to, with the reason why it was not taken."""
    from emulator.operations.shared.placements import show_placement

    async with world.write() as store:
        context = context_in(store, world.settings.region, world.settings.account_id, None, world)
        settle(context)
        found = the_only_one("placement", placement_id, store.placements.everywhere(placement_id))
        return PlacementExplained(
            placement=shape_shown(show_placement(found)),
            candidates=[
                PlaceShown(
                    fleetArn=each.fleet_arn,
                    location=each.location,
                    reason=each.reason,
                    until=None if each.until is None else format_instant(each.until),
                )
                for each in explain(found, context)
            ],
        )
