"""What a server process does for its game session: it activates it, lets players in and out, and asks who they are."""

from typing import cast

import msgspec
from msgspec.structs import replace

from emulator.domain import player_session, server_process
from emulator.domain.game_session import CreationPolicy, GameSession, status_at
from emulator.domain.player_session import PlayerSession
from emulator.domain.server_process import HEALTH_TIMEOUT, Event
from emulator.game_servers.speaking import Answer, Speaking
from emulator.hosting import game_server
from emulator.wire.server_sdk import BadMessage

POLICIES = ("ACCEPT_ALL", "DENY_ALL")
PAGE = 50
"""What the C++ SDK has room for, and the C# SDK asks for by itself."""


def activate_game_session(speaking: Speaking) -> Answer:
    """The game session is ACTIVE; said again, it still is."""
    session, store, now = speaking.game_session(), speaking.context.store, speaking.context.now
    if status_at(session, now) == "ACTIVE":
        return {}
    game_server.activate_game_session(session, speaking.context)
    process = speaking.process
    if process.status == "ACTIVATING":
        process = server_process.step(process, Event.GAME_SESSION_ACTIVATED)
        healthy_at = now if process.healthy_at is None else process.healthy_at
        store.update(replace(process, deadline=max(healthy_at + HEALTH_TIMEOUT, now + 1)))
    return {}


def accept_player_session(speaking: Speaking) -> Answer:
    """A player has come: RESERVED becomes ACTIVE."""
    return _act(speaking, player_session.Event.ACCEPTED)


def remove_player_session(speaking: Speaking) -> Answer:
    """A player has gone: ACTIVE becomes COMPLETED."""
    return _act(speaking, player_session.Event.REMOVED)


def _act(speaking: Speaking, event: player_session.Event) -> Answer:
    session = _player_session(speaking, speaking.game_session())
    game_server.act_on_player_session(session, event, speaking.context.store, speaking.context.now)
    return {}


def _player_session(speaking: Speaking, hosted: GameSession) -> PlayerSession:
    """The player session that a message names, if it is the game session's. Raises: BadMessage."""
    name = speaking.message.needed("PlayerSessionId")
    context = speaking.context
    found = context.store.player_sessions.find(name, context.region, context.account, context.now)
    if found is None or found[0].game_session_key != hosted.key:
        raise BadMessage(f"PlayerSession ({name}) was not found in {hosted.game_session_id}.", 404)
    return found[0]


def update_player_session_creation_policy(speaking: Speaking) -> Answer:
    """Whether players may still come."""
    policy = speaking.message.needed("PlayerSessionPolicy")
    if policy not in POLICIES:
        raise BadMessage(f"PlayerSessionPolicy must be one of {', '.join(POLICIES)}.")
    session = replace(speaking.game_session(), player_session_creation_policy=cast("CreationPolicy", policy))
    game_server.change_game_session(session, speaking.context)
    return {}


def describe_player_sessions(speaking: Speaking) -> Answer:
    """The AWS operation, for player sessions of the process's own fleet; instants are whole milliseconds."""
    from emulator.api.shapes import DescribePlayerSessionsInput
    from emulator.dispatch.validation import reader_of
    from emulator.operations.describe_player_sessions import describe_player_sessions as describe

    message = speaking.message
    names = ("GameSessionId", "PlayerId", "PlayerSessionId", "PlayerSessionStatusFilter", "NextToken")
    input = {name: message.text(name) for name in names} | {"Limit": message.number("Limit") or PAGE}
    found = describe(reader_of(DescribePlayerSessionsInput)(input), speaking.context, speaking.fleet)
    shown: dict[str, object] = msgspec.to_builtins(found)
    sessions = cast("list[dict[str, object]]", shown.get("PlayerSessions", []))
    return {**shown, "PlayerSessions": [_in_milliseconds(each) for each in sessions]}


def _in_milliseconds(session: dict[str, object]) -> dict[str, object]:
    return {name: round(value * 1_000) if isinstance(value, float) else value for name, value in session.items()}
