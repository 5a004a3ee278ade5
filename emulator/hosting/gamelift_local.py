"""`--gamelift-local`: calls as clients made them for AWS's GameLift Local, which knew no fleets and no locations.

Documented: the developer guide's former page on GameLift Local. Observed: that a game session made with an id of the
caller's is called by that id (the README of GameLift Local).
"""

import re

from emulator.context import Context
from emulator.domain import arn
from emulator.domain.fleet import Fleet
from emulator.hosting.ready_made import add_fleet, add_location
from emulator.store.store import Store

FLEET_NAME = re.compile(r"[a-z]*fleet-[a-zA-Z0-9-]+")


def fleet_of_first_use(fleet_id: str, region: str, account: str, store: Store, now: int) -> Fleet | None:
    """The fleet of an id or ARN, which comes into being where there is none; None for what can name none there."""
    named = arn.named(fleet_id, "fleet")
    if not named.can_be_in(region, account) or not FLEET_NAME.fullmatch(named.name):
        return None
    known = store.find(Fleet, named.name, region, account)
    if known is not None:
        return known
    add_location(store, region, account, now)
    return add_fleet(store, region, account, named.name, named.name, now)


def full_game_session_id(game_session_id: str, context: Context) -> str:
    """The ARN of a game session that is named by the last part of it; the same text where none has it."""
    if arn.is_game_session_arn(game_session_id):
        return game_session_id
    here = (context.region, context.account)
    for session, _ in context.store.game_sessions.everywhere(game_session_id, context.now):
        fleet = context.store.fleets.by_key(session.fleet_key)
        if (fleet.region, fleet.account) == here:
            return session.game_session_id
    return game_session_id
