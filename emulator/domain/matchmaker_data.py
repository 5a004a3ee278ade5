"""MatchmakerData: what a game server is told of the match that its game session is for.

Observed: two captured texts. Compact JSON, its keys and attributes in this order, numbers as doubles; the last two are
null without automatic backfill. Assumed: empty teams are there too, and attributes that players lack have their
defaults; the ticket's id is null while there is none.
"""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from emulator.decoding import decode
from emulator.domain.matchmaking.rule_set import PlayerAttribute, RuleSet
from emulator.domain.matchmaking_configuration import BackfillMode
from emulator.domain.matchmaking_ticket import AttributeValue, TicketPlayer


class ShownPlayer(Struct, frozen=True, rename="camel"):
    player_id: str
    attributes: dict[str, dict[str, object]]


class ShownTeam(Struct, frozen=True):
    name: str
    players: list[ShownPlayer]


class MatchmakerData(Struct, frozen=True, rename="camel"):
    """The match of a game session: the players who were put into it, also those who have left."""

    match_id: str
    matchmaking_configuration_arn: str
    teams: list[ShownTeam]
    auto_backfill_mode: BackfillMode | None = None
    """AUTOMATIC for as long as the game session has automatic backfill, else None."""
    auto_backfill_ticket_id: str | None = None
    """The automatic backfill ticket that is open."""

    @property
    def players(self) -> int:
        return sum(len(team.players) for team in self.teams)


def match_data(
    match_id: str, configuration_arn: str, players: Iterable[TicketPlayer], rule_set: RuleSet, *, automatic: bool
) -> MatchmakerData:
    """The data of a match, whose players know their teams."""
    declared = [rule_set.player_attributes[name] for name in sorted(rule_set.player_attributes)]
    teams: dict[str, list[ShownPlayer]] = {team.name: [] for team in rule_set.teams}
    for each in players:
        teams.setdefault(each.team or "", []).append(ShownPlayer(each.player_id, attributes_shown(each, declared)))
    shown = [ShownTeam(name, members) for name, members in teams.items()]
    return MatchmakerData(match_id, configuration_arn, shown, "AUTOMATIC" if automatic else None)


def write_data(data: MatchmakerData) -> str:
    return msgspec.json.encode(data).decode()


def read_data(stored: str | None) -> MatchmakerData | None:
    """What the text of a game session says; None where it has none, or one that no match has written."""
    if stored is None:
        return None
    try:
        return decode(stored, MatchmakerData)
    except (msgspec.DecodeError, RecursionError):
        return None


def attributes_shown(player: TicketPlayer, declared: Iterable[PlayerAttribute]) -> dict[str, dict[str, object]]:
    """The declared attributes of a player, by name."""
    values = ((each.name, player.attributes.get(each.name, each.default)) for each in declared)
    return {name: attribute_shown(value) for name, value in values if value is not None}


def attribute_shown(value: AttributeValue | object) -> dict[str, object]:
    if isinstance(value, str):
        return {"attributeType": "STRING", "valueAttribute": value}
    if isinstance(value, int | float):
        return {"attributeType": "DOUBLE", "valueAttribute": float(value)}
    if isinstance(value, dict):
        return {"attributeType": "STRING_DOUBLE_MAP", "valueAttribute": {k: float(v) for k, v in value.items()}}
    return {"attributeType": "STRING_LIST", "valueAttribute": value}
