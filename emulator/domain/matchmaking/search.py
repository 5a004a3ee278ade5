"""Which tickets of a pool make matches at an instant.

Theory of operation
-------------------
Pass 1 is the documented one: around one ticket after the other a match is filled (`filling.py`), in the order that
`ordering.py` tells. A ticket that comes into a match is in no other. Pass 2 is ours, and can be left out: what is left
over is searched by backtracking (`backtracking.py`), which finds the matches that filling misses because it throws no
ticket out. It tries everything where up to 12 tickets are left over, and as much as its budget lets it otherwise.

Time comes in by the stages of tickets alone (`rule_set.py`). Nothing is random but for the shuffling that an option
asks for, by its seed.

A match has to have something new: a ticket that no earlier search has tried (`SearchOptions.searched`). So one around
an old ticket is tried only where that can be together with a new one (`company.py`). A search is bounded: once it has
made so many attempts to fill, the tickets that nothing was built around yet are left to the next one (`untried`). In
large pools the new tickets come first, so that each has its turn.
"""

import sys
from collections.abc import Mapping, Sequence
from functools import partial, reduce

from msgspec import Struct

from emulator.domain.matchmaking.backtracking import Budget, backtrack
from emulator.domain.matchmaking.balancing import level
from emulator.domain.matchmaking.candidate import Contender
from emulator.domain.matchmaking.company import Company
from emulator.domain.matchmaking.filling import Field, Placements, fill
from emulator.domain.matchmaking.needs import lacks_latency, missing_attributes
from emulator.domain.matchmaking.notes import Notes, RuleCount
from emulator.domain.matchmaking.ordering import Ordering
from emulator.domain.matchmaking.rule_set import RuleSet
from emulator.domain.matchmaking.ticket import Player, Ticket

LARGEST_COMPLETE = 12
"""So many tickets are searched to the end."""
MOST_ATTEMPTS = 20_000
"""So many attempts are made to add one of more tickets than that, in one search."""
LEAST_SHARE = 100
"""So many of them for each new ticket at least; once they are spent, the others have none."""
MOST_FILLINGS = 50_000
"""So many attempts are made with one batch in pass 1 before the rest is left to the next search."""


class SearchOptions(Struct, frozen=True, kw_only=True):
    """How a pool is searched, beside what its rule set says."""

    exhaustive: bool = True
    """Whether what the documented filling leaves is searched by backtracking too (`--matchmaking-search`)."""
    shuffle_seed: str | None = None
    """Shuffles `random` batches, repeatably (`--matchmaking-shuffle`); otherwise they are in order of age."""
    additional_player_count: int = 0
    """Player slots of the match that stay open."""
    searched: frozenset[str] = frozenset()
    """Ids of tickets that an earlier search of this rule set has left over all together, with the same options, and
    that are in the same stages still: no match is looked for among these alone."""


class MatchedTeam(Struct, frozen=True):
    """A team of a match; empty teams are named too."""

    name: str
    players: tuple[Player, ...]


class Match(Struct, frozen=True, kw_only=True):
    """Tickets that make a match; one that is a backfill comes with the players who are in its game session."""

    time: int
    """The instant at which it was found."""
    tickets: tuple[Ticket, ...]
    """The one that the match was built around first."""
    teams: tuple[MatchedTeam, ...]
    """In the rule set's order."""
    rule_counts: Mapping[str, RuleCount]
    """By rule: ruleEvaluationMetrics of PotentialMatchCreated."""


class SearchResult(Struct, frozen=True, kw_only=True):
    """What a search has found. The same pool, rule set, instant and options give the same one."""

    matches: tuple[Match, ...]
    """No ticket is in two."""
    rule_counts: Mapping[str, Mapping[str, RuleCount]]
    """By ticket and rule, of this search: whoever keeps ruleEvaluationMetrics adds them up."""
    cut: bool
    """Whether the search was ended before it had tried everything."""
    untried: frozenset[str]
    """Ids of new tickets that nothing was built around yet: they are as new to the next search."""


def contenders_of(pool: Sequence[Ticket], rule_set: RuleSet, now: int) -> list[Contender]:
    """The tickets that can come into a match at all, the oldest first."""
    able = [each for each in pool if not (missing_attributes(each, rule_set) or lacks_latency(each, rule_set))]
    ordered = sorted(able, key=lambda each: each.start_time)
    return [
        Contender(each, number, rule_set.stage_at(now - each.start_time), rule_set)
        for number, each in enumerate(ordered)
    ]


def search(pool: Sequence[Ticket], rule_set: RuleSet, now: int, options: SearchOptions) -> SearchResult:
    """The matches that the open tickets of one configuration make at `now`."""
    return Search(contenders_of(pool, rule_set, now), rule_set, now, options).run()


def is_search_cut(pool: Sequence[Ticket], rule_set: RuleSet, now: int, options: SearchOptions) -> bool:
    """Whether a search leaves something untried where no match comes about by filling."""
    return Search(contenders_of(pool, rule_set, now), rule_set, now, options).is_cut()


