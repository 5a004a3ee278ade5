"""Which tickets of a pool make matches at an instant."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from emulator.domain.matchmaking.rule_set import RuleSet
from emulator.domain.matchmaking.ticket import Player, Ticket


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


class RuleCount(Struct, frozen=True):
    """How often a rule has been judged."""

    passed: int = 0
    failed: int = 0


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
    """Whether the backtracking was ended before it had tried everything."""


def search(pool: Sequence[Ticket], rule_set: RuleSet, now: int, options: SearchOptions) -> SearchResult:
    """The matches that the open tickets of one configuration make at `now`.

    Not there yet: it is being written. Raises: NotImplementedError.
    """
    raise NotImplementedError


def next_expansion(pool: Sequence[Ticket], rule_set: RuleSet, now: int) -> int | None:
    """The first instant after `now` at which a ticket of the pool comes to another stage; None where none will."""
    ages = [stage.from_age for stage in rule_set.stages]
    instants = (ticket.start_time + age for ticket in pool for age in ages)
    return min((instant for instant in instants if instant > now), default=None)
