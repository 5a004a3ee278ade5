"""StartGameSessionPlacement: asks a queue for a game session, wherever there is room for one."""

from collections.abc import Sequence

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.game_session import merged_properties
from emulator.domain.placement import DesiredPlayer, PlacementRequest, PriorityOverride
from emulator.domain.queue import GameSessionQueue, read_criteria, to_json
from emulator.errors import InvalidRequestException
from emulator.hosting.placing import start_placement
from emulator.operations.shared.parsing import parse_maximum, parse_properties
from emulator.operations.shared.placements import show_placement
from emulator.operations.shared.queues import check_distinct, find_queue


def start_game_session_placement(
    input: shapes.StartGameSessionPlacementInput, context: Context
) -> shapes.StartGameSessionPlacementOutput:
    """The new placement, PENDING. It is tried at once, and the next look finds what has become of it.

    Order of checks: override and latencies together, queue, override of a queue without LOCATION,
    MaximumPlayerSessionCount, game properties, players, latencies, the id.
    Raises: InvalidRequestException, also for an id that was used before, in whatever Region; NotFoundException for an
    unknown queue.
    Source: API_StartGameSessionPlacement.
    Differs: simulated server processes are always free, unless the fleet's capacity says otherwise; Spot fleets are
    never left out.
    """
    override = input.priority_configuration_override
    if override is not None and input.player_latencies:
        raise InvalidRequestException("PriorityConfigurationOverride and PlayerLatencies exclude each other.")
    queue = find_queue(input.game_session_queue_name, context)
    if override is not None:
        check_override(override, queue)
    maximum = parse_maximum(input.maximum_player_session_count, context)
    properties = merged_properties("{}", parse_properties(input.game_properties))
    players = parse_players(input.desired_player_sessions or (), maximum)
    latencies = [parse_latency(each) for each in input.player_latencies or ()]
    check_new_id(input.placement_id, context)
    wanted = PlacementRequest(
        input.placement_id,
        maximum,
        properties,
        input.game_session_name,
        input.game_session_data,
        player_latencies=to_json(latencies),
        desired_player_sessions=to_json(players),
        priority_override=to_json(
            override
            and PriorityOverride(
                override.placement_fallback_strategy or "DEFAULT_AFTER_SINGLE_PASS", override.location_order
            )
        ),
    )
    return shapes.StartGameSessionPlacementOutput(show_placement(start_placement(wanted, queue, context)))


def check_override(override: shapes.PriorityConfigurationOverride, queue: GameSessionQueue) -> None:
    """Documented: only a queue that prioritizes locations can be overridden."""
    if "LOCATION" not in read_criteria(queue.priority_order):
        raise InvalidRequestException(
            f"PriorityConfigurationOverride needs a queue whose PriorityOrder has LOCATION; {queue.name} has it not."
        )
    check_distinct("LocationOrder", override.location_order)


def parse_players(players: Sequence[shapes.DesiredPlayerSession], maximum: int) -> list[DesiredPlayer]:
    """The players for whom there are to be player sessions.

    Documented: each has an id of its own. Assumed: the errors.
    """
    found = []
    for each in players:
        if each.player_id is None:
            raise InvalidRequestException("A desired player session needs a PlayerId.")
        found.append(DesiredPlayer(each.player_id, each.player_data))
    if len({each.player_id for each in found}) < len(found):
        raise InvalidRequestException("DesiredPlayerSessions names a player twice.")
    if len(found) > maximum:
        raise InvalidRequestException(
            f"DesiredPlayerSessions has {len(found)} players, and MaximumPlayerSessionCount is {maximum}."
        )
    return found


def parse_latency(latency: shapes.PlayerLatency) -> tuple[str, str, float]:
    """A player's latency to a location, in milliseconds."""
    player, location, milliseconds = latency.player_id, latency.region_identifier, latency.latency_in_milliseconds
    if player is None or location is None or milliseconds is None:
        raise InvalidRequestException(
            "A player latency needs a PlayerId, a RegionIdentifier and LatencyInMilliseconds."
        )
    if milliseconds < 0:
        raise InvalidRequestException(f"LatencyInMilliseconds is {milliseconds:g}; it cannot be negative.")
    return player, location, milliseconds


def check_new_id(placement_id: str, context: Context) -> None:
    """Documented: an id is unique over all Regions, and never comes again. Assumed: the error."""
    used = context.store.placements.find(placement_id, context.account)
    if used is not None:
        raise InvalidRequestException(f"PlacementId {placement_id} was used before, in region {used.region}.")
