"""Game sessions with players in them, as tests make and look at them."""

from types_boto3_gamelift.type_defs import PlayerSessionTypeDef

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.running import Running


def arn_of(emulator: Running, maximum: int = 4) -> str:
    """A new game session on the ready-made fleet, which players can join."""
    made = emulator.client().create_game_session(FleetId=FLEET_ID, Location=LOCATION, MaximumPlayerSessionCount=maximum)
    return made["GameSession"]["GameSessionId"]


def reserve(emulator: Running, game_session: str, player: str) -> PlayerSessionTypeDef:
    made = emulator.client().create_player_session(GameSessionId=game_session, PlayerId=player)
    return made["PlayerSession"]


def shown(emulator: Running, game_session: str) -> list[str]:
    """The players of a game session and their statuses, in the order of DescribePlayerSessions."""
    pages = emulator.client().get_paginator("describe_player_sessions").paginate(GameSessionId=game_session)
    return [f"{each['PlayerId']} {each['Status']}" for page in pages for each in page["PlayerSessions"]]


def slots(emulator: Running, game_session: str) -> int:
    """The CurrentPlayerSessionCount of a game session."""
    (found,) = emulator.client().describe_game_sessions(GameSessionId=game_session)["GameSessions"]
    return found["CurrentPlayerSessionCount"]
