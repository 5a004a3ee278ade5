"""Teams and player attributes, read."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from emulator.domain.matchmaking.findings import Fields, number_in, type_name
from emulator.domain.matchmaking.rule_set import LARGEST_MATCH, AttributeType, PlayerAttribute, Team
from emulator.domain.matchmaking.ticket import AttributeValue
from emulator.quoting import quoted

TYPES: tuple[AttributeType, ...] = ("string", "number", "string_list", "string_number_map")
TEAM_KEYS = ("name", "minPlayers", "maxPlayers", "quantity")


class DeclaredTeam(Struct, frozen=True):
    """A team as a rule set declares it."""

    name: str
    min_players: int
    max_players: int
    quantity: int

    @property
    def names(self) -> tuple[str, ...]:
        """Its names in a match. Documented: more than one are numbered from 1."""
        if self.quantity == 1:
            return (self.name,)
        return tuple(f"{self.name}_{number}" for number in range(1, self.quantity + 1))


@lru_cache(LARGEST_MATCH)
def teams_of(declared: DeclaredTeam) -> tuple[Team, ...]:
    """The teams that matches have for a declared one."""
    return tuple(Team(name, declared.min_players, declared.max_players) for name in declared.names)


def read_teams(fields: Fields) -> dict[str, DeclaredTeam]:
    """The teams by name. Those that something is wrong with can be named all the same."""
    found: dict[str, DeclaredTeam] = {}
    taken: set[str] = set()
    for each in fields.objects("teams"):
        each.warn_of_unknown(TEAM_KEYS)
        name = each.text("name")
        fewest, most = each.whole("minPlayers", 0), each.whole("maxPlayers", 1)
        quantity = each.whole("quantity", 1, default=1)
        if fewest is not None and most is not None and fewest > most:
            each.error("minPlayers", f"minPlayers is {fewest}, and maxPlayers only {most}")
        if name is None:
            continue
        # What is too large already grows no further: a text can declare millions of teams.
        quantity = 1 if players_of(found) > LARGEST_MATCH else min(quantity or 1, LARGEST_MATCH + 1)
        team = DeclaredTeam(name, fewest or 0, most or 1, quantity)
        if again := sorted(taken.intersection(team.names)) or ([name] if name in found else []):
            each.error("name", f"there is another team {quoted(again[0])}")
        taken.update(team.names)
        found[name] = team
    if fields.value.get("teams") in (None, []):
        fields.error("teams", "teams is missing, or empty: a match needs one team at least")
    return found


def players_of(teams: Mapping[str, DeclaredTeam]) -> int:
    """How many players a match has at most."""
    return sum(team.max_players * team.quantity for team in teams.values())


def read_attributes(fields: Fields) -> dict[str, PlayerAttribute]:
    """The declared attributes by name."""
    found: dict[str, PlayerAttribute] = {}
    for each in fields.objects("playerAttributes"):
        each.warn_of_unknown(("name", "type", "default"))
        name, kind = each.text("name"), each.choice("type", TYPES)
        default = None
        if kind is not None and each.has("default"):
            default = attribute_value(each.value["default"], kind)
            if default is None:
                each.error("default", f"default has to be a {kind}, not {type_name(each.value['default'])}")
        if name is None:
            continue
        if name in found:
            each.error("name", f"there is another attribute {quoted(name)}")
        found[name] = PlayerAttribute(name, kind or "string", default)
    return found


def attribute_value(value: object, kind: AttributeType) -> AttributeValue | None:
    """The value of an attribute of that type, None where JSON has another there."""
    if kind == "number":
        return number_in(value)
    if kind == "string":
        return value if isinstance(value, str) else None
    if kind == "string_list" and isinstance(value, list) and all(isinstance(each, str) for each in value):
        return distinct(value)
    if kind == "string_number_map" and isinstance(value, dict):
        numbers = {key: number_in(each) for key, each in value.items()}
        known = {key: number for key, number in numbers.items() if number is not None}
        return known if len(known) == len(numbers) else None
    return None


def distinct(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts, each once. Documented: AttributeValue (SL) ignores duplicates."""
    return tuple(dict.fromkeys(texts))
