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
NAME = re.compile(r"[A-Za-z0-9-]+")
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


def ip_address(game_session_id: str) -> str:
    """The address of a made-up EC2 instance: the same for a game session at all times, and nobody's (RFC 5737)."""
    return f"198.51.100.{_digest(game_session_id) % 254 + 1}"


def port(game_session_id: str) -> int:
    """The port of a game session that names none: the same at all times."""
    return 33_000 + _digest(game_session_id) % 2_000


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])


def dns_name(region: str, ip_address: str, game_session_id: str, *, tls: bool) -> str:
    """The DNS name of the instance that runs a game session on an EC2 fleet.

    Source: API_PlayerSession, DnsName; observed in us-east-1: `ec2-A-B-C-D.compute-1.amazonaws.com`.
    """
    if tls:
        return f"{_digest(game_session_id):016x}.{region}.amazongamelift.com"
    domain = "compute-1" if region == "us-east-1" else f"{region}.compute"
    return f"ec2-{ip_address.replace('.', '-').replace(':', '-')}.{domain}.amazonaws.com"
