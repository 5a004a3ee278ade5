"""Calls above a rate, for a whole minute."""

import pytest
from msgspec.structs import replace

from emulator.advice.advisor import Advisor
from emulator.advice.too_fast import Minutes, too_fast, worth_counting
from emulator.calls.journal import Journal, JournalEntry
from emulator.wire.call import Call, Caller

SOMEBODY = Caller("us-east-1", "000000000000", None, None, None)


def entries(operation: str, per_second: float, seconds: float, **params: object) -> list[JournalEntry]:
    call = Call(operation, params, SOMEBODY, "request-1", 10)
    return [JournalEntry(call, 10, "aws", n, instant=n / per_second) for n in range(round(per_second * seconds) + 1)]


def count(found: list[JournalEntry]) -> int:
    return len(list(too_fast(found, {})))


@pytest.mark.parametrize(
    ("operation", "per_second", "seconds", "times"),
    [
        ("CreateGameSession", 49, 61, 0),
        ("CreateGameSession", 51, 61, 1),
        ("CreateGameSession", 51, 181, 3),
        ("CreateGameSession", 500, 59, 0),  # as a fast test-suite has it
        ("ListFleets", 31, 61, 1),
        ("UpdateGameSession", 19, 61, 0),
    ],
)
def test_rate_of_an_operation(operation: str, per_second: float, seconds: float, times: int) -> None:
    assert count(entries(operation, per_second, seconds)) == times


def test_rate_of_one_resource() -> None:
    assert count(entries("DescribePlayerSessions", 6, 61, GameSessionId="g1")) == 1
    assert count(entries("DescribePlayerSessions", 4, 61, GameSessionId="g1")) == 0
    mixed = [
        entry
        for pair in zip(
            entries("DescribePlayerSessions", 4, 61, GameSessionId="g1"),
            entries("DescribePlayerSessions", 4, 61, GameSessionId="g2"),
            strict=True,
        )
        for entry in pair
    ]
    assert count(mixed) == 0


def test_minute_goes_on_from_batch_to_batch() -> None:
    calls = entries("CreateGameSession", 51, 61)
    minutes: Minutes = {}
    found = 0
    for begin in range(0, len(calls), 100):
        found += len(list(too_fast(calls[begin : begin + 100], minutes)))
        minutes = worth_counting(minutes, calls[begin].instant)
    assert found == 1


def test_pause_ends_a_minute() -> None:
    late = entries("CreateGameSession", 500, 50)
    late.append(JournalEntry(late[0].call, 10, "aws", len(late), instant=200.0))
    assert count(late) == 0


def test_resources_that_are_seldom_asked_for_are_not_kept() -> None:
    minutes: Minutes = {}
    for n in range(10_000):
        list(too_fast(entries("DescribePlayerSessions", 1, 0, PlayerId=f"player-{n}"), minutes))
    assert set(worth_counting(minutes, 10.0)) == {("DescribePlayerSessions", "us-east-1", "000000000000", None)}


def test_accounts_that_seldom_call_are_not_kept() -> None:
    minutes: Minutes = {}
    for n in range(1_000):
        call = Call("ListFleets", {}, replace(SOMEBODY, account=f"{n:012}"), "request-1", 10)
        list(too_fast([JournalEntry(call, 10, "aws", n, instant=0.0)], minutes))
    assert worth_counting(minutes, 10.0) == {}


@pytest.mark.parametrize(
    "odd",
    [10**5_000, ["alice", 10**5_000], {"a": 10**5_000}, b"\xff", 1.5],
    ids=["huge", "list", "map", "bytes", "float"],
)
def test_any_value_can_be_judged(odd: object) -> None:
    journal = Journal()
    for operation, name in (("DescribePlayerSessions", "PlayerId"), ("DescribeMatchmaking", "TicketIds")):
        for _ in range(2):
            entry = journal.begin(Call(operation, {name: odd, "Limit": odd, "NextToken": odd}, SOMEBODY, "r", 10))
            entry.outcome = "success"
    assert [each.kind.name for each in Advisor(journal).advice()] in ([], ["ignored-members"])
