"""How fast AWS lets an operation be called, by one account in one region.

Documented: the rates of operations (developer guide, API request limits), and which operations are throttled by
resource as well (Resource-level throttling). Assumed: the rate of one resource, which AWS does not publish. It is what
AWS's staff once gave as the rate of an operation (forum topic 10843): 5 a second, from a bucket of 10.
"""

from collections.abc import Mapping
from typing import NamedTuple

from emulator.quoting import as_text


class Rate(NamedTuple):
    """So many calls a second, and so many at once."""

    per_second: float
    burst: float


RATES: Mapping[str, Rate] = {
    "CreateFleet": Rate(4, 1),
    "CreateGameSession": Rate(50, 50),
    "CreatePlayerSession": Rate(200, 200),
    "CreatePlayerSessions": Rate(200, 200),
    "DeregisterCompute": Rate(20, 20),
    "DescribeGameSessionPlacement": Rate(75, 75),
    "DescribeGameSessions": Rate(20, 20),
    "DescribePlayerSessions": Rate(200, 200),
    "GetComputeAuthToken": Rate(10, 5),
    "GetGameSessionLogUrl": Rate(4, 1),
    "RegisterCompute": Rate(20, 20),
    "StartGameSessionPlacement": Rate(75, 75),
    "StopGameSessionPlacement": Rate(20, 20),
    "TerminateGameSession": Rate(20, 20),
    "UpdateGameSession": Rate(20, 20),
}
OTHERS = Rate(30, 30)
"""Of all other operations: most that describe and list have it."""
OF_A_RESOURCE = Rate(5, 10)
RESOURCES: Mapping[str, tuple[str, ...]] = {
    "DescribeGameSessionPlacement": ("PlacementId",),
    "DescribeGameSessions": ("GameSessionId", "FleetId", "AliasId"),
    "DescribeMatchmaking": ("TicketIds",),
    "DescribePlayerSessions": ("GameSessionId", "PlayerId", "PlayerSessionId"),
}
"""The operations that are throttled by resource, and the members that name one."""


def rate_of(operation: str) -> Rate:
    return RATES.get(operation, OTHERS)


def resource_of(operation: str, params: Mapping[str, object]) -> str | None:
    """The resource that a call asks for, None where it is not throttled by resource."""
    for name in RESOURCES.get(operation, ()):
        if (value := params.get(name)) is not None:
            return f"{name}={value if isinstance(value, str) else as_text(value)}"
    return None
