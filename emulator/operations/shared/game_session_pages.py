"""The page of game sessions that DescribeGameSessions and DescribeGameSessionDetails both answer."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import game_session
from emulator.domain.fleet import ProtectionPolicy
from emulator.errors import InvalidRequestException
from emulator.operations.shared.finding import find_fleet_by_id_or_alias, find_game_session, location_of
from emulator.operations.shared.paging import PageInput, cursor_of_first, parse_page
from emulator.operations.shared.parsing import parse_game_session_status
from emulator.operations.shared.showing import show_game_session


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

    Order of checks: number of identifiers, status filter, fleet or alias or game session, location, NextToken.
    Raises: InvalidRequestException; NotFoundException; TerminalRoutingStrategyException.
    """
    identifiers = (input.fleet_id, input.alias_id, input.game_session_id)
    given = sum(identifier is not None for identifier in identifiers)
    if given != 1:
        raise InvalidRequestException(
            f"Exactly one of FleetId, AliasId and GameSessionId is needed, and {given or 'none'} are given."
        )
    status = parse_game_session_status(input.status_filter)
    if input.game_session_id is not None:
        return game_session_by_id(input.game_session_id, input.location, status, context), None
    fleet = find_fleet_by_id_or_alias(input.fleet_id, input.alias_id, context)
    if input.location is not None:
        location_of(fleet, input.location, context)
    page = parse_page(input, (operation, fleet.fleet_id, input.location, status), context)
    found = context.store.game_sessions.page(fleet.key, input.location, status, page.after, page.reach, context.now)
    rows, token = page.cut(found, cursor_of_first)
    return [
        Shown(show_game_session(game_session.settled(session, context.now), held, fleet), session.protection_policy)
        for session, held in rows
    ], token


def game_session_by_id(
    game_session_id: str, location: str | None, status: game_session.Status | None, context: Context
) -> list[Shown]:
    """One game session, or none where it is elsewhere or has another status. Limit and NextToken count for nothing."""
    stored, held = find_game_session(game_session_id, context)
    session = game_session.settled(stored, context.now)
    if location not in (None, session.location) or status not in (None, session.status):
        return []
    fleet = context.store.fleets.by_key(session.fleet_key)
    return [Shown(show_game_session(session, held, fleet), session.protection_policy)]
