"""What clients do here that would break on AWS."""

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from emulator.advice.advisor import Advice
from emulator.control.journal import call_shown
from emulator.control.models import RecordedCallShown
from emulator.control.requests import ThisWorld, control_routes
from emulator.world import World

routes = control_routes()


class AdviceShown(BaseModel):
    """A mistake that calls of an operation made."""

    kind: str
    operation: str
    count: int = Field(description="How many calls made it.")
    example: RecordedCallShown = Field(description="The first of them.")
    on_aws: str = Field(description="What AWS does.")
    page: str = Field(description="The page that says so.")
    instead: str = Field(description="What to do instead.")


class AdviceList(BaseModel):
    advice: list[AdviceShown]


@routes.get("/advice")
async def show_advice(
    world: ThisWorld,
    earlier: Annotated[bool, Query(description="That of all worlds of this process, before each reset too.")] = False,
) -> AdviceList:
    """What the calls since the last reset do that AWS would punish, also those that have left the journal."""
    found = world.advisor.advice_since_start() if earlier else world.advisor.advice()
    return AdviceList(advice=[advice_shown(each, world) for each in found])


def advice_shown(advice: Advice, world: World) -> AdviceShown:
    kind = advice.kind
    return AdviceShown(
        kind=kind.name,
        operation=advice.operation,
        count=advice.count,
        example=call_shown(advice.example, world),
        on_aws=f"AWS {kind.on_aws}",
        page=kind.page,
        instead=kind.instead,
    )
