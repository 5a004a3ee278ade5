"""Why a ticket is in no match."""

import asyncio
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from emulator.control.game_servers import the_only_one
from emulator.control.requests import ThisWorld
from emulator.dispatch.perform import context_in
from emulator.dispatch.settle import settle
from emulator.domain.clock import format_instant

routes = APIRouter(prefix="/matchmaking-tickets")


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
