"""Events that tests cause, by calls that anybody could make."""

from tests.support.configurations import new_configuration
from tests.support.queues import new_queue
from tests.support.rule_sets import new_rule_set
from tests.support.running import Running
from tests.support.tickets import start_ticket


def place(emulator: Running, *placement_ids: str, topic: str = "") -> None:
    """Placements through the queue `queue`, each with its PlacementFulfilled; a queue that is new names the topic."""
    client = emulator.client()
    if not client.describe_game_session_queues(Names=["queue"])["GameSessionQueues"]:
        new_queue(client, NotificationTarget=topic)
    for each in placement_ids:
        asked = {"PlacementId": each, "GameSessionQueueName": "queue", "MaximumPlayerSessionCount": 1}
        assert emulator.call("StartGameSessionPlacement", asked).status_code == 200


def search(emulator: Running, ticket_id: str) -> None:
    """A MatchmakingSearching, from the configuration `duels`, which is new. The clock is a second later then."""
    client = emulator.client()
    new_rule_set(client)
    new_configuration(client)
    start_ticket(client, ticket_id, "player-1")
    emulator.advance(1)
