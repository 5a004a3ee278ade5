"""UpdateGameSessionQueue: a queue with other settings."""

from msgspec.structs import replace

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.queue import read_log_deliveries, to_json
from emulator.operations.shared.queues import find_queue, parse_log_deliveries, parse_queue, show_queue


def update_game_session_queue(
    input: shapes.UpdateGameSessionQueueInput, context: Context
) -> shapes.UpdateGameSessionQueueOutput:
    """The queue with what is given changed. A list or structure replaces the earlier one as a whole; an empty one, or
    an empty text, takes it away. Log destinations are added and removed one by one.

    Order of checks: look-up, time-out, latency policies, priorities, destinations, log destinations.
    Raises: NotFoundException, also for a fleet or alias that does not exist; InvalidRequestException.
    Source: API_UpdateGameSessionQueue. Assumed: a log destination that is there is not added again, and one that is
    not there is not missed.
    """
    stored = find_queue(input.name, context)
    columns = parse_queue(input, context)
    gone = set(parse_log_deliveries(input.remove_log_delivery_destinations or []))
    added = parse_log_deliveries(input.add_log_delivery_destinations or [])
    kept = [each for each in read_log_deliveries(stored.log_deliveries) if each not in gone]
    shown = [shapes.LogDeliveryDestination(*each) for each in [*kept, *added]]
    changed = replace(stored, log_deliveries=to_json(parse_log_deliveries(shown)), **columns)
    context.store.update(changed)
    context.store.placements.look_again(context.now)
    return shapes.UpdateGameSessionQueueOutput(show_queue(changed))
