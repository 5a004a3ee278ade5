"""Placements: found by their ids, and shown as AWS does."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import placement
from emulator.domain.game_session import read_properties
from emulator.domain.placement import Placement
from emulator.operations.shared.finding import not_found
from emulator.operations.shared.showing import seconds


def find_placement(placement_id: str, context: Context) -> Placement:
    """The placement of that id in the caller's region. Raises: NotFoundException."""
    found = context.store.placements.find(placement_id, context.account)
    if found is None or found.region != context.region:
        places = [(each.region, each.account) for each in context.store.placements.everywhere(placement_id)]
        raise not_found(f"Placement {placement_id}", places, context)
    return found


def show_placement(shown: Placement) -> shapes.GameSessionPlacement:
    """A placement as AWS shows it. The players that it is to place are no part of it; those that it has placed are.

    Assumed: GameProperties and PlayerLatencies are there when they are empty, PlacedPlayerSessions when FULFILLED.
    """
    override = placement.read_override(shown.priority_override)
    placed = placement.read_placed(shown.placed_player_sessions)
    return shapes.GameSessionPlacement(
        placement_id=shown.placement_id,
        game_session_queue_name=shown.game_session_queue_name,
        status=shown.status,
        game_properties=[
            shapes.GameProperty(key, value) for key, value in read_properties(shown.game_properties).items()
        ],
        maximum_player_session_count=shown.maximum_player_session_count,
        game_session_name=shown.game_session_name,
        game_session_id=shown.game_session_id,
        game_session_arn=shown.game_session_id,
        game_session_region=shown.game_session_region,
        player_latencies=[shapes.PlayerLatency(*each) for each in placement.read_latencies(shown.player_latencies)],
        start_time=seconds(shown.start_time),
        end_time=seconds(shown.end_time),
        ip_address=shown.ip_address,
        dns_name=shown.dns_name,
        port=shown.port,
        placed_player_sessions=(
            [shapes.PlacedPlayerSession(*each) for each in placed] if shown.status == "FULFILLED" else None
        ),
        game_session_data=shown.game_session_data,
        matchmaker_data=shown.matchmaker_data,
        priority_configuration_override=override
        and shapes.PriorityConfigurationOverride(
            placement_fallback_strategy=override.fallback_strategy, location_order=override.location_order
        ),
    )
