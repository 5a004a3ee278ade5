"""What an emulator knows of its world, and when it forgets that."""

import asyncio
from collections.abc import Callable
from contextlib import closing

import pytest

from emulator.settings import Settings
from emulator.store.engine import Database
from emulator.store.store import Store
from emulator.world import LARGE_BYTES, World

SETTINGS = Settings(database_url="sqlite://")


class Watched(Database):
    """A database that asks, as its space is given back, what is known by then."""

    def __init__(self) -> None:
        super().__init__("sqlite://")
        self.ask: Callable[[], None] | None = None

    def give_back_space(self, interrupted: Callable[[], bool] | None = None) -> None:
        assert self.ask is not None
        self.ask()
        super().give_back_space(interrupted)


def fill(store: Store) -> None:
    store.repeated_calls.keep("call", bytes(2 * LARGE_BYTES), 0)


@pytest.mark.parametrize("large", [True, False])
def test_reset_ends_the_faults_before_any_other_call_can_meet_them(large: bool) -> None:
    with closing(Watched()) as database, closing(World(SETTINGS, database)) as world:
        world.write_here(world.initialize)
        if large:
            world.write_here(fill)
        faults, asked = world.faults, list[bool]()
        database.ask = lambda: asked.append(world.faults is faults)
        asyncio.run(world.reset())
        assert asked == ([False] if large else [])  # only a large world gives space back, and by then all has ended
        assert world.faults is not faults
