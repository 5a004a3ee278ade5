"""A small backend: it asks Amazon GameLift to place games, and hears through SNS and SQS what has become of them."""

import json
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from types_boto3_gamelift import GameLiftClient

ATTEMPTS = 3
"""So many placements may time out before a game is given up."""


@dataclass(frozen=True)
class Seat:
    """Where a player's game runs, and what the player shows the game server there."""

    address: str
    port: int
    player_session_id: str


@dataclass
class Game:
    """Players who want to play together."""

    players: tuple[str, ...]
    placement_id: str = ""
    """A PlacementId can be used once: the next attempt has another one."""
    attempts: int = 0
    status: Literal["waiting", "ready", "given up"] = "waiting"
    seats: dict[str, Seat] = field(default_factory=dict)


class Backend:
    """Has games placed through a game session queue, whose events come to the SQS queue at `events_url`."""

    def __init__(self, gamelift: "GameLiftClient", sqs: Any, game_session_queue: str, events_url: str) -> None:  # noqa: ANN401
        self.gamelift = gamelift
        self.sqs = sqs
        self.game_session_queue = game_session_queue
        self.events_url = events_url
        self.games: dict[str, Game] = {}
        """By the ids of their placements, of those too that have failed."""

    def play(self, *players: str) -> Game:
        """A game for these players, which is being placed."""
        game = Game(players)
        self._place(game)
        return game

    def cancel(self, game: Game) -> None:
        """The players have left. Too late once there is a game session: then the event of that is on its way."""
        self.gamelift.stop_game_session_placement(PlacementId=game.placement_id)

    def hear(self, wait_seconds: int = 0) -> bool:
        """Does what the events say that have come, and waits for the first so long. Whether any has."""
        found = self.sqs.receive_message(
            QueueUrl=self.events_url, MaxNumberOfMessages=10, WaitTimeSeconds=wait_seconds
        ).get("Messages", [])
        for message in found:
            event = json.loads(json.loads(message["Body"])["Message"])  # SNS has put it into an envelope of its own
            self._handle(event["detail"])
            self.sqs.delete_message(QueueUrl=self.events_url, ReceiptHandle=message["ReceiptHandle"])
        return bool(found)

    def _place(self, game: Game) -> None:
        game.placement_id = str(uuid.uuid4())
        game.attempts += 1
        self.games[game.placement_id] = game
        self.gamelift.start_game_session_placement(
            PlacementId=game.placement_id,
            GameSessionQueueName=self.game_session_queue,
            MaximumPlayerSessionCount=len(game.players),
            DesiredPlayerSessions=[{"PlayerId": each} for each in game.players],
        )

    def _handle(self, detail: dict[str, Any]) -> None:
        """AWS promises neither that an event comes once, nor an order: what is not news is left aside."""
        game = self.games.get(detail["placementId"])
        if game is None or game.status != "waiting" or game.placement_id != detail["placementId"]:
            return
        if detail["type"] == "PlacementFulfilled":
            address = detail.get("dnsName") or detail["ipAddress"]
            game.seats = {
                each["playerId"]: Seat(address, int(detail["port"]), each["playerSessionId"])
                for each in detail["placedPlayerSessions"]
            }
            game.status = "ready"
        elif detail["type"] == "PlacementTimedOut" and game.attempts < ATTEMPTS:
            self._place(game)
        else:
            game.status = "given up"
