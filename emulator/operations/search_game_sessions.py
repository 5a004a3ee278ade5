"""SearchGameSessions: the ACTIVE game sessions of a fleet that a filter matches, in a chosen order."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import game_session, search
from emulator.domain.game_session import GameSession
from emulator.domain.paging import PageKey
from emulator.operations.shared.finding import find_fleet_by_id_or_alias, location_of
from emulator.operations.shared.paging import parse_page
from emulator.operations.shared.showing import show_game_session

MAX_RESULTS = 20


def search_game_sessions(input: shapes.SearchGameSessionsInput, context: Context) -> shapes.SearchGameSessionsOutput:
    """At most 20 ACTIVE game sessions, whatever Limit says; the oldest first where no order is asked for.

    Order of checks: filter expression, sort expression, fleet or alias, location, NextToken.
    Raises: InvalidRequestException; NotFoundException; TerminalRoutingStrategyException.
    Source: API_SearchGameSessions.
    Differs: there is no limit of 500 game property keys. A later page begins where the earlier one ended by number,
    so that game sessions which come or go between two pages move the others.
    """
    matches = search.filter_of(input.filter_expression)
    in_order = search.order_of(input.sort_expression)
    fleet = find_fleet_by_id_or_alias(input.fleet_id, input.alias_id, context)
    if input.location is not None:
        location_of(fleet, input.location, context)
    question = (
        "SearchGameSessions",
        fleet.fleet_id,
        input.location,
        input.filter_expression,
        input.sort_expression,
    )
    page = parse_page(input, question, context, most=MAX_RESULTS)
    stored = context.store.game_sessions.active(fleet.key, input.location, context.now)
    found = in_order([each for each in map(searched, range(len(stored)), stored) if matches(each)])
    start = max(page.after.key, 0)
    rows, token = page.cut(found[start : start + page.reach], lambda _: PageKey(0, start + page.limit))
    chosen = [stored[row.number] for row in rows]
    return shapes.SearchGameSessionsOutput(
        [show_game_session(game_session.settled(session, context.now), held, fleet) for session, held in chosen],
        token,
    )


def searched(number: int, row: tuple[GameSession, int]) -> search.Searched:
    session, held = row
    return search.Searched(
        number,
        session.game_session_id,
        session.name,
        game_session.read_properties(session.game_properties),
        session.maximum_player_session_count,
        session.creation_time,
        held,
    )
