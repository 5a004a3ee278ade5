"""The lines of the log: one for each event, whatever texts it is made of, and nothing in it that steers a terminal."""

import json
import logging

from hypothesis import given
from hypothesis import strategies as st

from emulator.logs.lines import JsonFormatter, LineFormatter

TEXT = LineFormatter()
JSON = JsonFormatter()
STAMP = "1970-01-01T00:00:01.000Z"
CONTROLS = "\n\r\t\x00\x0b\x0c\x1b\x1c\x7f\x85\x9b\u200e\u2028\u2029\u202e\u2066\ud800\udc00\ufeff"
texts = st.text(st.characters() | st.sampled_from(CONTROLS))


def record(message: str, *arguments: object, error: Exception | None = None) -> logging.LogRecord:
    raised = None if error is None else (type(error), error, None)
    made = logging.LogRecord("emulator", logging.INFO, "", 0, message, arguments, raised)
    made.created = 1.0
    return made


def joined(text: str) -> str:
    """The same text, with the halves of each surrogate pair joined, as JSON has them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


@given(texts)
def test_event_is_one_line_that_a_terminal_only_shows(text: str) -> None:
    line = TEXT.format(record("player %s left", text))
    assert line.isprintable()
    assert line.startswith(f"{STAMP} INFO player ")
    assert line.endswith(" left")


@given(st.text().filter(str.isprintable))
def test_printable_text_is_written_as_it_is(text: str) -> None:
    assert TEXT.format(record("player %s left", text)) == f"{STAMP} INFO player {text} left"


def test_what_is_not_printable_is_written_as_python_writes_it() -> None:
    line = TEXT.format(record("a\nb\x1b[31m\x9b\u2028\u202e\ud800é日本\u3000\U000e0001"))
    told = f"{STAMP} INFO " + r"a\nb\x1b[31m\x9b\u2028\u202e\ud800é日本\u3000\U000e0001"
    assert ascii(line) == ascii(told)  # half a surrogate pair would break the report of a failure


@given(texts)
def test_only_events_begin_at_the_left_margin(text: str) -> None:
    event, *trace = TEXT.format(record("it failed\n", error=ValueError(text))).split("\n")
    assert event == f"{STAMP} INFO it failed"
    assert trace[0].startswith("  ValueError")
    assert all(line.startswith("  ") and line.isprintable() for line in trace)


@given(texts)
def test_object_is_one_line_that_holds_all_that_it_was_made_of(text: str) -> None:
    line = JSON.format(record("player %(player_id)s", {"player_id": text}, error=ValueError(text)))
    assert line.isprintable()
    found = json.loads(line)
    assert (found["message"], found["player_id"]) == (joined(f"player {text}"), joined(text))
    assert found["exception"].startswith("ValueError")


def test_half_a_surrogate_pair_costs_no_other_value() -> None:
    found = json.loads(JSON.format(record("%(a)s", {"a": "\ud800", "b": 1, "c": JSON})))
    told = {"time": STAMP, "level": "info", "message": "\ud800", "a": "\ud800", "b": 1, "c": str(JSON)}
    assert ascii(found) == ascii(told)
