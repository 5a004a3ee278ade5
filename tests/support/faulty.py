"""Asking for faults, and what calls and the journal tell of them."""

from collections.abc import Callable, Mapping
from typing import Any

import httpx

from tests.support.refusing import decoded
from tests.support.running import Running

DESCRIBE = "DescribePlayerSessions"
ONCE = {"total_max_attempts": 1}
THROTTLING = "ThrottlingException"
INTERNAL = "InternalServiceException"
ALICE = {"PlayerId": "alice"}

Ask = Callable[[str, Mapping[str, object]], httpx.Response]


def add(emulator: Running, operation: str | None = None, **rule: object) -> dict[str, Any]:
    """The fault that these words ask for."""
    return emulator.control("POST", "/faults", rule if operation is None else {"operation": operation} | rule)


def counters(emulator: Running) -> list[tuple[int, int]]:
    """How many calls each fault could have struck, and has."""
    return [(each["matched"], each["fired"]) for each in emulator.control("GET", "/faults")["faults"]]


def story(emulator: Running, operation: str) -> list[tuple[int | None, str, int | None]]:
    """Attempt, outcome and fault of each call of an operation."""
    calls = emulator.control("GET", "/requests", params={"operation": operation})["requests"]
    return [(each["attempt"], each["outcome"], each["fault"]) for each in calls]


def code(response: httpx.Response) -> str:
    """The code of the error that an answer holds; empty where it holds none."""
    return str(decoded(response).get("__type", "")).rpartition("#")[2]
