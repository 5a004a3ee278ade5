"""The rule of capacity: how many game sessions find a server process, and how instances are sized."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.domain.capacity import (
    RuntimeConfiguration,
    ServerProcesses,
    busy_machines,
    has_free_process,
    read_runtime_configuration,
    resized,
)
from emulator.domain.fleet import FleetLocation
from emulator.errors import InvalidRequestException

few = st.integers(0, 6)
sizes = st.none() | few
launched = st.lists(st.integers(1, 4), min_size=1, max_size=3).map(tuple)


def runtime(processes: tuple[int, ...] = (), activations: int | None = None) -> RuntimeConfiguration:
    return RuntimeConfiguration(tuple(ServerProcesses(each) for each in processes), activations)


def hosted(runtime: RuntimeConfiguration, machines: int, *, activating: bool, most: int = 100) -> int:
    """How many game sessions are hosted when as many are asked for as can be."""
    count = 0
    while count < most and has_free_process(runtime, machines, count, count * activating):
        count += 1
    return count


@given(processes=launched, machines=few)
def test_as_many_are_hosted_as_processes_run(processes: tuple[int, ...], machines: int) -> None:
    assert hosted(runtime(processes), machines, activating=False) == sum(processes) * machines


@given(processes=launched, machines=st.integers(1, 6), activations=st.integers(1, 6))
def test_as_many_activate_at_once_as_may(processes: tuple[int, ...], machines: int, activations: int) -> None:
    found = hosted(runtime(processes, activations), machines, activating=True)
    assert found == min(sum(processes), activations) * machines
    assert hosted(runtime(processes, activations), machines, activating=False) == sum(processes) * machines


@given(machines=few)
def test_without_server_processes_there_are_as_many_as_are_asked_for(machines: int) -> None:
    assert hosted(runtime(), machines, activating=True) == 100
    assert hosted(runtime(activations=2), machines, activating=True) == 2 * max(machines, 1)


@given(processes=launched, machines=few, sessions=st.integers(0, 30))
def test_busy_machines_are_as_few_as_can_be(processes: tuple[int, ...], machines: int, sessions: int) -> None:
    busy = busy_machines(runtime(processes), machines, sessions)
    assert 0 <= busy <= machines
    assert busy == machines or busy * sum(processes) >= sessions
    assert (busy - 1) * sum(processes) < sessions or busy == 0


@given(now=st.tuples(few, few, few).map(sorted), asked=st.tuples(sizes, sizes, sizes))
def test_a_desired_size_lies_between_its_bounds_or_nothing_changes(
    now: list[int], asked: tuple[int | None, int | None, int | None]
) -> None:
    location = FleetLocation(
        key=1, fleet_key=1, location="x", min_size=now[0], desired_instances=now[1], max_size=now[2]
    )
    desired, smallest, largest = asked
    try:
        after = resized(location, desired, smallest, largest)
    except InvalidRequestException:
        low, high = (now[0] if smallest is None else smallest), (now[2] if largest is None else largest)
        assert low > high or (desired is not None and not low <= desired <= high)
        return
    assert after.min_size <= after.desired_instances <= after.max_size
    for given_size, size in zip(asked, (after.desired_instances, after.min_size, after.max_size), strict=True):
        assert given_size in (None, size)
    if asked == (None, None, None):
        assert after == location


@pytest.mark.parametrize("stored", [None, "{}", '{"GameSessionActivationTimeoutSeconds":7}'])
def test_stored_configuration_is_read(stored: str | None) -> None:
    found = read_runtime_configuration(stored)
    assert found.processes_per_machine is None
    assert found.game_session_activation_timeout_seconds == (7 if stored and "7" in stored else None)


def test_members_that_do_not_count_are_left_aside() -> None:
    stored = msgspec.json.encode(
        {"ServerProcesses": [{"LaunchPath": "/x", "Parameters": "y", "ConcurrentExecutions": 3}]}
    )
    assert read_runtime_configuration(stored.decode()).processes_per_machine == 3
