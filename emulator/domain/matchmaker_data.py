"""MatchmakerData: what a game server is told of the match that its game session is for.

Observed: two captured texts. Compact JSON, its keys and attributes in this order, numbers as doubles. Assumed: empty
teams are there too, and attributes that players lack have their defaults.
"""

from collections.abc import Iterable

import msgspec

from emulator.domain.matchmaking.rule_set import PlayerAttribute, RuleSet
from emulator.domain.matchmaking_ticket import AttributeValue, TicketPlayer


def matchmaker_data(match_id: str, configuration_arn: str, players: Iterable[TicketPlayer], rule_set: RuleSet) -> str:
    """The text of a match, whose players know their teams."""
    declared = [rule_set.player_attributes[name] for name in sorted(rule_set.player_attributes)]
    teams: dict[str, list[object]] = {team.name: [] for team in rule_set.teams}
    for each in players:
        shown = {"playerId": each.player_id, "attributes": attributes_shown(each, declared)}
        teams.setdefault(each.team or "", []).append(shown)
    return msgspec.json.encode(
        {
            "matchId": match_id,
            "matchmakingConfigurationArn": configuration_arn,
            "teams": [{"name": name, "players": members} for name, members in teams.items()],
            "autoBackfillMode": None,
            "autoBackfillTicketId": None,
        }
    ).decode()


def attributes_shown(player: TicketPlayer, declared: Iterable[PlayerAttribute]) -> dict[str, object]:
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
