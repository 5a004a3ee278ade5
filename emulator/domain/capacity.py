"""How many game sessions a fleet can host at once where its server processes are simulated.

Theory of operation
-------------------
A fleet's RuntimeConfiguration says how many server processes run on each compute of an Anywhere fleet, or on each
instance of an EC2 fleet (ConcurrentExecutions), and how many of them may activate a game session at the same time
(MaxConcurrentGameSessionActivations). A process hosts one game session at a time, from ACTIVATING until it has ended.

A fleet whose RuntimeConfiguration names no server processes has as many as are asked for: so has the ready-made fleet,
and each one that a test makes without a thought of capacity. AWS demands ServerProcesses of managed fleets.

Documented: API_RuntimeConfiguration, API_ServerProcess.
"""

from functools import cached_property, lru_cache
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from emulator.decoding import decode
from emulator.domain.fleet import FleetLocation
from emulator.errors import InvalidRequestException


class ServerProcesses(Struct, frozen=True, rename="pascal"):
    """Server processes that are launched alike on each compute or instance."""

    concurrent_executions: int


class RuntimeConfiguration(Struct, frozen=True, dict=True, rename="pascal"):
    """What counts here of a fleet's RuntimeConfiguration. Nobody launches what it names."""

    server_processes: tuple[ServerProcesses, ...] = ()
    max_concurrent_game_session_activations: int | None = None
    game_session_activation_timeout_seconds: int | None = None

    @cached_property
    def processes_per_machine(self) -> int | None:
        """How many server processes run on a compute or instance; None where as many as are asked for."""
        if not self.server_processes:
            return None
        return sum(each.concurrent_executions for each in self.server_processes)


@lru_cache(64)
def read_runtime_configuration(stored: str | None) -> RuntimeConfiguration:
    """The RuntimeConfiguration in a fleet's row, which is JSON with AWS's members."""
    return decode(stored, RuntimeConfiguration) if stored else RuntimeConfiguration()


class Place(NamedTuple):
    """A location of a fleet, as what hosts game sessions there.

    The RuntimeConfiguration alone limits simulated processes. A number that it does not limit is not known: zero.
    """

    location: str
    runtime_configuration: str | None
    """As in the fleet's row."""
    has_had_processes: bool
    """Whether a real server process has ever been ready there."""
    has_ready_process: bool
    """Whether one is ready, healthy and without a game session."""
    machines: int
    """How many machines run server processes: computes of an Anywhere fleet, else instances."""
    game_sessions: int
    """Those that have not ended."""
    activating: int


def is_connected(place: Place, setting: str) -> bool:
    """Whether game sessions there are hosted by real server processes alone; `setting` is --server-processes."""
    return setting == "connected" or (setting == "auto" and place.has_had_processes)


def can_host(place: Place, setting: str) -> bool:
    """Whether a server process, real or simulated, is free there for one more game session."""
    if is_connected(place, setting):
        return place.has_ready_process
    if place.runtime_configuration is None:
        return True
    runtime = read_runtime_configuration(place.runtime_configuration)
    return has_free_process(runtime, place.machines, place.game_sessions, place.activating)


def busy_machines(runtime: RuntimeConfiguration, machines: int, game_sessions: int) -> int:
    """How many computes or instances host game sessions: as few as can. One alone has as many processes as needed."""
    each = runtime.processes_per_machine or max(game_sessions, 1)
    return min(-(-game_sessions // each), machines)


def resized(location: FleetLocation, desired: int | None, smallest: int | None, largest: int | None) -> FleetLocation:
    """A fleet's location with other sizes; what is not given stays, but a desired size moves into new bounds.

    Raises: InvalidRequestException. Documented: that DesiredInstances lies between MinSize and MaxSize
    (API_UpdateFleetCapacity). Assumed: the error, and that what is absent stays.
    """
    low = location.min_size if smallest is None else smallest
    high = location.max_size if largest is None else largest
    if low > high:
        raise InvalidRequestException(f"MinSize is {low}, and MaxSize {high}: it must not be smaller.")
    if desired is None:
        desired = min(max(location.desired_instances, low), high)
    elif not low <= desired <= high:
        raise InvalidRequestException(f"DesiredInstances is {desired}: it must be {low} to {high} (MinSize, MaxSize).")
    return replace(location, desired_instances=desired, min_size=low, max_size=high)


def has_free_process(runtime: RuntimeConfiguration, machines: int, game_sessions: int, activating: int) -> bool:
    """Whether one more game session finds a server process that is free, and may activate it.

    A fleet without machines that has as many processes as are asked for has them on one that is made up.
    """
    processes = runtime.processes_per_machine
    if processes is not None and game_sessions >= processes * machines:
        return False
    activations = runtime.max_concurrent_game_session_activations
    return activations is None or activating < activations * max(machines, 1)
