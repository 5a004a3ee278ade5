"""The world that is attacked: its ids are fixed, so that a request depends on its seed and number alone."""

from typing import Any

from emulator.hosting.ready_made import FLEET_ID, LOCATION

FLEETS = (
    FLEET_ID,
    "fleet-11111111-2222-4333-8444-555555555555",
    "fleet-22222222-2222-4333-8444-555555555555",
    f"arn:aws:gamelift:us-east-1:000000000000:fleet/{FLEET_ID}",
    "fleet-99999999-9999-4999-8999-999999999999",  # there is none
)
ALIASES = ("alias-11111111-2222-4333-8444-555555555555", "alias-99999999-2222-4333-8444-555555555555")
FORGED = "FORGED LINE"
PLAYERS = ("alice", "bob", f"eve\n{FORGED} \x1b[31m", "a" * 1_024, "none")
SESSIONS = 8
GAME_SESSIONS = (
    *(f"arn:aws:gamelift:us-east-1::gamesession/{FLEETS[1]}/gsess-{n}" for n in range(SESSIONS)),
    f"arn:aws:gamelift:us-east-1::gamesession/{FLEET_ID}/{LOCATION}/gsess-none",
    "gsess-1",
)
PLAYER_SESSIONS = (*(f"psess-0000000{n}-0000-4000-8000-000000000000" for n in range(SESSIONS)), "psess-none")


def small_world() -> dict[str, Any]:
    """A seed document with something of each kind."""
    return {
        "Fleets": [{"FleetId": each} for each in FLEETS[1:3]],
        "Aliases": [
            {"AliasId": ALIASES[0], "Name": "live", "RoutingStrategy": {"Type": "SIMPLE", "FleetId": FLEETS[1]}}
        ],
        "GameSessions": [
            {"GameSessionId": each, "FleetId": FLEETS[1], "MaximumPlayerSessionCount": 1 + n * 20, "Name": f"game {n}"}
            for n, each in enumerate(GAME_SESSIONS[:SESSIONS])
        ],
        "PlayerSessions": [
            {"GameSessionId": host, "PlayerId": PLAYERS[n % 3], "PlayerSessionId": each, "Status": status}
            for n, (host, each) in enumerate(zip(GAME_SESSIONS, PLAYER_SESSIONS[:SESSIONS], strict=False))
            for status in (("ACTIVE", "RESERVED")[n % 2],)
        ],
    }


def large_world(sessions: int = 100, players: int = 100) -> dict[str, Any]:
    """A seed document whose state is some megabytes: more than fits into the buffers between server and client."""
    hosts = [f"arn:aws:gamelift:us-east-1::gamesession/{FLEETS[1]}/gsess-large-{n}" for n in range(sessions)]
    return {
        "Fleets": [{"FleetId": FLEETS[1]}],
        "GameSessions": [
            {"GameSessionId": each, "FleetId": FLEETS[1], "MaximumPlayerSessionCount": 200} for each in hosts
        ],
        "PlayerSessions": [
            {"GameSessionId": host, "PlayerId": f"player-{n}", "PlayerData": "x" * 300, "Status": "ACTIVE"}
            for host in hosts
            for n in range(players)
        ],
    }
