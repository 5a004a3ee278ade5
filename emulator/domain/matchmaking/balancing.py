"""Strategy balanced: tickets of one size change places until no change levels the teams any more.

Documented: that players are put into teams so that the balanced attribute is level. Assumed: how, and that a match has
been found first, whose teams keep their sizes.
"""

from collections.abc import Sequence
from itertools import combinations

from emulator.domain.matchmaking.candidate import Candidate, Contender, Placing
from emulator.domain.matchmaking.filling import Placements
from emulator.domain.matchmaking.judging import StageJudges
from emulator.domain.matchmaking.outcome import PASSED

MOST_ROUNDS = 10


def level(placements: Placements, attribute: str, judges: StageJudges) -> Placements:
    """The same match, its teams as level as changes of two tickets can make them."""
    leveling = Leveling(placements, attribute, judges)
    for _ in range(MOST_ROUNDS):
        if not leveling.improve():
            break
    return leveling.placements


class Leveling:
    """A match whose tickets change places."""

    def __init__(self, placements: Placements, attribute: str, judges: StageJudges) -> None:
        self.placements = list(placements)
        self._attribute = attribute
        self._judges = judges
        self._sums = [0.0] * len(judges.teams)
        self._sizes = [0] * len(judges.teams)
        for _, placing in placements:
            for number, party in placing:
                self._sums[number] += self._sum(party.values[attribute, None])
                self._sizes[number] += party.size

    def _sum(self, values: Sequence[object]) -> float:
        return sum(each for each in values if isinstance(each, int | float))

    def improve(self) -> bool:
        """Whether changes have made the teams more level."""
        improved = False
        for one, other in combinations(range(len(self.placements)), 2):
            improved |= self._change_levels(one, other) and self._change(one, other)
        return improved

    def _change_levels(self, one: int, other: int) -> bool:
        """Whether the teams are more level once two tickets have changed places."""
        (first, placing), (second, other_placing) = self.placements[one], self.placements[other]
        if first.ticket.is_backfill or second.ticket.is_backfill or first.size != second.size:
            return False
        (a, party), (b, other_party) = placing[0], other_placing[0]
        if a == b:
            return False
        moved = self._sum(other_party.values[self._attribute, None]) - self._sum(party.values[self._attribute, None])
        before = squared(self._sums[a]) / self._sizes[a] + squared(self._sums[b]) / self._sizes[b]
        after = squared(self._sums[a] + moved) / self._sizes[a] + squared(self._sums[b] - moved) / self._sizes[b]
        return after < before - 1e-9

    def _change(self, one: int, other: int) -> bool:
        """Whether the rules let two tickets change places; then they have."""
        (first, placing), (second, other_placing) = self.placements[one], self.placements[other]
        (a, party), (b, other_party) = placing[0], other_placing[0]
        changed = list(self.placements)
        changed[one], changed[other] = (first, [(b, party)]), (second, [(a, other_party)])
        if not self._are_allowed(changed):
            return False
        moved = self._sum(other_party.values[self._attribute, None]) - self._sum(party.values[self._attribute, None])
        self._sums[a] += moved
        self._sums[b] -= moved
        self.placements = changed
        return True

    def _are_allowed(self, placements: Sequence[tuple[Contender, Placing]]) -> bool:
        candidate = Candidate(self._judges.teams)
        for contender, placing in placements:
            candidate.add(contender, placing)
        return self._judges.worst(self._judges.outcomes(candidate)) is PASSED


def squared(number: float) -> float:
    """Infinite where it is too large, which `**` would refuse."""
    return number * number
