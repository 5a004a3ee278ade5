"""Why a ticket is in no match."""

from msgspec import Struct


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
    """A team that the best attempt did not fill."""

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
    missing_attributes: tuple[str, ...]
    """Those that rules need, and that a player neither has nor gets by default."""
    next_expansion: NextExpansion | None
    search_cut: bool
