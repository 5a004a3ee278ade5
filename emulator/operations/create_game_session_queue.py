"""CreateGameSessionQueue: a queue through which game sessions are placed."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.queue import GameSessionQueue, to_json
from emulator.errors import InvalidRequestException, LimitExceededException
from emulator.operations.shared.queues import parse_log_deliveries, parse_queue, show_queue
from emulator.operations.shared.tagging import add_tags


def create_game_session_queue(
    input: shapes.CreateGameSessionQueueInput, context: Context
) -> shapes.CreateGameSessionQueueOutput:
    """The new queue.

    Order of checks: time-out, latency policies, priorities, destinations, log destinations, name, the quota, tags.
    Raises: InvalidRequestException, also for a name in use, as the operation has no ConflictException;
    NotFoundException for a fleet or alias that does not exist, in whatever Region; LimitExceededException;
    TaggingFailedException.
    Source: API_CreateGameSessionQueue. Observed: LOCATION without LocationOrder is refused.
    Differs: there is no limit of destinations; no logs are delivered; fleets with and without TLS may share a queue.
    """
    columns = parse_queue(input, context)
    logs = parse_log_deliveries(input.log_configuration.delivery_destinations if input.log_configuration else [])
    known = context.store.find(GameSessionQueue, input.name, context.region, context.account)
    if known is not None:
        raise InvalidRequestException(f"There is a queue {known.arn} already.")
    most = context.settings.quota_game_session_queues
    if context.store.count(GameSessionQueue, context.region, context.account) >= most:
        raise LimitExceededException(f"There can be {most} game session queues in a region.")
    made = GameSessionQueue(
        key=context.store.next_key(GameSessionQueue),
        account=context.account,
        region=context.region,
        name=input.name,
        log_deliveries=to_json(logs),
        **columns,  # type: ignore[arg-type]  # named as the fields are
    )
    context.store.add([made])
    add_tags(made, input.tags, context)
    return shapes.CreateGameSessionQueueOutput(show_queue(made))
