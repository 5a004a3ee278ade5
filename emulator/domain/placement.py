"""The life of a placement. All knowledge of its statuses stands in TRANSITIONS; nothing else changes one.

Theory of operation
-------------------
A placement begins PENDING, and waits for a free process in one of the places that its queue leads to
(domain/candidates.py). It is given one: an attempt, which is a game session whose ARN ends in the PlacementId. When
that becomes ACTIVE the placement is FULFILLED, and its players have their player sessions; where it ends instead, the
placement waits again, and tries the places where nothing has failed yet first. It ends too where somebody stops it
(CANCELLED), where the queue's time-out has passed (TIMED_OUT), or with its queue (FAILED).

`due_time` is the instant at which time acts on a PENDING one: its first attempt, a latency policy that relaxes, the
moment at which its game session activates or fails to, its deadline. `dispatch/settle.py` writes what is due, as of
that instant. A placement that waits is also looked at when a process becomes free, or a destination changes.

Units: instants are milliseconds since the epoch.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from emulator.decoding import decode
from emulator.domain.events.placements import PlacedPlayer
from emulator.domain.transition import WrongTransition

Status = Literal["PENDING", "FULFILLED", "CANCELLED", "TIMED_OUT", "FAILED"]
STATUSES: tuple[Status, ...] = ("PENDING", "FULFILLED", "CANCELLED", "TIMED_OUT", "FAILED")
FallbackStrategy = Literal["DEFAULT_AFTER_SINGLE_PASS", "NONE"]


class Event(Enum):
    """What can happen to a placement."""

    GAME_SESSION_ACTIVE = "its game session is ACTIVE"
    STOPPED = "StopGameSessionPlacement"
    DEADLINE_PASSED = "its queue's time-out has passed"
    GIVEN_UP = "its queue is gone, or its game session failed and it is not to be tried again"


# Documented: API_GameSessionPlacement (Status), API_DeleteGameSessionQueue.
TRANSITIONS: Mapping[tuple[Status, Event], Status] = {
    ("PENDING", Event.GAME_SESSION_ACTIVE): "FULFILLED",
    ("PENDING", Event.STOPPED): "CANCELLED",
    ("PENDING", Event.DEADLINE_PASSED): "TIMED_OUT",
    ("PENDING", Event.GIVEN_UP): "FAILED",
}


class DesiredPlayer(NamedTuple):
    """A player for whom a placement is to make a player session."""

    player_id: str
    player_data: str | None


class PriorityOverride(NamedTuple):
    """Locations that a placement prefers, and whether any others will do."""

    fallback_strategy: FallbackStrategy
    location_order: list[str]


class PlacementRequest(NamedTuple):
    """What a placement is asked to be; lists are JSON, as of Placement."""

    placement_id: str
    maximum_player_session_count: int
    game_properties: str = "{}"
    game_session_name: str | None = None
    game_session_data: str | None = None
    matchmaker_data: str | None = None
    player_latencies: str = "[]"
    desired_player_sessions: str = "[]"
    priority_override: str = "null"


class FailedPlace(NamedTuple):
    """A place where a game session of a placement did not become ACTIVE."""

    fleet_arn: str
    location: str


class Placement(Struct, frozen=True, kw_only=True):
    """A placement as it is stored: its lists are JSON."""

    key: int
    account: str
    region: str
    placement_id: str
    queue_key: int
    """The queue may be gone once the placement has ended."""
    game_session_queue_name: str
    status: Status = "PENDING"
    maximum_player_session_count: int
    game_properties: str = "{}"
    """A JSON object, as a game session's."""
    game_session_name: str | None = None
    game_session_data: str | None = None
    matchmaker_data: str | None = None
    player_latencies: str = "[]"
    """Triples of player, location and milliseconds."""
    desired_player_sessions: str = "[]"
    """Pairs, as of DesiredPlayer."""
    priority_override: str = "null"
    """A pair, as of PriorityOverride, or null."""
    start_time: int
    deadline: int
    due_time: int | None
    """None once it has ended."""
    end_time: int | None = None
    game_session_key: int | None = None
    """The game session of the attempt that is made, or that fulfilled it."""
    game_session_id: str | None = None
    game_session_region: str | None = None
    ip_address: str | None = None
    dns_name: str | None = None
    port: int | None = None
    placed_player_sessions: str = "[]"
    """Pairs, as of PlacedPlayer."""
    failed_places: str = "[]"
    """Pairs, as of FailedPlace, in the order of time."""


def ended(placement: Placement, event: Event, now: int) -> Placement:
    """The placement once `event` has ended it. Raises: WrongTransition."""
    status = TRANSITIONS.get((placement.status, event))
    if status is None:
        raise WrongTransition(
            f"Placement ({placement.placement_id}) has a status of {placement.status} instead of PENDING"
        )
    over = replace(placement, status=status, end_time=max(now, placement.start_time), due_time=None)
    return over if status == "FULFILLED" else without_attempt(over)


def without_attempt(placement: Placement) -> Placement:
    """The placement without the game session that it tried."""
    return replace(
        placement,
        game_session_key=None,
        game_session_id=None,
        game_session_region=None,
        ip_address=None,
        dns_name=None,
        port=None,
    )


def read_latencies(stored: str) -> list[tuple[str, str, float]]:
    return decode(stored, list[tuple[str, str, float]])


def read_desired(stored: str) -> list[DesiredPlayer]:
    return decode(stored, list[DesiredPlayer])


def read_override(stored: str) -> PriorityOverride | None:
    return None if stored == "null" else decode(stored, PriorityOverride)


def read_placed(stored: str) -> list[PlacedPlayer]:
    return decode(stored, list[PlacedPlayer])


def read_failed(stored: str) -> list[FailedPlace]:
    return decode(stored, list[FailedPlace])
