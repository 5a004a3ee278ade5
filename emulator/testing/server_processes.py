"""Game servers, as a test sees them."""

import time
from typing import Any

from emulator.testing.control import Control

State = dict[str, Any]
LOOK_SECONDS = 0.02


class ServerProcesses:
    """What `GameLift` knows of the processes that Server SDKs have connected."""

    control: Control

    def server_processes(self) -> list[State]:
        """The server processes that Server SDKs have connected, the oldest first; those too that have ended."""
        processes: list[State] = self.control("GET", "/server-processes")["server_processes"]
        return processes

    def wait_for_server(self, count: int = 1, timeout_seconds: float = 30) -> list[State]:
        """So many server processes that are free to host a game session.

        It waits for other processes, in real time. Raises: TimeoutError, with those that there are.
        """
        deadline = time.monotonic() + timeout_seconds
        while True:
            there = self.server_processes()
            free = [each for each in there if each["Status"] == "READY" and each["Connected"] and each["LastHeartbeat"]]
            if len(free) >= count:
                return free
            if time.monotonic() > deadline:
                raise TimeoutError(f"{len(free)} of {count} server processes are free; there are {there}")
            time.sleep(LOOK_SECONDS)
