"""Rule sets and tickets, as tests write them: short."""

import json
from collections.abc import Mapping

from emulator.domain.matchmaking.reading import read_rule_set
from emulator.domain.matchmaking.rule_set import RuleSet
from emulator.domain.matchmaking.ticket import AttributeValue, Player, Ticket

ATTRIBUTES = (
    {"name": "skill", "type": "number"},
    {"name": "mode", "type": "string"},
    {"name": "characters", "type": "string_list"},
    {"name": "maps", "type": "string_number_map"},
)
SKILLS = "flatten(teams[*].players.attributes[skill])"
CLOSE = {
    "name": "Close",
    "type": "distance",
    "measurements": [f"max({SKILLS})"],
    "referenceValue": f"min({SKILLS})",
    "maxDistance": 10,
}
"""A rule: skills are 10 apart at most."""


def team(name: str, least: int = 1, most: int = 1, **more: object) -> dict[str, object]:
    return {"name": name, "minPlayers": least, "maxPlayers": most, **more}


def rule_set_body(**members: object) -> str:
    """A rule set of a red and a blue team of one player each, but for what is said."""
    document = {
        "ruleLanguageVersion": "1.0",
        "playerAttributes": ATTRIBUTES,
        "teams": [team("red"), team("blue")],
        **members,
    }
    return json.dumps({key: value for key, value in document.items() if value is not None})


def rule_set(**members: object) -> RuleSet:
    reading = read_rule_set(rule_set_body(**members))
    assert reading.rule_set is not None, reading.errors
    return reading.rule_set


def expansion(target: str, *steps: tuple[int, object]) -> dict[str, object]:
    return {"target": target, "steps": [{"waitTimeSeconds": wait, "value": value} for wait, value in steps]}


CLOSE_BODY = rule_set_body(rules=[CLOSE], expansions=[expansion("rules[Close].maxDistance", (10, 30), (60, 100))])


def ticket_document(name: str, skill: int, **members: object) -> dict[str, object]:
    """A ticket of one player as a dry run takes it."""
    player = {"PlayerId": f"of {name}", "PlayerAttributes": {"skill": {"N": skill}}}
    return {"TicketId": name, "Players": [player], **members}


def player(player_id: str, latencies: Mapping[str, int] | None = None, **attributes: AttributeValue) -> Player:
    return Player(player_id=player_id, attributes=attributes, latencies=latencies or {})


def ticket(ticket_id: str, start_seconds: int, *players: Player, backfill: bool = False) -> Ticket:
    return Ticket(ticket_id=ticket_id, start_time=start_seconds * 1000, players=players, is_backfill=backfill)
