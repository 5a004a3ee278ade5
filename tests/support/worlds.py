"""Small seed documents for tests."""

from collections.abc import Iterable
from typing import Any

FLEET = "fleet-11111111-2222-4333-8444-555555555555"
GAME_SESSION = f"arn:aws:gamelift:us-east-1::gamesession/{FLEET}/gsess-one"


def world(player_sessions: Iterable[dict[str, Any]] = (), **game_session: object) -> dict[str, Any]:
    """A seed document with one fleet, and one game session that has those player sessions."""
    return {
        "Fleets": [{"FleetId": FLEET}],
        "GameSessions": [{"GameSessionId": GAME_SESSION, "FleetId": FLEET, "CreationTime": "-1d"} | game_session],
        "PlayerSessions": [{"GameSessionId": GAME_SESSION} | each for each in player_sessions],
    }


def players(count: int, **members: object) -> list[dict[str, Any]]:
    """That many player sessions, made one second after the other, oldest first."""
    return [{"PlayerId": f"player-{n}", "CreationTime": f"-{count - n}s"} | members for n in range(count)]
