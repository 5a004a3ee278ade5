"""A rule set, read and checked: names lead somewhere, types fit, and each expansion has been tried.

Theory of operation
-------------------
What rules demand changes with the age of tickets (expansions). A step of an expansion replaces one property of one team
or rule. So a rule set is a list of stages: the teams and rules from one age on, until the next stage begins. Stage 0
begins at age 0. `reading.py` makes and checks them all, so that nobody who matches has to know of expansions.

Documented: the guide's reference of the rule set schema. Where it is silent, docs/matchmaking.md says what was chosen.
Units: ages are milliseconds.
"""

from bisect import bisect_right
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from emulator.domain.matchmaking.expression import Expression
from emulator.domain.matchmaking.ticket import AttributeValue

AttributeType = Literal["string", "number", "string_list", "string_number_map"]
Aggregation = Literal["min", "max", "avg"]
"""How the numbers of a ticket's players become one."""
ListAggregation = Literal["union", "intersection"]
"""How the lists of a ticket's players become one."""
Operation = Literal["<", "<=", "=", "!=", ">=", ">"]
CollectionOperation = Literal["contains", "intersection", "reference_intersection_count"]
Reference = float | str | tuple[str, ...] | Expression
"""What values are compared with: a constant, or an expression."""


class PlayerAttribute(Struct, frozen=True):
    """An attribute that players have, or get by default."""

    name: str
    type: AttributeType
    default: AttributeValue | None = None


class Algorithm(Struct, frozen=True, kw_only=True):
    """How tickets are searched."""

    strategy: Literal["exhaustiveSearch", "balanced"] = "exhaustiveSearch"
    batching_preference: Literal["random", "sorted", "largestPopulation", "fastestRegion"] = "random"
    sort_by_attributes: tuple[str, ...] = ()
    balanced_attribute: str | None = None
    backfill_priority: Literal["normal", "high", "low"] = "normal"
    expansion_age_selection: Literal["newest", "oldest"] = "newest"


class Team(Struct, frozen=True):
    """A team of a match, by its name there: a declared team of quantity 3 is three of these (`trio_1`)."""

    name: str
    min_players: int
    max_players: int


class ComparisonRule(Struct, frozen=True, kw_only=True, tag="comparison"):
    """Each measured value against the reference; without one, all equal (`=`) or all different (`!=`)."""

    name: str
    measurements: tuple[Expression, ...]
    reference_value: Reference | None = None
    operation: Operation
    party_aggregation: Aggregation = "avg"


class DistanceRule(Struct, frozen=True, kw_only=True, tag="distance"):
    """How far each measured number is from the reference; limits are inclusive."""

    name: str
    measurements: tuple[Expression, ...]
    reference_value: Reference
    min_distance: float | None = None
    max_distance: float | None = None
    party_aggregation: Aggregation = "avg"


class BatchDistanceRule(Struct, frozen=True, kw_only=True, tag="batchDistance"):
    """Tickets' numbers spread over `max_distance` at most; where the attribute is a text, all are equal."""

    name: str
    batch_attribute: str
    max_distance: float | None = None
    party_aggregation: Aggregation = "avg"


class CollectionRule(Struct, frozen=True, kw_only=True, tag="collection"):
    """A count over lists of texts, within inclusive limits."""

    name: str
    measurements: tuple[Expression, ...]
    operation: CollectionOperation
    reference_value: Reference | None = None
    min_count: float | None = None
    max_count: float | None = None
    party_aggregation: ListAggregation = "union"


class LatencyRule(Struct, frozen=True, kw_only=True, tag="latency"):
    """There is a location that suits all players: near enough, and about as near for all."""

    name: str
    max_latency: float | None = None
    max_distance: float | None = None
    distance_reference: Literal["min", "avg"] | None = None
    party_aggregation: Aggregation = "avg"


class SortRule(Struct, frozen=True, kw_only=True, tag="sort"):
    """In which order tickets are tried with the one that a match is built around."""

    name: str
    by_distance: bool
    """distanceSort; otherwise absoluteSort."""
    sort_direction: Literal["ascending", "descending"]
    sort_attribute: str
    map_key: Literal["minValue", "maxValue"] | None = None
    party_aggregation: Aggregation = "avg"


LogicalOperation = Literal["and", "or", "xor", "not"]


class Statement(Struct, frozen=True):
    """A compound's statement, or a part of it: an operation on statements and names of rules."""

    operation: LogicalOperation
    operands: tuple["Statement | str", ...]


class CompoundRule(Struct, frozen=True, kw_only=True, tag="compound"):
    """Rules that are joined by logic; by themselves they need not hold."""

    name: str
    statement: Statement


Rule = ComparisonRule | DistanceRule | BatchDistanceRule | CollectionRule | LatencyRule | SortRule | CompoundRule


class Stage(Struct, frozen=True):
    """What holds from one age of tickets on."""

    from_age: int
    teams: tuple[Team, ...]
    rules: tuple[Rule, ...]


class Step(Struct, frozen=True):
    """A step of an expansion."""

    from_age: int
    target: str
    """As the rule set writes it: `rules[name].maxDistance`."""
    value: object


class RuleSet(Struct, frozen=True, kw_only=True):
    """A rule set that has been checked."""

    name: str | None = None
    player_attributes: Mapping[str, PlayerAttribute]
    algorithm: Algorithm
    stages: tuple[Stage, ...]
    """By rising age; the first begins at 0."""
    steps: tuple[Step, ...]
    """By rising age: what makes one stage of the one before."""
    needed_attributes: frozenset[str]
    """Those that something uses: a ticket that has none, where there is no default, is never in a match."""

    @property
    def teams(self) -> tuple[Team, ...]:
        """The teams at first; later stages have the same ones, of other sizes."""
        return self.stages[0].teams

    def stage_at(self, age: int) -> int:
        """The number of the stage of a ticket of that age."""
        return max(0, bisect_right(self.stages, age, key=lambda stage: stage.from_age) - 1)


LARGEST_SMALL_MATCH = 40
LARGEST_MATCH = 200
