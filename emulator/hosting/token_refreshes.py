"""New tokens for server processes, before theirs expire: an effect of `dispatch/settle.py`, and what it tells them."""

from msgspec.structs import replace

from emulator.context import Context
from emulator.domain.auth_token import expiry_from, write_auth_token
from emulator.domain.clock import SECOND
from emulator.domain.server_process import ServerProcess
from emulator.hosting.connected import tell_process
from emulator.store.store import DueInstants, Store

AGAIN = 60 * SECOND
"""The SDKs do not try again themselves where they could not connect: they are told again."""


def due_at(due: DueInstants) -> int:
    """The first instant at which a process is to have a new token."""
    return due.token_refresh


def apply(context: Context) -> None:
    """Tells it to connect afresh; one that does not is told again."""
    store = context.store
    process = store.server_processes.first_to_refresh()
    assert process is not None
    tell_to_refresh(process, context.now, context.settings.auth_token_minutes, context.token_key, store)
    store.update(replace(process, refresh_time=context.now + AGAIN))


def tell_to_refresh(process: ServerProcess, now: int, minutes: float, token_key: bytes, store: Store) -> None:
    """Tells a process to connect afresh, with a token that is good for so long."""
    fleet = store.fleets.by_key(process.fleet_key)
    token = write_auth_token(fleet, process.compute_name, expiry_from(now, minutes), token_key)
    members = {"RefreshConnectionEndpoint": process.endpoint, "AuthToken": token}
    tell_process(process, "RefreshConnection", members, store)
