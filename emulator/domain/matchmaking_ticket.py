"""The life of a matchmaking ticket. All knowledge of its statuses stands in TRANSITIONS; nothing else changes one.

Theory of operation
-------------------
A ticket begins QUEUED. The next look at the pool of its configuration takes it in (SEARCHING), and may put it into a
match: there its players have to accept (REQUIRES_ACCEPTANCE), or a game session is placed at once (PLACING), or all is
done (COMPLETED, where the configuration is STANDALONE). A proposal that is dropped, and a queue that times out, bring
it back into the pool, with its old `start_time`: its age and its deadline go on.

`match_id` is that of the match that it is in, and of the placement that is made for it. `due_time` is the instant at
which time acts on it: in the pool the request's deadline, while players have to accept the end of that.

A backfill ticket (`backfill`) stands for the players who are in a game session already. They need not accept a match.
Nothing is placed for a match with one: its other players join that game session, or the ticket has FAILED.

Units: instants are milliseconds since the epoch.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Literal, get_args

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from emulator.decoding import decode
from emulator.domain.matchmaking_configuration import BackfillMode
from emulator.domain.transition import WrongTransition

Status = Literal[
    "QUEUED", "SEARCHING", "REQUIRES_ACCEPTANCE", "PLACING", "COMPLETED", "FAILED", "CANCELLED", "TIMED_OUT"
]
STATUSES: Sequence[Status] = get_args(Status)
IN_POOL: Sequence[Status] = ("QUEUED", "SEARCHING")
IN_MATCH: Sequence[Status] = ("REQUIRES_ACCEPTANCE", "PLACING", "COMPLETED", "FAILED")
ENDED: Sequence[Status] = ("COMPLETED", "FAILED", "CANCELLED", "TIMED_OUT")
AttributeValue = str | float | list[str] | dict[str, float]
"""S, N, SL and SDM of the API, in that order."""


class Event(Enum):
    """What can happen to a ticket."""

    TAKEN_IN = "the pool is looked at"
    PROPOSED = "it is in a match that its players have to accept"
    MATCHED = "its match is to be placed"
    GROUPED = "its match is complete: nothing is placed for it"
    PROPOSAL_DROPPED = "somebody else of its match did not accept"
    REJECTED = "a player of it did not accept its match"
    PLACED = "its match has a game session"
    QUEUE_TIMED_OUT = "the queue found no game session in time"
    PLACING_FAILED = "its match could not be placed"
    NOT_ADMITTED = "the game session that its match was to fill takes no more players"
    STOPPED = "StopMatchmaking, or a player of it is in a newer ticket"
    WITHDRAWN = "its game session wants no more players, has ended, or has a newer backfill ticket"
    DEADLINE_PASSED = "its configuration's request time-out has passed"


# Documented: the guide's page of matchmaking statuses, API_MatchmakingTicket (Status), API_AcceptMatch. Assumed: what
# happens to those who had not answered when another player rejects, and that a queue that times out is no failure
# (AWS's forum, 9223).
TRANSITIONS: Mapping[tuple[Status, Event], Status] = {
    ("QUEUED", Event.TAKEN_IN): "SEARCHING",
    ("QUEUED", Event.STOPPED): "CANCELLED",
    ("QUEUED", Event.WITHDRAWN): "CANCELLED",
    ("QUEUED", Event.DEADLINE_PASSED): "TIMED_OUT",
    ("SEARCHING", Event.PROPOSED): "REQUIRES_ACCEPTANCE",
    ("SEARCHING", Event.MATCHED): "PLACING",
    ("SEARCHING", Event.GROUPED): "COMPLETED",
    ("SEARCHING", Event.STOPPED): "CANCELLED",
    ("SEARCHING", Event.WITHDRAWN): "CANCELLED",
    ("SEARCHING", Event.DEADLINE_PASSED): "TIMED_OUT",
    ("REQUIRES_ACCEPTANCE", Event.MATCHED): "PLACING",
    ("REQUIRES_ACCEPTANCE", Event.GROUPED): "COMPLETED",
    ("REQUIRES_ACCEPTANCE", Event.PROPOSAL_DROPPED): "SEARCHING",
    ("REQUIRES_ACCEPTANCE", Event.REJECTED): "CANCELLED",
    ("REQUIRES_ACCEPTANCE", Event.STOPPED): "CANCELLED",
    ("REQUIRES_ACCEPTANCE", Event.WITHDRAWN): "CANCELLED",
    ("PLACING", Event.PLACED): "COMPLETED",
    ("PLACING", Event.QUEUE_TIMED_OUT): "SEARCHING",
    ("PLACING", Event.NOT_ADMITTED): "SEARCHING",
    ("PLACING", Event.PLACING_FAILED): "FAILED",
}


class TicketPlayer(Struct, frozen=True, array_like=True):
    """A player of a ticket."""

    player_id: str
    attributes: dict[str, AttributeValue]
    latencies: dict[str, int]
    team: str | None = None
    """Of the last match that the ticket was in; in a backfill ticket the team that they are in."""
    accepted: bool | None = None
    """None until they have answered."""
    player_session_id: str | None = None
    """What the match has given them. The players of a backfill ticket are given none."""


class MatchmakingTicket(Struct, frozen=True, kw_only=True):
    """A ticket as it is stored: what is no plain value is JSON."""

    key: int
    account: str
    region: str
    ticket_id: str
    configuration_key: int
    """The configuration may be gone once the ticket has ended."""
    configuration_name: str
    status: Status = "QUEUED"
    status_reason: str | None = None
    status_message: str | None = None
    start_time: int
    deadline: int
    due_time: int | None
    """None while a game session is placed, and once the ticket has ended."""
    end_time: int | None = None
    players: str
    """A list of TicketPlayer."""
    match_id: str | None = None
    rule_counts: str = "{}"
    """By rule how often it passed and failed, in all looks at the ticket's pool."""
    searched_at: int | None = None
    """When the pool was last searched with this ticket in it, and nothing was found for it."""
    backfill: BackfillMode | None = None
    """Of a backfill ticket: who has asked for it."""
    game_session_id: str | None = None
    """The one that a backfill ticket is to fill; else the one that its match has come to. STANDALONE has none."""
    ip_address: str | None = None
    dns_name: str | None = None
    port: int | None = None


def moved(ticket: MatchmakingTicket, event: Event, now: int) -> MatchmakingTicket:
    """The ticket once `event` has happened to it. Raises: WrongTransition."""
    status = TRANSITIONS.get((ticket.status, event))
    if status is None:
        raise WrongTransition(f"Matchmaking ticket {ticket.ticket_id} is in {ticket.status} status")
    if status in ENDED:
        return replace(ticket, status=status, due_time=None, end_time=max(now, ticket.start_time))
    if status == "SEARCHING" and ticket.status != "QUEUED":
        unanswered = [replace(each, accepted=None) for each in read_players(ticket)]
        due_time = max(ticket.deadline, now)
        back = replace(ticket, status=status, due_time=due_time, match_id=None, searched_at=None)
        return replace(back, players=write_players(unanswered))
    return replace(ticket, status=status, due_time=None if status == "PLACING" else ticket.due_time)


def read_players(ticket: MatchmakingTicket) -> list[TicketPlayer]:
    return decode(ticket.players, list[TicketPlayer])


def write_players(players: Sequence[TicketPlayer]) -> str:
    return msgspec.json.encode(players).decode()


def read_counts(ticket: MatchmakingTicket) -> dict[str, tuple[int, int]]:
    return decode(ticket.rule_counts, dict[str, tuple[int, int]])
