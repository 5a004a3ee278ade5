"""The life of a placement, as a table."""

from itertools import product

import pytest

from emulator.domain.placement import STATUSES, TRANSITIONS, Event, Placement, Status, ended
from emulator.domain.transition import WrongTransition

PENDING = Placement(
    key=1,
    account="0" * 12,
    region="us-east-1",
    placement_id="p",
    queue_key=1,
    game_session_queue_name="q",
    maximum_player_session_count=2,
    start_time=1_000,
    deadline=601_000,
    due_time=2_000,
    game_session_key=7,
    game_session_id="arn",
    game_session_region="us-east-1",
    ip_address="127.0.0.1",
    port=7_777,
)


def with_status(status: Status) -> Placement:
    if status == "PENDING":
        return PENDING
    event = next(each for (_, each), after in TRANSITIONS.items() if after == status)
    return ended(PENDING, event, 5_000)


def test_every_status_but_the_first_is_an_end_that_one_event_leads_to() -> None:
    assert {before for before, _ in TRANSITIONS} == {"PENDING"}
    assert {each for _, each in TRANSITIONS} == set(Event)
    assert sorted(TRANSITIONS.values()) == sorted(set(STATUSES) - {"PENDING"})


@pytest.mark.parametrize(("status", "event"), list(product(STATUSES, Event)))
def test_placement_ends_once(status: Status, event: Event) -> None:
    placement = with_status(status)
    if status == "PENDING":
        over = ended(placement, event, 5_000)
        assert (over.status, over.end_time, over.due_time) == (TRANSITIONS[status, event], 5_000, None)
    else:
        with pytest.raises(WrongTransition, match=status):
            ended(placement, event, 6_000)


@pytest.mark.parametrize("event", Event)
def test_game_session_stays_with_a_fulfilled_placement_alone(event: Event) -> None:
    over = ended(PENDING, event, 5_000)
    told = (over.game_session_key, over.game_session_id, over.game_session_region, over.ip_address, over.port)
    assert told == ((7, "arn", "us-east-1", "127.0.0.1", 7_777) if over.status == "FULFILLED" else (None,) * 5)


def test_placement_does_not_end_before_it_began() -> None:
    assert ended(PENDING, Event.STOPPED, 10).end_time == PENDING.start_time