class Search:
    """One search of a pool."""

    def __init__(self, contenders: Sequence[Contender], rule_set: RuleSet, now: int, options: SearchOptions) -> None:
        self._contenders = contenders
        self._rule_set = rule_set
        self._now = now
        self._options = options
        self._fresh = frozenset(each.number for each in contenders if each.ticket.ticket_id not in options.searched)
        self._ordering = Ordering(contenders, rule_set, options.shuffle_seed)
        self._field = Field(rule_set, options.additional_player_count)
        self._notes = Notes()
        self._taken: set[int] = set()
        self._matches: list[Match] = []
        self._cut = False
        self._untried: list[Contender] = []

    def run(self) -> SearchResult:
        if self._fresh:
            for batch in self._ordering.batches():
                self._fill(batch)
            if self._options.exhaustive and not self._untried:
                self._backtrack(self._ordering.batches()[-1])
        return SearchResult(
            matches=tuple(self._matches),
            rule_counts={each.ticket.ticket_id: self._notes.counts_of(each) for each in self._contenders},
            cut=self._cut or bool(self._untried),
            untried=frozenset(each.ticket.ticket_id for each in self._untried if each.number not in self._taken),
        )

    def is_cut(self) -> bool:
        """Whether pass 2 alone leaves something untried."""
        if self._options.exhaustive:
            self._backtrack(self._ordering.batches()[-1])
        return self._cut

    def _open(self, batch: Sequence[Contender]) -> list[Contender]:
        return [each for each in batch if each.number not in self._taken]

    def _fill(self, batch: Sequence[Contender]) -> None:
        """Pass 1."""
        left = self._open(batch)
        self._untried = []
        most = self._notes.attempts + MOST_FILLINGS
        company = Company(left, self._fresh, self._field, self._notes)
        for anchor in self._anchors(left):
            if anchor.number in self._taken:
                continue
            if self._notes.attempts > most:
                if anchor.number in self._fresh:
                    self._untried.append(anchor)
            elif company.is_there_for(anchor, self._taken):
                found = fill(anchor, partial(self._ordering.others, anchor, left), self._field, self._notes)
                if found is not None:
                    self._match(found)
                    left = self._open(left)

    def _backtrack(self, batch: Sequence[Contender]) -> None:
        """Pass 2. An anchor that is in no match is in none of the next anchor's either."""
        left = self._open(batch)
        is_small = len(left) <= LARGEST_COMPLETE
        if not is_small:
            left = self._new_first(left)
        attempts = MOST_ATTEMPTS
        while left:
            anchor, *others = left
            if not is_small and anchor.number not in self._fresh:
                break
            if attempts <= 0:
                self._cut = True
                break
            new = sum(each.number in self._fresh for each in left)
            budget = Budget(sys.maxsize if is_small else max(attempts // new, LEAST_SHARE))
            allowed = budget.left
            found = backtrack(anchor, self._ordering.others(anchor, others), self._field, budget, self._fresh)
            attempts -= 0 if is_small else max(allowed - max(budget.left, 0), LEAST_SHARE)
            self._cut = self._cut or budget.is_spent
            if found is not None:
                self._match(found)
            left = self._open(others)

    def _anchors(self, left: Sequence[Contender]) -> Sequence[Contender]:
        """Around whom matches are built, one after the other: where not all may have their turn, the new ones first."""
        all_attempts = len(left) ** 2 * len(self._rule_set.teams)
        return left if all_attempts <= MOST_FILLINGS else self._new_first(left)

    def _new_first(self, left: Sequence[Contender]) -> list[Contender]:
        return sorted(left, key=lambda each: each.number not in self._fresh)

    def _match(self, placements: Placements) -> None:
        """Notes a match; strategy balanced levels its teams first."""
        stages = [contender.stage for contender, _ in placements]
        judges = self._field.judges(reduce(self._field.select, stages))
        attribute = self._rule_set.algorithm.balanced_attribute
        if attribute is not None and self._rule_set.algorithm.strategy == "balanced":
            placements = level(placements, attribute, judges)
        self._taken |= {contender.number for contender, _ in placements}
        players: list[list[Player]] = [[] for _ in judges.teams]
        for _, placing in placements:
            for number, party in placing:
                players[number] += party.players
        self._matches.append(
            Match(
                time=self._now,
                tickets=tuple(contender.ticket for contender, _ in placements),
                teams=tuple(
                    MatchedTeam(team.name, tuple(each)) for team, each in zip(judges.teams, players, strict=True)
                ),
                rule_counts=self._notes.counts_of(placements[0][0]),
            )
        )


def next_expansion(pool: Sequence[Ticket], rule_set: RuleSet, now: int) -> int | None:
    """The first instant after `now` at which a ticket of the pool comes to another stage; None where none will."""
    ages = [stage.from_age for stage in rule_set.stages]
    instants = (ticket.start_time + age for ticket in pool for age in ages)
    return min((instant for instant in instants if instant > now), default=None)
