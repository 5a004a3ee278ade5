"""DescribePlayerSessions: the player sessions of a game session or of a player, page by page, or one by its id."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.fleet import Fleet
from emulator.domain.game_session import Host
from emulator.domain.player_session import STATUSES, Status
from emulator.errors import InvalidRequestException, NotFoundException
from emulator.operations.shared.finding import not_found, unknown_game_session
from emulator.operations.shared.paging import cursor_of, cursor_of_first, parse_page
from emulator.operations.shared.showing import show_player_session
from emulator.quoting import quoted, shortened


def describe_player_sessions(
    input: shapes.DescribePlayerSessionsInput, context: Context, fleet: Fleet | None = None
) -> shapes.DescribePlayerSessionsOutput:
    """The player sessions asked for, oldest first; with `fleet`, as one of its server processes sees them: its own.

    With PlayerSessionId, the status filter, Limit and NextToken count for nothing; with PlayerId, the filter.
    Order of checks: number of identifiers, status filter, NextToken, look-up.
    Raises: InvalidRequestException; NotFoundException for an unknown PlayerSessionId or GameSessionId.
    Source: API_DescribePlayerSessions; docs/differences.md lists what it leaves open.
    """
    identifiers = (input.player_session_id, input.player_id, input.game_session_id)
    given = len(identifiers) - identifiers.count(None)
    if given != 1:
        raise InvalidRequestException(
            f"Exactly one of PlayerSessionId, PlayerId and GameSessionId is needed, and {given or 'none'} are given."
        )
    if input.player_session_id is not None:
        return by_player_session_id(input.player_session_id, fleet, context)
    if input.player_id is not None:
        return by_player_id(input.player_id, fleet, input, context)
    assert input.game_session_id is not None
    return player_sessions_of_game_session(input.game_session_id, fleet, input, context)


def by_player_session_id(
    player_session_id: str, fleet: Fleet | None, context: Context
) -> shapes.DescribePlayerSessionsOutput:
    sessions = context.store.player_sessions
    found = sessions.find(player_session_id, context.region, context.account, context.now)
    if found is None:
        places = sessions.places(player_session_id, context.now)
        raise not_found(f"Player session {shortened(player_session_id)}", places, context)
    if fleet is not None:
        check_fleet("Player session", player_session_id, found[1], fleet)
    return shapes.DescribePlayerSessionsOutput([show_player_session(*found, context.now)])


def by_player_id(
    player_id: str, fleet: Fleet | None, input: shapes.DescribePlayerSessionsInput, context: Context
) -> shapes.DescribePlayerSessionsOutput:
    seen = () if fleet is None else (fleet.fleet_id,)
    page = parse_page(input, ("DescribePlayerSessions", "PlayerId", player_id, *seen), context)
    place = (context.region, context.account) if fleet is None else fleet.key
    found = context.store.player_sessions.page_of_player(player_id, place, page.after, page.reach, context.now)
    rows, token = page.cut(found, cursor_of_first)
    shown = [show_player_session(session, host, context.now) for session, host in rows]
    return shapes.DescribePlayerSessionsOutput(shown, token)


def player_sessions_of_game_session(
    game_session_id: str, fleet: Fleet | None, input: shapes.DescribePlayerSessionsInput, context: Context
) -> shapes.DescribePlayerSessionsOutput:
    status = parse_player_session_status(input.player_session_status_filter)
    page = parse_page(input, ("DescribePlayerSessions", "GameSessionId", game_session_id, status), context)
    host = context.store.game_sessions.host(game_session_id, context.region, context.account, context.now)
    if host is None:
        raise unknown_game_session(game_session_id, context)
    if fleet is not None:
        check_fleet("Game session", game_session_id, host, fleet)
    found = context.store.player_sessions.page_of_game_session(host, status, page.after, page.reach, context.now)
    rows, token = page.cut(found, cursor_of)
    shown = [show_player_session(session, host, context.now) for session in rows]
    return shapes.DescribePlayerSessionsOutput(shown, token)


def parse_player_session_status(text: str | None) -> Status | None:
    """The status to show, None for all of them. Assumed: AWS's answer to any other text is unknown."""
    if text is None:
        return None
    for status in STATUSES:
        if text == status:
            return status
    raise InvalidRequestException(f"PlayerSessionStatusFilter {quoted(text)} is none of {', '.join(STATUSES)}.")


def check_fleet(kind: str, name: str, host: Host, fleet: Fleet) -> None:
    """Raises: NotFoundException for what another fleet hosts."""
    if host.fleet_id != fleet.fleet_id:
        raise NotFoundException(f"{kind} {shortened(name)} was not found in fleet {fleet.fleet_id}.")
