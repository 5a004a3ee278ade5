"""What asks the control API of a running emulator."""

import json
from datetime import datetime
from typing import Any

from emulator import control_client


class Control:
    """The control API at a URL."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __call__(self, method: str, path: str, document: object = None) -> dict[str, Any]:
        """What it answers below `/_emulator`. Raises: ClientError where it refuses."""
        body = None if document is None else json.dumps(document, default=written).encode()
        return control_client.call(self.url, method, path, body)


def iso(instant: datetime | str) -> str:
    """Raises: ValueError for a datetime without a time zone: nobody could know which instant it means."""
    if isinstance(instant, str):
        return instant
    if instant.tzinfo is None:
        raise ValueError(f"{instant!r} has no time zone")
    return instant.isoformat()


def written(value: object) -> str:
    """What stands in JSON for a value that it has no form for. Raises: TypeError where that is no time."""
    if isinstance(value, datetime):
        return iso(value)
    raise TypeError(f"{value!r} has no form in JSON")
