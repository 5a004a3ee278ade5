"""The matchmaking tickets of a region, the newest first, and why one is in no match."""

import asyncio
from typing import Any

from pydantic import BaseModel, Field

from emulator.control.game_servers import State, shape_shown, the_only_one
from emulator.control.overview import AskedOfRegion, instants_of, look_in_thread, next_of
from emulator.control.requests import ThisWorld, control_routes
from emulator.dispatch.perform import context_in, settle_due
from emulator.dispatch.settle import settle
from emulator.domain.clock import format_instant
from emulator.domain.matchmaking_ticket import MatchmakingTicket, Status, read_players
from emulator.store.store import Store
from emulator.world import World

routes = control_routes("/matchmaking-tickets")


class TicketPage(BaseModel):
    """Each as AWS shows it, with ISO instants, its MatchId, its GameSessionId and which of its players have accepted.

    A ticket has a Deadline until it has ended; while players have to accept, it is that of their answers. Backfill says
    of a ticket that is to fill its game session who has asked for it: MANUAL or AUTOMATIC.
    """

    matchmaking_tickets: list[dict[str, Any]]
    next: str | None = Field(description="To be given as `before`, for the next page; null at the end.")


class TicketExplained(BaseModel):
    """What a match around the ticket meets now; of a ticket that is in none of the pools, what it has met."""

    ticket: str
    status: str
    rules: list[dict[str, Any]] = Field(
        description="By rule: how often it `passed` and `failed`, and an `example`, the first case in which it failed: "
        "`tickets`, what was `measured`, what was `wanted`."
    )
    missingTeams: list[dict[str, Any]] = Field(
        description="Teams that lack players once all others have been tried: their `players`, and `minPlayers`."
    )
    missingAttributes: list[str] = Field(description="Those that rules need, and that a player lacks.")
    missingLatency: bool = Field(description="Whether there is a latency rule, and a player who tells no latency.")
    nextExpansion: dict[str, Any] | None = Field(description="`target` and `value`, and `at`, when it comes.")
    searchCut: bool = Field(description="Whether the search of the pool has left something untried.")


@routes.get("")
async def show_tickets(world: ThisWorld, asked: AskedOfRegion, status: Status | None = None) -> TicketPage:
    """The matchmaking tickets of a region, the newest first, as AWS shows them, with their matches."""

    def look(store: Store, now: int) -> TicketPage:
        found = store.overview().tickets(asked._replace(status=status))
        return TicketPage(
            matchmaking_tickets=[ticket_shown(each, store, world) for each in found],
            next=next_of([(each.start_time, each.key) for each in found], asked.limit),
        )

    await settle_due(world)
    return await look_in_thread(world, look)


def ticket_shown(ticket: MatchmakingTicket, store: Store, world: World) -> State:
    from emulator.operations.shared.matchmaking_tickets import show_player, show_ticket

    players = [{**shape_shown(show_player(each)), "Accepted": each.accepted} for each in read_players(ticket)]
    shown = shape_shown(show_ticket(ticket, context_in(store, ticket.region, ticket.account, None, world)))
    waits_until = {} if ticket.due_time is None else {"Deadline": format_instant(ticket.due_time)}
    beside = {"MatchId": ticket.match_id, "GameSessionId": ticket.game_session_id, "Backfill": ticket.backfill}
    return {**shown, **instants_of(ticket), **waits_until, **beside, "Players": players}


@routes.get("/{ticket_id}/explanation", responses={404: {"description": "There is none of that id."}})
async def explain_ticket(ticket_id: str, world: ThisWorld) -> TicketExplained:
    """By rule why the ticket is in no match, and what else keeps it out of one."""
    from emulator.domain.matchmaking.explaining import explanation_shown
    from emulator.hosting.explaining_tickets import explanation_of

    async with world.write() as store:
        context = context_in(store, world.settings.region, world.settings.account_id, None, world)
        settle(context)
        found = the_only_one("matchmaking ticket", ticket_id, store.matchmaking.everywhere(ticket_id))
        explain = explanation_of(found, context)
    explained = explanation_shown(await asyncio.to_thread(explain), format_instant)
    return TicketExplained.model_validate({"status": found.status, **explained})
