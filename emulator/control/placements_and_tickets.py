"""The placements and the matchmaking tickets of a region, the newest first, in pages as those of game sessions."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from emulator.control.game_servers import State, shape_shown
from emulator.control.overview import Before, Limit, look_in_thread, next_of, place_of
from emulator.control.requests import ThisWorld
from emulator.dispatch.perform import context_in, settle_due
from emulator.domain import matchmaking_ticket, placement
from emulator.domain.clock import format_instant
from emulator.domain.matchmaking_ticket import MatchmakingTicket
from emulator.domain.placement import Placement
from emulator.store.overview import Asked
from emulator.store.store import Store
from emulator.world import World

routes = APIRouter()


class PlacementPage(BaseModel):
    """Each as AWS shows it, with ISO instants, and with a Deadline while it is PENDING."""

    placements: list[dict[str, Any]]
    next: str | None = Field(description="To be given as `before`, for the next page; null at the end.")


class TicketPage(BaseModel):
    """Each as AWS shows it, with ISO instants, its MatchId and which of its players have accepted.

    A ticket has a Deadline until it has ended; while players have to accept, it is that of their answers.
    """

    matchmaking_tickets: list[dict[str, Any]]
    next: str | None = Field(description="To be given as `before`, for the next page; null at the end.")


@routes.get("/placements")
async def show_placements(
    world: ThisWorld,
    region: str | None = None,
    account: str | None = None,
    id: Annotated[str | None, Query(description="Only the one of this PlacementId.")] = None,
    status: placement.Status | None = None,
    search: Annotated[str | None, Query(max_length=1_024, description="A part of the id or the queue's name.")] = None,
    before: Before = None,
    limit: Limit = 100,
) -> PlacementPage:
    """The placements of a region, the newest first, as AWS shows them."""
    asked = asked_of(world, region, account, id, status, search, before, limit)

    def look(store: Store, now: int) -> PlacementPage:
        from emulator.operations.shared.placements import show_placement

        found = store.overview().placements(asked)
        shown = [{**shape_shown(show_placement(each)), **instants_of(each)} for each in found]
        return PlacementPage(placements=shown, next=next_of([(each.start_time, each.key) for each in found], limit))

    await settle_due(world)
    return await look_in_thread(world, look)


@routes.get("/matchmaking-tickets")
async def show_tickets(
    world: ThisWorld,
    region: str | None = None,
    account: str | None = None,
    id: Annotated[str | None, Query(description="Only the one of this TicketId.")] = None,
    status: matchmaking_ticket.Status | None = None,
    search: Annotated[
        str | None, Query(max_length=1_024, description="A part of the id or the configuration's name.")
    ] = None,
    before: Before = None,
    limit: Limit = 100,
) -> TicketPage:
    """The matchmaking tickets of a region, the newest first, as AWS shows them, with their matches."""
    asked = asked_of(world, region, account, id, status, search, before, limit)

    def look(store: Store, now: int) -> TicketPage:
        found = store.overview().tickets(asked)
        shown = [ticket_shown(each, store, world) for each in found]
        return TicketPage(
            matchmaking_tickets=shown, next=next_of([(each.start_time, each.key) for each in found], limit)
        )

    await settle_due(world)
    return await look_in_thread(world, look)


def asked_of(
    world: World,
    region: str | None,
    account: str | None,
    id: str | None,
    status: str | None,
    search: str | None,
    before: str | None,
    limit: int,
) -> Asked:
    settings = world.settings
    return Asked(region or settings.region, account or settings.account_id, id, status, search, place_of(before), limit)


def ticket_shown(ticket: MatchmakingTicket, store: Store, world: World) -> State:
    from emulator.operations.shared.matchmaking_tickets import show_player, show_ticket

    players = [
        {**shape_shown(show_player(each)), "Accepted": each.accepted}
        for each in matchmaking_ticket.read_players(ticket)
    ]
    shown = shape_shown(show_ticket(ticket, context_in(store, ticket.region, ticket.account, None, world)))
    waits_until = {} if ticket.due_time is None else {"Deadline": format_instant(ticket.due_time)}
    return {**shown, **instants_of(ticket), **waits_until, "MatchId": ticket.match_id, "Players": players}


def instants_of(asked: Placement | MatchmakingTicket) -> State:
    """Its instants as the control API writes them, where AWS has numbers of seconds, and until when it waits."""
    end = asked.end_time
    return {
        "StartTime": format_instant(asked.start_time),
        **({"Deadline": format_instant(asked.deadline)} if end is None else {"EndTime": format_instant(end)}),
    }
