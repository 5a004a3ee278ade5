"""GameLift's identifiers and Amazon Resource Names: made and taken apart.

Observed: ARNs of game sessions and aliases carry no account, those of fleets and computes do (samples in public
READMEs; facts in docs/differences.md).
"""

import hashlib
import re
from functools import lru_cache
from typing import NamedTuple

from emulator.domain.region import REGION_PATTERN
from emulator.domain.uuids import uuid5_of

GAME_SESSION_ARN = re.compile(
    rf"arn:aws:gamelift:(?P<region>{REGION_PATTERN})::gamesession/(?P<fleet_id>[a-z]*fleet-[a-zA-Z0-9-]+)"
    r"(?:/(?P<location>[A-Za-z0-9-]+))?/(?P<id_string>[A-Za-z0-9-]+)"
)
RESOURCE_ARN = re.compile(r"arn:[a-z-]+:gamelift:[^:/]*:[^:/]*:([a-z]+)/\S+")
ID_STRING = re.compile(r"[A-Za-z0-9-]+")
_DERIVED = bytes.fromhex("f5b46d3c62dd5d539c5d6f2f8e1d6a5b")  # the namespace of derived ids


class GameSessionArn(NamedTuple):
    """The parts of a game session's ARN; `id_string` is its last part."""

    region: str
    fleet_id: str
    location: str | None
    id_string: str


class Named(NamedTuple):
    """What an id or an ARN names; region and account are None where the text does not say."""

    name: str
    region: str | None = None
    account: str | None = None

    def can_be_in(self, region: str, account: str) -> bool:
        """Whether it can be found by a call for that region and account."""
        return self.region in (None, region) and self.account in (None, account)


def named(text: str, kind: str) -> Named:
    """What `text` names: the id or name of a `kind` (fleet, alias, compute, location, gamesessionqueue), or its ARN."""
    head, found, name = text.rpartition(f":{kind}/")
    if not found:
        return Named(text)
    parts = head.split(":")
    region, account = (*parts, "", "", "", "", "")[3:5]
    return Named(name, region, account or None)


def id_named(text: str, kind: str) -> str:
    """The id of a `kind` (build, script) that `text` is, or is the ARN of. Such an id may hold colons and slashes."""
    found = re.search(rf":{kind}/({kind}-\S+)\Z", text) if text.startswith("arn:") else None
    return found[1] if found else text


def kind_named(text: str) -> str | None:
    """The kind of thing that an ARN of GameLift's names, as it spells it; None where `text` is no such ARN."""
    found = RESOURCE_ARN.fullmatch(text)
    return found[1] if found else None


def resource_arn(region: str, account: str, kind: str, name: str) -> str:
    """The ARN of anything but a game session."""
    return f"arn:aws:gamelift:{region}:{account}:{kind}/{name}"


@lru_cache(1_024)
def fleet_arn(region: str, account: str, fleet_id: str) -> str:
    return resource_arn(region, account, "fleet", fleet_id)


def compute_arn(region: str, account: str, compute_name: str) -> str:
    return resource_arn(region, account, "compute", compute_name)


def game_session_arn(region: str, fleet_id: str, location: str | None, id_string: str) -> str:
    """The id of a game session. A location other than the fleet's home region is a part of it."""
    place = "" if location is None or location == region else f"{location}/"
    return f"arn:aws:gamelift:{region}::gamesession/{fleet_id}/{place}{id_string}"


def parse_game_session_arn(text: str) -> GameSessionArn | None:
    """The parts of a game session's ARN, None where `text` is not one."""
    found = GAME_SESSION_ARN.fullmatch(text)
    return GameSessionArn(*found.groups()) if found else None


def is_game_session_arn(text: str) -> bool:
    """Whether a text has the form of an ARN of a game session, of whatever partition."""
    return text.startswith("arn:") and ":gamesession/" in text


def derived_player_session_id(game_session_id: str, player_id: str, ordinal: int) -> str:
    """The id of a player's `ordinal`-th player session in a game session: the same whenever it is derived."""
    return f"psess-{uuid5_of(_DERIVED, f'{game_session_id} {ordinal} {player_id}')}"


def derived_event_id(about: str, event_code: str) -> str:
    """The id of an event that follows from a fleet's or game session's row: the same whenever it is derived."""
    return uuid5_of(_DERIVED, f"{about} {event_code}")


def instance_id(fleet_id: str, location: str, number: int) -> str:
    """The id of a made-up EC2 instance of a fleet: the same at all times."""
    return f"i-{_digest(f'{fleet_id} {location} {number}'):017x}"


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
