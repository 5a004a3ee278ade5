"""A match in the making: which tickets are in it, and in which teams.

A ticket's players stay together: they are one party, whose values rules see as one. The players of a backfill ticket
came from many tickets, and are in their teams already: each is a party alone.
"""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from emulator.domain.matchmaking.needs import value_of
from emulator.domain.matchmaking.rule_set import Aggregation, ListAggregation, PlayerAttribute, RuleSet, Team
from emulator.domain.matchmaking.ticket import Player, Ticket

Asked = tuple[str | None, Aggregation | ListAggregation | None]
"""An attribute and how a party's values of it become one; None for the ids of players, None for each player's value."""


class PartyValues(dict[Asked, list[Any]]):
    """What a party brings, by what is asked; worked out when it is asked first."""

    def __init__(self, players: Sequence[Player], attributes: Mapping[str, PlayerAttribute]) -> None:
        super().__init__()
        self._players = players
        self._attributes = attributes

    def __missing__(self, asked: Asked) -> list[Any]:
        name, aggregation = asked
        if name is None:
            values: list[Any] = [player.player_id for player in self._players]
        else:
            values = [value_of(player, self._attributes[name]) for player in self._players]
            if aggregation is not None:
                values = [aggregated(values, aggregation)]
        self[asked] = values
        return values


def aggregated(values: Sequence[object], aggregation: Aggregation | ListAggregation) -> object:
    """The values of a party's players as one: of numbers a number, of lists a list."""
    if len(values) == 1:
        return values[0]
    if aggregation == "union":
        return tuple(dict.fromkeys(text for each in values if isinstance(each, tuple) for text in each))
    if aggregation == "intersection":
        first, *others = (each for each in values if isinstance(each, tuple))
        return tuple(text for text in first if all(text in other for other in others))
    number = aggregated_number([each for each in values if isinstance(each, int | float)], aggregation)
    return number if isfinite(number) else None  # their sum can be too large


def aggregated_number(numbers: Sequence[float], aggregation: Aggregation) -> float:
    if aggregation == "avg":
        return sum(numbers) / len(numbers)
    return min(numbers) if aggregation == "min" else max(numbers)


class Party:
    """Players who go into one team together."""

    __slots__ = ("_latencies", "players", "size", "values")

    def __init__(self, players: Sequence[Player], attributes: Mapping[str, PlayerAttribute]) -> None:
        self.players = players
        self.size = len(players)
        self.values = PartyValues(players, attributes)
        self._latencies: dict[Aggregation, dict[str, float]] = {}

    def latencies(self, aggregation: Aggregation) -> dict[str, float]:
        """By location that all its players have measured."""
        if aggregation not in self._latencies:
            first = self.players[0].latencies
            common = (place for place in first if all(place in player.latencies for player in self.players))
            self._latencies[aggregation] = {
                place: aggregated_number([player.latencies[place] for player in self.players], aggregation)
                for place in common
            }
        return self._latencies[aggregation]


class Contender:
    """A ticket that may come into a match."""

    __slots__ = ("number", "parties", "size", "stage", "ticket")

    def __init__(self, ticket: Ticket, number: int, stage: int, rule_set: RuleSet) -> None:
        self.ticket = ticket
        self.number = number
        """Its place in the order of age."""
        self.stage = stage
        self.size = len(ticket.players)
        groups = [(player,) for player in ticket.players] if ticket.is_backfill else [ticket.players]
        self.parties = [Party(players, rule_set.player_attributes) for players in groups]


Placing = list[tuple[int, Party]]
"""Into which teams, by number, the parties of a contender go."""


class Candidate:
    """A match in the making. It grows and shrinks at its end."""

    __slots__ = ("_placings", "backfills", "contenders", "size", "sizes", "teams")

    def __init__(self, teams: Sequence[Team]) -> None:
        self.teams: list[list[Party]] = [[] for _ in teams]
        self.sizes = [0] * len(teams)
        self.size = 0
        self.contenders: list[Contender] = []
        self.backfills = 0
        self._placings: list[Placing] = []

    def add(self, contender: Contender, placing: Placing) -> None:
        self.contenders.append(contender)
        self._placings.append(placing)
        self.backfills += contender.ticket.is_backfill
        self.size += contender.size
        for number, party in placing:
            self.teams[number].append(party)
            self.sizes[number] += party.size

    def take_back(self) -> None:
        """Undoes the last addition."""
        contender = self.contenders.pop()
        self.backfills -= contender.ticket.is_backfill
        self.size -= contender.size
        for number, party in reversed(self._placings.pop()):
            self.teams[number].pop()
            self.sizes[number] -= party.size

    def placements(self) -> list[tuple[Contender, Placing]]:
        """Who is in it, and where."""
        return list(zip(self.contenders, self._placings, strict=True))
