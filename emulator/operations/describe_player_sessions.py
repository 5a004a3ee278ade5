"""DescribePlayerSessions: the player sessions of a game session or of a player, page by page, or one by its id."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import paging
from emulator.domain.game_session import Host
from emulator.domain.player_session import STATUSES, PlayerSession, Status, settled
from emulator.errors import InvalidRequestException, NotFoundException


def describe_player_sessions(
    asked: shapes.DescribePlayerSessionsInput, context: Context
) -> shapes.DescribePlayerSessionsOutput:
    """The player sessions asked for, oldest first.

    With PlayerSessionId, the status filter, Limit and NextToken count for nothing; with PlayerId, the filter.
    Order of checks: number of identifiers, status filter, NextToken, look-up.
    Raises: InvalidRequestException; NotFoundException for an unknown PlayerSessionId or GameSessionId.
    Source: API_DescribePlayerSessions; docs/differences.md lists what it leaves open.
    """
    identifiers = (asked.player_session_id, asked.player_id, asked.game_session_id)
    given = sum(identifier is not None for identifier in identifiers)
    if given != 1:
        raise InvalidRequestException(
            f"Exactly one of PlayerSessionId, PlayerId and GameSessionId is needed, and {given or 'none'} are given."
        )
    if asked.player_session_id is not None:
        return by_player_session_id(asked.player_session_id, context)
    if asked.player_id is not None:
        return by_player_id(asked.player_id, asked, context)
    assert asked.game_session_id is not None
    return by_game_session_id(asked.game_session_id, asked, context)


def by_player_session_id(player_session_id: str, context: Context) -> shapes.DescribePlayerSessionsOutput:
    found = context.store.player_session(player_session_id, context.region, context.account, context.now)
    if found is None:
        places = context.store.places_of_player_session(player_session_id, context.now)
        raise not_found("Player session", player_session_id, context, places)
    return shapes.DescribePlayerSessionsOutput([shown(*found, context.now)])


def by_player_id(
    player_id: str, asked: shapes.DescribePlayerSessionsInput, context: Context
) -> shapes.DescribePlayerSessionsOutput:
    question = question_of(context, "PlayerId", player_id)
    limit, after = page_asked(asked, question, context)
    found = context.store.player_sessions_of_player(
        player_id, context.region, context.account, after, limit + 1, context.now
    )
    rows = [shown(session, host, context.now) for session, host in found[:limit]]
    more = found[limit - 1][0] if len(found) > limit else None
    return shapes.DescribePlayerSessionsOutput(rows, token_behind(more, question, context))


def by_game_session_id(
    game_session_id: str, asked: shapes.DescribePlayerSessionsInput, context: Context
) -> shapes.DescribePlayerSessionsOutput:
    status = status_asked(asked.player_session_status_filter)
    question = question_of(context, f"{status} GameSessionId", game_session_id)
    limit, after = page_asked(asked, question, context)
    host = context.store.host(game_session_id, context.region, context.account, context.now)
    if host is None:
        places = context.store.places_of_game_session(game_session_id, context.now)
        raise not_found("Game session", game_session_id, context, places)
    found = context.store.player_sessions_of_game_session(host, status, after, limit + 1, context.now)
    rows = [shown(session, host, context.now) for session in found[:limit]]
    more = found[limit - 1] if len(found) > limit else None
    return shapes.DescribePlayerSessionsOutput(rows, token_behind(more, question, context))


def status_asked(text: str | None) -> Status | None:
    """The status to show, None for all of them. Assumed: AWS's answer to any other text is unknown."""
    if text is None:
        return None
    for status in STATUSES:
        if text == status:
            return status
    raise InvalidRequestException(f"PlayerSessionStatusFilter {text!r} is none of {', '.join(STATUSES)}.")


def question_of(context: Context, kind: str, identifier: str) -> str:
    """What a NextToken is bound to. The identifier, which may hold anything, stands last."""
    return f"DescribePlayerSessions {context.region} {context.account} {kind} {identifier}"


def page_asked(asked: shapes.DescribePlayerSessionsInput, question: str, context: Context) -> tuple[int, paging.Cursor]:
    """How many rows to show, and behind which one to begin."""
    limit = min(asked.limit or context.settings.default_limit, context.settings.max_limit)
    if asked.next_token is None:
        return limit, paging.START
    return limit, paging.read_token(asked.next_token, question, context.token_key)


def token_behind(last: PlayerSession | None, question: str, context: Context) -> str | None:
    """The NextToken of a page that ends with `last`; None where nothing follows."""
    if last is None:
        return None
    return paging.write_token(paging.Cursor(last.creation_time, last.key), question, context.token_key)


def shown(stored: PlayerSession, host: Host, now: int) -> shapes.PlayerSession:
    """A player session as AWS shows it at `now`, with the address of its game session."""
    session = settled(stored, now)
    ended = session.termination_time
    return shapes.PlayerSession(
        session.player_session_id,
        session.player_id,
        host.game_session_id,
        host.fleet_id,
        host.fleet_arn,
        session.creation_time / 1000,
        None if ended is None else ended / 1000,
        session.status,
        host.ip_address,
        host.dns_name,
        host.port,
        session.player_data,
    )


def not_found(kind: str, identifier: str, context: Context, places: list[tuple[str, str]]) -> NotFoundException:
    """The refusal of an unknown id, which tells where it was looked for, and where it is."""
    elsewhere = "; ".join(f"region {region}, account {account}" for region, account in places)
    hint = f" It exists in {elsewhere}." if places else ""
    return NotFoundException(
        f"{kind} {identifier} was not found in region {context.region}, account {context.account}.{hint}"
    )
