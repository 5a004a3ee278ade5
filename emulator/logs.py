"""The log: one line per event, on stderr, in real time."""

import logging
import time

log = logging.getLogger("emulator")


def configure(level: str) -> None:
    """Sends the log of this program and of its server to stderr."""
    handler = logging.StreamHandler()
    formatter = logging.Formatter("%(asctime)s.%(msecs)03dZ %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # The server's own start and stop lines say less than ours; its warnings and errors stay.
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
