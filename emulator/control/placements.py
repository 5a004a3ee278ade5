"""Why a placement is where it is, or nowhere."""

from fastapi import APIRouter

from emulator.control.game_servers import shape_shown, the_only_one
from emulator.control.models import PlacementExplained, PlaceShown
from emulator.control.requests import ThisWorld
from emulator.dispatch.perform import context_in
from emulator.dispatch.settle import settle
from emulator.domain.clock import format_instant
from emulator.hosting.explaining import explain

routes = APIRouter(prefix="/placements")


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
