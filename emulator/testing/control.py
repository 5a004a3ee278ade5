"""What asks the control API of a running emulator."""

import json
from typing import Any

from emulator import client


class Control:
    """The control API at a URL."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __call__(self, method: str, path: str, document: object = None) -> dict[str, Any]:
        """What it answers below `/_emulator`. Raises: ClientError where it refuses."""
        body = None if document is None else json.dumps(document).encode()
        return client.call(self.url, method, path, body)
