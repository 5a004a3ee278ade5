"""A match that filling has missed: all ways to put tickets into teams are tried, until one is a match.

Theory of operation
-------------------
The rules are those of one stage at a time: the stage of a match is that of its newest (or oldest) ticket, so of all
tickets that are in it or beyond it (or before it) one has to be in it. Then no ticket changes what the others have to
meet, and a rule that is doomed stays so: the search turns round there, and where too few players are left. It takes
tickets in before it leaves them out, so that it meets large matches first.

It is bounded by `Budget`: where that runs out, what was not tried may hold a match.
"""

from collections.abc import Sequence
from itertools import accumulate

from emulator.domain.matchmaking.candidate import Candidate, Contender
from emulator.domain.matchmaking.filling import Field, Placements
from emulator.domain.matchmaking.judging import StageJudges
from emulator.domain.matchmaking.outcome import PASSED
from emulator.domain.matchmaking.placing import placings


class Budget:
    """How many attempts to add a ticket are left."""

    def __init__(self, attempts: int) -> None:
        self.left = attempts

    def spend(self) -> bool:
        """Whether one more attempt may be made."""
        self.left -= 1
        return self.left >= 0

    @property
    def is_spent(self) -> bool:
        """Whether an attempt was refused."""
        return self.left < 0


def backtrack(
    anchor: Contender, others: Sequence[Contender], field: Field, budget: Budget, fresh: frozenset[int]
) -> Placements | None:
    """A match with the anchor and one of the fresh ones; None where none was found before the budget was spent."""
    contenders = [anchor, *others]
    for stage in sorted({field.select(anchor.stage, each.stage) for each in contenders}, reverse=True):
        inside = [each for each in others if field.select(stage, each.stage) == stage]
        found = Backtracking(anchor, inside, stage, field, budget, fresh).search()
        if found is not None or budget.is_spent:
            return found
    return None


class Backtracking:
    """The search in one stage."""

    def __init__(
        self,
        anchor: Contender,
        others: Sequence[Contender],
        stage: int,
        field: Field,
        budget: Budget,
        fresh: frozenset[int],
    ) -> None:
        self._contenders = [anchor, *others]
        self._stage = stage
        self._field = field
        self._judges: StageJudges = field.judges(stage)
        # A backfill that comes later names its teams, which tells them apart.
        has_backfill = any(each.ticket.is_backfill for each in self._contenders)
        self._kinds = range(len(self._judges.teams)) if has_backfill else self._judges.kinds
        self._most = field.most(self._judges)
        self._budget = budget
        self._fresh = fresh
        self._candidate = Candidate(self._judges.teams)
        self._behind = [*accumulate((each.size for each in reversed(self._contenders)), initial=0)][::-1]
        """How many players stand in the contenders from each place on."""

    def search(self) -> Placements | None:
        """A match with the first contender."""
        return self._search_with(0)

    def _search_with(self, place: int) -> Placements | None:
        """A match with that contender, with those who are in the candidate, and with any behind it."""
        candidate, contender = self._candidate, self._contenders[place]
        if candidate.size + contender.size > self._most or (contender.ticket.is_backfill and candidate.backfills):
            return None
        for placing in placings(contender, candidate, self._judges, self._kinds):
            if not self._budget.spend():
                return None
            candidate.add(contender, placing)
            found = None if self._judges.is_doomed(candidate) else self._search_behind(place + 1)
            candidate.take_back()
            if found is not None:
                return found
        return None

    def _search_behind(self, place: int) -> Placements | None:
        """A match with those who are in the candidate, and with any from that place on."""
        lacking = self._judges.lacking(self._candidate.sizes)
        for next_place in range(place, len(self._contenders)):
            if self._behind[next_place] < lacking or self._candidate.size == self._most or self._budget.is_spent:
                break
            found = self._search_with(next_place)
            if found is not None:
                return found
        return self._candidate.placements() if self._is_match() else None

    def _is_match(self) -> bool:
        candidate, judges = self._candidate, self._judges
        return (
            self._field.is_filled(candidate, judges)
            and any(each.stage == self._stage for each in candidate.contenders)
            and any(each.number in self._fresh for each in candidate.contenders)
            and judges.worst(judges.outcomes(candidate)) is PASSED
        )
