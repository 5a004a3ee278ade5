"""The life of a player session. All knowledge of its statuses stands in TRANSITIONS; nothing else changes one.

Theory of operation
-------------------
A player session begins RESERVED: it holds a player slot of its game session for a player who is on the way. The game
server accepts the player (ACTIVE) and lets the player go (COMPLETED), or nobody accepts within 60 seconds (TIMEDOUT),
or the game session ends first. RESERVED and ACTIVE hold a slot; the other two are ends, from which no step leads on.

What is stored is the status that the last act left, and the deadline. Nothing is written when the deadline passes
(decisions 3 and 16): `settled` says what time has made of a stored player session at an instant, and every reader asks
it. So the clock can be moved, forwards and back, and the answer is always that of the instant. `transition` settles
first and then takes one step of the table. SQL that chooses or counts rows says the same in `store/time.py`.

Units: instants are milliseconds since the epoch.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from emulator.domain.transition import WrongTransition

Status = Literal["RESERVED", "ACTIVE", "COMPLETED", "TIMEDOUT"]
STATUSES: tuple[Status, ...] = ("RESERVED", "ACTIVE", "COMPLETED", "TIMEDOUT")
ENDED: frozenset[Status] = frozenset(["COMPLETED", "TIMEDOUT"])


class Event(Enum):
    """What can happen to a player session."""

    ACCEPTED = "accepted by the game server"
    DEADLINE_PASSED = "not accepted in time"
    REMOVED = "removed by the game server"
    GAME_SESSION_ENDED = "its game session ended"


# Documented: API_PlayerSession (Status), and the developer guide's page on how games interact with GameLift.
# Assumed: the steps at a game session's end; the enum offers no other end states.
TRANSITIONS: Mapping[tuple[Status, Event], Status] = {
    ("RESERVED", Event.ACCEPTED): "ACTIVE",
    ("RESERVED", Event.DEADLINE_PASSED): "TIMEDOUT",
    ("RESERVED", Event.GAME_SESSION_ENDED): "TIMEDOUT",
    ("ACTIVE", Event.REMOVED): "COMPLETED",
    ("ACTIVE", Event.GAME_SESSION_ENDED): "COMPLETED",
}


class PlayerSession(Struct, frozen=True, gc=False):
    """A player session as it is stored: its status before time has had its say."""

    key: int
    """The order of insertion."""
    game_session_key: int
    player_session_id: str
    player_id: str
    status: Status
    creation_time: int
    deadline: int
    """The instant from which a reservation that nobody accepted is TIMEDOUT: set when it is made."""
    termination_time: int | None
    player_data: str | None


def settled(session: PlayerSession, now: int) -> PlayerSession:
    """The player session as it is at `now`: time has had its say.

    Documented: a reservation lasts 60 seconds (API_PlayerSession, TIMEDOUT). Assumed: exactly, and TerminationTime
    is the instant at which it ran out, whenever it is looked at.
    """
    if session.status == "RESERVED" and session.deadline <= now:
        status = TRANSITIONS[session.status, Event.DEADLINE_PASSED]
        return replace(session, status=status, termination_time=session.deadline)
    return session


def transition(session: PlayerSession, event: Event, now: int) -> PlayerSession:
    """The player session once `event` has happened to it at `now`.

    It does not end before it began, though the clock may have been set back, and a reservation not after its deadline.
    Raises: WrongTransition where its status at `now` knows no such step.
    Observed: the wording, in AWS's forum (topic 9396: the answer to a server that accepts a COMPLETED player session).
    """
    current = settled(session, now)
    status = TRANSITIONS.get((current.status, event))
    if status is None:
        wanted = " or ".join(before for before, each in TRANSITIONS if each is event)
        raise WrongTransition(
            f"PlayerSession ({current.player_session_id}) has a status of {current.status} instead of {wanted}"
        )
    if status not in ENDED:
        return replace(current, status=status)
    ended = max(now, current.creation_time)
    if current.status == "RESERVED":
        ended = min(ended, current.deadline)
    return replace(current, status=status, termination_time=ended)
