"""StartMatchmaking: players ask for a match together."""

from collections.abc import Sequence

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.clock import SECOND, within
from emulator.domain.matchmaking.needs import mistyped_attributes
from emulator.domain.matchmaking_ticket import AttributeValue, MatchmakingTicket, TicketPlayer, write_players
from emulator.errors import InvalidRequestException
from emulator.hosting.matches import stop
from emulator.hosting.pools import look_after, pool_ticket, rule_set_of
from emulator.operations.shared.matchmaking_configurations import find_configuration
from emulator.operations.shared.matchmaking_tickets import find_ticket, show_ticket
from emulator.quoting import quoted

MOST_PLAYERS = 10
MOST_ATTRIBUTES = 10


def start_matchmaking(input: shapes.StartMatchmakingInput, context: Context) -> shapes.StartMatchmakingOutput:
    """The new ticket, QUEUED. Older tickets of its players are CANCELLED, unless they are PLACING.

    Order of checks: configuration, players, their attributes, the id.
    Raises: NotFoundException for an unknown configuration; InvalidRequestException, also for an id that was used
    before, for a player who comes twice, and for an attribute of another type than the rule set declares.
    Source: API_StartMatchmaking; the guide's page for clients: what becomes of older tickets.
    Differs: a player's Team is passed over; tickets are kept for good.
    """
    configuration = find_configuration(input.configuration_name, context)
    players = parse_ticket_players(input.players)
    made = MatchmakingTicket(
        key=context.store.next_key(MatchmakingTicket),
        account=context.account,
        region=context.region,
        ticket_id=input.ticket_id or context.new_uuid(),
        configuration_key=configuration.key,
        configuration_name=configuration.name,
        start_time=context.now,
        deadline=within(context.now + configuration.request_timeout_seconds * SECOND),
        due_time=within(context.now + configuration.request_timeout_seconds * SECOND),
        players=write_players(players),
    )
    rule_set = rule_set_of(configuration, context)
    if wrong := [text for each in pool_ticket(made).players for text in mistyped_attributes(each, rule_set)]:
        raise InvalidRequestException(f"{wrong[0]}.")
    if context.store.matchmaking.find_all([made.ticket_id], context.region, context.account):
        raise InvalidRequestException(f"TicketId {made.ticket_id} was used before.")
    ids = [each.player_id for each in players]
    for each in context.store.matchmaking.of_players(ids, context.region, context.account):
        older = find_ticket(each.ticket_id, context)  # one that has stopped may have changed the next
        if older.status != "PLACING":
            stop(older, context)
    context.store.add([made])
    look_after(configuration.key, context)
    return shapes.StartMatchmakingOutput(show_ticket(made, context))


def parse_ticket_players(players: Sequence[shapes.Player]) -> list[TicketPlayer]:
    """Documented: 1 to 10 players, each with up to 10 attributes. Assumed: the errors."""
    if not 1 <= len(players) <= MOST_PLAYERS:
        raise InvalidRequestException(f"Players has {len(players)} players; a ticket has 1 to {MOST_PLAYERS}.")
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
    """Documented: a text, a number, a list or a map; duplicates in a list are ignored. Assumed: the error."""
    lists = None if value.sl is None else list(dict.fromkeys(value.sl))
    given = [each for each in (value.s, value.n, lists, value.sdm) if each is not None]
    if len(given) != 1:
        raise InvalidRequestException(f"Attribute {quoted(name)} has to have exactly one of S, N, SL and SDM.")
    return given[0]
