"""A rule set and tickets in, matches and reasons out: no world is needed.

The tickets are as old as they say at second 0. From there on the pool is searched whenever an expansion opens, up to
the second that is asked for; what is left then is explained.
"""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta, Struct, field

from emulator.decoding import convert
from emulator.domain.clock import SECOND
from emulator.domain.matchmaking.explaining import explain, explanation_shown
from emulator.domain.matchmaking.needs import mistyped_attributes
from emulator.domain.matchmaking.rule_set import RuleSet
from emulator.domain.matchmaking.search import Match, SearchOptions, next_expansion, search
from emulator.domain.matchmaking.ticket import AttributeValue, Player, Ticket
from emulator.quoting import quoted

BEGINNING = 10**12
"""The instant of second 0: so much later than 1970 that tickets can be old."""
Seconds = Annotated[float, Meta(ge=0, le=10**6)]


class AttributeInput(Struct, frozen=True, forbid_unknown_fields=True):
    """A value as StartMatchmaking takes it: one of the four."""

    S: str | None = None
    N: float | None = None
    SL: list[str] | None = None
    SDM: dict[str, float] | None = None


class PlayerInput(Struct, frozen=True, forbid_unknown_fields=True, rename="pascal"):
    """A player as StartMatchmaking takes it; one of a backfill has a Team."""

    player_id: str
    player_attributes: dict[str, AttributeInput] = field(default_factory=dict)
    latency_in_ms: dict[str, int] = field(default_factory=dict)
    team: str | None = None


class TicketInput(Struct, frozen=True, forbid_unknown_fields=True, rename="pascal"):
    """A ticket; how old it is at second 0, and whether it is a backfill, is said beside what StartMatchmaking takes."""

    ticket_id: str
    players: Annotated[list[PlayerInput], Meta(min_length=1)]
    age: Seconds = 0
    backfill: bool = False


class BadTickets(Exception):
    """The tickets cannot be used; the text says which, and why."""


def read_tickets(document: object, rule_set: RuleSet) -> list[Ticket]:
    """The tickets of a list. Raises: BadTickets."""
    try:
        given = convert(document, list[TicketInput])
    except msgspec.ValidationError as error:
        raise BadTickets(f"Tickets: {error}") from None
    tickets = [ticket_of(each) for each in given]
    ids: set[str] = set()
    players: set[str] = set()
    for each in tickets:
        names = [player.player_id for player in each.players]
        if each.ticket_id in ids or len(players.union(names)) < len(players) + len(names):
            raise BadTickets(f"Tickets: {quoted(each.ticket_id)}, or a player of it, stands twice")
        ids.add(each.ticket_id)
        players.update(names)
        if wrong := [text for player in each.players for text in mistyped_attributes(player, rule_set)]:
            raise BadTickets(f"Tickets: {wrong[0]}")
    return tickets


def ticket_of(given: TicketInput) -> Ticket:
    """Raises: BadTickets."""
    return Ticket(
        ticket_id=given.ticket_id,
        start_time=BEGINNING - round(given.age * SECOND),
        players=tuple(
            Player(
                player_id=each.player_id,
                attributes={name: value_of_input(name, value) for name, value in each.player_attributes.items()},
                latencies=each.latency_in_ms,
                team=each.team,
            )
            for each in given.players
        ),
        is_backfill=given.backfill,
    )


def value_of_input(name: str, given: AttributeInput) -> AttributeValue:
    """Raises: BadTickets."""
    lists = None if given.SL is None else tuple(dict.fromkeys(given.SL))
    values: list[AttributeValue] = [each for each in (given.S, given.N, lists, given.SDM) if each is not None]
    if len(values) != 1:
        raise BadTickets(f"Tickets: attribute {quoted(name)} has to have exactly one of S, N, SL and SDM")
    return values[0]


def dry_run(
    rule_set: RuleSet, tickets: Sequence[Ticket], at_seconds: float, options: SearchOptions
) -> dict[str, object]:
    """What becomes of the tickets, as JSON has it: `matches`, with the second of each, and `unmatched`."""
    end = BEGINNING + round(at_seconds * SECOND)
    matches: list[Match] = []
    left, now, cut = list(tickets), BEGINNING, False
    while True:
        result = search(left, rule_set, now, options)
        matches += result.matches
        cut = result.cut
        taken = {each.ticket_id for match in result.matches for each in match.tickets}
        left = [each for each in left if each.ticket_id not in taken]
        if result.untried:
            tried = frozenset(each.ticket_id for each in left) - result.untried
            options = msgspec.structs.replace(options, searched=tried)
            continue
        following = next_expansion(left, rule_set, now)
        if following is None or following > end:
            break
        stages = {each.ticket_id: rule_set.stage_at(now - each.start_time) for each in left}
        now = following
        same = (each.ticket_id for each in left if rule_set.stage_at(now - each.start_time) == stages[each.ticket_id])
        options = msgspec.structs.replace(options, searched=frozenset(same))
    reasons = [explain(each, left, rule_set, end, options, search_cut=cut) for each in left]
    return {
        "matches": [match_shown(each) for each in matches],
        "unmatched": [explanation_shown(each, second_of) for each in reasons],
    }


def second_of(instant: int) -> float:
    return (instant - BEGINNING) / SECOND


def match_shown(match: Match) -> dict[str, object]:
    return {
        "tickets": [each.ticket_id for each in match.tickets],
        "teams": [
            {"name": team.name, "players": [player.player_id for player in team.players]} for team in match.teams
        ],
        "at": second_of(match.time),
    }
