"""FlexMatch without a world: what a rule set makes of some tickets."""

import asyncio
from typing import Annotated, Any

from pydantic import BaseModel, Field

from emulator.control.models import ControlInput
from emulator.control.requests import Refusal, control_routes

routes = control_routes("/matchmaking")

DUEL = (
    """{"name": "duel", "ruleLanguageVersion": "1.0", "teams": [{"name": "both", "minPlayers": 2, "maxPlayers": 2}]}"""
)


class DryRun(ControlInput):
    """A rule set, and tickets that are as old as they say at second 0."""

    RuleSetBody: Annotated[str, Field(min_length=1, examples=[DUEL])]
    Tickets: list[dict[str, Any]] = Field(
        description="Of StartMatchmaking's TicketId and Players, with an Age in seconds.",
        examples=[[{"TicketId": f"t{n}", "Age": n, "Players": [{"PlayerId": f"p{n}"}]} for n in (1, 2)]],
    )
    At: Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False, description="How long the tickets wait.")] = 0.0


class DryRunDone(BaseModel):
    matches: list[dict[str, Any]] = Field(description="By their time: tickets, teams and the second of each.")
    unmatched: list[dict[str, Any]] = Field(description="Why each of the others is in no match.")


@routes.post("/dry-run")
async def run_dry(asked: DryRun) -> DryRunDone:
    """The matches that these tickets make, and why the others make none. Nothing is kept."""
    from emulator.domain.matchmaking.dry_run import BadTickets, dry_run, read_tickets
    from emulator.domain.matchmaking.reading import check_rule_set
    from emulator.domain.matchmaking.search import SearchOptions
    from emulator.errors import InvalidRequestException

    def run() -> DryRunDone:
        rule_set = check_rule_set(asked.RuleSetBody)
        return DryRunDone.model_validate(
            dry_run(rule_set, read_tickets(asked.Tickets, rule_set), asked.At, SearchOptions())
        )

    try:
        return await asyncio.to_thread(run)
    except (InvalidRequestException, BadTickets) as error:
        raise Refusal(400, str(error)) from None
