"""The log: one line per event, on stderr, in real time."""

import logging
import time
from collections.abc import Mapping

import msgspec

log = logging.getLogger("emulator")


class LineFormatter(logging.Formatter):
    """`2026-01-31T12:00:00.123Z INFO message`, in UTC."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"


class JsonFormatter(LineFormatter):
    """One JSON object: time, level, message, and what the message was made of, where that has names."""

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, object] = {
            "time": self.formatTime(record),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        if isinstance(record.args, Mapping):
            fields |= {name: value for name, value in record.args.items() if name not in fields}
        if record.exc_info:
            fields["exception"] = self.formatException(record.exc_info)
        return msgspec.json.encode(fields, enc_hook=str).decode()


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
    handler.setFormatter(formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # Their lines on how they start, stop and migrate say less than ours; warnings and errors stay.
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
