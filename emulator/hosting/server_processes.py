"""Who hosts a new game session: a real server process, or a simulated one that comes and goes with it."""

from typing import NamedTuple

from emulator.context import Context
from emulator.domain import arn, capacity
from emulator.domain.clock import within
from emulator.domain.fleet import Fleet
from emulator.domain.paging import START
from emulator.domain.server_process import ServerProcess
from emulator.errors import FleetCapacityExceededException
from emulator.hosting.connected import serves


class Hosting(NamedTuple):
    """Where a game session is to be."""

    ip_address: str | None
    dns_name: str | None
    port: int | None
    compute_name: str | None
    activated_at: int | None
    """When a simulated process activates it; None where only a real one can say."""
    process: ServerProcess | None = None
    """The real process that hosts it."""


def reserve_process(fleet: Fleet, location: str, game_session_id: str, context: Context) -> Hosting:
    """A free server process at a location of a fleet.

    Raises: FleetCapacityExceededException. Observed: its text, in AWS's forum (topics 6884, 8713 and 6338).
    """
    if is_connected(fleet, location, context):
        process = context.store.server_processes.free(fleet.key, location)
        if process is not None:
            return connected_process(process, fleet, context)
    elif has_simulated_process(fleet, location, context):
        return simulated_process(fleet, location, game_session_id, context)
    raise FleetCapacityExceededException(f"Unable to reserve a process on fleet {fleet.fleet_id}")


def can_host(fleet: Fleet, location: str, context: Context) -> bool:
    """Whether `reserve_process` would find a free server process."""
    if is_connected(fleet, location, context):
        return context.store.server_processes.free(fleet.key, location) is not None
    return has_simulated_process(fleet, location, context)


def is_connected(fleet: Fleet, location: str, context: Context) -> bool:
    return serves(fleet, location, context.settings.server_processes, context.store)


def has_simulated_process(fleet: Fleet, location: str, context: Context) -> bool:
    """Whether a simulated server process is free, of as many as the fleet's RuntimeConfiguration says."""
    if fleet.runtime_configuration is None:
        return True
    runtime = capacity.read_runtime_configuration(fleet.runtime_configuration)
    load = context.store.fleets.load(fleet.key, location, context.now)
    return capacity.has_free_process(runtime, load.machines(anywhere=fleet.anywhere), load)


def connected_process(process: ServerProcess, fleet: Fleet, context: Context) -> Hosting:
    """A real process, on its compute."""
    compute = context.store.computes.find(process.compute_name, fleet.key)
    ip_address, dns_name = ("127.0.0.1", None) if compute is None else (compute.ip_address, compute.dns_name)
    return Hosting(ip_address, dns_name, process.port, process.compute_name, None, process)


def simulated_process(fleet: Fleet, location: str, game_session_id: str, context: Context) -> Hosting:
    """A process that nobody has to start: on the location's oldest compute, or on a machine that is made up."""
    activated_at = within(context.now + context.settings.activation_ms)
    port = arn.port(game_session_id)
    if fleet.anywhere:
        computes = context.store.computes.page(fleet.key, location, START, 1)
        if computes:
            compute = computes[0]
            return Hosting(compute.ip_address, compute.dns_name, port, compute.compute_name, activated_at)
        return Hosting("127.0.0.1", None, port, None, activated_at)
    ip_address = arn.ip_address(game_session_id)
    tls = fleet.certificate_type == "GENERATED"
    return Hosting(ip_address, arn.dns_name(location, ip_address, game_session_id, tls=tls), port, None, activated_at)
