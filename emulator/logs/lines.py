"""The log: one line per event, on stderr, in real time.

What a client sends may stand in any line. It must not begin a line of its own, nor tell a terminal what to do: whatever
is not printable is escaped here, in the one place through which all lines go. Only tracebacks have more lines than one;
those are indented, so that what begins at the left margin is always an event.
"""

import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping

import msgspec

log = logging.getLogger("emulator")

QUIET_SECONDS = 60.0
"""Between two warnings of a kind that a client can cause as often as it likes."""


class RareWarnings:
    """Warnings of which the log gets one of a kind in a while, however many connections cause them."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._due: dict[str, float] = {}
        self._unseen: Counter[str] = Counter()

    def warn(self, kind: str, text: str) -> None:
        """Writes a line, or counts for the next one of that kind."""
        now = self._clock()
        if now < self._due.get(kind, now):
            self._unseen[kind] += 1
            return
        self._due[kind] = now + QUIET_SECONDS
        unseen = self._unseen.pop(kind, 0)
        log.warning("%s%s", text, f"; since the last line on this, {unseen} more" if unseen else "")


def escaped(text: str, escape: Callable[[str], str]) -> str:
    """The text in one line, with all characters escaped that Python's `repr` escapes too.

    Those are control characters and line breaks of all kinds, marks that change the direction of text, halves of
    surrogate pairs, and what Unicode has not assigned.
    """
    return "".join(character if character.isprintable() else escape(character) for character in text)


def as_in_python(character: str) -> str:
    """`\\n`, `\\x1b`, `\\u202e`"""
    return character.encode("unicode_escape").decode()


def as_in_json(character: str) -> str:
    """`\\n`, `\\u001b`, `\\u202e`"""
    return json.dumps(character)[1:-1]


class LineFormatter(logging.Formatter):
    """`2026-01-31T12:00:00.123Z INFO message`, in UTC."""

    _second = 0
    _stamp = ""

    def stamp(self, record: logging.LogRecord) -> str:
        """When it happened. Many lines share a second: spelling it out costs more than all the rest of a line."""
        second, milliseconds = divmod(int(record.created * 1000), 1000)
        if second != self._second:
            self._second, self._stamp = second, time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))
        return f"{self._stamp}.{milliseconds:03}Z"

    def format(self, record: logging.LogRecord) -> str:
        message = record.getMessage()
        if not message.isprintable():
            message = escaped(message.rstrip("\n"), as_in_python)  # uvicorn ends one with a line break
        line = f"{self.stamp(record)} {record.levelname} {message}"
        if not record.exc_info:
            return line
        trace = self.formatException(record.exc_info).split("\n")
        return "\n  ".join([line, *(escaped(each, as_in_python) for each in trace)])


class JsonFormatter(LineFormatter):
    """One JSON object: time, level, message, and what the message was made of, where that has names."""

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, object] = {
            "time": self.stamp(record),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        if isinstance(record.args, Mapping):
            fields |= {name: value for name, value in record.args.items() if name not in fields}
        if record.exc_info:
            fields["exception"] = self.formatException(record.exc_info)
        try:
            line = msgspec.json.encode(fields, enc_hook=str).decode()
        except UnicodeEncodeError:  # half a surrogate pair, as in the environment of a system that is not UTF-8
            line = json.dumps(fields, default=str)
        # All control characters of ASCII but one are escaped already.
        return line if line.isascii() and "\x7f" not in line else escaped(line, as_in_json)


def configure(level: str, kind: str = "text") -> None:
    """Sends the log of this program and of its server to stderr, as lines of text or of JSON."""
    # What no line shows is not collected: half the cost of a line (Python's logging HOWTO, Optimization).
    logging._srcfile = None
    logging.logThreads = False
    logging.logProcesses = False
    logging.logMultiprocessing = False
    logging.logAsyncioTasks = False  # type: ignore[attr-defined]  # since Python 3.12
    handler = logging.StreamHandler()
    formatter = JsonFormatter if kind == "json" else LineFormatter
    handler.setFormatter(formatter())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # Their lines on how they start, stop and migrate say less than ours; warnings and errors stay.
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
