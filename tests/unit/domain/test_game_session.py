"""The life of a game session: its table of transitions, row by row, when it is due, and whom it admits."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.domain.game_session import (
    ENDED,
    STATUSES,
    TRANSITIONS,
    Admission,
    CreationPolicy,
    Event,
    GameSession,
    Status,
    admit,
    due,
    settled,
    status_at,
    transition,
)
from emulator.domain.transition import WrongTransition
from emulator.errors import GameSessionFullException, InvalidGameSessionStatusException

CREATED = 1_000

# Before, what happens, and after; nothing else changes a status.
TABLE = {
    ("ACTIVATING", Event.ACTIVATED, "ACTIVE"),
    ("ACTIVATING", Event.ACTIVATION_TIMED_OUT, "TERMINATED"),
    *((status, Event.TERMINATION_ASKED, "TERMINATING") for status in ("ACTIVATING", "ACTIVE", "TERMINATING")),
    *((status, Event.PROCESS_ENDED, "TERMINATED") for status in ("ACTIVATING", "ACTIVE", "TERMINATING")),
    *((status, Event.PROCESS_CRASHED, "ERROR") for status in ("ACTIVATING", "ACTIVE", "TERMINATING")),
}
instants = st.integers(0, 1_000_000)


def session(status: Status, due_time: int | None = None, due_status: Status | None = None) -> GameSession:
    return GameSession(
        key=1,
        fleet_key=1,
        game_session_id="arn:gsess-1",
        id_string="gsess-1",
        location="custom-local",
        status=status,
        maximum_player_session_count=4,
        creation_time=CREATED,
        due_time=due_time,
        due_status=due_status,
        termination_time=20_000 if status in ENDED else None,
    )


def test_table_of_transitions() -> None:
    assert {(before, event, after) for (before, event), after in TRANSITIONS.items()} == TABLE


def test_end_is_the_end() -> None:
    assert {before for before, _ in TRANSITIONS} == {*STATUSES} - ENDED


@pytest.mark.parametrize(("status", "event"), list(product(STATUSES, Event)), ids=str)
def test_step_is_the_tables_or_none(status: Status, event: Event) -> None:
    if (status, event) in TRANSITIONS:
        after = transition(session(status), event, 40_000)
        assert after.status == TRANSITIONS[status, event]
        assert after.termination_time == (40_000 if after.status in ENDED else None)
        assert (after.due_time, after.due_status) == (None, None)
        return
    with pytest.raises(WrongTransition, match=re.escape(f"GameSession (arn:gsess-1) has a status of {status} instead")):
        transition(session(status), event, 40_000)


@given(instants, instants, st.sampled_from(["ACTIVE", "TERMINATED"]))
def test_time_ends_activation_at_the_due_instant(due_time: int, now: int, due_status: Status) -> None:
    before = session("ACTIVATING", due_time, due_status)
    after = settled(before, now)
    assert after.status == status_at(before, now) == (due_status if now >= due_time else "ACTIVATING")
    assert after.termination_time == (due_time if after.status in ENDED else None)
    assert settled(after, now) == after


@given(instants, st.none() | instants, st.integers(1, 600_000))
def test_activation_ends_when_the_server_activates_or_the_time_out_comes(
    created: int, activated_at: int | None, timeout: int
) -> None:
    when, status = due(created, activated_at, timeout)
    if activated_at is not None and activated_at <= created + timeout:
        assert (when, status) == (activated_at, "ACTIVE")
    else:
        assert (when, status) == (created + timeout, "TERMINATED")


def test_end_is_not_before_the_beginning() -> None:
    assert transition(session("ACTIVE"), Event.PROCESS_ENDED, CREATED - 1).termination_time == CREATED


def admission(
    status: Status = "ACTIVE", policy: CreationPolicy = "ACCEPT_ALL", maximum: int = 4, held: int = 0
) -> Admission:
    return Admission(status, None, None, policy, maximum, held)


@given(st.integers(0, 10), st.integers(0, 10), st.integers(1, 12))
def test_players_are_admitted_as_far_as_slots_are_free(maximum: int, held: int, players: int) -> None:
    there = admission(maximum=maximum, held=held)
    if players <= maximum - held:
        admit(players, "gsess-1", there, 0)
        return
    with pytest.raises(GameSessionFullException, match=f"{max(maximum - held, 0)} of its {maximum} player slots"):
        admit(players, "gsess-1", there, 0)


@pytest.mark.parametrize("status", [each for each in STATUSES if each != "ACTIVE"])
def test_only_an_active_game_session_admits(status: Status) -> None:
    with pytest.raises(InvalidGameSessionStatusException, match=f"is {status}"):
        admit(1, "gsess-1", admission(status), 0)


def test_game_session_that_denies_all_admits_nobody_though_it_is_full() -> None:
    with pytest.raises(InvalidGameSessionStatusException, match="accepts no new players"):
        admit(1, "gsess-1", admission(policy="DENY_ALL", maximum=0), 0)


def test_time_counts_before_the_rest() -> None:
    activating = Admission("ACTIVATING", 5_000, "ACTIVE", "ACCEPT_ALL", 1, 0)
    with pytest.raises(InvalidGameSessionStatusException, match="is ACTIVATING"):
        admit(1, "gsess-1", activating, 4_999)
    admit(1, "gsess-1", activating, 5_000)
