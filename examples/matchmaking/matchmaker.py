"""A small matchmaking backend: it seats players in game sessions, and knows who sits where."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types_boto3_gamelift import GameLiftClient


@dataclass(frozen=True)
class Seat:
    """A player slot that waits for its player, and where to connect to."""

    player_session_id: str
    game_session_id: str
    address: str
    port: int


class Matchmaker:
    """Seats players on a fleet, in game sessions of `size` players."""

    def __init__(self, gamelift: "GameLiftClient", fleet_id: str, location: str, size: int) -> None:
        self.gamelift = gamelift
        self.fleet_id = fleet_id
        self.location = location
        self.size = size

    def seat(self, player_id: str) -> Seat:
        """A seat in a game session that has room, the oldest first; in a new one where none has."""
        for game_session_id in [*self.with_room(), None]:
            try:
                reserved = self.gamelift.create_player_session(
                    GameSessionId=game_session_id or self.open_game_session(), PlayerId=player_id
                )["PlayerSession"]
            except self.gamelift.exceptions.GameSessionFullException:
                continue  # somebody was faster
            return Seat(reserved["PlayerSessionId"], reserved["GameSessionId"], reserved["IpAddress"], reserved["Port"])
        raise AssertionError("a new game session has room")

    def with_room(self) -> list[str]:
        found = self.gamelift.search_game_sessions(
            FleetId=self.fleet_id,
            Location=self.location,
            FilterExpression="hasAvailablePlayerSessions=true",
            SortExpression="creationTimeMillis ASC",
        )
        return [each["GameSessionId"] for each in found["GameSessions"]]

    def open_game_session(self) -> str:
        made = self.gamelift.create_game_session(
            FleetId=self.fleet_id, Location=self.location, MaximumPlayerSessionCount=self.size
        )["GameSession"]
        self.wait_until_active(made["GameSessionId"])
        return made["GameSessionId"]

    def wait_until_active(self, game_session_id: str) -> None:
        for _ in range(100):
            (now,) = self.gamelift.describe_game_sessions(GameSessionId=game_session_id)["GameSessions"]
            if now["Status"] == "ACTIVE":
                return
        raise TimeoutError(f"{game_session_id} does not become ACTIVE")

    def roster(self, game_session_id: str) -> Counter[str]:
        """How many players of a game session are in each status, however many there are."""
        pages = self.gamelift.get_paginator("describe_player_sessions").paginate(GameSessionId=game_session_id)
        return Counter(each["Status"] for page in pages for each in page["PlayerSessions"])

    def has_arrived(self, seat: Seat) -> bool:
        """Whether the game server has let the player in. A seat that was not taken in time is nobody's any more."""
        (session,) = self.gamelift.describe_player_sessions(PlayerSessionId=seat.player_session_id)["PlayerSessions"]
        if session["Status"] == "TIMEDOUT":
            raise LookupError(f"{session['PlayerId']} came too late")
        return session["Status"] == "ACTIVE"
