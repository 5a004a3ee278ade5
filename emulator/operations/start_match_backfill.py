"""StartMatchBackfill: a game session asks for more players."""

from collections.abc import Sequence

from msgspec.structs import replace

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn, game_session
from emulator.domain.game_session import GameSession
from emulator.domain.matchmaking.rule_set import RuleSet
from emulator.domain.matchmaking_ticket import MatchmakingTicket, TicketPlayer, read_players
from emulator.errors import InvalidRequestException
from emulator.hosting.pool_entry import new_ticket
from emulator.hosting.pools import rule_set_of
from emulator.operations.shared.finding import find_game_session
from emulator.operations.shared.matchmaking_configurations import find_configuration
from emulator.operations.shared.matchmaking_tickets import raise_if_used, show_ticket, start_instead_of
from emulator.operations.shared.ticket_players import check_attribute_types, parse_ticket_players
from emulator.quoting import quoted

MOST_PLAYERS = 199


def start_match_backfill(input: shapes.StartMatchBackfillInput, context: Context) -> shapes.StartMatchBackfillOutput:
    """The new backfill ticket, QUEUED. An open one of the game session is CANCELLED, as are its players' older tickets.

    With a STANDALONE configuration the game session's ARN is passed over: a match is told in its event alone.
    Order of checks: configuration, players, game session, attributes, the id, the ticket that it replaces.
    Raises: NotFoundException for an unknown configuration or game session; InvalidRequestException, also for a game
    session that no match has made or that is neither ACTIVATING nor ACTIVE, a player without a team of the rule set,
    an id that was used before, and while players accept a match of the ticket that it would replace.
    Source: API_StartMatchBackfill. Assumed: the errors, and that players may be listed whom the match did not bring.
    """
    configuration = find_configuration(input.configuration_name, context)
    rule_set = rule_set_of(configuration, context)
    players = parse_backfill_players(input.players, rule_set)
    session = None
    if configuration.flex_match_mode == "WITH_QUEUE":
        session = find_matched_game_session(input.game_session_arn, context)
    session_id = None if session is None else session.game_session_id
    ticket_id = input.ticket_id or context.new_uuid()
    made = new_ticket(ticket_id, players, configuration, context, "MANUAL", session_id)
    check_attribute_types(made, rule_set)
    raise_if_used(made, context)
    start_instead_of(older_tickets(made, context), made, context)
    return shapes.StartMatchBackfillOutput(show_ticket(made, context))


def parse_backfill_players(players: Sequence[shapes.Player], rule_set: RuleSet) -> list[TicketPlayer]:
    """Documented: up to 199 players, each in a team. Raises: InvalidRequestException."""
    teams = {team.name for team in rule_set.teams}
    found = []
    for each, given in zip(parse_ticket_players(players, MOST_PLAYERS), players, strict=True):
        if given.team not in teams:
            said = "has no Team" if given.team is None else f"is in Team {quoted(given.team)}"
            raise InvalidRequestException(
                f"Player {quoted(each.player_id)} {said}; it has to be one of the rule set's."
            )
        found.append(replace(each, team=given.team))
    return found


def find_matched_game_session(game_session_id: str | None, context: Context) -> GameSession:
    """The game session of a match, in whatever Region a queue has placed it. Raises: as `start_match_backfill`."""
    if game_session_id is None:
        raise InvalidRequestException("GameSessionArn is needed, as the configuration is WITH_QUEUE.")
    named = arn.parse_game_session_arn(game_session_id)
    stored, _ = find_game_session(game_session_id, context.at(named.region) if named else context)
    if stored.matchmaker_data is None:
        raise InvalidRequestException(f"Game session {game_session_id} was not created by FlexMatch.")
    status = game_session.status_at(stored, context.now)
    if status not in ("ACTIVE", "ACTIVATING"):
        raise InvalidRequestException(
            f"Game session {game_session_id} is {status}: only one that is ACTIVE or ACTIVATING can be backfilled."
        )
    return stored


def older_tickets(ticket: MatchmakingTicket, context: Context) -> list[MatchmakingTicket]:
    """The open tickets whose place a backfill ticket takes: that of its game session, and those of its players.

    Documented: there is one active backfill request for a game session, and a later one replaces it. Assumed: it does
    not while a match is accepted. Raises: InvalidRequestException.
    """
    store, older = context.store.matchmaking, []
    if ticket.game_session_id is not None:
        of_session = store.open_backfill(ticket.game_session_id, ticket.account)
        older = [] if of_session is None else [of_session]
    ids = [each.player_id for each in read_players(ticket)]
    older += [each for each in store.of_players(ids, ticket.region, ticket.account) if each not in older]
    for each in older:
        if each.backfill is not None and each.status == "REQUIRES_ACCEPTANCE":
            raise InvalidRequestException(
                f"Players accept a match of backfill ticket {each.ticket_id}, which this one would replace."
            )
    return older
