"""The documented way to a match: built around one ticket, it takes in one after the other and throws none out.

A ticket is tried in one team after the other, and stays where no rule fails, however many players are missing still.
Where a rule that tells no teams apart has failed, no other team is tried.
Observed: the ticket is tried together with all others before a match that is not full is used (AWS's forum, topic
4898, staff). So the largest match on the way counts that has all that it needs.
"""

from collections.abc import Callable, Iterable

from emulator.domain.matchmaking.candidate import Candidate, Contender, Placing
from emulator.domain.matchmaking.judging import StageJudges
from emulator.domain.matchmaking.notes import Notes
from emulator.domain.matchmaking.outcome import OPEN, PASSED, Outcome
from emulator.domain.matchmaking.placing import placings
from emulator.domain.matchmaking.rule_set import RuleSet

Placements = list[tuple[Contender, Placing]]
"""Who is in a match, and where."""


class Field:
    """Where matches are built: the rules of each stage, and how large matches can be."""

    def __init__(self, rule_set: RuleSet, additional_player_count: int) -> None:
        self._rule_set = rule_set
        self._additional = additional_player_count
        self._judges: dict[int, StageJudges] = {}
        self.select: Callable[[int, int], int] = min if rule_set.algorithm.expansion_age_selection == "newest" else max
        """The stage of a match with tickets of two stages; the newest ticket is in the lower one."""

    def judges(self, stage: int) -> StageJudges:
        if stage not in self._judges:
            self._judges[stage] = StageJudges(self._rule_set, stage)
        return self._judges[stage]

    def most(self, judges: StageJudges) -> int:
        """How many players a match has at most."""
        return sum(judges.most) - self._additional

    def is_filled(self, candidate: Candidate, judges: StageJudges) -> bool:
        """Whether the candidate is a match, as far as numbers of players and tickets tell."""
        return len(candidate.contenders) > candidate.backfills and judges.are_sizes_met(candidate.sizes)


def fill(anchor: Contender, others: Callable[[], Iterable[Contender]], field: Field, notes: Notes) -> Placements | None:
    """The largest match that comes about around the anchor; None where none does."""
    filling = Filling(field, notes)
    if not filling.take_in(anchor):
        return None
    for each in others():
        if filling.is_full:
            break
        filling.take_in(each)
    return filling.best


class Filling:
    """A match that grows."""

    def __init__(self, field: Field, notes: Notes) -> None:
        self._field = field
        self._notes = notes
        self.candidate = Candidate(field.judges(0).teams)
        self.judges: StageJudges | None = None
        self._stage: int | None = None
        self.best: Placements | None = None

    @property
    def is_full(self) -> bool:
        """Whether it is a match that no player can be added to."""
        if self.best is None or self.judges is None or len(self.best) < len(self.candidate.contenders):
            return False
        return self.candidate.size >= self._field.most(self.judges)

    def take_in(self, contender: Contender) -> bool:
        """Whether the contender has found a place."""
        stage = contender.stage if self._stage is None else self._field.select(self._stage, contender.stage)
        judges = self._field.judges(stage)
        if self.candidate.size + contender.size > self._field.most(judges):
            return False
        if contender.ticket.is_backfill and self.candidate.backfills:
            return False
        for placing in placings(contender, self.candidate, judges, judges.kinds):
            outcomes = self._put(contender, placing, judges)
            if judges.worst(outcomes) <= OPEN:
                self._stage, self.judges = stage, judges
                return True
            self.candidate.take_back()
            if judges.fail_everywhere(outcomes):
                break
        return False

    def _put(self, contender: Contender, placing: Placing, judges: StageJudges) -> list[Outcome]:
        """What the rules say with the contender there. Where that is a match, it is the best."""
        candidate = self.candidate
        candidate.add(contender, placing)
        outcomes = judges.outcomes(candidate)
        is_filled = self._field.is_filled(candidate, judges)
        self._notes.judged(candidate, judges, outcomes, is_complete=is_filled)
        if is_filled and judges.worst(outcomes) is PASSED:
            self.best = candidate.placements()
        return outcomes
