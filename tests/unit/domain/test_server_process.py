"""The life of a server process, as a table; and what deadlines it has on the way."""

from itertools import product

import pytest
from msgspec.structs import replace

from emulator.domain.server_process import (
    HEALTH_TIMEOUT,
    STATUSES,
    TERMINATION_TIMEOUT,
    TRANSITIONS,
    Event,
    ServerProcess,
    Status,
    connected_again,
    disconnected,
    heard,
    made_ready,
    step,
    told_to_end,
)
from emulator.domain.transition import WrongTransition

NOW = 1_000_000
PROCESS = ServerProcess(
    key=1,
    fleet_key=1,
    process_id="p",
    compute_name="c",
    location="custom-local",
    holder="h",
    sdk_version="5",
    sdk_language="Go",
    connected_since=0,
    endpoint="ws://x",
    refresh_time=5,
)


def in_status(status: Status, deadline: int | None = 7) -> ServerProcess:
    return replace(PROCESS, status=status, deadline=deadline)


@pytest.mark.parametrize(("status", "event"), [*product(STATUSES, Event)])
def test_only_what_the_table_has_can_happen(status: Status, event: Event) -> None:
    after = TRANSITIONS.get((status, event))
    if after is None:
        with pytest.raises(WrongTransition, match=f"\\(p\\) has a status of {status} instead of "):
            step(in_status(status), event)
    else:
        assert step(in_status(status), event).status == after


def test_processes_end_and_stay_so() -> None:
    assert {after for (before, _), after in TRANSITIONS.items() if before == "TERMINATED"} == set()
    ended = step(in_status("ACTIVE"), Event.ENDED)
    assert (ended.holder, ended.deadline, ended.refresh_time) == (None, None, None)


def test_process_that_is_told_to_end_twice_keeps_its_time() -> None:
    first = told_to_end(in_status("ACTIVE"), NOW)
    assert (first.status, first.deadline) == ("TERMINATING", NOW + TERMINATION_TIMEOUT)
    assert told_to_end(first, NOW + 1) == first


def test_ready_process_has_to_report() -> None:
    ready = made_ready(in_status("CONNECTED", None), NOW)
    assert (ready.healthy_at, ready.deadline, ready.last_heartbeat) == (NOW, NOW + HEALTH_TIMEOUT, None)


@pytest.mark.parametrize(
    ("status", "healthy", "deadline"),
    [
        ("READY", True, NOW + HEALTH_TIMEOUT),
        ("ACTIVE", True, NOW + HEALTH_TIMEOUT),
        ("ACTIVATING", True, 7),
        ("TERMINATING", True, 7),
        ("READY", False, 7),
    ],
)
def test_heartbeats_put_the_deadline_off_where_health_counts(status: Status, healthy: bool, deadline: int) -> None:
    after = heard(in_status(status), NOW, healthy=healthy)
    assert (after.deadline, after.last_heartbeat, after.healthy_at) == (deadline, NOW, NOW if healthy else None)


@pytest.mark.parametrize(("status", "deadline"), [("ACTIVE", NOW + 9), ("CONNECTED", NOW + 9), ("TERMINATING", 7)])
def test_lost_process_has_so_long_to_come_back(status: Status, deadline: int) -> None:
    gone = disconnected(in_status(status), NOW, patience=9)
    assert (gone.holder, gone.refresh_time, gone.deadline) == (None, None, deadline)


@pytest.mark.parametrize(
    ("status", "deadline"), [("ACTIVE", NOW + HEALTH_TIMEOUT), ("CONNECTED", None), ("TERMINATING", 7)]
)
def test_process_that_comes_back_is_forgiven(status: Status, deadline: int | None) -> None:
    back = connected_again(in_status(status), "other", NOW)
    assert (back.holder, back.connected_since, back.deadline) == ("other", NOW, deadline)
