"""Why a ticket is in no match: what the documented filling meets when a match is built around it."""

from collections.abc import Callable, Sequence

import msgspec
from msgspec import Struct

from emulator.domain.matchmaking.candidate import Candidate, Contender
from emulator.domain.matchmaking.describing import described
from emulator.domain.matchmaking.filling import Field, Filling
from emulator.domain.matchmaking.judging import StageJudges
from emulator.domain.matchmaking.needs import lacks_latency, missing_attributes
from emulator.domain.matchmaking.notes import Notes
from emulator.domain.matchmaking.ordering import Ordering
from emulator.domain.matchmaking.outcome import OPEN, Outcome
from emulator.domain.matchmaking.rule_set import RuleSet
from emulator.domain.matchmaking.search import SearchOptions, contenders_of
from emulator.domain.matchmaking.ticket import Ticket


class Example(Struct, frozen=True):
    """A case in which a rule did not hold."""

    tickets: tuple[str, ...]
    measured: str
    wanted: str


class RuleVerdict(Struct, frozen=True, kw_only=True):
    """How often a rule held when tickets were tried together with the explained one."""

    rule: str
    passed: int
    failed: int
    example: Example | None
    """The first case in which it did not hold."""


class TeamShortage(Struct, frozen=True):
    """A team that the attempt did not fill."""

    team: str
    players: int
    min_players: int


class NextExpansion(Struct, frozen=True):
    """What will be demanded instead, and from when on, for a match of this ticket alone or with older ones."""

    time: int
    target: str
    value: object


class Explanation(Struct, frozen=True, kw_only=True):
    """Why a ticket is in no match, so far."""

    ticket: str
    rules: tuple[RuleVerdict, ...]
    missing_teams: tuple[TeamShortage, ...]
    """The teams that lack players once all other tickets have been tried; none where it can be in a match."""
    missing_attributes: tuple[str, ...]
    """Those that rules need, and that a player neither has nor gets by default."""
    is_latency_missing: bool
    """Whether there is a latency rule, and a player who has told of no location."""
    next_expansion: NextExpansion | None
    search_cut: bool
    """Whether the search has left something untried."""


class Examples(Notes):
    """Keeps the first case in which each rule did not hold, too."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Example] = {}

    def judged(
        self, candidate: Candidate, judges: StageJudges, outcomes: Sequence[Outcome], *, is_complete: bool
    ) -> None:
        super().judged(candidate, judges, outcomes, is_complete=is_complete)
        for place in judges.enforced:
            rule, outcome = judges.rules[place], outcomes[place]
            if rule.name not in self.found and (outcome > OPEN or (outcome is OPEN and is_complete)):
                tickets = tuple(each.ticket.ticket_id for each in candidate.contenders)
                self.found[rule.name] = Example(tickets, *described(rule, candidate, judges))


def explain(
    ticket: Ticket, pool: Sequence[Ticket], rule_set: RuleSet, now: int, options: SearchOptions, *, search_cut: bool
) -> Explanation:
    """Why a ticket of the pool is in no match at `now`; `search_cut` is what the search has said."""
    contenders = contenders_of(pool, rule_set, now)
    anchor = next((each for each in contenders if each.ticket.ticket_id == ticket.ticket_id), None)
    notes = Examples()
    shortages: tuple[TeamShortage, ...] = ()
    if anchor is not None:
        others = Ordering(contenders, rule_set, options.shuffle_seed).others(anchor, contenders)
        shortages = shortages_of(anchor, others, Field(rule_set, options.additional_player_count), notes)
    counts = {} if anchor is None else notes.counts_of(anchor)
    return Explanation(
        ticket=ticket.ticket_id,
        rules=tuple(
            RuleVerdict(rule=name, passed=each.passed, failed=each.failed, example=notes.found.get(name))
            for name, each in counts.items()
        ),
        missing_teams=shortages,
        missing_attributes=missing_attributes(ticket, rule_set),
        is_latency_missing=lacks_latency(ticket, rule_set),
        next_expansion=next_expansion_of(ticket, rule_set, now),
        search_cut=search_cut,
    )


def shortages_of(
    anchor: Contender, others: Sequence[Contender], field: Field, notes: Notes
) -> tuple[TeamShortage, ...]:
    """The teams that lack players once all the others have been tried together with the anchor."""
    filling = Filling(field, notes)
    for each in (anchor, *others):
        taken = filling.take_in(each)
        if filling.is_full or (each is anchor and not taken):
            break
    if filling.best is not None:
        return ()
    judges = filling.judges or field.judges(anchor.stage)
    sizes = zip(judges.teams, filling.candidate.sizes, strict=True)
    return tuple(TeamShortage(team.name, size, team.min_players) for team, size in sizes if size < team.min_players)


def next_expansion_of(ticket: Ticket, rule_set: RuleSet, now: int) -> NextExpansion | None:
    """What the ticket's age brings next."""
    age = now - ticket.start_time
    step = next((each for each in rule_set.steps if each.from_age > age), None)
    return None if step is None else NextExpansion(ticket.start_time + step.from_age, step.target, step.value)


def explanation_shown(explanation: Explanation, written: Callable[[int], object]) -> dict[str, object]:
    """An explanation as JSON has it; `written` tells how that writes an instant."""
    expansion = explanation.next_expansion
    return {
        "ticket": explanation.ticket,
        "rules": msgspec.to_builtins(explanation.rules),
        "missingTeams": [
            {"team": each.team, "players": each.players, "minPlayers": each.min_players}
            for each in explanation.missing_teams
        ],
        "missingAttributes": list(explanation.missing_attributes),
        "missingLatency": explanation.is_latency_missing,
        "nextExpansion": expansion
        and {"at": written(expansion.time), "target": expansion.target, "value": expansion.value},
        "searchCut": explanation.search_cut,
    }
