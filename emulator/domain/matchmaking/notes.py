"""What is kept of a search beside the matches: how often each rule passed and failed."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from emulator.domain.matchmaking.candidate import Candidate, Contender
from emulator.domain.matchmaking.judging import StageJudges
from emulator.domain.matchmaking.outcome import OPEN, PASSED, Outcome


class RuleCount(Struct, frozen=True):
    """How often a rule has been judged."""

    passed: int = 0
    failed: int = 0


class Notes:
    """Counts for each ticket. Assumed, as the unit is not public: each attempt to add a ticket to a match counts, for
    that ticket and for the one that the match is built around."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[str, list[int]]] = {}
        self.attempts = 0
        """How often rules have been judged."""

    def judged(
        self, candidate: Candidate, judges: StageJudges, outcomes: Sequence[Outcome], *, is_complete: bool
    ) -> None:
        """Notes what the rules have said of a candidate. What is open still counts once all are there."""
        self.attempts += 1
        tickets = {candidate.contenders[0].ticket.ticket_id, candidate.contenders[-1].ticket.ticket_id}
        counts = [self._counts.setdefault(each, {}) for each in tickets]
        for place in judges.enforced:
            if outcomes[place] is not OPEN or is_complete:
                for each in counts:
                    each.setdefault(judges.rules[place].name, [0, 0])[outcomes[place] is not PASSED] += 1

    def counts_of(self, contender: Contender) -> Mapping[str, RuleCount]:
        found = self._counts.get(contender.ticket.ticket_id, {})
        return {rule: RuleCount(passed, failed) for rule, (passed, failed) in found.items()}
