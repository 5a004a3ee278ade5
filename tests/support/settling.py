"""Worlds of one region that tests settle themselves, without a server."""

from emulator.context import Context
from emulator.domain.clock import Clock
from emulator.settings import Settings
from emulator.store.store import Store
from tests.support.running import ACCOUNT, REGION

SECRET = bytes(32)


def begin_world(store: Store) -> None:
    """An empty world that begins at 0; its region lacks nothing, not even a fleet."""
    store.begin_world(SECRET, Clock(frozen_at=0), 0)
    store.mark_region_ready(REGION, ACCOUNT)


def context_at(now: int, store: Store, settings: Settings) -> Context:
    def nobody_draws() -> str:
        raise AssertionError("what time does draws no ids")

    return Context(REGION, ACCOUNT, "localhost", now, True, store, SECRET, settings, nobody_draws, None)
