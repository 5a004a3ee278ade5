"""The line that each request leaves in the log."""

import asyncio
import logging
from collections.abc import Mapping

log = logging.getLogger(__name__)

ANSWERED = "%(call)s %(status)d %(request_id)s %(milliseconds).1f ms"
REFUSED = f"{ANSWERED}: %(refusal)s"


class RequestLines:
    """Lines of requests that have been answered, written once the event loop comes round: no answer waits for one."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, Mapping[str, object]]] = []

    def add(
        self,
        level: int,
        call: str,
        status: int,
        request_id: str,
        seconds: float,
        protocol: str | None,
        refusal: str | None,
    ) -> None:
        """Notes an answer; `protocol` is that of a call of the AWS API, `refusal` the code and text of its error."""
        if not log.isEnabledFor(level):
            return
        fields = {
            "call": call,
            "status": status,
            "request_id": request_id,
            "milliseconds": round(seconds * 1e3, 3),
        }
        if protocol is not None:
            fields["protocol"] = protocol
        if refusal is not None:
            fields["refusal"] = refusal
        self._waiting.append((level, fields))
        if len(self._waiting) == 1:
            asyncio.get_running_loop().call_soon(self._write)

    def _write(self) -> None:
        waiting, self._waiting = self._waiting, []
        for level, fields in waiting:
            log.log(level, REFUSED if "refusal" in fields else ANSWERED, fields)
