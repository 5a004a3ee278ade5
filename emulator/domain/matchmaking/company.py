"""Whether two tickets can be in one match at all, as far as the rules tell of the two alone.

It may say yes where no match comes about; where it says no, none can: no further player helps a rule that is doomed.
"""

from collections.abc import Collection, Sequence

from emulator.domain.matchmaking.candidate import Candidate, Contender
from emulator.domain.matchmaking.filling import Field
from emulator.domain.matchmaking.notes import Notes
from emulator.domain.matchmaking.placing import placings


class Company:
    """The new tickets of a batch, for those that are not new."""

    def __init__(self, batch: Sequence[Contender], fresh: Collection[int], field: Field, notes: Notes) -> None:
        self._fresh = fresh
        self._new = [each for each in batch if each.number in fresh]
        self._stages = {each.stage for each in batch}
        self._field = field
        self._notes = notes

    def is_there_for(self, anchor: Contender, taken: Collection[int]) -> bool:
        """Whether the anchor is new, or can be together with a new one that is in no match yet."""
        if anchor.number in self._fresh:
            return True
        stages = {self._field.select(anchor.stage, each) for each in self._stages}
        for each in self._new:
            if each.number not in taken:
                self._notes.attempts += 1
                if any(fit_in_stage(anchor, each, stage, self._field) for stage in stages):
                    return True
        return False


def fit_in_stage(one: Contender, other: Contender, stage: int, field: Field) -> bool:
    """Whether there are teams for the two, in which no rule is doomed."""
    judges = field.judges(stage)
    every_team = range(len(judges.teams))
    candidate = Candidate(judges.teams)
    for placing in placings(one, candidate, judges, every_team):
        candidate.add(one, placing)
        for other_placing in placings(other, candidate, judges, every_team):
            candidate.add(other, other_placing)
            if not judges.is_doomed(candidate):
                return True
            candidate.take_back()
        candidate.take_back()
    return False
