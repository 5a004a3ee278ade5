"""FlexMatch by brute force, from the documents alone: whether tickets in teams are a match, and whether any are.

Nothing is shared with the emulator but the shape of tickets: rule sets are read as JSON, and every expression is worked
out afresh for every match.
"""

import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Any

from emulator.domain.matchmaking.ticket import Player, Ticket

Parties = Mapping[str, Sequence[Sequence[Player]]]
"""By team, the groups of players who came together."""

FUNCTIONS: Mapping[str, Any] = {
    "min": min,
    "max": max,
    "avg": statistics.fmean,
    "median": statistics.median,
    "sum": sum,
    "stddev": statistics.pstdev,
}
COMPARE: Mapping[str, Any] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
}
JOIN: Mapping[str, Any] = {"min": min, "max": max, "avg": statistics.fmean}


class Undefined(Exception):
    """A value is not defined: the rule does not hold."""


class Oracle:
    def __init__(self, document: Mapping[str, Any], now: int) -> None:
        self.document = document
        self.now = now
        self.algorithm = document.get("algorithm", {})
        self.attributes = {each["name"]: each for each in document["playerAttributes"]}

    def names(self) -> dict[str, dict[str, Any]]:
        """The teams of a match, by name, as they are declared."""
        found = {}
        for team in self.document["teams"]:
            count = team.get("quantity", 1)
            for number in range(1, count + 1):
                found[team["name"] if count == 1 else f"{team['name']}_{number}"] = team
        return found

    def age(self, tickets: Sequence[Ticket]) -> float:
        starts = [each.start_time for each in tickets]
        chosen = min(starts) if self.algorithm.get("expansionAgeSelection") == "oldest" else max(starts)
        return (self.now - chosen) / 1000

    def in_force(self, target: str, original: Any, age: float) -> Any:  # noqa: ANN401 - any property of a rule
        value, since = original, 0
        for each in self.document.get("expansions", []):
            if each["target"] == target:
                for step in each["steps"]:
                    if since < step["waitTimeSeconds"] <= age:
                        value, since = step["value"], step["waitTimeSeconds"]
        return value

    def rule_at(self, rule: Mapping[str, Any], age: float) -> dict[str, Any]:
        return {key: self.in_force(f"rules[{rule['name']}].{key}", value, age) for key, value in rule.items()}

    def is_match(
        self, tickets: Sequence[Ticket], teams: Mapping[str, Sequence[tuple[Ticket, Sequence[Player]]]]
    ) -> bool:
        if all(each.is_backfill for each in tickets) or sum(each.is_backfill for each in tickets) > 1:
            return False
        age = self.age(tickets)
        for name, declared in self.names().items():
            size = sum(len(players) for _, players in teams[name])
            low, high = (
                self.in_force(f"teams[{declared['name']}].{key}", declared[key], age)
                for key in ("minPlayers", "maxPlayers")
            )
            if not low <= size <= high:
                return False
        parties: Parties = {
            name: [
                group
                for ticket, players in members
                for group in ([[each] for each in players] if ticket.is_backfill else [players])
            ]
            for name, members in teams.items()
        }
        rules = {each["name"]: self.rule_at(each, age) for each in self.document.get("rules", [])}
        compounds = [each["statement"] for each in rules.values() if each["type"] == "compound"]
        named = {word for each in compounds for word in re.findall(r"[\w-]+", each)}
        return all(self.holds(rule, parties, rules) for name, rule in rules.items() if name not in named)

    def holds(self, rule: Mapping[str, Any], parties: Parties, rules: Mapping[str, Mapping[str, Any]]) -> bool:
        try:
            return bool(getattr(self, f"holds_{rule['type']}")(rule, parties, rules))
        except Undefined:
            return False

    def holds_absoluteSort(self, *_: object) -> bool:
        return True

    holds_distanceSort = holds_absoluteSort

    def holds_compound(self, rule: Any, parties: Parties, rules: Any) -> bool:  # noqa: ANN401 - JSON
        def value(text: str) -> bool:
            text = text.strip()
            found = re.fullmatch(r"(and|or|xor|not)\((.*)\)", text)
            if found is None:
                return self.holds(rules[text], parties, rules)
            parts, depth, start = [], 0, 0
            inner = found[2] + ","
            for place, character in enumerate(inner):
                depth += {"(": 1, ")": -1}.get(character, 0)
                if character == "," and depth == 0:
                    parts.append(value(inner[start:place]))
                    start = place + 1
            joined = {"and": all(parts), "or": any(parts), "xor": sum(parts) == 1, "not": not parts[0]}
            return joined[found[1]]

        return value(rule["statement"])

    def holds_comparison(self, rule: Any, parties: Parties, _: object) -> bool:  # noqa: ANN401 - JSON
        how = rule.get("partyAggregation", "avg")
        for text in rule["measurements"]:
            values = list(flat(self.value(text, parties, how)))
            if "referenceValue" not in rule:
                same = len(set(values)) <= 1
                if not (same if rule["operation"] == "=" else len(set(values)) == len(values)):
                    return False
            else:
                wanted = self.reference(rule["referenceValue"], parties, how)
                if not all(COMPARE[rule["operation"]](each, wanted) for each in values):
                    return False
        return True

    def holds_distance(self, rule: Any, parties: Parties, _: object) -> bool:  # noqa: ANN401 - JSON
        how = rule.get("partyAggregation", "avg")
        wanted = self.reference(rule["referenceValue"], parties, how)
        distances = [
            abs(each - wanted) for text in rule["measurements"] for each in flat(self.value(text, parties, how))
        ]
        low, high = rule.get("minDistance", 0), rule.get("maxDistance", float("inf"))
        return all(low <= each <= high for each in distances)

    def holds_batchDistance(self, rule: Any, parties: Parties, _: object) -> bool:  # noqa: ANN401 - JSON
        name = rule["batchAttribute"]
        groups = [group for each in parties.values() for group in each]
        if self.attributes[name]["type"] == "string":
            return len({self.attribute(player, name) for group in groups for player in group}) <= 1
        join = JOIN[rule.get("partyAggregation", "avg")]
        numbers = [join([self.attribute(player, name) for player in group]) for group in groups]
        return bool(max(numbers) - min(numbers) <= rule["maxDistance"])

    def holds_latency(self, rule: Any, parties: Parties, _: object) -> bool:  # noqa: ANN401 - JSON
        join = JOIN[rule.get("partyAggregation", "avg")]
        groups = [group for each in parties.values() for group in each]
        places = {place for group in groups for player in group for place in player.latencies}
        for place in places:
            if not all(place in player.latencies for group in groups for player in group):
                continue
            latencies = [join([player.latencies[place] for player in group]) for group in groups]
            near = max(latencies) <= rule.get("maxLatency", float("inf"))
            middle = min(latencies) if rule.get("distanceReference") == "min" else statistics.fmean(latencies)
            if near and all(abs(each - middle) <= rule.get("maxDistance", float("inf")) for each in latencies):
                return True
        return False

    def holds_collection(self, rule: Any, parties: Parties, _: object) -> bool:  # noqa: ANN401 - JSON
        how = rule.get("partyAggregation", "union")
        low, high = rule.get("minCount", 0), rule.get("maxCount", float("inf"))
        return all(
            low <= count <= high
            for text in rule["measurements"]
            for count in self.counts(rule, self.value(text, parties, how), parties, how)
        )

    def counts(self, rule: Any, value: Any, parties: Parties, how: str) -> list[int]:  # noqa: ANN401 - JSON
        if rule["operation"] == "contains":
            wanted = rule["referenceValue"]
            return [sum(each == wanted or (isinstance(each, list) and wanted in each) for each in value)]
        lists = value if value and isinstance(value[0], list) else [value]
        if rule["operation"] == "intersection":
            return [len(set.intersection(*map(set, lists)))]
        wanted = self.reference(rule["referenceValue"], parties, how)
        return [len({*each} & ({wanted} if isinstance(wanted, str) else {*wanted})) for each in lists]

    def reference(self, value: Any, parties: Parties, how: str) -> Any:  # noqa: ANN401 - JSON
        return self.value(value, parties, how) if isinstance(value, str) and "teams[" in value else value

    def attribute(self, player: Player, name: str) -> Any:  # noqa: ANN401 - any attribute
        value = player.attributes.get(name, self.attributes[name].get("default"))
        if value is None:
            raise Undefined
        return list(value) if isinstance(value, tuple) else value

    def value(self, text: str, parties: Parties, how: str) -> Any:  # noqa: ANN401 - lists as deep as they come
        call = re.fullmatch(r"\s*(\w+)\s*\((.*)\)\s*", text)
        if call is None:
            return self.path(text, parties, how)
        function, inner = call.groups()
        if function == "count" and "(" not in inner:
            return applied(len, self.path(inner, parties, "nobody is joined"))
        value = self.value(inner, parties, how)
        if function == "flatten":
            return [each for part in value for each in part]
        if function == "set_intersection":
            if not value:
                raise Undefined
            return sorted(set.intersection(*map(set, value)))
        return applied(FUNCTIONS[function], value, of_nothing=function == "sum")

    def path(self, text: str, parties: Parties, how: str) -> Any:  # noqa: ANN401 - lists as deep as they come
        found = re.fullmatch(r"teams\[(.*?)\]\.players(?:\.attributes\[(.*)\]|\[playerId\])?", text)
        assert found is not None, text
        asked = [each.strip() for each in found[1].split(",")]
        names = [name for name, team in self.names().items() if asked == ["*"] or team["name"] in asked]
        lists = [[each for group in parties[name] for each in self.brought(group, found[2], how)] for name in names]
        return lists[0] if len(lists) == 1 and asked != ["*"] else lists

    def brought(self, group: Sequence[Player], name: str | None, how: str) -> list[Any]:
        """What a group of players brings: a value for each, or one for all."""
        if name is None:
            return [player.player_id for player in group]
        values = [self.attribute(player, name) for player in group]
        if how in JOIN and self.attributes[name]["type"] == "number":
            return [JOIN[how](values)]
        if self.attributes[name]["type"] == "string_list" and how in ("union", "intersection"):
            joined = set.union(*map(set, values)) if how == "union" else set.intersection(*map(set, values))
            return [sorted(joined)]
        return values

    def matches(self, pool: Sequence[Ticket]) -> Iterator[tuple[Ticket, ...]]:
        """All sets of tickets that are a match in some teams."""
        names = [*self.names()]
        able = [each for each in pool if self.is_able(each)]
        most = sum(
            max(self.in_force(f"teams[{each['name']}].maxPlayers", each["maxPlayers"], age) for age in range(200))
            for each in self.names().values()
        )
        for count in range(1, len(able) + 1):
            for tickets in combinations(able, count):
                if sum(len(each.players) for each in tickets) <= most and self.any_teams(tickets, names):
                    yield tickets

    def is_able(self, ticket: Ticket) -> bool:
        """Whether it has what rules need of it."""
        rules = self.document.get("rules", [])
        needed = {name for name in self.attributes if f"[{name}]" in str(rules) or f"'{name}'" in str(rules)}
        lacking = [
            name
            for name in needed
            for player in ticket.players
            if name not in player.attributes and "default" not in self.attributes[name]
        ]
        ruled = any(each["type"] == "latency" for each in rules)
        return not lacking and not (ruled and any(not player.latencies for player in ticket.players))

    def any_teams(self, tickets: Sequence[Ticket], names: Sequence[str]) -> bool:
        free = [each for each in tickets if not each.is_backfill]
        for chosen in product(names, repeat=len(free)):
            teams: dict[str, list[tuple[Ticket, Sequence[Player]]]] = {name: [] for name in names}
            for ticket, name in zip(free, chosen, strict=True):
                teams[name].append((ticket, ticket.players))
            for ticket in tickets:
                for player in ticket.players if ticket.is_backfill else ():
                    teams[player.team or ""].append((ticket, [player]))
            if self.is_match(tickets, teams):
                return True
        return False


def applied(function: Any, value: list[Any], *, of_nothing: bool = True) -> Any:  # noqa: ANN401 - a function of lists
    """The function of a list, or of each list in it."""
    if value and isinstance(value[0], list):
        return [applied(function, each, of_nothing=of_nothing) for each in value]
    if not value and not of_nothing:
        raise Undefined
    return function(value)


def flat(value: Any) -> Iterator[Any]:  # noqa: ANN401 - lists as deep as they come
    if isinstance(value, list):
        for each in value:
            yield from flat(each)
    else:
        yield value
