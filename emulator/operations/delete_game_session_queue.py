"""DeleteGameSessionQueue: no more placements through a queue."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.queues import find_queue


def delete_game_session_queue(
    input: shapes.DeleteGameSessionQueueInput, context: Context
) -> shapes.DeleteGameSessionQueueOutput:
    """Nothing; the queue is gone. Its name can be given again.

    Raises: NotFoundException.
    Source: API_DeleteGameSessionQueue.
    """
    context.store.delete(find_queue(input.name, context))
    return shapes.DeleteGameSessionQueueOutput()
