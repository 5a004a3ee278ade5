"""The line that each request leaves in the log."""

import asyncio
import logging
from collections.abc import Mapping

log = logging.getLogger(__name__)


class RequestLines:
    """Lines of requests that have been answered, written once the event loop comes round: no answer waits for one."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, Mapping[str, object]]] = []

    def add(self, level: int, call: str, status: int, request_id: str, seconds: float, protocol: str | None) -> None:
        """Notes an answer; `protocol` is that of a call of the AWS API."""
        fields = {
            "call": call,
            "status": status,
            "request_id": request_id,
            "milliseconds": round(seconds * 1e3, 3),
        }
        if protocol is not None:
            fields["protocol"] = protocol
        self._waiting.append((level, fields))
        if len(self._waiting) == 1:
            asyncio.get_running_loop().call_soon(self._write)

    def _write(self) -> None:
        waiting, self._waiting = self._waiting, []
        for level, fields in waiting:
            log.log(level, "%(call)s %(status)d %(request_id)s %(milliseconds).1f ms", fields)
