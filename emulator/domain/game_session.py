"""The life of a game session, what it lends to its player sessions, and how long it is remembered.

All knowledge of its statuses stands in TRANSITIONS; nothing else changes one.

Theory of operation
-------------------
A game session begins ACTIVATING. Its server process activates it, or the activation time-out ends it (TERMINATED). An
ACTIVE one admits players until it is told to end (TERMINATING), its process ends (TERMINATED) or crashes (ERROR). The
last two are ends, and 30 days after one the game session and its players are as if they had never been.

While ACTIVATING, what time will do is stored as `due_time` and `due_status`, known when the game session is made: a
simulated process activates it then, or nobody does and the time-out comes. Nothing is written at that instant
(decisions 3 and 16); `status_at` and `settled` compute it, `transition` settles first and then takes one step.

Units: instants and periods are in milliseconds.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from emulator.decoding import decode
from emulator.domain.clock import DAY, SECOND, within
from emulator.domain.fleet import ProtectionPolicy
from emulator.domain.transition import WrongTransition
from emulator.errors import GameSessionFullException, InvalidGameSessionStatusException, InvalidRequestException

Status = Literal["ACTIVE", "ACTIVATING", "TERMINATED", "TERMINATING", "ERROR"]
STATUSES: tuple[Status, ...] = ("ACTIVE", "ACTIVATING", "TERMINATED", "TERMINATING", "ERROR")
ENDED: frozenset[Status] = frozenset(["TERMINATED", "ERROR"])
StatusReason = Literal["INTERRUPTED", "TRIGGERED_ON_PROCESS_TERMINATE", "FORCE_TERMINATED"]
CreationPolicy = Literal["ACCEPT_ALL", "DENY_ALL"]

# Documented: API_PlayerSession, and the page on player sessions in the console.
RETENTION = 30 * DAY
# Assumed: AWS publishes no default of GameSessionActivationTimeoutSeconds; its examples use 60 and 300.
ACTIVATION_TIMEOUT = 300 * SECOND
# The model's constraint of a request, taken as one of the game session too.
MOST_GAME_PROPERTIES = 16


class Event(Enum):
    """What can happen to a game session."""

    ACTIVATED = "activated by the game server"
    ACTIVATION_TIMED_OUT = "not activated in time"
    TERMINATION_ASKED = "TerminateGameSession"
    PROCESS_ENDED = "its server process ended"
    PROCESS_CRASHED = "its server process crashed"


# Documented: API_GameSession (Status), API_RuntimeConfiguration (activation timeout), API_TerminateGameSession.
# Assumed: ERROR after a crash.
TRANSITIONS: Mapping[tuple[Status, Event], Status] = {
    ("ACTIVATING", Event.ACTIVATED): "ACTIVE",
    ("ACTIVATING", Event.ACTIVATION_TIMED_OUT): "TERMINATED",
    ("ACTIVATING", Event.TERMINATION_ASKED): "TERMINATING",
    ("ACTIVE", Event.TERMINATION_ASKED): "TERMINATING",
    ("TERMINATING", Event.TERMINATION_ASKED): "TERMINATING",
    ("ACTIVATING", Event.PROCESS_ENDED): "TERMINATED",
    ("ACTIVE", Event.PROCESS_ENDED): "TERMINATED",
    ("TERMINATING", Event.PROCESS_ENDED): "TERMINATED",
    ("ACTIVATING", Event.PROCESS_CRASHED): "ERROR",
    ("ACTIVE", Event.PROCESS_CRASHED): "ERROR",
    ("TERMINATING", Event.PROCESS_CRASHED): "ERROR",
}


class Host(Struct, frozen=True, gc=False):
    """Where a game session is: the part of it that each of its player sessions shows."""

    key: int
    game_session_id: str
    fleet_id: str
    fleet_arn: str
    ip_address: str | None
    dns_name: str | None
    port: int | None


class GameSession(Struct, frozen=True, kw_only=True):
    """A game session as it is stored: its status before time has had its say."""

    key: int
    """The order of insertion."""
    fleet_key: int
    game_session_id: str
    id_string: str
    """The last part of its ARN: the idempotency token where it was made with one."""
    location: str
    name: str | None = None
    status: Status
    status_reason: StatusReason | None = None
    maximum_player_session_count: int
    player_session_creation_policy: CreationPolicy = "ACCEPT_ALL"
    protection_policy: ProtectionPolicy = "NoProtection"
    game_properties: str = "{}"
    """A JSON object of texts, in the order in which they were first set."""
    game_session_data: str | None = None
    matchmaker_data: str | None = None
    creator_id: str | None = None
    ip_address: str | None = None
    dns_name: str | None = None
    port: int | None = None
    compute_name: str | None = None
    creation_time: int
    termination_time: int | None = None
    due_time: int | None = None
    """While ACTIVATING: the instant from which time alone has brought it to `due_status`, set when it is made."""
    due_status: Status | None = None
    fingerprint: str | None = None
    """What it was asked to be, for telling a repeated request from another one with the same token."""


class Admission(Struct, frozen=True):
    """What decides whether players can come to a game session; `held` of its player slots are taken."""

    status: Status
    due_time: int | None
    due_status: Status | None
    player_session_creation_policy: CreationPolicy
    maximum_player_session_count: int
    held: int


def status_at(session: GameSession | Admission, now: int) -> Status:
    """The status that a game session has at `now`."""
    if session.due_time is not None and session.due_time <= now:
        assert session.due_status is not None
        return session.due_status
    return session.status


def settled(session: GameSession, now: int) -> GameSession:
    """The game session as it is at `now`: time has had its say."""
    status = status_at(session, now)
    if status == session.status:
        return session
    ended = session.due_time if status in ENDED else None
    return replace(session, status=status, termination_time=ended, due_time=None, due_status=None)


def transition(session: GameSession, event: Event, now: int) -> GameSession:
    """The game session once `event` has happened to it at `now`. It does not end before it began.

    Raises: WrongTransition where its status at `now` knows no such step.
    """
    current = settled(session, now)
    status = TRANSITIONS.get((current.status, event))
    if status is None:
        wanted = " or ".join(before for before, each in TRANSITIONS if each is event)
        raise WrongTransition(
            f"GameSession ({current.game_session_id}) has a status of {current.status} instead of {wanted}"
        )
    ended = max(now, current.creation_time) if status in ENDED else None
    return replace(current, status=status, termination_time=ended, due_time=None, due_status=None)


def due(creation_time: int, activated_at: int | None, timeout: int) -> tuple[int, Status]:
    """When time alone ends ACTIVATING, and as what: at `activated_at`, if the activation timeout lets it."""
    deadline = within(creation_time + timeout)
    if activated_at is not None and activated_at <= deadline:
        return activated_at, TRANSITIONS["ACTIVATING", Event.ACTIVATED]
    return deadline, TRANSITIONS["ACTIVATING", Event.ACTIVATION_TIMED_OUT]


def admit(players: int, game_session_id: str, admission: Admission, now: int) -> None:
    """Refuses players who cannot come.

    Raises: InvalidGameSessionStatusException, GameSessionFullException; in AWS's order.
    Documented: the conditions and their order (API_CreatePlayerSession, and the page on how games interact with
    GameLift). Assumed: the error for DENY_ALL.
    """
    status = status_at(admission, now)
    if status != "ACTIVE":
        raise InvalidGameSessionStatusException(
            f"Game session {game_session_id} is {status}: players can only join one that is ACTIVE."
        )
    if admission.player_session_creation_policy != "ACCEPT_ALL":
        raise InvalidGameSessionStatusException(
            f"Game session {game_session_id} accepts no new players: its PlayerSessionCreationPolicy is "
            f"{admission.player_session_creation_policy}."
        )
    free = max(admission.maximum_player_session_count - admission.held, 0)
    if players > free:
        raise GameSessionFullException(
            f"Game session {game_session_id} is full: {free} of its {admission.maximum_player_session_count} player "
            f"slots {'is' if free == 1 else 'are'} free, and {players} {'is' if players == 1 else 'are'} needed."
        )


def read_properties(stored: str) -> dict[str, str]:
    return decode(stored, dict[str, str])


def merged_properties(stored: str, given: Mapping[str, str]) -> str:
    """Game properties with those that are given added or changed, as they are stored; none is ever removed.

    Documented: API_UpdateGameSession. Raises: InvalidRequestException where they become too many.
    """
    merged = read_properties(stored) | dict(given)
    if len(merged) > MOST_GAME_PROPERTIES:
        raise InvalidRequestException(
            f"A game session can have {MOST_GAME_PROPERTIES} game properties; this one would have {len(merged)}."
        )
    return msgspec.json.encode(merged).decode()
