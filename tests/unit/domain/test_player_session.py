"""The life of a player session: its table of transitions, row by row, and what time makes of it."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.domain.player_session import (
    ENDED,
    STATUSES,
    TRANSITIONS,
    Event,
    PlayerSession,
    Status,
    settled,
    transition,
)
from emulator.domain.transition import WrongTransition

CREATED, DEADLINE = 1_000, 61_000

# Before, what happens, and after; nothing else changes a status.
TABLE = {
    ("RESERVED", Event.ACCEPTED, "ACTIVE"),
    ("RESERVED", Event.DEADLINE_PASSED, "TIMEDOUT"),
    ("RESERVED", Event.GAME_SESSION_ENDED, "TIMEDOUT"),
    ("ACTIVE", Event.REMOVED, "COMPLETED"),
    ("ACTIVE", Event.GAME_SESSION_ENDED, "COMPLETED"),
}
instants = st.integers(0, 200_000)


def session(status: Status = "RESERVED", ended: int | None = None) -> PlayerSession:
    return PlayerSession(1, 1, "psess-1", "alice", status, CREATED, DEADLINE, ended, None)


def test_table_of_transitions() -> None:
    assert {(before, event, after) for (before, event), after in TRANSITIONS.items()} == TABLE


def test_end_is_the_end() -> None:
    assert {before for before, _ in TRANSITIONS} == {*STATUSES} - ENDED


@pytest.mark.parametrize(("status", "event"), list(product(STATUSES, Event)), ids=str)
def test_step_is_the_tables_or_none(status: Status, event: Event) -> None:
    before = session(status, 30_000 if status in ENDED else None)
    if (status, event) in TRANSITIONS:
        after = transition(before, event, 40_000)
        assert after.status == TRANSITIONS[status, event]
        assert after.termination_time == (40_000 if after.status in ENDED else None)
        return
    wanted = " or ".join(each for each in STATUSES if (each, event) in TRANSITIONS)
    words = re.escape(f"PlayerSession (psess-1) has a status of {status} instead of {wanted}")
    with pytest.raises(WrongTransition, match=words):
        transition(before, event, 40_000)


@given(st.sampled_from(STATUSES), instants)
def test_only_a_reservation_times_out_and_at_its_deadline(status: Status, now: int) -> None:
    before = session(status, 30_000 if status in ENDED else None)
    after = settled(before, now)
    if status == "RESERVED" and now >= DEADLINE:
        assert (after.status, after.termination_time) == ("TIMEDOUT", DEADLINE)
    else:
        assert after == before


@given(instants, instants)
def test_time_decides_the_same_however_often_one_looks(one: int, other: int) -> None:
    first, last = sorted((one, other))
    assert settled(settled(session(), first), last) == settled(session(), last)


@given(st.sampled_from(["RESERVED", "ACTIVE"]), instants)
def test_life_ends_no_earlier_than_it_began_and_a_reservation_no_later_than_its_deadline(
    status: Status, now: int
) -> None:
    after = transition(session(status), Event.GAME_SESSION_ENDED, now) if now < DEADLINE else settled(session(), now)
    assert after.termination_time is not None
    assert after.termination_time >= CREATED
    assert status == "ACTIVE" or after.termination_time <= DEADLINE


@pytest.mark.parametrize("event", [Event.ACCEPTED, Event.GAME_SESSION_ENDED])
def test_reservation_that_has_timed_out_takes_no_step(event: Event) -> None:
    with pytest.raises(WrongTransition, match="has a status of TIMEDOUT"):
        transition(session(), event, DEADLINE)
