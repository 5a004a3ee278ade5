"""The players of a new matchmaking ticket, read and checked."""

from collections.abc import Sequence

from emulator.api import shapes
from emulator.domain.matchmaking.needs import mistyped_attributes
from emulator.domain.matchmaking.rule_set import RuleSet
from emulator.domain.matchmaking_ticket import AttributeValue, MatchmakingTicket, TicketPlayer
from emulator.errors import InvalidRequestException
from emulator.hosting.pools import pool_ticket
from emulator.quoting import quoted

MOST_ATTRIBUTES = 10
MOST_STRINGS = 100
MOST_PAIRS = 10


def parse_ticket_players(players: Sequence[shapes.Player], most: int) -> list[TicketPlayer]:
    """Documented: 1 to `most` players, each with up to 10 attributes. Assumed: the errors."""
    if not 1 <= len(players) <= most:
        raise InvalidRequestException(f"Players has {len(players)} players; a ticket has 1 to {most}.")
    found = [parse_ticket_player(each) for each in players]
    if len({each.player_id for each in found}) < len(found):
        raise InvalidRequestException("Players names a player twice.")
    return found


def parse_ticket_player(player: shapes.Player) -> TicketPlayer:
    if player.player_id is None:
        raise InvalidRequestException("A player of a ticket needs a PlayerId.")
    attributes = player.player_attributes or {}
    if len(attributes) > MOST_ATTRIBUTES:
        raise InvalidRequestException(
            f"PlayerAttributes has {len(attributes)} attributes; a player has {MOST_ATTRIBUTES} at most."
        )
    values = {name: parse_attribute(name, value) for name, value in attributes.items()}
    return TicketPlayer(player.player_id, values, player.latency_in_ms or {})


def parse_attribute(name: str, value: shapes.AttributeValue) -> AttributeValue:
    """Documented: a text, a number, up to 100 texts whose duplicates are ignored, or up to 10 pairs of a map.
    Assumed: the errors."""
    lists = None if value.sl is None else list(dict.fromkeys(value.sl))
    given = [each for each in (value.s, value.n, lists, value.sdm) if each is not None]
    if len(given) != 1:
        raise InvalidRequestException(f"Attribute {quoted(name)} has to have exactly one of S, N, SL and SDM.")
    for member, entries, most in (("SL", value.sl, MOST_STRINGS), ("SDM", value.sdm, MOST_PAIRS)):
        if entries is not None and len(entries) > most:
            raise InvalidRequestException(
                f"{member} of attribute {quoted(name)} has {len(entries)} entries; {most} is the most."
            )
    return given[0]


def check_attribute_types(ticket: MatchmakingTicket, rule_set: RuleSet) -> None:
    """Raises: InvalidRequestException for an attribute of another type than the rule set declares."""
    if wrong := [text for each in pool_ticket(ticket).players for text in mistyped_attributes(each, rule_set)]:
        raise InvalidRequestException(f"{wrong[0]}.")
