"""The log: one line per event, on stderr, in real time."""

import logging
import time

log = logging.getLogger("emulator")


class LineFormatter(logging.Formatter):
    """`2026-01-31T12:00:00.123Z INFO message`, in UTC."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"


def configure(level: str) -> None:
    """Sends the log of this program and of its server to stderr."""
    # What no line shows is not collected: half the cost of a line (Python's logging HOWTO, Optimization).
    logging._srcfile = None
    logging.logThreads = False
    logging.logProcesses = False
    logging.logMultiprocessing = False
    logging.logAsyncioTasks = False  # type: ignore[attr-defined]  # since Python 3.12
    handler = logging.StreamHandler()
    handler.setFormatter(LineFormatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # Their lines on how they start, stop and migrate say less than ours; warnings and errors stay.
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
