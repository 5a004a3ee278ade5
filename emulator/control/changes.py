"""What has changed, for pages, tests and scripts that wait for it: numbers, and a long poll for the next one.

Theory of operation
-------------------
Nothing is counted while nobody asks. Who asks takes a *sight*: for each part of the emulator a value that differs when
the part has changed, as SQLite's data version for the world. Where a sight differs from the one before it, the number
goes up by one, and becomes the number of the parts that differ. So a client that knows number 7 and is told `world: 8`
reads the world afresh, and nothing else.

Numbers belong to an emulator process, as the journal and the faults do, and begin anew with it: `emulator` tells which
it is.
"""

import os
import uuid
from typing import Annotated

from fastapi import Query, Request
from pydantic import BaseModel, Field

from emulator.calls.journal import PENDING
from emulator.control.requests import ThisDeliverer, ThisWorld, control_routes
from emulator.control.waiting import Wait, looks
from emulator.domain.clock import wall_clock
from emulator.world import World

routes = control_routes()
Sight = dict[str, object]


class Changed(BaseModel):
    """Numbers of changes. They belong to one emulator process; a page that sees another `emulator` begins afresh."""

    emulator: str
    pid: int
    number: int = Field(description="Of the last change of anything.")
    world: int
    clock: int
    journal: int
    faults: int
    events: int
    servers: int


class Changes:
    """The numbers of one emulator process."""

    def __init__(self) -> None:
        self._emulator = uuid.uuid4().hex
        self._number = 1
        self._sight: Sight = {}
        self._numbers: dict[str, int] = {}

    def look(self, world: World) -> Changed:
        """The numbers as they are now."""
        sight = sight_of(world)
        changed = [part for part, value in sight.items() if part in self._sight and self._sight[part] != value]
        if changed:
            self._number += 1
        self._numbers = dict.fromkeys(sight, 1) | self._numbers | dict.fromkeys(changed, self._number)
        self._sight = sight
        return Changed(emulator=self._emulator, pid=os.getpid(), number=self._number, **self._numbers)


def sight_of(world: World) -> Sight:
    """For each part a value that differs when the part has changed."""
    version = world.data_version()
    with world.reading as store:
        clock = store.shared().clock
        next_change = store.due.next_after(clock.now(wall_clock()))
        last_event = store.events.last_number()
        processes = store.server_processes.each()
    pending = sum(entry.outcome == PENDING for entry in world.journal.entries())
    return {
        "world": (version, next_change),  # what time alone changes is written nowhere
        "clock": clock,
        "journal": (world.journal.cleared, world.journal.last_number, pending),
        "faults": (id(world.faults), [(each.id, each.matched, each.fired) for each in world.faults.all()]),
        "events": last_event,
        "servers": processes,
    }


@routes.get("/changes")
async def show_changes(
    world: ThisWorld,
    deliverer: ThisDeliverer,
    request: Request,
    after: Annotated[int, Query(ge=0, lt=2**63, description="The number that is known already.")] = 0,
    wait: Wait = 0,
) -> Changed:
    """The number of the last change, and for each part of the emulator the number of its own last change.

    With `after` and `wait` it answers once there is a later one.
    """
    changes = request.app.state.changes
    assert isinstance(changes, Changes)
    async with looks(wait, world, deliverer, request) as each_look:
        async for _ in each_look:
            found = changes.look(world)
            if found.number != after:
                break
    return found
