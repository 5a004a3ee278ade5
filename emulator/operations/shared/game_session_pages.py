"""The page of game sessions that DescribeGameSessions and DescribeGameSessionDetails both answer."""

import logging
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn, game_session
from emulator.domain.fleet import Fleet, ProtectionPolicy
from emulator.errors import InvalidRequestException, NotFoundException
from emulator.operations.shared.finding import find_fleet_by_id_or_alias, find_game_session, location_of
from emulator.operations.shared.paging import PageInput, cursor_of_first, parse_page
from emulator.operations.shared.parsing import parse_game_session_status
from emulator.operations.shared.showing import show_game_session

log = logging.getLogger(__name__)


class GameSessionsInput(PageInput, Protocol):
    """An input that asks for game sessions: by their fleet, or for one."""

    @property
    def fleet_id(self) -> str | None: ...
    @property
    def alias_id(self) -> str | None: ...
    @property
    def game_session_id(self) -> str | None: ...
    @property
    def location(self) -> str | None: ...
    @property
    def status_filter(self) -> str | None: ...


class Shown(NamedTuple):
    game_session: shapes.GameSession
    protection_policy: ProtectionPolicy


def find_game_sessions(
    operation: str, input: GameSessionsInput, context: Context
) -> tuple[Sequence[Shown], str | None]:
    """The game sessions to show, oldest first, and the NextToken behind them.

    Order of checks: number of identifiers, status filter, fleet or alias, location, game session, NextToken.
    Raises: InvalidRequestException; NotFoundException; TerminalRoutingStrategyException.
    """
    if input.fleet_id is None and input.alias_id is None and input.game_session_id is None:
        raise InvalidRequestException("FleetId, AliasId or GameSessionId is needed, and none is given.")
    status = parse_game_session_status(input.status_filter)
    if input.game_session_id is not None:
        return find_one(operation, input.game_session_id, input, status, context), None
    fleet = find_fleet_and_location(input, context)
    question = (operation, fleet.fleet_id, input.location, status)
    page = parse_page(input, question, context, most=context.settings.game_session_max_limit)
    found = context.store.game_sessions.page(fleet.key, input.location, status, page.after, page.reach, context.now)
    rows, token = page.cut(found, cursor_of_first)
    return [
        Shown(show_game_session(game_session.settled(session, context.now), held, fleet), session.protection_policy)
        for session, held in rows
    ], token


def find_fleet_and_location(input: GameSessionsInput, context: Context) -> Fleet:
    """The fleet that is asked for, which has the location that is asked for."""
    fleet = find_fleet_by_id_or_alias(input.fleet_id, input.alias_id, context)
    if input.location is not None:
        location_of(fleet, input.location, context)
    return fleet


def find_one(
    operation: str,
    game_session_id: str,
    input: GameSessionsInput,
    status: game_session.Status | None,
    context: Context,
) -> list[Shown]:
    """One game session; none where it is unknown, or of another fleet, location or status than is asked for.

    Limit and NextToken count for nothing. An id that is no ARN is NotFoundException, as no game session can have it.
    """
    wanted = None if input.fleet_id is None and input.alias_id is None else find_fleet_and_location(input, context)
    try:
        stored, held = find_game_session(game_session_id, context)
    except NotFoundException as error:
        if not arn.is_game_session_arn(game_session_id):
            raise
        log.info("%s answers an empty list: %s", operation, error.message)
        return []
    session = game_session.settled(stored, context.now)
    fleet = context.store.fleets.by_key(session.fleet_key)
    if wanted not in (None, fleet) or input.location not in (None, session.location):
        return []
    if status not in (None, session.status):
        return []
    return [Shown(show_game_session(session, held, fleet), session.protection_policy)]
