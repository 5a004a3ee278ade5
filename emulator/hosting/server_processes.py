"""Who hosts a fleet's game sessions: so far simulated server processes, which come and go with them."""

from typing import NamedTuple

from emulator.context import Context
from emulator.domain import arn
from emulator.domain.clock import within
from emulator.domain.fleet import Fleet
from emulator.domain.paging import START
from emulator.errors import FleetCapacityExceededException


class ServerProcess(NamedTuple):
    """A server process that is to host a game session."""

    ip_address: str | None
    dns_name: str | None
    port: int
    compute_name: str | None
    activated_at: int | None
    """When it activates the game session of itself; None where only it can say."""


def reserve_process(fleet: Fleet, location: str, game_session_id: str, context: Context) -> ServerProcess:
    """A free server process at a location of a fleet.

    Raises: FleetCapacityExceededException. Observed: its text, in AWS's forum (topics 6884, 8713 and 6338).
    """
    if context.settings.server_processes == "connected":
        raise FleetCapacityExceededException(f"Unable to reserve a process on fleet {fleet.fleet_id}")
    return simulated_process(fleet, location, game_session_id, context)


def simulated_process(fleet: Fleet, location: str, game_session_id: str, context: Context) -> ServerProcess:
    """A process that nobody has to start: on the location's oldest compute, or on a machine that is made up."""
    activated_at = within(context.now + context.settings.activation_ms)
    port = arn.port(game_session_id)
    if fleet.anywhere:
        computes = context.store.computes.page(fleet.key, location, START, 1)
        if computes:
            compute = computes[0]
            return ServerProcess(compute.ip_address, compute.dns_name, port, compute.compute_name, activated_at)
        return ServerProcess("127.0.0.1", None, port, None, activated_at)
    ip_address = arn.ip_address(game_session_id)
    tls = fleet.certificate_type == "GENERATED"
    return ServerProcess(
        ip_address, arn.dns_name(location, ip_address, game_session_id, tls=tls), port, None, activated_at
    )
