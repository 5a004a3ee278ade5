"""The journal: the last calls, bounded by their number and by the memory that they hold."""

from emulator.calls.journal import BYTES, CALLS, PENDING, SMALL_BODY_BYTES, Journal, plain
from emulator.wire.call import Call, Caller

NOBODY = Caller(None, None, None, None, None)


def call(number: int, size: int = 10, **params: object) -> Call:
    return Call("ListFleets", {"Limit": number} | params, NOBODY, f"request-{number}", size)


def kept(journal: Journal) -> list[object]:
    return [entry.call.params["Limit"] for entry in journal.entries()]


def test_call_is_there_from_its_beginning_on() -> None:
    journal = Journal()
    entry = journal.begin(call(1))
    assert (entry.outcome, entry.time, entry.fault) == (PENDING, None, None)
    assert list(journal.entries()) == [entry]


def test_oldest_calls_go_first() -> None:
    journal = Journal()
    for number in range(CALLS + 7):
        journal.begin(call(number))
    assert kept(journal) == list(range(7, CALLS + 7))


def test_memory_of_all_calls_is_bounded() -> None:
    journal = Journal()
    big = {f"{n}": "x" * 4_000 for n in range(16)}
    for number in range(400):
        journal.begin(call(number, size=64_000, **big))
    entries = list(journal.entries())
    assert 0 < sum(entry.bytes for entry in entries) <= BYTES
    assert kept(journal)[-1] == 399
    journal.clear()
    assert list(journal.entries()) == []


def test_small_call_is_kept_whole_and_large_one_cut() -> None:
    text = "x" * 10_000
    journal = Journal()
    assert journal.begin(call(1, size=SMALL_BODY_BYTES, Name=text)).call.params["Name"] == text
    assert journal.begin(call(1, size=SMALL_BODY_BYTES + 1, Name=text)).call.params["Name"] != text


def test_value_becomes_what_every_reader_of_json_can_hold() -> None:
    assert plain({"a": [1, 2.5, None, True, "x"], 1: b"y"}) == {"a": [1, 2.5, None, True, "x"], "1": "b'y'"}
    assert plain(float("nan")) == "nan"
    assert plain(1 << 64) == hex(1 << 64)
    assert plain((1 << 64) - 1) == (1 << 64) - 1
    nested: object = 1
    for _ in range(100):
        nested = [nested]
    assert "…" in str(plain(nested))
