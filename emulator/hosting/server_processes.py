"""Who hosts a new game session: a real server process, or a simulated one that comes and goes with it."""

import logging
from collections.abc import Sequence
from typing import NamedTuple

from emulator.context import Context
from emulator.domain import arn
from emulator.domain.capacity import Place, can_host, is_connected
from emulator.domain.clock import within
from emulator.domain.fleet import Fleet
from emulator.domain.paging import START
from emulator.domain.server_process import ServerProcess
from emulator.errors import FleetCapacityExceededException

log = logging.getLogger(__name__)


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


def reserve_process(fleet: Fleet, place: Place, game_session_id: str, context: Context) -> Hosting:
    """A free server process at a place of a fleet.

    Raises: FleetCapacityExceededException. Observed: its text, in AWS's forum (topics 6884, 8713 and 6338).
    """
    setting = context.settings.server_processes
    if not can_host(place, setting):
        tell_of_simulation(fleet, place, context)
        raise FleetCapacityExceededException(f"Unable to reserve a process on fleet {fleet.fleet_id}")
    if not is_connected(place, setting):
        return simulated_process(fleet, place.location, game_session_id, context)
    process = context.store.server_processes.free(fleet.key, place.location)
    assert process is not None
    return connected_process(process, fleet, context)


def tell_of_simulation(fleet: Fleet, place: Place, context: Context) -> None:
    """Says in the log why nothing is simulated at a place any more, where all game servers have left it."""
    if context.settings.server_processes != "auto" or not place.has_had_processes:
        return
    if any(each.holder is not None for each in context.store.server_processes.at_place(fleet.key, place.location)):
        return
    log.warning(
        "no game server is connected at location %s of fleet %s, and one has been there: game sessions are "
        "simulated there again after a reset (`gamelift-emulator reset`) or a start with --server-processes simulated",
        place.location,
        fleet.fleet_id,
    )


def first_free(places: Sequence[int], context: Context) -> tuple[int, Place | None]:
    """The first of the places where `reserve_process` finds a free server process, and its position.

    Where there is none, the position behind the last.
    """
    setting = context.settings.server_processes
    for position, place in enumerate(context.store.places.each(places, context.now)):
        if can_host(place, setting):
            return position, place
    return len(places), None


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
