"""Property expressions: which values of which players a rule measures.

    expression = function "(" expression ")" | path
    path       = "teams[" (team {"," team} | "*") "].players" [".attributes[" attribute "]" | "[playerId]"]

Documented: the guide's page on property expressions, in tables; the grammar is ours.
"""

from typing import Literal

from msgspec import Struct

Function = Literal["min", "max", "avg", "median", "sum", "count", "stddev", "flatten", "set_intersection"]


class Path(Struct, frozen=True, tag=True):
    """Values of the players of some teams."""

    teams: tuple[str, ...]
    """Names of teams as matches have them (`trio_1`), in the rule set's order."""
    nested: bool
    """Whether there is one list for each team; otherwise one list for the only team."""
    attribute: str | None
    """Of which attribute; None for the players themselves, by their ids."""


class Call(Struct, frozen=True, tag=True):
    """A function of values."""

    function: Function
    argument: "Expression"


Expression = Path | Call
