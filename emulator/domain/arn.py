"""GameLift's identifiers and Amazon Resource Names: made and taken apart.

Observed: game-session ARNs carry no account, fleet ARNs do (samples in public READMEs; facts in docs/differences.md).
"""

import hashlib
import re
import uuid
from typing import NamedTuple

GAME_SESSION_ARN = re.compile(
    r"arn:aws:gamelift:(?P<region>[a-z0-9-]+)::gamesession/(?P<fleet_id>[a-z]*fleet-[a-zA-Z0-9-]+)"
    r"(?:/(?P<location>[A-Za-z0-9-]+))?/(?P<name>[A-Za-z0-9-]+)"
)
_DERIVED = uuid.UUID("f5b46d3c-62dd-5d53-9c5d-6f2f8e1d6a5b")  # the namespace of derived player session ids


class GameSessionArn(NamedTuple):
    """The parts of a game session's ARN; `name` is its last part."""

    region: str
    fleet_id: str
    location: str | None
    name: str


def fleet_arn(region: str, account: str, fleet_id: str) -> str:
    return f"arn:aws:gamelift:{region}:{account}:fleet/{fleet_id}"


def game_session_arn(region: str, fleet_id: str, location: str | None, name: str) -> str:
    """The id of a game session. A location other than the fleet's home region is a part of it."""
    place = "" if location is None or location == region else f"{location}/"
    return f"arn:aws:gamelift:{region}::gamesession/{fleet_id}/{place}{name}"


def parse_game_session_arn(text: str) -> GameSessionArn | None:
    """The parts of a game session's ARN, None where `text` is not one."""
    found = GAME_SESSION_ARN.fullmatch(text)
    return GameSessionArn(*found.groups()) if found else None


def derived_player_session_id(game_session_id: str, player_id: str, ordinal: int) -> str:
    """The id of a player's `ordinal`-th player session in a game session: the same whenever it is derived."""
    return f"psess-{uuid.uuid5(_DERIVED, f'{game_session_id} {ordinal} {player_id}')}"


def dns_name(region: str, ip_address: str, game_session_id: str, *, tls: bool) -> str:
    """The DNS name of the instance that runs a game session on an EC2 fleet.

    Source: API_PlayerSession, DnsName; observed in us-east-1: `ec2-A-B-C-D.compute-1.amazonaws.com`.
    """
    if tls:
        return f"{hashlib.sha256(game_session_id.encode()).hexdigest()[:16]}.{region}.amazongamelift.com"
    domain = "compute-1" if region == "us-east-1" else f"{region}.compute"
    return f"ec2-{ip_address.replace('.', '-').replace(':', '-')}.{domain}.amazonaws.com"
