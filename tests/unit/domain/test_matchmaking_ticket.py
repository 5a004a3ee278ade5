"""The transitions of tickets, as a table."""

from itertools import product

import pytest

from emulator.domain.matchmaking_ticket import (
    ENDED,
    TRANSITIONS,
    Event,
    MatchmakingTicket,
    Status,
    TicketPlayer,
    moved,
    read_players,
    write_players,
)
from emulator.domain.transition import WrongTransition

STATUSES: list[Status] = ["QUEUED", "SEARCHING", "REQUIRES_ACCEPTANCE", "PLACING", *ENDED]


def ticket(status: Status) -> MatchmakingTicket:
    return MatchmakingTicket(
        key=1,
        account="0",
        region="r",
        ticket_id="t",
        configuration_key=1,
        configuration_name="c",
        status=status,
        start_time=1_000,
        deadline=5_000,
        due_time=3_000,
        players=write_players([TicketPlayer("p", {}, {}, "red", accepted=True)]),
        match_id="m",
    )


@pytest.mark.parametrize(("status", "event"), list(product(STATUSES, Event)))
def test_each_event_does_what_the_table_says(status: Status, event: Event) -> None:
    after = TRANSITIONS.get((status, event))
    if after is None:
        with pytest.raises(WrongTransition, match=status):
            moved(ticket(status), event, 9_000)
        return
    found = moved(ticket(status), event, 9_000)
    assert found.status == after
    assert (found.end_time is not None) == (after in ENDED) == (found.end_time == 9_000)
    assert (found.due_time is None) == (after in (*ENDED, "PLACING"))


def test_what_has_ended_stays_as_it_is() -> None:
    assert not {status for status, _ in TRANSITIONS} & set(ENDED)


def test_ticket_that_comes_back_has_no_match_and_no_answers() -> None:
    back = moved(ticket("REQUIRES_ACCEPTANCE"), Event.PROPOSAL_DROPPED, 4_000)
    assert (back.match_id, back.due_time, back.start_time) == (None, 5_000, 1_000)
    assert read_players(back) == [TicketPlayer("p", {}, {}, "red", accepted=None)]
    assert moved(ticket("PLACING"), Event.QUEUE_TIMED_OUT, 9_000).due_time == 9_000
