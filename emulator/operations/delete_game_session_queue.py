"""DeleteGameSessionQueue: no more placements through a queue."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.placement import Event
from emulator.hosting.placing import end_early
from emulator.operations.shared.queues import find_queue


def delete_game_session_queue(
    input: shapes.DeleteGameSessionQueueInput, context: Context
) -> shapes.DeleteGameSessionQueueOutput:
    """Nothing; the queue is gone. Its placements that are PENDING have FAILED. Its name can be given again.

    Raises: NotFoundException.
    Source: API_DeleteGameSessionQueue.
    """
    queue = find_queue(input.name, context)
    for pending in context.store.placements.pending_of_queue(queue.key):
        end_early(pending, Event.GIVEN_UP, context)
    context.store.delete(queue)
    return shapes.DeleteGameSessionQueueOutput()
