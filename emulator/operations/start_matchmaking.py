"""StartMatchmaking: players ask for a match together."""

from emulator.api import shapes
from emulator.context import Context
from emulator.hosting.pool_entry import new_ticket
from emulator.hosting.pools import rule_set_of
from emulator.operations.shared.matchmaking_configurations import find_configuration
from emulator.operations.shared.matchmaking_tickets import raise_if_used, show_ticket, start_instead_of
from emulator.operations.shared.ticket_players import check_attribute_types, parse_ticket_players

MOST_PLAYERS = 10


def start_matchmaking(input: shapes.StartMatchmakingInput, context: Context) -> shapes.StartMatchmakingOutput:
    """The new ticket, QUEUED. Older tickets of its players are CANCELLED, unless they are PLACING.

    Order of checks: configuration, players, their attributes, the id.
    Raises: NotFoundException for an unknown configuration; InvalidRequestException, also for an id that was used
    before, for a player who comes twice, and for an attribute of another type than the rule set declares.
    Source: API_StartMatchmaking; the guide's page for clients: what becomes of older tickets. Observed: a backfill
    ticket that lists a player is among these (re:Post).
    Differs: a player's Team is passed over; tickets are kept for good.
    """
    configuration = find_configuration(input.configuration_name, context)
    players = parse_ticket_players(input.players, MOST_PLAYERS)
    made = new_ticket(input.ticket_id or context.new_uuid(), players, configuration, context)
    check_attribute_types(made, rule_set_of(configuration, context))
    raise_if_used(made, context)
    ids = [each.player_id for each in players]
    start_instead_of(context.store.matchmaking.of_players(ids, made.region, made.account), made, context)
    return shapes.StartMatchmakingOutput(show_ticket(made, context))
