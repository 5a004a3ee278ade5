"""In which order tickets are tried: around whom a match is built, and with whom.

Documented: the oldest ticket comes first, sort rules order the others by their values beside its own, and
backfillPriority puts backfill tickets before or behind all others. Assumed, as the size of batches is not public: all
tickets are one batch. A `sorted` batch is tried from the oldest ticket's neighbours in the order of the attributes
outwards. Strategy balanced tries the tickets of one location after the other, and then all together.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from random import Random
from typing import Any

from emulator.domain.matchmaking.candidate import Contender, aggregated_number
from emulator.domain.matchmaking.judging import near_places
from emulator.domain.matchmaking.needs import value_of
from emulator.domain.matchmaking.rule_set import LatencyRule, RuleSet, SortRule
from emulator.domain.matchmaking.ticket import Ticket

PRIORITIES = {"high": -1, "normal": 0, "low": 1}


class Ordering:
    """The orders of one pool."""

    def __init__(self, contenders: Sequence[Contender], rule_set: RuleSet, shuffle_seed: str | None) -> None:
        """The contenders come by age, the oldest first."""
        self._rule_set = rule_set
        algorithm = rule_set.algorithm
        self._is_balanced = algorithm.strategy == "balanced"
        self._priority = PRIORITIES["high" if self._is_balanced else algorithm.backfill_priority]
        batch = list(contenders)
        if shuffle_seed is not None and algorithm.batching_preference == "random":
            Random(shuffle_seed).shuffle(batch)
        self._batch = sorted(batch, key=self._rank)
        self._sorts = [rule for rule in rule_set.stages[0].rules if isinstance(rule, SortRule)]
        self._places = self._places_by_attributes() if algorithm.batching_preference == "sorted" else {}

    def _rank(self, contender: Contender) -> int:
        return self._priority if contender.ticket.is_backfill else 0

    def _places_by_attributes(self) -> Mapping[int, int]:
        """Each contender's place in the order of sortByAttributes, by its number."""
        names = self._rule_set.algorithm.sort_by_attributes
        ordered = sorted(self._batch, key=lambda each: [self._attribute_value(each.ticket, name) for name in names])
        return {each.number: place for place, each in enumerate(ordered)}

    def _attribute_value(self, ticket: Ticket, name: str) -> Any:  # noqa: ANN401 - numbers or texts, by the attribute
        values = [value_of(player, self._rule_set.player_attributes[name]) for player in ticket.players]
        numbers = [each for each in values if isinstance(each, int | float)]
        return aggregated_number(numbers, "avg") if numbers else values[0]

    def batches(self) -> list[list[Contender]]:
        """The contenders in the order in which a match is built around them; some stand in several batches."""
        return [*self._batches_by_location(), self._batch] if self._is_balanced else [self._batch]

    def _batches_by_location(self) -> Iterable[list[Contender]]:
        """A batch for each location, the most popular one first, then by name."""
        fastest = self._rule_set.algorithm.batching_preference == "fastestRegion"
        near = {each.number: fastest_location(each) if fastest else self._near_locations(each) for each in self._batch}
        popularity = Counter(place for places in near.values() for place in places)
        for location in sorted(popularity, key=lambda place: (-popularity[place], place)):
            yield [each for each in self._batch if location in near[each.number]]

    def _near_locations(self, contender: Contender) -> set[str]:
        """The locations that no latency rule of the ticket's own stage strikes."""
        found: set[str] = set(contender.ticket.players[0].latencies)
        rules = [each for each in self._rule_set.stages[contender.stage].rules if isinstance(each, LatencyRule)]
        for rule, party in product(rules, contender.parties):
            found &= near_places(party.latencies(rule.party_aggregation), rule.max_latency)
        return found

    def others(self, anchor: Contender, batch: Sequence[Contender]) -> list[Contender]:
        """The others of a batch, in the order in which they are tried together with the anchor."""
        found = [each for each in batch if each is not anchor]
        if self._places:
            middle = self._places[anchor.number]
            found.sort(key=lambda each: (abs(self._places[each.number] - middle), each.number))
        for rule in reversed(self._sorts):
            found.sort(key=sort_key(rule, anchor, self._rule_set))
        if self._sorts or self._places:
            found.sort(key=self._rank)
        return found


def fastest_location(contender: Contender) -> set[str]:
    """Where the ticket's players have the lowest latency on average; of equal ones the first by name."""
    latencies = [party.latencies("avg") for party in contender.parties]
    common = set.intersection(*map(set, latencies))
    return set(sorted(common, key=lambda place: (sum(each[place] for each in latencies), place))[:1])


def sort_key(rule: SortRule, anchor: Contender, rule_set: RuleSet) -> Callable[[Contender], tuple[bool, float]]:
    """By what a sort rule orders tickets. Those without a value come last.

    Documented: the key of a map is the anchor's, of its lowest or highest value. A ticket's numbers become one.
    """
    attribute = rule_set.player_attributes[rule.sort_attribute]
    key = None if rule.map_key is None else key_of_anchor(rule, anchor, rule_set)

    def number_of(contender: Contender) -> float | None:
        values = [value_of(player, attribute) for player in contender.ticket.players]
        if key is not None:
            values = [each[key] for each in values if isinstance(each, Mapping) and key in each]
        numbers = [each for each in values if isinstance(each, int | float)]
        return aggregated_number(numbers, rule.party_aggregation) if numbers else None

    middle = number_of(anchor)
    sign = 1 if rule.sort_direction == "ascending" else -1

    def sorted_by(contender: Contender) -> tuple[bool, float]:
        number = number_of(contender)
        if number is None or (rule.by_distance and middle is None):
            return True, 0
        return False, sign * (abs(number - (middle or 0)) if rule.by_distance else number)

    return sorted_by


def key_of_anchor(rule: SortRule, anchor: Contender, rule_set: RuleSet) -> str | None:
    """The key of the lowest or highest value in the maps of the anchor's players; of equal ones the first by name."""
    attribute = rule_set.player_attributes[rule.sort_attribute]
    maps = [value_of(player, attribute) for player in anchor.ticket.players]
    sign = -1 if rule.map_key == "maxValue" else 1
    pairs = [(sign * number, key) for each in maps if isinstance(each, Mapping) for key, number in each.items()]
    return min(pairs)[1] if pairs else None
